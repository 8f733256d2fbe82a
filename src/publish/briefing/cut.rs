//! Pieces of the master put together, as loud as smart speakers want them.

use tempfile::TempDir;

use super::super::{Error, Programme};
use super::piece::{BETWEEN_CHAPTERS, BETWEEN_PIECES, Piece};
use crate::files::{WavFile, bytes_of};
use crate::loudness::{integrated, levels, limit};
use crate::model::{Chapter, ChapterSpan, Cue, Edition, Millis, SampleRate, Samples, Script, Segment};

/// What is heard of the pauses around a piece, faded, so that breath and room do not break off.
const EDGE: Millis = Millis(60);
/// Flash briefings have this loudness (LUFS), and no true peak above this amplitude: −2 dBTP with 0.4 dB for the encoder.
const TARGET: f64 = -14.0;
const CEILING: f32 = 0.758;
/// How often the gain is set: what the limiter takes is given back.
const ROUNDS: usize = 3;

/// The briefing as an edition, and the folder that its master lies in, which goes when it is dropped.
pub fn edition(programme: &Programme<'_>, pieces: &[Piece]) -> Result<(Edition, TempDir), Error> {
    let whole = programme.edition;
    let (mut sound, cues) = joined(whole, pieces)?;
    master(&mut sound, whole.rate);
    let folder = tempfile::tempdir_in(programme.target.folder)
        .map_err(|cause| Error::Write { path: programme.target.folder.to_owned(), cause })?;
    let path = folder.path().join("briefing.wav");
    write(&path, &sound, whole.rate).map_err(|cause| Error::Write { path: path.clone(), cause })?;
    let length = Samples(sound.len() as u64);
    let (script, chapters) = script(programme, pieces, &cues, length);
    let takes = pieces.iter().flat_map(|piece| whole.takes[piece.segments.clone()].iter().cloned()).collect();
    let levels = levels(&sound, whole.rate);
    let briefing = Edition { script, takes, master: path, length, cues, chapters, levels, ..whole.clone() };
    Ok((briefing, folder))
}

/// The pieces with pauses between them, and where their sentences are.
fn joined(edition: &Edition, pieces: &[Piece]) -> Result<(Vec<i16>, Vec<Cue>), Error> {
    let reading =
        |cause: std::io::Error| Error::Read { path: edition.master.clone(), cause: cause.to_string() };
    let mut master = WavFile::open(&edition.master).map_err(reading)?;
    let count = |time: Millis| Samples::lasting(time, edition.rate);
    let edge = count(EDGE);
    let (mut sound, mut cues): (Vec<i16>, Vec<Cue>) = (Vec::new(), Vec::new());
    let mut before: Option<usize> = None;
    for piece in pieces {
        let pause = match before.replace(piece.chapter) {
            None => EDGE,
            Some(chapter) if chapter == piece.chapter => BETWEEN_PIECES,
            Some(_) => BETWEEN_CHAPTERS,
        };
        let (first, last) = (piece.segments.start, piece.segments.end - 1);
        let floor = first.checked_sub(1).map_or(Samples::ZERO, |at| edition.cues[at].end);
        let ceiling = edition.cues.get(last + 1).map_or(edition.length, |next| next.start);
        let from = edition.cues[first].start.saturating_sub(edge).max(floor);
        let to = edition.cues[last].end.saturating_add(edge).min(ceiling);
        // The edges are part of the pause.
        sound.resize(sound.len() + count(pause).saturating_sub(edge).saturating_sub(edge).0 as usize, 0);
        let place = sound.len() as u64;
        sound.resize(sound.len() + to.saturating_sub(from).0 as usize, 0);
        let part = &mut sound[place as usize..];
        master.read_at(from, part).map_err(reading)?;
        fade(part, count(Millis(10)).0 as usize);
        let moved = |at: Samples| Samples(place + at.saturating_sub(from).0);
        cues.extend(
            edition.cues[piece.segments.clone()]
                .iter()
                .map(|cue| Cue { start: moved(cue.start), end: moved(cue.end) }),
        );
    }
    sound.resize(sound.len() + count(EDGE).0 as usize, 0);
    Ok((sound, cues))
}

/// Lets a piece begin and end in silence.
fn fade(part: &mut [i16], over: usize) {
    let over = over.min(part.len() / 2).max(1);
    let gain = |n: usize| n as f32 / over as f32;
    let count = part.len();
    for n in 0..over.min(count) {
        part[n] = (f32::from(part[n]) * gain(n)) as i16;
        part[count - 1 - n] = (f32::from(part[count - 1 - n]) * gain(n)) as i16;
    }
}

/// Brings the sound to the loudness and below the peak that flash briefings have; silence stays.
fn master(sound: &mut [i16], rate: SampleRate) {
    let plain: Vec<f32> = sound.iter().map(|&sample| f32::from(sample) / 32_768.0).collect();
    let Some(mut heard) = integrated(&levels(sound, rate)) else { return };
    let mut gain = 0.0;
    for _ in 0..ROUNDS {
        gain += TARGET - heard;
        let linear = 10_f64.powf(gain / 20.0) as f32;
        let mut louder: Vec<f32> = plain.iter().map(|sample| sample * linear).collect();
        limit(&mut louder, CEILING);
        for (sample, louder) in sound.iter_mut().zip(&louder) {
            *sample = (louder * 32_768.0).round().clamp(-32_768.0, 32_767.0) as i16;
        }
        heard = integrated(&levels(sound, rate)).unwrap_or(TARGET);
    }
}

/// A WAV file that only lives until it is encoded.
fn write(path: &std::path::Path, sound: &[i16], rate: SampleRate) -> std::io::Result<()> {
    use std::io::Write as _;
    let size = u32::try_from(sound.len() * 2).map_err(std::io::Error::other)?;
    let hertz = rate.hertz();
    let mut head = b"RIFF".to_vec();
    head.extend((size + 36).to_le_bytes());
    head.extend(b"WAVEfmt \x10\0\0\0\x01\0\x01\0");
    head.extend([hertz, hertz * 2].map(u32::to_le_bytes).concat());
    head.extend([2, 0, 16, 0]);
    head.extend(b"data");
    head.extend(size.to_le_bytes());
    let mut file = std::fs::File::create(path)?;
    file.write_all(&head)?;
    file.write_all(&bytes_of(sound))
}

/// The script of the briefing and its chapters' spans.
fn script(
    programme: &Programme<'_>,
    pieces: &[Piece],
    cues: &[Cue],
    length: Samples,
) -> (Script, Vec<ChapterSpan>) {
    let whole = &programme.edition.script;
    let (mut segments, mut chapters): (Vec<Segment>, Vec<Chapter>) = (Vec::new(), Vec::new());
    let mut starts: Vec<Samples> = Vec::new();
    let mut told = None;
    for piece in pieces {
        if told.replace(piece.chapter) != Some(piece.chapter) {
            chapters.push(Chapter { level: 1, ..whole.chapters[piece.chapter].clone() });
            starts.push(cues[segments.len()].start);
        }
        let chapter = chapters.len() - 1;
        let own = whole.segments[piece.segments.clone()].iter();
        segments.extend(own.map(|segment| Segment { chapter, ..segment.clone() }));
    }
    if let Some(first) = starts.first_mut() {
        *first = Samples::ZERO;
    }
    let ends = starts.iter().skip(1).copied().chain([length]);
    let spans = starts.iter().zip(ends).map(|(&start, end)| ChapterSpan { start, end }).collect();
    let word = programme.words().get("briefing").map_or("", String::as_str);
    let title = format!("{} {word}", whole.title);
    (Script { title, segments, chapters, ..whole.clone() }, spans)
}
