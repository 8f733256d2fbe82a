//! Subtitles on the timeline: a sentence's own time, shared out where it needs more than one.

use std::io;
use std::path::Path;

use super::super::programme::Sentence;
use super::super::{Error, Programme};
use super::timing::{self, Timing, Word};
use super::units;
use super::wrap::{self, Subtitle};
use crate::files::WavFile;
use crate::model::{Millis, Samples};

/// A cue of a subtitle file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cue {
    /// The segment's id; a sentence's second cue adds `.2`, and so on.
    pub id: String,
    /// Whose part it is.
    pub speaker: &'static str,
    /// Where it appears: with the sentence, or where the cue before it goes.
    pub start: Millis,
    /// Where it goes.
    pub end: Millis,
    /// One line or two.
    pub text: String,
    /// Where in the text words begin, in bytes, and when, where the voice tells: in order, inside the cue's time.
    pub words: Vec<(usize, Millis)>,
}

/// The cues of all sentences, in order.
///
/// # Errors
/// Where the master cannot be read.
pub fn cues(programme: &Programme<'_>) -> Result<Vec<Cue>, Error> {
    let master = &programme.edition.master;
    let unreadable = |cause: io::Error| Error::Read { path: master.clone(), cause: cause.to_string() };
    let mut sound = Sound::open(master).map_err(unreadable)?;
    let mut cues = Vec::new();
    for sentence in programme.sentences() {
        cues.extend(of_sentence(sentence, &mut sound).map_err(unreadable)?);
    }
    Ok(cues)
}

fn of_sentence(sentence: &Sentence<'_>, sound: &mut Sound) -> io::Result<Vec<Cue>> {
    let subtitles = wrap::subtitles(sentence.text, sentence.spoken);
    let hanzi = units::has_hanzi(sentence.text);
    let (words, timing) = timing::words(sentence);
    let edges = edges(sentence, &subtitles, &words, sound)?;
    let mut byte = 0;
    let mut cues = Vec::with_capacity(subtitles.len());
    for (index, (subtitle, edge)) in subtitles.iter().zip(edges.windows(2)).enumerate() {
        let (text, lines) = text(&subtitle.lines, byte, hanzi);
        byte += subtitle.lines.iter().map(|line| line.len()).sum::<usize>();
        let inside = |word: &&Word| word.begins && word.start > edge[0] && word.start < edge[1];
        let told = words.iter().filter(inside).filter(|_| timing == Timing::Engine);
        let mut words: Vec<(usize, Millis)> =
            told.filter_map(|word| Some((place(&lines, word.place.start)?, word.start))).collect();
        words.dedup_by_key(|(_, time)| *time);
        cues.push(Cue {
            id: if index == 0 { sentence.id.to_owned() } else { format!("{}.{}", sentence.id, index + 1) },
            speaker: sentence.speaker,
            start: edge[0],
            end: edge[1],
            text,
            words,
        });
    }
    Ok(cues)
}

/// Where the byte of a sentence stands in its cue; `None` where it is another cue's. A line is where it begins in the
/// sentence, where in the cue, and how long it is.
fn place(lines: &[(usize, usize, usize)], byte: usize) -> Option<usize> {
    let (from, to, _) = lines.iter().find(|(from, _, length)| (*from..from + length).contains(&byte))?;
    Some(to + byte - from)
}

/// The lines of a cue that begins at a byte of its sentence, and where they stand. Where the sentence has hanzi a line
/// break adds nothing; in others it stands for the blank at the line's end.
fn text(lines: &[&str], byte: usize, hanzi: bool) -> (String, Vec<(usize, usize, usize)>) {
    let (mut text, mut places, mut byte) = (String::new(), Vec::new(), byte);
    for (at, line) in lines.iter().enumerate() {
        if at > 0 {
            text.truncate(text.len() - usize::from(!hanzi && text.ends_with(' ')));
            text.push('\n');
        }
        places.push((byte, text.len(), line.len()));
        byte += line.len();
        text.push_str(line);
    }
    (text, places)
}

/// Where a sentence's cues meet: where the next one's first word begins, as far as the voice tells. Else by how long
/// each takes to say, and there in the nearest pause that is heard.
fn edges(
    sentence: &Sentence<'_>,
    subtitles: &[Subtitle<'_>],
    words: &[Word],
    sound: &mut Sound,
) -> io::Result<Vec<Millis>> {
    let told = if sentence.starts.is_empty() { &[] } else { words };
    let (start, end) = (sentence.start, sentence.end);
    let total = subtitles.iter().map(|subtitle| subtitle.beats).sum::<usize>().max(1) as u64;
    let length = end.0.saturating_sub(start.0);
    let mut edges = vec![start];
    let (mut said, mut byte) = (0, 0);
    for subtitle in &subtitles[..subtitles.len() - 1] {
        said += subtitle.beats as u64;
        byte += subtitle.lines.iter().map(|line| line.len()).sum::<usize>();
        let edge = if let Some(word) = told.iter().find(|word| word.place.start >= byte) {
            word.start
        } else {
            let guess = Millis(start.0 + length * said / total);
            sound.pause_near(guess)?.unwrap_or(guess)
        };
        // Whatever the sound is, cues follow each other.
        edges.push(edge.min(Millis(end.0.saturating_sub(1))).max(Millis(edges[edges.len() - 1].0 + 1)));
    }
    edges.push(end);
    Ok(edges)
}

/// The master, listened to around a place.
struct Sound {
    wave: WavFile,
}

/// How far from its place a pause is looked for.
const AROUND: u64 = 700;
/// The sound is looked at in steps of this many milliseconds, and this many quiet ones are a pause.
const STEP: u64 = 10;
const PAUSE: usize = 5;
/// A step is quiet where it has at most this part of the stretch's energy: −20 dB; some voices hum on in their pauses.
const QUIET: f64 = 0.01;

impl Sound {
    fn open(master: &Path) -> io::Result<Self> {
        Ok(Self { wave: WavFile::open(master)? })
    }

    /// The middle of the pause around a time that is longest for its distance, where there is one: a clause's pause
    /// is longer than the stop of a consonant.
    fn pause_near(&mut self, time: Millis) -> io::Result<Option<Millis>> {
        let rate = self.wave.rate;
        let from = Millis(time.0.saturating_sub(AROUND));
        let step = Samples::lasting(Millis(STEP), rate).0.max(1) as usize;
        let mut samples = vec![0; step * ((time.0 - from.0 + AROUND) / STEP) as usize];
        let count = self.wave.read_at(Samples::lasting(from, rate), &mut samples)?;
        let energy = |step: &[i16]| step.iter().map(|&s| f64::from(s) * f64::from(s)).sum::<f64>();
        let energies: Vec<f64> = samples[..count].chunks(step).map(energy).collect();
        let mean = energies.iter().sum::<f64>() / energies.len().max(1) as f64;
        let pauses = runs(&energies.iter().map(|&energy| energy <= mean * QUIET).collect::<Vec<_>>());
        let middle = |(first, end): (usize, usize)| Millis(from.0 + (first + end) as u64 * STEP / 2);
        let worth = |&pause: &(usize, usize)| {
            let length = (pause.1 - pause.0) as u64;
            (2 * length).saturating_sub(middle(pause).0.abs_diff(time.0) / STEP)
        };
        Ok(pauses.into_iter().filter(|pause| worth(pause) > 0).max_by_key(worth).map(middle))
    }
}

/// The stretches of at least [`PAUSE`] quiet steps: first step, and one past the last.
fn runs(quiet: &[bool]) -> Vec<(usize, usize)> {
    let mut runs = Vec::new();
    let mut first = None;
    for (at, &is_quiet) in quiet.iter().chain([&false]).enumerate() {
        match (is_quiet, first) {
            (true, None) => first = Some(at),
            (false, Some(start)) => {
                if at - start >= PAUSE {
                    runs.push((start, at));
                }
                first = None;
            }
            _ => {}
        }
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pause_is_five_quiet_steps_or_more() {
        let quiet = |marks: &str| marks.chars().map(|c| c == '.').collect::<Vec<_>>();
        assert_eq!(runs(&quiet("##.......##....#.....")), [(2, 9), (16, 21)]);
    }

    #[test]
    fn a_line_break_stands_for_a_blank_between_latin_words_alone() {
        let (english, lines) = text(&["The bridge ", "opens today. "], 0, false);
        assert_eq!(english, "The bridge\nopens today. ");
        assert_eq!(place(&lines, 17).map(|at| &english[at..]), Some("today. "));
        assert_eq!(text(&["耗材降价 ", "平均三成"], 0, true).0, "耗材降价 \n平均三成");
    }
}
