//! The pieces of an edition: what books keep together, and where players stop.

use std::ops::Range;

use super::programme::{Part, Programme, Sentence};
use crate::model::{Millis, Samples, Stop};

/// What is heard from one mark to the next: a story with the bridge that leads to it, or a chapter without stories.
#[derive(Clone, Debug)]
pub struct Track<'p, 'a> {
    /// The section that begins with it, whose words are said first.
    pub head: Option<&'p Part<'a>>,
    /// The story; or a section whose words are more than a bridge.
    pub part: &'p Part<'a>,
    /// Where it begins.
    pub span: Range<Samples>,
    /// The same, as formats say it.
    pub end: Millis,
}

impl<'p, 'a> Track<'p, 'a> {
    /// Its sentences in order.
    pub fn sentences(&self) -> impl Iterator<Item = &'p Sentence<'a>> + Clone + use<'p, 'a> {
        let parts = self.head.into_iter().chain([self.part]);
        parts.flat_map(|part| part.paragraphs.iter()).flat_map(|paragraph| paragraph.sentences.iter())
    }
}

impl<'a> Programme<'a> {
    /// Everything in the order of speaking, in the pieces that books keep together.
    pub fn tracks(&self) -> Vec<Track<'_, 'a>> {
        let spans = &self.edition.chapters;
        let end = |index: usize| spans.get(index + 1).map_or(self.edition.length, |next| next.start);
        let mut head = None;
        let mut tracks = Vec::new();
        for (index, part) in self.parts().enumerate() {
            if end(index) == spans[index].start && index + 1 < spans.len() {
                head = Some(part);
                continue;
            }
            let span = spans[index].start..end(index);
            let end = span.end.millis(self.edition.rate);
            tracks.push(Track { head: head.take(), part, span, end });
        }
        tracks
    }

    /// The chapters for formats that know one level, each with its title and its times.
    pub fn stops(&self) -> Vec<(Stop, &'a str, Range<Millis>)> {
        let edition = self.edition;
        let time = |samples: Samples| samples.millis(edition.rate);
        let stops = edition.stops().into_iter();
        stops
            .map(|stop| {
                (stop, edition.script.chapters[stop.chapter].title.as_str(), time(stop.start)..time(stop.end))
            })
            .collect()
    }
}
