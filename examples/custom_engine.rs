//! A voice of one's own: an engine that hums each beat of a text, asked for the first story of a page.
//! `cargo run --example custom_engine -- examples/english-page.md hum.wav`
//!
//! An engine gets the spoken form, token by token, and gives samples back; retries, limits, clips and casting are not
//! its business. One that shall be chosen by a voice's file stands in `src/speech/engines/`, with a line in `ENGINES`;
//! docs/engines.md tells the rest, and how to plug in a program without any Rust.

#![allow(clippy::print_stdout, reason = "an example shows what it found")]

use std::path::PathBuf;

use async_trait::async_trait;
use newscaster::articles;
use newscaster::model::{Language, Spoken};
use newscaster::progress::Silent;
use newscaster::reading::Reader;
use newscaster::script;
use newscaster::speech::{EngineError, Form, Input, Limits, Sound, SpeechEngine, Voice};

const RATE: u32 = 22_050;

struct Hum;

#[async_trait]
impl SpeechEngine for Hum {
    fn fingerprint(&self) -> String {
        "hum 1".to_owned()
    }

    fn limits(&self) -> Limits {
        Limits {
            characters: 500,
            at_once: 4,
            requests_a_minute: None,
            characters_a_minute: None,
            languages: vec![Language::Zh, Language::En],
            input: Input::Words,
        }
    }

    async fn speak(&self, spoken: &Spoken, _: &Voice) -> Result<Sound, EngineError> {
        if spoken.text().is_empty() {
            return Err(EngineError::Refused("there is nothing to hum".to_owned()));
        }
        let beat = RATE / 5;
        let samples = (0..spoken.beats() as u32 * beat).map(|at| {
            let fade = 1.0 - (at % beat) as f32 / beat as f32;
            (fade * 8_000.0 * (at as f32 * 220.0 * std::f32::consts::TAU / RATE as f32).sin()) as i16
        });
        Ok(Sound::pcm(samples.flat_map(i16::to_le_bytes).collect(), RATE))
    }
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args_os().skip(1).map(PathBuf::from);
    let (Some(page), Some(file)) = (arguments.next(), arguments.next()) else {
        return Err("give a page, and the name of a WAV file".into());
    };
    let paper = articles::read(&[page], &articles::Options::default(), &Silent)?;
    let date = paper.date.ok_or("the page tells no day")?;
    let script = script::write(
        &paper,
        date,
        &script::Options::default(),
        script::Speakers::default(),
        &Reader::new(&newscaster::reading::Options::default())?,
    )?;
    let voice: Voice = toml::from_str(
        "engine = 'hum'\nlanguages = ['zh', 'en']\ndescription = 'a hum'\nlicence = 'CC0-1.0'\npace = 300.0",
    )?;
    let spec = hound::WavSpec {
        channels: 1,
        sample_rate: RATE,
        bits_per_sample: 16,
        sample_format: hound::SampleFormat::Int,
    };
    let mut wav = hound::WavWriter::create(&file, spec)?;
    for segment in script.segments.iter().filter(|segment| segment.chapter <= 1) {
        let sound = Hum.speak(&segment.spoken, &voice).await?;
        if let Form::Pcm(bytes, _) = sound.form {
            for pair in bytes.as_chunks::<2>().0 {
                wav.write_sample(i16::from_le_bytes(*pair))?;
            }
        }
    }
    wav.finalize()?;
    println!("{} says {}", file.display(), script.title);
    Ok(())
}
