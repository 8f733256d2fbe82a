//! The running sheet's entries, and its own words.

use crate::model::{Language, Millis, Role, Script, Segment};
use crate::script::story::characters;

/// A chapter of the sheet.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry<'a> {
    /// Its title.
    pub title: &'a str,
    /// 1 for a section, 2 for a story.
    pub level: u8,
    /// When it begins.
    pub start: Millis,
    /// How long it lasts, pauses and all; a section with its stories.
    pub length: Millis,
    /// How many non-blank characters are read in it; in a section with its stories.
    pub characters: usize,
    /// Its own segments, each with the time when it begins.
    pub segments: Vec<(Millis, &'a Segment)>,
}

/// The programme chapter by chapter. `lengths` are those of the segments' speech, as
/// [`estimate`](crate::script::estimate) tells them or as they were spoken; a missing one counts as nothing.
pub fn entries<'a>(script: &'a Script, lengths: &[Millis]) -> Vec<Entry<'a>> {
    let empty = |chapter: &'a crate::model::Chapter| Entry {
        title: &chapter.title,
        level: chapter.level,
        start: Millis::default(),
        length: Millis::default(),
        characters: 0,
        segments: Vec::new(),
    };
    let mut entries: Vec<Entry<'a>> = script.chapters.iter().map(empty).collect();
    let mut now = 0;
    for (index, segment) in script.segments.iter().enumerate() {
        let length = lengths.get(index).copied().unwrap_or_default().0 + segment.pause_after.0;
        if let Some(entry) = entries.get_mut(segment.chapter) {
            if entry.segments.is_empty() {
                entry.start = Millis(now);
            }
            entry.length.0 += length;
            entry.characters += characters(&segment.written);
            entry.segments.push((Millis(now), segment));
        }
        now += length;
    }
    gather(&mut entries);
    entries
}

/// Adds what the stories are to the section that they are in.
fn gather(entries: &mut [Entry<'_>]) {
    let (mut length, mut characters) = (0, 0);
    for entry in entries.iter_mut().rev() {
        length += entry.length.0;
        characters += entry.characters;
        if entry.level == 1 {
            entry.length = Millis(std::mem::take(&mut length));
            entry.characters = std::mem::take(&mut characters);
        }
    }
}

/// How long the programme is, and how many characters are read in it.
pub fn total(entries: &[Entry<'_>]) -> (Millis, usize) {
    let sections = || entries.iter().filter(|entry| entry.level == 1);
    let length = sections().map(|entry| entry.length.0).sum();
    (Millis(length), sections().map(|entry| entry.characters).sum())
}

/// 4:07 or 1:02:30.
pub fn clock(time: Millis) -> String {
    let seconds = (time.0 + 500) / 1_000;
    let (hours, minutes, seconds) = (seconds / 3_600, seconds / 60 % 60, seconds % 60);
    if hours > 0 { format!("{hours}:{minutes:02}:{seconds:02}") } else { format!("{minutes}:{seconds:02}") }
}

/// The sheet's own words.
pub struct Words {
    pub sheet: &'static str,
    pub start: &'static str,
    pub length: &'static str,
    pub title: &'static str,
    pub characters: &'static str,
    pub total: &'static str,
    pub left_out: &'static str,
    pub spoken: &'static str,
    /// Anchor, reporter, question, answer, quote.
    roles: [&'static str; 5],
}

const ZH: Words = Words {
    sheet: "播出单",
    start: "开始",
    length: "时长",
    title: "内容",
    characters: "字数",
    total: "全长",
    left_out: "未播出",
    spoken: "读作",
    roles: ["主播", "记者", "提问", "回答", "引语"],
};

const EN: Words = Words {
    sheet: "running sheet",
    start: "Start",
    length: "Length",
    title: "Item",
    characters: "Characters",
    total: "Total",
    left_out: "Left out",
    spoken: "said as",
    roles: ["Anchor", "Reporter", "Question", "Answer", "Quote"],
};

impl Words {
    /// In a language.
    pub fn of(language: Language) -> &'static Self {
        match language {
            Language::Zh => &ZH,
            Language::En => &EN,
        }
    }

    /// Who speaks.
    pub fn role(&self, role: Role) -> &'static str {
        let [anchor, reporter, question, answer, quote] = self.roles;
        match role {
            Role::Anchor => anchor,
            Role::Reporter => reporter,
            Role::Question => question,
            Role::Answer => answer,
            Role::Quote => quote,
        }
    }
}

/// The spoken words of a segment where they are not just the written ones.
pub fn said_otherwise(segment: &Segment) -> Option<String> {
    let spoken = segment.spoken.text();
    let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    (letters(&spoken) != letters(&segment.written)).then_some(spoken)
}

/// The title of a story that is not spoken, as far as the script knows it.
pub fn title<'a>(script: &'a Script, article: &'a crate::model::ArticleId) -> &'a str {
    let chapter = script.chapters.iter().find(|chapter| chapter.article.as_ref() == Some(article));
    chapter.map_or(article.0.as_str(), |chapter| chapter.title.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_written_as_a_clock_shows_them() {
        assert_eq!(clock(Millis(247_400)), "4:07");
        assert_eq!(clock(Millis(3_749_600)), "1:02:30");
    }
}
