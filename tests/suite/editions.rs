//! Editions made by code: a script of sections, stories and sentences, with a clip of speech-like sound for each
//! sentence.

use std::fs;
use std::path::Path;

use newscaster::files::Shelf;
use newscaster::model::{
    ArticleId, Chapter, Clip, ClipKey, Edition, Language, Millis, Role, SampleRate, Samples, Say, Script,
    Segment, SegmentId, Spoken, SpokenCoverage, Take, Token,
};
use newscaster::progress::Silent;
use newscaster::stitch::{self, Options};

/// A programme in the making: `Programme::of(2, 3, 4)` has 2 sections of 3 stories of 4 sentences.
pub struct Programme {
    pub script: Script,
    pub takes: Vec<Take>,
}

impl Programme {
    /// Makes the script, and a clip at 22,050 Hz for each of its sentences in `folder`.
    pub fn of(folder: &Path, sections: usize, stories: usize, sentences: usize) -> Self {
        let mut programme = Self { script: script(), takes: Vec::new() };
        for section in 1..=sections {
            programme.open(format!("第{section}版 要闻"), 1, None);
            programme.say(folder, format!("下面是第{section}组新闻。"), 1_000);
            for story in 1..=stories {
                let id = ArticleId(format!("story-{section}-{story}"));
                programme.open(format!("第{section}组第{story}条 “标题” & <story>"), 2, Some(id));
                for sentence in 1..=sentences {
                    let pause = if sentence == sentences { 1_200 } else { 350 };
                    programme.say(folder, format!("这是第{section}组第{story}条的第{sentence}句话。"), pause);
                }
            }
        }
        programme
    }

    /// Opens a chapter; the sentences that follow are in it.
    pub fn open(&mut self, title: String, level: u8, article: Option<ArticleId>) {
        self.script.chapters.push(Chapter { title, level, article, page: None, url: None, picture: None });
    }

    /// Adds a sentence to the last chapter, with a clip of its own.
    pub fn say(&mut self, folder: &Path, written: String, pause: u64) {
        let index = self.script.segments.len();
        let rate = 22_050;
        let seconds = 1.0 + (index * 7 % 10) as f64 / 5.0;
        let path = folder.join(format!("clip-{index}.wav"));
        let samples = babble(index as u32 + 1, rate, seconds, 0.1 + (index % 4) as f64 * 0.15);
        write_clip(&path, rate, &samples);
        self.add(written, pause, clip(&path, rate, samples.len()));
    }

    /// Adds a sentence with a clip that is there.
    pub fn add(&mut self, written: String, pause: u64, clip: Clip) {
        let index = self.script.segments.len();
        let chapter = self.script.chapters.len().saturating_sub(1);
        let article = self.script.chapters.get(chapter).and_then(|chapter| chapter.article.clone());
        let role = if article.is_some() { Role::Reporter } else { Role::Anchor };
        let token = Token { printed: written.clone(), words: written.clone(), say: Say::Silent, rule: None };
        self.script.segments.push(Segment {
            id: SegmentId(format!("s{index:04}")),
            role,
            article,
            chapter,
            spoken: Spoken { tokens: vec![token], problem: None },
            written,
            pause_after: Millis(pause),
            language: Language::Zh,
            voice: None,
            spans: Vec::new(),
        });
        self.takes.push(Take { clip, voice: "test".to_owned(), cached: false, attempts: 1, problem: None });
    }

    /// Assembles it into `edition.wav` in `folder`.
    pub fn assemble(&self, folder: &Path) -> Edition {
        self.assemble_with(folder, &Options::default())
    }

    /// The same with options.
    pub fn assemble_with(&self, folder: &Path, options: &Options) -> Edition {
        self.assemble_keeping(folder, options, None)
    }

    /// The same with sounds kept on a shelf.
    pub fn assemble_keeping(&self, folder: &Path, options: &Options, kept: Option<&Shelf>) -> Edition {
        let master = folder.join("edition.wav");
        stitch::assemble(&self.script, &self.takes, options, kept, &master, &Silent).unwrap()
    }
}

/// A small edition of two sections, five stories each, three sentences a story, assembled in `folder`.
pub fn edition(folder: &Path) -> Edition {
    Programme::of(folder, 2, 5, 3).assemble(folder)
}

/// An empty script of a day.
pub fn script() -> Script {
    Script {
        title: "晨报 2024年11月28日".to_owned(),
        date: jiff::civil::date(2024, 11, 28),
        language: Language::Zh,
        segments: Vec::new(),
        chapters: Vec::new(),
        left_out: Vec::new(),
        unreached: Vec::new(),
        coverage: SpokenCoverage::default(),
        problems: Vec::new(),
        notes: Vec::new(),
    }
}

/// A clip of a file of so many samples.
pub fn clip(path: &Path, rate: u32, length: usize) -> Clip {
    Clip {
        key: ClipKey(path.file_stem().unwrap().to_string_lossy().into_owned()),
        path: path.to_owned(),
        hash: blake3::hash(&fs::read(path).unwrap()).to_hex().to_string(),
        rate: SampleRate::new(rate).unwrap(),
        length: Samples(length as u64),
        marks: Vec::new(),
    }
}

/// Writes a mono 16-bit WAV file.
pub fn write_clip(path: &Path, rate: u32, samples: &[i16]) {
    let spec = hound::WavSpec {
        channels: 1,
        sample_rate: rate,
        bits_per_sample: 16,
        sample_format: hound::SampleFormat::Int,
    };
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    let mut writer = hound::WavWriter::create(path, spec).unwrap();
    for &sample in samples {
        writer.write_sample(sample).unwrap();
    }
    writer.finalize().unwrap();
}

/// Sound with the shape of speech: syllables of a buzzing voice with overtones and a little noise.
pub fn babble(seed: u32, rate: u32, seconds: f64, amplitude: f64) -> Vec<i16> {
    let mut state = seed.wrapping_mul(2_654_435_761).max(1);
    let mut noise = move || {
        state ^= state << 13;
        state ^= state >> 17;
        state ^= state << 5;
        f64::from(state) / f64::from(u32::MAX) - 0.5
    };
    let rate = f64::from(rate);
    let pitch = 110.0 + f64::from(seed * 13 % 90);
    let count = (seconds * rate) as usize;
    (0..count)
        .map(|n| {
            let time = n as f64 / rate;
            let syllable = (std::f64::consts::PI * time * 4.0).sin().powi(2);
            let glide = 1.0 + 0.1 * (time * 2.0).sin();
            let phase = 2.0 * std::f64::consts::PI * pitch * glide * time;
            let voice: f64 = (1..12).map(|h| (phase * f64::from(h)).sin() / f64::from(h)).sum();
            let value = amplitude * syllable * (0.8 * voice + 0.3 * noise());
            (value.clamp(-1.0, 1.0) * 32_767.0) as i16
        })
        .collect()
}
