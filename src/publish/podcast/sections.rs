//! `feed-….xml`: a feed for a section that the options name, with an episode for each of its stories.

use std::path::Path;

use super::episode::{Episode, Item, Story};
use super::feed::Feed;
use super::notes;
use crate::model::{SampleRate, Stop};

/// What a section's feed is called: characters that mean something in file names become hyphens.
pub fn file_name(section: &str) -> String {
    let plain = |c: char| if c.is_alphanumeric() { c } else { '-' };
    format!("feed-{}.xml", section.trim().chars().map(plain).collect::<String>())
}

/// An edition's stories of a section, in their order.
pub fn items(section: &str, output: &Path, feed: &Feed<'_>, episode: &Episode) -> Vec<Item> {
    let stops = notes::listed(&episode.report);
    let stories = (1..).zip(&stops).filter(|(_, stop)| is_in(section, episode, stop));
    let story = |(number, stop): (usize, &Stop)| {
        let time = |at: crate::model::Samples| at.millis(SampleRate::MASTER);
        Story {
            number,
            chapter: stop.chapter,
            title: &episode.report.chapters[stop.chapter].title,
            times: time(stop.start)..time(stop.end),
        }
    };
    stories.map(story).filter_map(|story| episode.story(output, feed, &story)).collect()
}

/// Whether a story stands in the section of this name.
fn is_in(section: &str, episode: &Episode, stop: &Stop) -> bool {
    let chapters = &episode.report.chapters;
    let story = &chapters[stop.chapter];
    let heading = chapters[..=stop.chapter].iter().rev().find(|chapter| chapter.level == 1);
    story.level > 1 && heading.is_some_and(|heading| heading.title.trim() == section.trim())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_a_file_s_name() {
        assert_eq!(file_name("体育"), "feed-体育.xml");
        assert_eq!(file_name(" Arts & ../Life "), "feed-Arts------Life.xml");
    }
}
