//! Whether the sections below one title are stories of their own or the parts of one essay: named signs, each with its
//! weight in weights.tsv, counted by the share of the sections that show it.

use std::collections::HashSet;
use std::sync::LazyLock;

use regex::Regex;
use serde::Deserialize;

use super::section::Section;
use super::titles;
use crate::articles::document::{Block, Line, List};
use crate::articles::rule::{ascii_words, rule};
use crate::articles::text::{Text, fold, is_blank, is_han};
use crate::articles::weights::weights;

/// So many sections are looked at, and so many characters of each.
const SECTIONS: usize = 40;
const WINDOW: usize = 3_000;

#[derive(Deserialize)]
struct Table {
    rubrics: String,
    essay: String,
    notice: String,
    refers_on: String,
    first_person: String,
    news: String,
    release: String,
    minutes: String,
    attendance: String,
    agenda: String,
    standing: String,
    common: HashSet<String>,
}

struct Signs {
    rubrics: Regex,
    essay: Regex,
    notice: Regex,
    refers_on: Regex,
    first_person: Regex,
    news: Regex,
    release: Regex,
    minutes: Regex,
    attendance: Regex,
    agenda: Regex,
    standing: Regex,
    common: HashSet<String>,
}

static SIGNS: LazyLock<Signs> = LazyLock::new(|| {
    let table: Table = toml::from_str(include_str!("parts.toml"))
        .unwrap_or_else(|error| unreachable!("parts.toml: {error}"));
    let pattern = |print: &str| rule(&ascii_words(print));
    Signs {
        rubrics: pattern(&table.rubrics),
        essay: pattern(&table.essay),
        notice: pattern(&table.notice),
        refers_on: pattern(&table.refers_on),
        first_person: pattern(&table.first_person),
        news: pattern(&table.news),
        release: pattern(&table.release),
        minutes: pattern(&table.minutes),
        attendance: pattern(&table.attendance),
        agenda: pattern(&table.agenda),
        standing: pattern(&table.standing),
        common: table.common,
    }
});

/// True where the sections of a section are stories. `intro` is how much running text stands before the first one.
pub fn are_stories(section: &Section, intro: usize) -> bool {
    score(section, intro).iter().map(|sign| sign.1).sum::<f32>() > 0.0
}

/// True for the minutes or the agenda of a meeting: one account, whatever was on it. A section says who came, and its
/// title or an agenda says of what it is; or three are what every meeting has.
pub fn are_minutes(section: &Section) -> bool {
    const STANDING: usize = 3;
    let is = |section: &Section, pattern: &Regex| {
        section.heading.as_ref().is_some_and(|heading| pattern.is_match(heading.text.folded_head(120).trim()))
    };
    let has = |pattern: &Regex| {
        section
            .children
            .iter()
            .any(|child| is(child, pattern) || child.children.iter().any(|inner| is(inner, pattern)))
    };
    let standing = section.children.iter().filter(|child| is(child, &SIGNS.standing)).count();
    standing >= STANDING || has(&SIGNS.attendance) && (is(section, &SIGNS.minutes) || has(&SIGNS.agenda))
}

/// True for an essay without a title: it opens with an introduction, and half of its sections are what every essay has.
pub fn is_essay(root: &Section) -> bool {
    const FEWEST: usize = 2;
    let is_part = |section: &&Section| {
        section
            .heading
            .as_ref()
            .is_some_and(|heading| SIGNS.essay.is_match(&heading.text.folded_head(100).trim().to_lowercase()))
    };
    let parts = root.children.iter().filter(is_part).count();
    root.children.first().as_ref().is_some_and(is_part) && parts >= FEWEST && parts * 2 >= root.children.len()
}

/// True for a notice: three of four of its sections, and no fewer than three, are what every one has: when, who may come, whom
/// to ask.
pub fn is_notice(section: &Section) -> bool {
    const FEWEST: usize = 3;
    let is_part = |section: &&Section| {
        let heading =
            section.heading.as_ref().map(|heading| heading.text.folded_head(40).trim().to_lowercase());
        heading.is_some_and(|heading| SIGNS.notice.is_match(&heading))
    };
    let parts = section.children.iter().filter(is_part).count();
    parts >= FEWEST && parts * 4 >= section.children.len() * 3
}

/// So many names of an essay's parts tell it for sure; one counts half.
const SEVERAL: usize = 2;
/// What weights.tsv means by half and by most of the sections.
const HALF: f32 = 0.5;

/// The signs that were found, each with what it adds; above zero it speaks for stories.
fn score(section: &Section, intro: usize) -> Vec<(&'static str, f32)> {
    let parts: Vec<Part> = section.children.iter().take(SECTIONS).map(Part::of).collect();
    let share = |is_so: &dyn Fn(&Part) -> bool| {
        parts.iter().filter(|part| is_so(part)).count() as f32 / parts.len().max(1) as f32
    };
    let terms = section.heading.as_ref().map(|heading| terms(&heading.text)).unwrap_or_default();
    let again =
        |part: &Part| terms.iter().any(|term| part.text.contains(term) || part.heading.contains(term));
    let essay = parts.iter().filter(|part| SIGNS.essay.is_match(&part.heading)).count().min(SEVERAL);
    let linked = share(&|part| part.links);
    let releases = section.heading.as_ref().is_some_and(|heading| {
        let title = heading.text.folded_head(120);
        SIGNS.release.is_match(&title)
    });
    let weights = weights();
    vec![
        ("sections", weights.parts_any),
        ("names of rubrics", weights.parts_rubrics * share(&|part| SIGNS.rubrics.is_match(&part.heading))),
        ("names of an essay's parts", weights.parts_essay * essay as f32 / SEVERAL as f32),
        ("texts that go on", weights.parts_refer_on * share(&|part| SIGNS.refers_on.is_match(&part.opening))),
        (
            "the writer speaks",
            weights.parts_first_person * share(&|part| SIGNS.first_person.is_match(&part.print)),
        ),
        ("code", weights.parts_code * share(&|part| part.code)),
        ("the title's words again", weights.parts_title_again * share(&again)),
        ("lists of links", weights.parts_lists * share(&|part| part.is_list())),
        ("links", weights.parts_links * linked),
        ("few links", if linked <= HALF && intro > 0 { weights.parts_few_links } else { 0.0 }),
        ("an introduction", if intro > 0 { weights.parts_intro } else { 0.0 }),
        (
            "headlines",
            if intro == 0 && share(&|part| part.is_short) <= HALF { weights.parts_headlines } else { 0.0 },
        ),
        ("a version that came out", if releases { weights.parts_release } else { 0.0 }),
        ("words of news", weights.parts_news * share(&|part| SIGNS.news.is_match(&part.print))),
    ]
}

/// What a section shows of itself.
#[derive(Default)]
struct Part {
    heading: String,
    is_short: bool,
    /// Its text, folded.
    print: String,
    /// The same in small letters.
    text: String,
    /// How its first paragraph begins.
    opening: String,
    code: bool,
    links: bool,
    paragraphs: usize,
    entries: usize,
    linked_entries: usize,
}

impl Part {
    fn of(section: &Section) -> Self {
        let mut part = Self { is_short: section.is_short(), ..Self::default() };
        if let Some(heading) = &section.heading {
            part.heading = heading.text.folded_head(100).trim().to_lowercase();
            part.links = heading.linked() > 0;
        }
        part.gather(section);
        part.text = part.print.to_lowercase();
        part
    }

    fn gather(&mut self, section: &Section) {
        self.blocks(&section.blocks);
        for child in &section.children {
            if let Some(heading) = &child.heading {
                self.line(heading);
            }
            self.gather(child);
        }
    }

    fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            if self.print.len() > WINDOW * 3 {
                return;
            }
            match block {
                Block::Paragraph(line) => {
                    if self.opening.is_empty() {
                        line.text.folded_head(24).trim_start().clone_into(&mut self.opening);
                    }
                    self.paragraphs += 1;
                    self.line(line);
                }
                Block::List(list) => self.list(list),
                Block::Quote(inner) => self.blocks(inner),
                Block::Heading(_, line) => self.line(line),
                Block::Code(_) => self.code = true,
                _ => {}
            }
        }
    }

    fn list(&mut self, list: &List) {
        for item in &list.items {
            let (before, paragraphs) = (std::mem::take(&mut self.links), self.paragraphs);
            self.blocks(item);
            self.paragraphs = paragraphs;
            self.entries += 1;
            self.linked_entries += usize::from(self.links);
            self.links |= before;
        }
    }

    fn line(&mut self, line: &Line) {
        let print = line.text.folded_head(WINDOW);
        self.links |= line.linked() > 0 || titles::ADDRESS.is_match(&print);
        self.print.push_str(&print);
        self.print.push('\n');
    }

    fn is_list(&self) -> bool {
        self.entries > 0 && self.entries >= self.paragraphs && self.linked_entries * 2 >= self.entries
    }
}

/// What a title is about: its words of Latin letters, and each two neighbours of its Chinese ones.
fn terms(title: &Text) -> HashSet<String> {
    const SHORTEST: usize = 4;
    let folded: Vec<char> = title.slice(0, 120).chars().iter().map(|&c| fold(c)).collect();
    let pairs =
        folded.windows(2).filter(|two| two.iter().all(|&c| is_han(c))).map(|two| two.iter().collect());
    let words = folded
        .split(|&c| is_blank(c) || is_han(c) || !c.is_alphanumeric())
        .filter(|word| word.len() >= SHORTEST && word[0].is_alphabetic())
        .map(|word| word.iter().collect::<String>().to_lowercase())
        .filter(|word| !SIGNS.common.contains(word));
    pairs.chain(words).collect()
}
