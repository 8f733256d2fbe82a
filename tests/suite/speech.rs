//! The speech room: real voices, the clip store and its faults, and what is refused.

use std::path::Path;

use newscaster::model::{
    Chapter, Language, Mark, Millis, Role, Say, Script, Segment, SegmentId, Spoken, SpokenCoverage, Syllable,
    Take, Token,
};
use newscaster::progress::Silent;
use newscaster::speech::{Error, Options, Studio};

fn token(words: &str, say: Say) -> Token {
    Token { printed: words.to_owned(), words: words.to_owned(), say, rule: None }
}

/// A sentence: `银行/yin2hang2` is a Chinese word, `GDP` letters, `news` an English word, `，` a mark.
fn spoken(text: &str) -> Spoken {
    let word = |part: &str| match (part.split_once('/'), part) {
        (Some((hanzi, pinyin)), _) => {
            let syllables = pinyin.split_inclusive(|c: char| c.is_ascii_digit());
            token(hanzi, Say::Mandarin(syllables.map(|s| Syllable::parse(s).unwrap()).collect()))
        }
        (_, "，" | ",") => token(part, Say::Mark(Mark::Comma)),
        (_, "。" | ".") => token(part, Say::Mark(Mark::Stop)),
        (_, letters) if letters.chars().all(|c| c.is_ascii_uppercase()) => token(letters, Say::Letters),
        (_, word) => token(word, Say::English),
    };
    Spoken { tokens: text.split(' ').map(word).collect(), problem: None }
}

fn script(sentences: &[(Role, &str)]) -> Script {
    let segment = |(index, (role, text)): (usize, &(Role, &str))| Segment {
        id: SegmentId(format!("s{index}")),
        role: *role,
        article: None,
        chapter: 0,
        written: (*text).to_owned(),
        spoken: spoken(text),
        pause_after: Millis(300),
        language: if text.contains('/') { Language::Zh } else { Language::En },
        voice: None,
        spans: Vec::new(),
    };
    Script {
        title: "测试".to_owned(),
        date: "2024-11-28".parse().unwrap(),
        language: Language::Zh,
        segments: sentences.iter().enumerate().map(segment).collect(),
        chapters: vec![Chapter { title: "测试".to_owned(), level: 1, article: None }],
        left_out: Vec::new(),
        coverage: SpokenCoverage::default(),
        notes: Vec::new(),
    }
}

const BANK: &str =
    "央行/yang1hang2 行长/hang2zhang3 说/shuo1 ， 经济/jing1ji4 增长/zeng1zhang3 平稳/ping2wen3 。";

fn options(store: &Path) -> Options {
    let mut options = Options::default();
    options.clips.folder = Some(store.to_owned());
    options
}

fn speak(options: &Options, script: &Script) -> Result<Vec<Take>, Error> {
    let studio = Studio::open(options)?;
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(studio.speak(script, &Silent))
}

fn samples(take: &Take) -> Vec<i16> {
    let mut reader = hound::WavReader::open(&take.clip.path).unwrap();
    assert_eq!(reader.spec().channels, 1);
    assert_eq!(reader.spec().sample_rate, take.clip.rate.hertz());
    let samples: Vec<i16> = reader.samples().map(Result::unwrap).collect();
    assert_eq!(samples.len() as u64, take.clip.length.0);
    samples
}

#[test]
fn espeak_speaks_once_and_the_store_has_it_afterwards() {
    let store = tempfile::tempdir().unwrap();
    let script =
        script(&[(Role::Anchor, BANK), (Role::Reporter, BANK), (Role::Anchor, "Good morning , world .")]);
    let first = speak(&options(store.path()), &script).unwrap();
    assert!(
        first.iter().all(|take| !take.cached && take.attempts == 1 && take.problem.is_none()),
        "{first:?}"
    );
    let seconds = first[0].clip.length.seconds(first[0].clip.rate);
    assert!((2.0..4.5).contains(&seconds), "13 syllables in {seconds} s");
    assert_ne!(samples(&first[0]), samples(&first[1]), "presenter and reporter sound alike");

    let second = speak(&options(store.path()), &script).unwrap();
    assert!(second.iter().all(|take| take.cached && take.attempts == 0));
    for (a, b) in first.iter().zip(&second) {
        assert_eq!(a.clip, b.clip);
    }
}
