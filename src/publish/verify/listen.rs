//! The sound files as a listener hears them: each decoded to its last sample, its loudness and peaks measured.

use std::fs::{self, File};
use std::io::{BufReader, Read};
use std::path::{Path, PathBuf};

use symphonia::core::codecs::audio::AudioDecoderOptions;

use super::super::Error;
use super::super::report::Report;
use super::super::sound::OpusDecoder;
use super::track::SoundTrack;
use super::{Findings, Verification, unreadable};
use crate::loudness::{Heard, Listener, integrated};
use crate::model::SampleRate;
use crate::parallel;
use crate::progress::{Progress, Stage};

/// How far a delivered file's loudness may be from the master's (LU).
const LOUDNESS_LU: f64 = 0.3;
/// The highest true peak of a delivered file (dBTP).
const HIGHEST_PEAK: f64 = -1.0;
/// How far its length may be from the master's: the longest packet of any codec and the encoder's delay, in seconds.
const LENGTH_S: f64 = 0.15;
/// The talking book with one file a story.
const DAISY: &str = "daisy";

/// Decodes every sound file of an edition's folder, on all cores, and holds it against `report.json`.
///
/// # Errors
/// Where `report.json` is missing or is none. Every other fault is in the result.
pub fn listen(folder: &Path, progress: &dyn Progress) -> Result<Verification, Error> {
    let report = super::report(folder)?;
    let files = ["edition.mp3", "edition.opus", "edition.m4b", "edition.flac", "edition.wav", DAISY];
    let files: Vec<_> = files.into_iter().filter(|file| folder.join(file).exists()).collect();
    let mut verification = Verification::default();
    progress.begin(Stage::Verify, files.len() as u64);
    parallel::in_order(
        files.len(),
        |index| Ok(judge(files[index], folder, &report)),
        |index, faults: Vec<String>| {
            verification.faults.extend(faults);
            verification.checked.push(files[index].to_owned());
            progress.step(Stage::Verify, files[index]);
            Ok::<_, Error>(())
        },
    )?;
    progress.end(Stage::Verify);
    if folder.join("edition.epub").exists() {
        verification.faults.extend(book(folder).err().map(|error| error.to_string()));
    }
    Ok(verification)
}

/// What is wrong with the sound of a file.
fn judge(file: &str, folder: &Path, report: &Report) -> Vec<String> {
    let mut faults = Vec::new();
    let path = folder.join(file);
    let heard = if file == DAISY { parts(&path) } else { heard(&path) };
    match heard {
        Ok((rate, heard)) => {
            hold(&heard, rate, report, &mut Findings { file, written: &[], pages: &[], faults: &mut faults });
        }
        Err(error) => faults.push(error.to_string()),
    }
    faults
}

fn hold(heard: &Heard, rate: SampleRate, report: &Report, findings: &mut Findings<'_>) {
    findings.near("the end of what can be decoded", heard.length.seconds(rate), report.duration_s, LENGTH_S);
    let told = report.loudness.integrated;
    let loudness = integrated(&heard.levels).unwrap_or(-70.0).max(-70.0);
    if (loudness - told).abs() > LOUDNESS_LU {
        findings.fault(format!(
            "decoded, it has {loudness:.1} LUFS, but report.json says {told:.1}; a higher rate in [publish.encoding] helps a lossy file"
        ));
    }
    if let Some(peak) = excess(heard) {
        findings.fault(format!(
            "decoded, it has a true peak of {peak:.1} dBTP, above {HIGHEST_PEAK:.0}: lower true_peak in [sound] or raise its rate in [publish.encoding]"
        ));
    }
}

/// The true peak of a sound file in dBTP, where it is above what is delivered.
///
/// # Errors
/// Where the file cannot be decoded.
pub fn too_loud(path: &Path) -> Result<Option<f64>, Error> {
    heard(path).map(|(_, heard)| excess(&heard))
}

fn excess(heard: &Heard) -> Option<f64> {
    let peak = f64::from(20.0 * heard.peak.max(1e-6).log10());
    (peak > HIGHEST_PEAK).then_some(peak)
}

/// The files of the stories, one after the other.
fn parts(folder: &Path) -> Result<(SampleRate, Heard), Error> {
    let entries = fs::read_dir(folder).map_err(|error| unreadable(folder, error))?;
    let paths = entries.filter_map(Result::ok).map(|entry| entry.path());
    let mut paths: Vec<PathBuf> =
        paths.filter(|path| path.extension().is_some_and(|is| is == "mp3")).collect();
    paths.sort();
    let (mut rate, mut whole) = (SampleRate::MASTER, Heard::default());
    for path in paths {
        let part = heard(&path)?;
        rate = part.0;
        whole.length = whole.length.saturating_add(part.1.length);
        whole.levels.extend(part.1.levels);
        whole.peak = whole.peak.max(part.1.peak);
    }
    Ok((rate, whole))
}

fn heard(path: &Path) -> Result<(SampleRate, Heard), Error> {
    if path.extension().is_some_and(|is| is == "opus") { by_libopus(path) } else { by_symphonia(path) }
}

fn by_symphonia(path: &Path) -> Result<(SampleRate, Heard), Error> {
    let mut sound = SoundTrack::open(path)?;
    let silent = || unreadable(path, "it does not say how its sound is coded");
    let codec = sound.track.codec_params.clone();
    let parameters = codec.as_ref().and_then(|codec| codec.audio()).ok_or_else(silent)?;
    let rate = parameters.sample_rate.and_then(SampleRate::new).ok_or_else(silent)?;
    let mut decoder = symphonia::default::get_codecs()
        .make_audio_decoder(parameters, &AudioDecoderOptions::default())
        .map_err(|error| unreadable(path, error))?;
    let mut listener = Listener::new(rate);
    let mut block: Vec<f32> = Vec::new();
    while let Some(packet) = sound.packet()? {
        let sound = decoder.decode(&packet).map_err(|error| unreadable(path, error))?;
        let channels = sound.spec().channels().count().max(1);
        block.resize(sound.samples_interleaved(), 0.0);
        sound.copy_to_slice_interleaved(&mut block);
        listener.hear(block.chunks_exact(channels).map(|all| all.iter().sum::<f32>() / channels as f32));
    }
    Ok((rate, listener.finish()))
}

fn by_libopus(path: &Path) -> Result<(SampleRate, Heard), Error> {
    let file = File::open(path).map_err(|error| unreadable(path, error))?;
    let mut packets = ogg::PacketReader::new(BufReader::new(file));
    let rate = SampleRate::new(48_000).unwrap_or(SampleRate::MASTER);
    let mut decoder = OpusDecoder::new().map_err(|error| unreadable(path, error))?;
    let mut listener = Listener::new(rate);
    let mut number = 0;
    while let Some(packet) = packets.read_packet().map_err(|error| unreadable(path, error))? {
        number += 1;
        // The first two packets are the head and the comments.
        if number > 2 {
            listener.hear(decoder.sound(&packet.data).map_err(|error| unreadable(path, error))?);
        }
    }
    Ok((rate, listener.finish()))
}

/// The EPUB's sound is the MP3, byte for byte.
fn book(folder: &Path) -> Result<(), Error> {
    let path = folder.join("edition.epub");
    let file = File::open(&path).map_err(|error| unreadable(&path, error))?;
    let mut book = zip::ZipArchive::new(BufReader::new(file)).map_err(|error| unreadable(&path, error))?;
    let mut entry = book.by_name("EPUB/media/edition.mp3").map_err(|error| unreadable(&path, error))?;
    let mut sound = Vec::new();
    entry.read_to_end(&mut sound).map_err(|error| unreadable(&path, error))?;
    let mp3 = folder.join("edition.mp3");
    if fs::read(&mp3).map_err(|error| unreadable(&mp3, error))? == sound {
        Ok(())
    } else {
        Err(unreadable(&path, "its sound is not that of edition.mp3"))
    }
}
