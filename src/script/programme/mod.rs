//! The programme from greeting to sign-off: stories in order, and the presenter's words between them.

mod draft;
mod frame;
mod tell;

use jiff::civil::Date;
use minijinja::{Value, context};

use draft::{Draft, Line, Name, Reading, Readings};

use super::links::{Hanzi, Link, Links};
use super::order::headlines::headlines;
use super::order::length::{digest, fit};
use super::order::profiles::Profile;
use super::order::sections::Sections;
use super::order::{Block, Bridge, Grouping, Treatment, has_own_order, running_order};
use super::{Error, Options, Speakers, estimate, language};
use crate::model::{Language, LeftOut, Millis, Paper, Role, Script, Segment, SpokenCoverage};
use crate::reading::Reader;
use crate::script::words::lists;
use crate::text::is_han;

/// The longest list of headlines in a programme of limited length, as a share of it.
const HEADLINES_SHARE: f64 = 0.15;
/// What a headline takes with its pause, in minutes.
const HEADLINE_MINUTES: f64 = 0.12;

/// Writes the script: order, then length, then words.
pub(super) fn write(
    paper: &Paper,
    date: Date,
    options: &Options,
    speakers: Speakers,
    reader: &Reader,
) -> Result<Script, Error> {
    let sections = Sections::load(options.sections.as_deref())?;
    let mut profile = Profile::load(options.profile.as_deref(), paper.language, &sections)?;
    if options.profile.is_none() && has_own_order(paper, &sections) {
        profile.grouping = Grouping::Print;
    }
    let own = |language| options.links.as_deref().filter(|_| language == paper.language);
    let hanzi = Hanzi::of(paper);
    let programme = Programme {
        paper,
        date,
        options,
        speakers,
        profile: &profile,
        zh: Links::load(Language::Zh, hanzi, own(Language::Zh))?,
        en: Links::load(Language::En, hanzi, own(Language::En))?,
        name: options.title.clone().or_else(|| paper.name.as_deref().map(in_title_case)),
        hanzi,
        readings: Readings::new(reader),
    };
    let mut blocks = running_order(&paper.articles, paper.language, &sections, &profile);
    for block in &mut blocks {
        block.name = hanzi.write(&block.name);
    }
    if options.digest {
        digest(&mut blocks);
    }
    if let Some(minutes) = programme.minutes() {
        let budget = Millis((minutes.max(0.0) * 60_000.0) as u64);
        let length =
            |blocks: &[Block<'_>]| Ok::<_, Error>(programme.length(&programme.draft(blocks)?.segments));
        fit(&mut blocks, budget, length)?
            .map_err(|least| Error::TooShort { minutes, least: least.seconds() / 60.0 })?;
    }
    programme.script(&blocks)
}

/// All that a programme is made from.
struct Programme<'a> {
    paper: &'a Paper,
    date: Date,
    options: &'a Options,
    speakers: Speakers,
    profile: &'a Profile,
    zh: Links,
    en: Links,
    /// The paper's name, or the edition's.
    name: Option<String>,
    hanzi: Hanzi,
    readings: Readings<'a>,
}

impl Programme<'_> {
    fn script(&self, blocks: &[Block<'_>]) -> Result<Script, Error> {
        let minutes = self.length(&self.draft(blocks)?.segments).seconds() / 60.0;
        let draft = self.draft_lasting(blocks, (minutes.round() as u64).max(1))?;
        let mut notes = self.paper.doubts.clone();
        notes.extend(draft.notes);
        for segment in &draft.segments {
            if let Some(problem) = &segment.spoken.problem {
                notes.push(self.text(Link::NoteReading, context! { text => &segment.written, problem })?);
            }
        }
        let title = match (&self.name, self.paper.articles.first()) {
            (Some(name), _) => name.clone(),
            (None, Some(article)) if self.is_article() => article.title.trim().to_owned(),
            _ => self.text(Link::Untitled, self.whole())?,
        };
        Ok(Script {
            title,
            date: self.date,
            language: self.paper.language,
            coverage: coverage(self.paper, &draft.left_out),
            segments: draft.segments,
            chapters: draft.chapters,
            left_out: draft.left_out,
            unreached: self.paper.unreached.clone(),
            problems: blocks
                .iter()
                .flat_map(|block| &block.items)
                .filter_map(|item| self.problem(item.article).transpose())
                .collect::<Result<_, _>>()?,
            notes,
        })
    }

    /// The programme as it is measured: how long it says that it is takes hardly any time.
    fn draft(&self, blocks: &[Block<'_>]) -> Result<Draft<'_>, Error> {
        self.draft_lasting(blocks, self.minutes().map_or(10, |minutes| minutes as u64))
    }

    fn draft_lasting(&self, blocks: &[Block<'_>], minutes: u64) -> Result<Draft<'_>, Error> {
        let mut draft = Draft::new(&self.readings);
        self.opening(&mut draft, minutes)?;
        let announced = headlines(blocks, self.headline_count(), self.profile.headlines.characters);
        let spoken =
            || blocks.iter().flat_map(|block| &block.items).filter(|item| item.treatment > Treatment::Out);
        let total = spoken().count();
        self.headlines(&mut draft, blocks, &announced, total)?;
        self.stories(&mut draft, blocks, total)?;
        self.sign_off(&mut draft, blocks, &announced)?;
        Ok(draft)
    }

    /// How long the programme may be.
    fn minutes(&self) -> Option<f64> {
        self.options.minutes.or(self.profile.minutes)
    }

    /// How many headlines the programme has room for.
    fn headline_count(&self) -> usize {
        let wanted = self.options.headlines.unwrap_or(self.profile.headlines.count);
        let room = self.minutes().map(|minutes| minutes * HEADLINES_SHARE / HEADLINE_MINUTES);
        room.map_or(wanted, |room| wanted.min(room as usize))
    }

    fn stories(&self, draft: &mut Draft<'_>, blocks: &[Block<'_>], total: usize) -> Result<(), Error> {
        let heard = |block: &&Block<'_>| block.items.iter().any(|item| item.treatment > Treatment::Out);
        let spoken: Vec<_> = blocks.iter().filter(heard).collect();
        let mut number = 0;
        let mut turn = 0;
        for (at, block) in spoken.iter().enumerate() {
            // Only one of several that have names is the last of them.
            let is_named = |block: &&Block<'_>| block.bridge != Bridge::Details;
            let last = at + 1 == spoken.len() && spoken[..at].iter().any(is_named);
            let place = Place { turn, first: at == 0, last };
            self.bridge(draft, block, place)?;
            turn += usize::from(self.links(self.paper.language).takes_turns(&block.id));
            for item in block.items.iter().filter(|item| item.treatment > Treatment::Out) {
                number += 1;
                self.tell(draft, item, block, (number, total))?;
            }
            draft.pause(self.profile.pauses.section);
        }
        for item in blocks.iter().flat_map(|block| &block.items) {
            self.account(draft, item)?;
        }
        Ok(())
    }

    fn bridge(&self, draft: &mut Draft<'_>, block: &Block<'_>, place: Place) -> Result<(), Error> {
        // A single text stands in no order.
        if self.paper.is_written() && self.paper.articles.len() == 1 {
            return Ok(());
        }
        let Place { turn, first, last } = place;
        let words = context! { section => &block.name, first, last };
        let links = self.links(self.paper.language);
        let (text, title) = match block.bridge {
            Bridge::Section => (links.bridge(&block.id, turn, words)?, block.name.clone()),
            Bridge::Page => (links.say(Link::Page, turn, words)?, block.name.clone()),
            Bridge::Details => {
                (links.say(Link::Details, turn, words)?, self.text(Link::ChapterStories, Value::UNDEFINED)?)
            }
        };
        draft.section(capitalised(&title));
        let name = format!("bridge-{}", title.split_whitespace().collect::<Vec<_>>().join("-"));
        self.anchor(draft, Name::Once(&name), &text, self.profile.pauses.paragraph);
        Ok(())
    }

    /// A line of the presenter's own, in the language of the programme.
    fn anchor(&self, draft: &mut Draft<'_>, name: Name<'_>, text: &str, pause: Millis) {
        let language = language::of_link(text, self.paper.language);
        let reading = Reading::Plain;
        draft.say(&Line { name, role: Role::Anchor, text, language, reading, pause, spans: &[] });
    }

    fn links(&self, language: Language) -> &Links {
        match language {
            Language::Zh => &self.zh,
            Language::En => &self.en,
        }
    }

    /// A line in the language of the programme.
    fn text(&self, link: Link, words: Value) -> Result<String, Error> {
        self.links(self.paper.language).say(link, 0, words)
    }

    /// The paper as a sentence names it: an English one with its article, the Millbrook Ledger.
    fn called(&self) -> Option<String> {
        let name = self.name.as_deref()?;
        let bare = self.paper.language == Language::En && self.options.title.is_none() && name.contains(' ');
        let has_article = lists().with_article.iter().any(|word| name.starts_with(word));
        Some(if bare && !has_article { format!("the {name}") } else { name.to_owned() })
    }

    fn length(&self, segments: &[Segment]) -> Millis {
        estimate::programme(segments, &|segment| self.options.pace.unwrap_or_default().of(segment.language))
    }
}

/// Where a block stands in the programme.
#[derive(Clone, Copy, Debug)]
struct Place {
    /// How many bridges of the general sort came before.
    turn: usize,
    first: bool,
    last: bool,
}

/// A name in capitals (THE TARN VALLEY COURIER) as it is written in a sentence.
pub fn in_title_case(name: &str) -> String {
    let is_small = |word: &str| lists().small_in_names.contains(&word);
    let is_acronym = |word: &str| lists().name_initials.contains(&word);
    // Letters in a Chinese name are those of an acronym.
    if name.chars().any(|c| c.is_lowercase() || is_han(c)) {
        return name.to_owned();
    }
    let word = |(at, word): (usize, &str)| match word.char_indices().nth(1) {
        _ if is_acronym(word) => word.to_owned(),
        _ if at > 0 && is_small(word) => word.to_lowercase(),
        Some((second, _)) => word[..second].to_owned() + &word[second..].to_lowercase(),
        None => word.to_owned(),
    };
    name.split(' ').enumerate().map(word).collect::<Vec<_>>().join(" ")
}

/// A section's name as a title: local news → Local news.
fn capitalised(name: &str) -> String {
    let mut rest = name.chars();
    rest.next().map_or_else(String::new, |first| first.to_uppercase().chain(rest).collect())
}

fn joint(language: Language) -> &'static str {
    match language {
        Language::Zh => "；",
        Language::En => "; ",
    }
}

/// Every character of the input is spoken, or skipped on the page, or left out of the programme.
fn coverage(paper: &Paper, left_out: &[LeftOut]) -> SpokenCoverage {
    let unspoken: usize = left_out.iter().map(|item| item.characters).sum();
    let spoken = paper.coverage.in_articles.saturating_sub(unspoken);
    let characters = paper.coverage.characters.max(spoken);
    SpokenCoverage { characters, spoken, skipped: characters - spoken }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_in_capitals_is_written_as_in_a_sentence() {
        assert_eq!(in_title_case("THE TARN VALLEY COURIER"), "The Tarn Valley Courier");
        assert_eq!(in_title_case("WEXLEY & DISTRICT ADVERTISER"), "Wexley & District Advertiser");
        assert_eq!(in_title_case("NEWS OF THE UK"), "News of the UK");
        assert_eq!(in_title_case("The Millbrook Ledger"), "The Millbrook Ledger");
        assert_eq!(in_title_case("VLUG 快报"), "VLUG 快报");
    }
}
