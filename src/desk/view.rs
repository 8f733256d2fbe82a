//! A script as the desk shows it.

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use super::drafts::digest;
use crate::model::{Language, Millis, Script, Segment};
use crate::script::{self, edit::is_by_editor, estimate};
use crate::station::desk::{Line, Out, Section, Sheet, State, Story};

/// What the desk knows of an edition besides its script.
#[derive(Clone, Debug)]
pub struct Standing {
    /// The name of its folder.
    pub name: String,
    /// Where it stands.
    pub state: State,
    /// Whether the script is another one than the edition speaks.
    pub is_changed: bool,
    /// What the last late page brought.
    pub news: Vec<String>,
}

/// The sheet of a script; `text` is its file.
pub fn sheet(script: &Script, text: &str, standing: Standing, pace: &dyn Fn(&Segment) -> f64) -> Sheet {
    let lengths = estimate(script, pace);
    let mut sections: Vec<Section> = Vec::new();
    let mut number = 0;
    for (at, chapter) in script.chapters.iter().enumerate() {
        let own = || script.segments.iter().zip(&lengths).filter(move |(segment, _)| segment.chapter == at);
        let lines = own().map(|(segment, _)| line(segment)).collect();
        let Some(article) = &chapter.article else {
            sections.push(Section { title: chapter.title.clone(), lines, stories: Vec::new() });
            continue;
        };
        number += 1;
        let length = own().map(|(segment, length)| length.0 + segment.pause_after.0).sum();
        let is_short = script.left_out.iter().any(|out| out.article == *article && is_by_editor(&out.reason));
        let story = Story {
            id: article.0.clone(),
            href: utf8_percent_encode(&article.0, NON_ALPHANUMERIC).to_string(),
            title: chapter.title.clone(),
            number,
            length: clock(Millis(length)),
            is_short,
            lines,
        };
        if sections.is_empty() {
            sections.push(Section { title: script.title.clone(), lines: Vec::new(), stories: Vec::new() });
        }
        if let Some(section) = sections.last_mut() {
            section.stories.push(story);
        }
    }
    let is_told = |id: &str| sections.iter().flat_map(|section| &section.stories).any(|story| story.id == id);
    let left_out = script.left_out.iter().map(|out| Out {
        id: out.article.0.clone(),
        reason: out.reason.clone(),
        is_dropped: is_by_editor(&out.reason) && !is_told(&out.article.0),
    });
    Sheet {
        name: standing.name,
        title: script.title.clone(),
        tag: script.language.tag(),
        digest: digest(text),
        length: clock(script::length(script, pace)),
        state: standing.state,
        is_changed: standing.is_changed,
        count: number,
        left_out: left_out.collect(),
        unreached: script.unreached.clone(),
        sections,
        news: standing.news,
    }
}

fn line(segment: &Segment) -> Line {
    let spoken = segment.spoken.text();
    Line {
        id: segment.id.0.clone(),
        written: segment.written.clone(),
        pinyin: if segment.language == Language::Zh { segment.spoken.pinyin() } else { String::new() },
        is_by_hand: script::edit::is_by_hand(&segment.spoken),
        spoken,
    }
}

/// Minutes and seconds.
fn clock(length: Millis) -> String {
    let seconds = length.0.div_ceil(1_000);
    format!("{}:{:02}", seconds / 60, seconds % 60)
}
