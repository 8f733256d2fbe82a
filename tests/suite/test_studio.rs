//! A studio for tests: a voice, pure tones to fall back on, a clip store of its own, and scripts of any length.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use newscaster::model::{
    Chapter, Language, Mark, Millis, Role, Say, Script, Segment, SegmentId, Spoken, SpokenCoverage, Syllable,
    Take, Token,
};
use newscaster::progress::{Progress, Stage};
use newscaster::speech::{Error, Options, Studio, Voice};
use toml::Spanned;

use crate::speech_server::SpeechServer;

/// A voice of `engine` with these settings.
pub fn voice(engine: &str, settings: &str) -> Voice {
    let head = format!(
        "engine = '{engine}'\nlanguages = ['zh', 'en']\ndescription = ''\nlicence = ''\npace = 260.0\n[settings]\n"
    );
    toml::from_str(&(head + settings)).unwrap()
}

/// A sentence of so many hanzi, all of its own.
pub fn sentence(number: usize, length: usize) -> Spoken {
    const WORDS: [(&str, &str); 5] = [
        ("今天", "jin1 tian1"),
        ("天气", "tian1 qi4"),
        ("北京", "bei3 jing1"),
        ("新闻", "xin1 wen2"),
        ("播报", "bo1 bao4"),
    ];
    let word = |n: usize| {
        let (words, pinyin) = WORDS[n % WORDS.len()];
        let syllables = pinyin.split(' ').map(|s| Syllable::parse(s).unwrap()).collect();
        token(words, Say::Mandarin(syllables))
    };
    // The first words count in fives, so that no two sentences are the same.
    let digits = (0..6).map(|place| number / 5usize.pow(place));
    let mut tokens: Vec<Token> = digits.chain(0..length.saturating_sub(12) / 2).map(word).collect();
    tokens.push(token("。", Say::Mark(Mark::Stop)));
    Spoken { tokens, problem: None }
}

pub fn token(words: &str, say: Say) -> Token {
    Token { printed: words.to_owned(), words: words.to_owned(), say, rule: None }
}

/// A script of these sentences.
pub fn script(sentences: Vec<Spoken>) -> Script {
    let segment = |(index, spoken): (usize, Spoken)| Segment {
        id: SegmentId(format!("s{index}")),
        role: Role::Reporter,
        article: None,
        chapter: 0,
        written: spoken.printed(),
        spoken,
        pause_after: Millis(300),
        language: Language::Zh,
        voice: None,
        spans: Vec::new(),
    };
    Script {
        title: "测试".to_owned(),
        date: "2024-11-28".parse().unwrap(),
        language: Language::Zh,
        segments: sentences.into_iter().enumerate().map(segment).collect(),
        chapters: vec![Chapter {
            title: "测试".to_owned(),
            level: 1,
            article: None,
            page: None,
            url: None,
            picture: None,
        }],
        left_out: Vec::new(),
        unreached: Vec::new(),
        coverage: SpokenCoverage::default(),
        problems: Vec::new(),
        notes: Vec::new(),
    }
}

/// A script of so many sentences of 16 hanzi.
pub fn sentences(count: usize) -> Script {
    script((0..count).map(|number| sentence(number, 16)).collect())
}

/// Remembers the notes.
#[derive(Default)]
pub struct Notes(pub Mutex<Vec<String>>);

impl Progress for Notes {
    fn begin(&self, _: Stage, _: u64) {}
    fn step(&self, _: Stage, _: &str) {}
    fn end(&self, _: Stage) {}
    fn note(&self, message: &str) {
        self.0.lock().unwrap().push(message.to_owned());
    }
}

/// A studio whose voice is `main`, with pure tones to fall back on, and a clip store of its own.
pub struct TestStudio {
    pub store: tempfile::TempDir,
    pub options: Options,
    pub notes: Notes,
}

impl TestStudio {
    pub fn new(engine: &str, settings: &str) -> Self {
        let store = tempfile::tempdir().unwrap();
        let mut options = Options::default();
        options.clips.folder = Some(store.path().to_owned());
        options.voices.own = BTreeMap::from([
            ("main".to_owned(), Spanned::new(0..0, voice(engine, settings))),
            ("spare".to_owned(), Spanned::new(0..0, voice("tone", ""))),
        ]);
        options.voice = Some("main".to_owned());
        options.cast.fallback = Some(vec!["spare".to_owned()]);
        Self { store, options, notes: Notes::default() }
    }

    pub fn on(server: &SpeechServer) -> Self {
        Self::new("openai", &server.openai())
    }

    pub fn alone(mut self) -> Self {
        self.options.cast.fallback = Some(Vec::new());
        self
    }

    pub fn patient(mut self, seconds: f64) -> Self {
        self.options.studio.timeout = seconds;
        self
    }

    pub fn speak(&self, script: &Script) -> Result<Vec<Take>, Error> {
        let studio = Studio::open(&self.options)?;
        let runtime = tokio::runtime::Runtime::new().unwrap();
        runtime.block_on(studio.speak(script, &self.notes))
    }

    /// The one take of a script of one sentence.
    pub fn speak_one(&self) -> Take {
        self.speak(&sentences(1)).unwrap().remove(0)
    }

    pub fn clips(&self, ending: &str) -> Vec<PathBuf> {
        files(self.store.path())
            .into_iter()
            .filter(|path| path.extension().is_some_and(|e| e == ending))
            .collect()
    }
}

/// All files below a folder, but for the marks of folders that are newscaster's.
pub fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).into_iter().flatten() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path));
        } else if !path.ends_with(newscaster::files::MARK) {
            found.push(path);
        }
    }
    found
}
