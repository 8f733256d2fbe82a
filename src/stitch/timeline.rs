//! Where everything stands: laid out from lengths and pauses alone, before a sample is touched.

use super::Error;
use crate::model::{ChapterSpan, Cue, Millis, SampleRate, Samples, Script};

/// A chapter's mark stands so far before its first sentence, so that a player that starts a little late loses
/// no sound.
const LEAD: Millis = Millis(150);
/// No silence is longer, however long the pauses are that the script asks for. With the grid and the few
/// milliseconds of silence inside clips, silence stays under 3 s.
const LONGEST_PAUSE: Millis = Millis(2_800);
/// Silence after the last sound.
const TAIL: Millis = Millis(800);
/// Chapters begin on multiples of this: the samples of an MP3 frame. An unchanged story is then made of the
/// same frames wherever it stands.
const GRID: u64 = 1_152;

/// How long sounds last on the timeline.
#[derive(Clone, Debug, Default)]
pub(super) struct Lengths {
    /// Of each segment's clip.
    pub clips: Vec<Samples>,
    /// Of the music before the first word.
    pub opening: Option<Samples>,
    /// Of the sound before each section.
    pub sting: Option<Samples>,
    /// Of the music after the last word.
    pub closing: Option<Samples>,
}

/// A piece of music between the words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Music {
    Opening,
    Sting,
    Closing,
}

/// What is heard at a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sound {
    /// The clip of a segment.
    Clip(usize),
    /// A piece of music.
    Music(Music),
}

/// A sound and its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Placed {
    pub sound: Sound,
    pub start: Samples,
    pub end: Samples,
}

/// The programme's layout.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Timeline {
    /// All sounds in order; none overlap.
    pub sounds: Vec<Placed>,
    pub cues: Vec<Cue>,
    pub chapters: Vec<ChapterSpan>,
    pub length: Samples,
}

impl Timeline {
    /// Lays out a script whose sounds last so long.
    pub fn new(script: &Script, lengths: &Lengths) -> Result<Self, Error> {
        let mut layout = Layout::default();
        if let Some(length) = lengths.opening {
            layout.marks.push(Samples::ZERO);
            layout.place(Sound::Music(Music::Opening), length);
            layout.pause = Millis(500);
        }
        for (index, (segment, &length)) in script.segments.iter().zip(&lengths.clips).enumerate() {
            if segment.chapter >= script.chapters.len() {
                return Err(Error::NoSuchChapter {
                    segment: segment.id.clone(),
                    chapter: segment.chapter,
                    chapters: script.chapters.len(),
                });
            }
            let opens = (segment.chapter + 1).saturating_sub(layout.marks.len());
            let opened = &script.chapters[segment.chapter + 1 - opens..=segment.chapter];
            if let Some(length) = lengths.sting
                && index > 0
                && opened.iter().any(|chapter| chapter.level == 1)
            {
                layout.place(Sound::Music(Music::Sting), length);
                layout.pause = Millis(400);
            }
            layout.open_chapters(opens);
            let (start, end) = layout.place(Sound::Clip(index), length);
            layout.cues.push(Cue { start, end });
            layout.pause = segment.pause_after;
        }
        if let Some(length) = lengths.closing {
            layout.place(Sound::Music(Music::Closing), length);
        }
        Ok(layout.finish(script.chapters.len()))
    }
}

/// A timeline in the making.
#[derive(Default)]
struct Layout {
    sounds: Vec<Placed>,
    cues: Vec<Cue>,
    /// Where the chapters that were opened begin.
    marks: Vec<Samples>,
    /// The end of the last sound.
    end: Samples,
    /// The silence that is wanted before the next sound.
    pause: Millis,
    /// The earliest start of the next sound, where a chapter was opened.
    not_before: Samples,
}

impl Layout {
    fn place(&mut self, sound: Sound, length: Samples) -> (Samples, Samples) {
        let start = self.end.saturating_add(samples(self.pause.min(LONGEST_PAUSE))).max(self.not_before);
        let end = start.saturating_add(length);
        self.sounds.push(Placed { sound, start, end });
        self.end = end;
        (start, end)
    }

    /// Sets the marks of chapters that begin with the next sound. Where there are several (a section and its
    /// first story), each gets a frame of its own, so that none is empty.
    fn open_chapters(&mut self, count: usize) {
        if count == 0 {
            return;
        }
        let lead = samples(LEAD);
        let speech = self.end.saturating_add(samples(self.pause.min(LONGEST_PAUSE)));
        let earlier = (count as u64 - 1) * GRID;
        let wanted = speech.saturating_sub(lead).saturating_sub(Samples(earlier));
        let first = on_grid(wanted.max(self.end)).max(self.after_last_mark());
        self.marks.extend((0..count as u64).map(|n| Samples(first.0 + n * GRID)));
        self.not_before = Samples(first.0 + earlier).saturating_add(lead);
        self.pause = Millis(0);
    }

    fn after_last_mark(&self) -> Samples {
        self.marks.last().map_or(Samples::ZERO, |mark| Samples(mark.0 + GRID))
    }

    fn finish(mut self, chapters: usize) -> Timeline {
        self.pause = Millis(0);
        self.open_chapters(chapters.saturating_sub(self.marks.len()));
        let length = self.end.saturating_add(samples(TAIL)).max(self.after_last_mark());
        let ends = self.marks.iter().skip(1).copied().chain([length]);
        let chapters = self.marks.iter().zip(ends).map(|(&start, end)| ChapterSpan { start, end }).collect();
        Timeline { sounds: self.sounds, cues: self.cues, chapters, length }
    }
}

fn samples(time: Millis) -> Samples {
    Samples::lasting(time, SampleRate::MASTER)
}

fn on_grid(position: Samples) -> Samples {
    Samples(position.0.next_multiple_of(GRID))
}
