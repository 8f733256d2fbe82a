//! Where everything stands: laid out from lengths and pauses alone, before a sample is touched.

use std::ops::Range;

use super::Error;
use crate::model::{Chapter, ChapterSpan, Cue, Millis, SHORTEST_STOP, SampleRate, Samples, Script};

/// A chapter's mark stands so far before its first sentence or music, so that a player that starts a little late loses
/// no sound. Lossy encoders want as much: what begins at full strength with the file comes out of them too loud.
const LEAD: Millis = Millis(150);
/// No silence is longer, however long the pauses are that the script asks for. With the grid and the few
/// milliseconds of silence inside clips, silence stays under 3 s.
const LONGEST_PAUSE: Millis = Millis(2_800);
/// Silence after the last sound.
const TAIL: Millis = Millis(800);
/// Chapters and the sentences in them begin on multiples of this: the samples of an MP3 frame. What is unchanged is
/// then made of the same frames wherever it stands.
const GRID: u64 = 1_152;

/// How long sounds last on the timeline.
#[derive(Clone, Debug, Default)]
pub(super) struct Lengths {
    /// Of each segment's clip.
    pub clips: Vec<Samples>,
    /// Of the end of each clip that is so soft that it is heard as silence; pauses count from where it begins.
    pub tails: Vec<Samples>,
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
            layout.open_chapters(1);
            layout.place(Sound::Music(Music::Opening), length);
            layout.pause = Millis(500);
        }
        let clips = lengths.clips.iter().zip(&lengths.tails);
        for (index, (segment, (&length, &tail))) in script.segments.iter().zip(clips).enumerate() {
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
            layout.tail = tail;
            layout.pause = segment.pause_after;
        }
        if let Some(length) = lengths.closing {
            layout.place(Sound::Music(Music::Closing), length);
        }
        Ok(layout.finish(&script.chapters))
    }

    /// Where the opening and the headlines are: from the first word to the first chapter that is, or has
    /// below it, a story.
    pub fn headlines(&self, script: &Script) -> Option<Range<Samples>> {
        let chapters = &script.chapters;
        let is_story = |index: usize| {
            chapters[index].article.is_some()
                || chapters[index].level > 1
                || chapters.get(index + 1).is_some_and(|next| next.level > 1)
        };
        let first_story = (0..chapters.len()).find(|&index| is_story(index)).unwrap_or(chapters.len());
        let last = self.chapters[..first_story].last()?;
        Some(self.cues.first()?.start..last.end)
    }

    /// The cues next to a place: the one that holds it or comes before it, and one on either side.
    pub fn cues_around(&self, at: Samples) -> &[Cue] {
        let index = self.cues.partition_point(|cue| cue.start <= at);
        &self.cues[index.saturating_sub(2)..(index + 1).min(self.cues.len())]
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
    /// How much of its end is heard as silence.
    tail: Samples,
    /// The silence that is wanted before the next sound.
    pause: Millis,
    /// Where the next sound begins, if it opens a chapter.
    opening: Option<Samples>,
}

impl Layout {
    fn place(&mut self, sound: Sound, length: Samples) -> (Samples, Samples) {
        let start = self.opening.take().unwrap_or_else(|| on_grid(self.after_pause()));
        let end = start.saturating_add(length);
        self.sounds.push(Placed { sound, start, end });
        self.end = end;
        self.tail = Samples::ZERO;
        (start, end)
    }

    /// Sets the marks of chapters that begin with the next sound. Where there are several, each gets a frame of its own,
    /// so that none is empty.
    fn open_chapters(&mut self, count: usize) {
        if count == 0 {
            return;
        }
        let lead = samples(LEAD);
        let earlier = (count as u64 - 1) * GRID;
        let wanted = self.after_pause().saturating_sub(lead).saturating_sub(Samples(earlier));
        let first = on_grid(wanted.max(self.end)).max(self.after_last_mark());
        self.marks.extend((0..count as u64).map(|n| Samples(first.0 + n * GRID)));
        self.opening = Some(Samples(first.0 + earlier).saturating_add(lead));
    }

    /// Where the pause after the last sound ends. It is counted from where that is no longer heard.
    fn after_pause(&self) -> Samples {
        let heard = self.end.saturating_sub(self.tail);
        heard.saturating_add(samples(self.pause.min(LONGEST_PAUSE))).max(self.end)
    }

    fn after_last_mark(&self) -> Samples {
        self.marks.last().map_or(Samples::ZERO, |mark| Samples(mark.0 + GRID))
    }

    fn finish(mut self, chapters: &[Chapter]) -> Timeline {
        self.pause = Millis(0);
        self.open_chapters(chapters.len().saturating_sub(self.marks.len()));
        let length = self.end.saturating_add(samples(TAIL)).max(self.after_last_mark());
        let chapters = spans(chapters, self.marks, length);
        Timeline { sounds: self.sounds, cues: self.cues, chapters, length }
    }
}

/// From marks to spans. A story begins with the words that lead to it: where its section says no more than a bridge
/// before it, both begin at once, and the section lasts as long as its stories.
fn spans(chapters: &[Chapter], mut marks: Vec<Samples>, length: Samples) -> Vec<ChapterSpan> {
    let is_section = |index: usize| chapters[index].level == 1;
    let has_stories = |index: usize| is_section(index) && index + 1 < marks.len() && !is_section(index + 1);
    let sections: Vec<bool> = (0..marks.len()).map(has_stories).collect();
    for (index, _) in sections.iter().enumerate().filter(|(_, has_stories)| **has_stories) {
        let own = marks[index + 1].saturating_sub(marks[index]);
        if own < samples(SHORTEST_STOP) {
            marks[index + 1] = marks[index];
        }
    }
    let end = |index: usize| {
        let mut behind = index + 1..marks.len();
        let next = if sections[index] { behind.find(|&next| is_section(next)) } else { behind.next() };
        next.map_or(length, |next| marks[next])
    };
    (0..marks.len()).map(|index| ChapterSpan { start: marks[index], end: end(index) }).collect()
}

fn samples(time: Millis) -> Samples {
    Samples::lasting(time, SampleRate::MASTER)
}

fn on_grid(position: Samples) -> Samples {
    Samples(position.0.next_multiple_of(GRID))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::model::{Language, Role, Segment, SegmentId, Spoken, SpokenCoverage, stops};

    /// A script of segments with these chapters and pauses.
    fn script(chapters: usize, segments: &[(usize, u64)]) -> Script {
        let segment = |(index, &(chapter, pause)): (usize, &(usize, u64))| Segment {
            id: SegmentId(format!("s{index}")),
            role: Role::Reporter,
            article: None,
            chapter,
            written: String::new(),
            spoken: Spoken::default(),
            pause_after: Millis(pause),
            language: Language::Zh,
            voice: None,
            spans: Vec::new(),
        };
        let chapter = |index| Chapter {
            title: format!("c{index}"),
            level: 1 + index as u8 % 2,
            article: None,
            page: None,
            url: None,
            picture: None,
        };
        Script {
            title: String::new(),
            date: jiff::civil::date(2024, 11, 28),
            language: Language::Zh,
            segments: segments.iter().enumerate().map(segment).collect(),
            chapters: (0..chapters).map(chapter).collect(),
            left_out: Vec::new(),
            unreached: Vec::new(),
            coverage: SpokenCoverage::default(),
            problems: Vec::new(),
            notes: Vec::new(),
        }
    }

    fn lengths(clips: &[u64]) -> Lengths {
        let clips: Vec<_> = clips.iter().map(|&length| Samples(length)).collect();
        Lengths { tails: vec![Samples::ZERO; clips.len()], clips, ..Lengths::default() }
    }

    #[test]
    fn a_chapter_begins_150_ms_before_its_first_sentence() {
        let script = script(2, &[(0, 350), (0, 1_200), (1, 350)]);
        let timeline = Timeline::new(&script, &lengths(&[4 * 44_100; 3])).unwrap();
        let lead = samples(LEAD);
        assert_eq!(timeline.chapters[0].start, Samples::ZERO);
        assert_eq!(timeline.cues[0].start, lead);
        assert_eq!(timeline.cues[1].start, on_grid(Samples(timeline.cues[0].end.0 + 15_435)));
        assert_eq!(timeline.chapters[1].start.0 + lead.0, timeline.cues[2].start.0);
        let pause = timeline.cues[2].start.0 - timeline.cues[1].end.0;
        assert!((52_920..52_920 + GRID).contains(&pause), "{pause}");
    }

    #[test]
    fn a_pause_begins_where_the_voice_is_no_longer_heard() {
        let script = script(2, &[(0, 350), (0, 150), (0, 1_200), (1, 350)]);
        let tail = samples(Millis(160));
        let dying = Lengths { tails: vec![tail; 4], ..lengths(&[44_100; 4]) };
        let timeline = Timeline::new(&script, &dying).unwrap();
        let pauses: Vec<_> =
            timeline.cues.windows(2).map(|two| two[1].start.0 + tail.0 - two[0].end.0).collect();
        // The second is shorter than the tail, and no sound begins before another ends.
        for (pause, wanted) in pauses.iter().zip([350, 160, 1_200]) {
            let wanted = samples(Millis(wanted)).0;
            assert!((wanted..wanted + GRID).contains(pause), "{pause}, not {wanted}");
        }
    }

    #[test]
    fn a_story_begins_with_the_bridge_that_leads_to_it() {
        let script = script(4, &[(0, 2_000), (1, 350), (2, 350), (3, 350)]);
        // Levels are 1, 2, 1, 2; the second section's own words are longer than a bridge.
        let timeline = Timeline::new(&script, &lengths(&[44_100, 3 * 44_100, 6 * 44_100, 44_100])).unwrap();
        let [first, story, second, last] = timeline.chapters[..] else { panic!("four chapters") };
        assert_eq!((first.start, first.end), (story.start, second.start));
        assert_eq!(story.end, second.start);
        assert_eq!((second.end, last.end), (timeline.length, timeline.length));
        assert_eq!(last.start.0 + samples(LEAD).0, timeline.cues[3].start.0);
        assert_eq!(
            stops(&timeline.chapters, timeline.length, SampleRate::MASTER).len(),
            2,
            "the last story is too short"
        );
    }

    #[test]
    fn a_chapter_that_is_not_there_is_named_with_its_segment() {
        let error = Timeline::new(&script(1, &[(0, 0), (3, 0)]), &lengths(&[1, 1])).unwrap_err();
        assert!(error.to_string().starts_with("segment s1 is in chapter 3, but"), "{error}");
    }

    #[test]
    fn music_stands_between_the_words() {
        let script = script(4, &[(0, 350), (1, 1_000), (2, 350)]);
        let music = Lengths {
            opening: Some(Samples(100_000)),
            sting: Some(Samples(30_000)),
            closing: Some(Samples(90_000)),
            ..lengths(&[44_100; 3])
        };
        let timeline = Timeline::new(&script, &music).unwrap();
        let order: Vec<_> = timeline.sounds.iter().map(|placed| placed.sound).collect();
        let music = |kind| Sound::Music(kind);
        let clip = Sound::Clip;
        assert_eq!(
            order,
            [music(Music::Opening), clip(0), clip(1), music(Music::Sting), clip(2), music(Music::Closing)]
        );
        assert_eq!((timeline.chapters[0].start, timeline.sounds[0].start), (Samples::ZERO, samples(LEAD)));
        assert!(timeline.chapters[2].start > timeline.sounds[3].end, "the sting is before the mark");
    }

    proptest! {
        #[test]
        fn everything_is_in_order_and_no_silence_is_longer_than_3_s(
            clips in prop::collection::vec((0_u64..200_000, 0_usize..3, 0_u64..20_000), 1..60),
            tail in 0_u64..20_000,
            extra in 0_usize..4,
        ) {
            let mut chapter = 0;
            let segments: Vec<_> = clips.iter().map(|&(_, opens, pause)| { chapter += opens; (chapter, pause) }).collect();
            let script = script(chapter + 1 + extra, &segments);
            let mut lengths = lengths(&clips.iter().map(|clip| clip.0).collect::<Vec<_>>());
            lengths.tails = lengths.clips.iter().map(|&clip| clip.min(Samples(tail))).collect();
            let timeline = Timeline::new(&script, &lengths).unwrap();
            prop_assert_eq!(timeline.cues.len(), clips.len());
            prop_assert_eq!(timeline.chapters.len(), script.chapters.len());
            let mut end = 0;
            for (cue, clip) in timeline.cues.iter().zip(&clips) {
                prop_assert!(cue.start.0 >= end && cue.start.0 - end < 3 * 44_100);
                prop_assert_eq!(cue.end.0 - cue.start.0, clip.0);
                end = cue.end.0;
            }
            prop_assert!(timeline.length.0 > end && timeline.length.0 - end < 3 * 44_100);
            prop_assert_eq!(timeline.chapters[0].start, Samples::ZERO);
            for (pair, chapter) in timeline.chapters.windows(2).zip(&script.chapters) {
                prop_assert!(pair[0].start < pair[1].start || chapter.level == 1 && pair[0].start == pair[1].start);
                let fits = if chapter.level == 1 { pair[0].end >= pair[1].end } else { pair[0].end == pair[1].start };
                prop_assert!(fits);
            }
            prop_assert!(timeline.chapters.iter().all(|span| span.start.0 % GRID == 0));
            prop_assert_eq!(timeline.chapters.last().unwrap().end, timeline.length);
            for (index, &(chapter, _)) in segments.iter().enumerate() {
                let cue = timeline.cues[index];
                prop_assert!(timeline.chapters[chapter].start <= cue.start);
                prop_assert!(timeline.chapters[chapter].end >= cue.end);
            }
        }
    }
}
