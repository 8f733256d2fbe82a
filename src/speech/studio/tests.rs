//! The patience of the studio, on a clock that stands still while anybody works.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use async_trait::async_trait;
use tokio::time::Instant;
use toml::Spanned;

use super::*;
use crate::model::{Mark, Say, Spoken, Syllable, Token};
use crate::speech::{EngineError, Input, Limits, Sound, SpeechEngine, Voice};

/// A service that asks everybody to wait, for ever.
struct Busy {
    retry_after: Option<Duration>,
    asked: AtomicUsize,
}

#[async_trait]
impl SpeechEngine for Busy {
    fn fingerprint(&self) -> String {
        "busy".to_owned()
    }

    fn limits(&self) -> Limits {
        Limits {
            characters: 1_000,
            at_once: 8,
            requests_a_minute: None,
            characters_a_minute: None,
            languages: vec![Language::Zh],
            input: Input::Words,
        }
    }

    async fn speak(&self, _: &Spoken, _: &Voice) -> Result<Sound, EngineError> {
        self.asked.fetch_add(1, Ordering::SeqCst);
        let message = "voice.example: 429 Too Many Requests".to_owned();
        Err(EngineError::Busy { message, retry_after: self.retry_after })
    }
}

fn voice(engine: &str) -> Voice {
    let text =
        format!("engine = '{engine}'\nlanguages = ['zh']\ndescription = ''\nlicence = ''\npace = 260.0\n");
    Voice { name: engine.to_owned(), ..toml::from_str(&text).unwrap() }
}

fn sentence(number: usize) -> Spoken {
    let syllables = vec![Syllable::parse("ma1").unwrap(); 8 + number];
    let words = "妈".repeat(syllables.len());
    let word = Token { printed: words.clone(), words, say: Say::Mandarin(syllables), rule: None };
    let stop = Token { printed: "。".into(), words: "。".into(), say: Say::Mark(Mark::Stop), rule: None };
    Spoken { tokens: vec![word, stop], problem: None }
}

/// Takes an hour for a sentence, and is no quicker than its machine.
struct Slow {
    tones: Arc<dyn SpeechEngine>,
    in_process: bool,
}

#[async_trait]
impl SpeechEngine for Slow {
    fn fingerprint(&self) -> String {
        "slow".to_owned()
    }

    fn limits(&self) -> Limits {
        self.tones.limits()
    }

    fn ends_by_itself(&self) -> bool {
        self.in_process
    }

    async fn speak(&self, spoken: &Spoken, voice: &Voice) -> Result<Sound, EngineError> {
        tokio::time::sleep(Duration::from_hours(1)).await;
        self.tones.speak(spoken, voice).await
    }
}

/// Speaks so many sentences by a busy service: see [`perform`]; also how often the service was asked.
async fn speak(count: usize, retry_after: Option<Duration>) -> (Vec<Take>, Duration, usize, Vec<String>) {
    let busy = Arc::new(Busy { retry_after, asked: AtomicUsize::new(0) });
    let (takes, took, told) = perform(count, |_| Arc::clone(&busy) as Arc<dyn SpeechEngine>).await;
    (takes, took, busy.asked.load(Ordering::SeqCst), told)
}

/// Speaks so many sentences by an engine, with tones to stand in, all at once as the studio does: the takes, how long
/// it took, and what was told meanwhile.
async fn perform(
    count: usize,
    engine: impl FnOnce(Arc<dyn SpeechEngine>) -> Arc<dyn SpeechEngine>,
) -> (Vec<Take>, Duration, Vec<String>) {
    // In memory, where the system has a folder there: hundreds of clips are flushed to the disk otherwise.
    let store = tempfile::tempdir_in("/dev/shm").or_else(|_| tempfile::tempdir()).unwrap();
    let mut options = AllOptions::default();
    options.clips.folder = Some(store.path().to_owned());
    options.voices.own = [("tones".to_owned(), Spanned::new(0..0, voice("tone")))].into();
    options.voice = Some("tones".to_owned());
    options.cast.fallback = Some(vec!["tones".to_owned()]);
    let inner = Studio::open(&options).unwrap().inner;
    let tones = inner.pool.pooled("tones").unwrap();
    let pooled = Arc::new(inner.pool.place(voice("asked"), engine(Arc::clone(&tones.engine))));
    let begin = Instant::now();
    let mut running = JoinSet::new();
    for index in 0..count {
        let chain = vec![Arc::clone(&pooled), Arc::clone(&tones)];
        let (spoken, language) = (sentence(index), Language::Zh);
        let job = Job { index, spoken, language, chain, missing: None, partner: None };
        let inner = Arc::clone(&inner);
        running.spawn(async move { inner.perform(job).await });
    }
    let mut takes = Vec::new();
    while let Some(done) = running.join_next().await {
        takes.push(done.unwrap().unwrap_or_else(|error| panic!("{error}")).take);
    }
    (takes, begin.elapsed(), inner.news.take())
}

#[tokio::test(start_paused = true)]
async fn no_clock_gives_up_what_is_computed_here() {
    let spoken_by = async |in_process| {
        let slow = |tones| Arc::new(Slow { tones, in_process }) as Arc<dyn SpeechEngine>;
        let (takes, ..) = perform(1, slow).await;
        (takes[0].voice.clone(), takes[0].problem.clone())
    };
    assert_eq!(spoken_by(true).await, ("asked".to_owned(), None));
    let (voice, problem) = spoken_by(false).await;
    assert!(voice == "tones" && problem.as_deref().unwrap().contains("no answer within"), "{problem:?}");
}

#[tokio::test(start_paused = true)]
async fn finding_03_a_service_that_is_busy_for_ever_is_left_alone_after_its_patience() {
    let waits = [None, Some(0), Some(1), Some(60), Some(119), Some(3_600), Some(u64::MAX / 2)];
    for wait in waits {
        let (takes, took, asked, told) = speak(63, wait.map(Duration::from_secs)).await;
        assert_eq!(takes.len(), 63);
        for take in &takes {
            let problem = take.problem.as_deref().unwrap();
            assert_eq!(take.voice, "tones");
            assert!(problem.contains("429 Too Many Requests"), "{wait:?}: {problem}");
        }
        assert!(took <= Duration::from_secs(301), "{wait:?}: {took:?}");
        assert!(asked < 63 * 10, "{wait:?}: asked {asked} times");
        assert!(
            told.iter().any(|line| line.contains("waiting") && line.contains("429")),
            "{wait:?}: {told:?}"
        );
    }
}
