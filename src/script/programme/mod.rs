//! The programme from greeting to sign-off: stories in order, and the presenter's words between them.

mod draft;
mod tell;

use jiff::civil::Date;
use minijinja::{Value, context};

use draft::{Draft, Line, Name, Reading, Readings};

use super::links::{Day, Hanzi, Link, Links, lunar};
use super::order::headlines::headlines;
use super::order::length::{digest, fit};
use super::order::profiles::Profile;
use super::order::sections::Sections;
use super::order::{Block, Bridge, Grouping, Item, Treatment, has_own_order, running_order};
use super::{Error, Options, Speakers, estimate, language};
use crate::model::{Kind, Language, LeftOut, Millis, Paper, Role, Script, Segment, SpokenCoverage};
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
        let title = match &self.name {
            Some(name) => name.clone(),
            None => self.text(Link::Untitled, Value::UNDEFINED)?,
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

    fn opening(&self, draft: &mut Draft<'_>, minutes: u64) -> Result<(), Error> {
        let pauses = &self.profile.pauses;
        draft.section(self.text(Link::ChapterOpening, Value::UNDEFINED)?);
        let opening = Name::Counted("opening");
        let hour = self.options.time.map(jiff::civil::Time::hour);
        self.anchor(draft, opening, &self.text(Link::Greeting, context! { hour })?, pauses.sentence);
        let day = Day::new(self.date, self.paper.language);
        let lunar = self.options.lunar_date.then(|| lunar(self.date)).flatten();
        let lunar = lunar.map(|day| self.hanzi.write(&day));
        let words = context! { date => day.date, weekday => day.weekday, lunar };
        self.anchor(draft, opening, &self.text(Link::Date, words)?, pauses.sentence);
        let words = context! { paper => self.called() };
        self.anchor(draft, opening, &self.text(Link::Welcome, words)?, pauses.sentence);
        let length = self.text(Link::Length, context! { minutes })?;
        self.anchor(draft, Name::Once("length"), &length, pauses.sentence);
        if let Some(told) = self.disclosure()? {
            self.anchor(draft, Name::Once("disclosure"), &told, pauses.sentence);
        }
        draft.pause(pauses.story);
        Ok(())
    }

    /// What listeners are told where a machine speaks: the profile's line, else the one of the links.
    fn disclosure(&self) -> Result<Option<String>, Error> {
        if !self.speakers.machines {
            return Ok(None);
        }
        let words = context! { trained => self.speakers.trained, partly => self.speakers.people };
        let links = self.links(self.paper.language);
        let line = match &self.profile.disclosure {
            Some(line) => links.fill("disclosure", line, words),
            None => links.say(Link::Disclosure, 0, words),
        };
        line.map(Some)
    }

    fn headlines(
        &self,
        draft: &mut Draft<'_>,
        blocks: &[Block<'_>],
        announced: &[(&Item<'_>, String)],
        stories: usize,
    ) -> Result<(), Error> {
        let pauses = &self.profile.pauses;
        if announced.len() > 1 {
            draft.section(self.text(Link::ChapterHeadlines, Value::UNDEFINED)?);
            let contents = self.text(Link::Contents, context! { stories })?;
            self.anchor(draft, Name::Once("contents"), &contents, pauses.headline);
            for (index, (item, text)) in announced.iter().enumerate() {
                let interview = item.article.kind == Kind::Interview;
                let words = context! { text, interview, last => index + 1 == announced.len() };
                let line = self.text(Link::Headline, words)?;
                self.anchor(draft, Name::Counted("headline"), &line, pauses.headline);
            }
        }
        if announced.len() > 1 && blocks.first().is_some_and(|block| block.bridge != Bridge::Details) {
            let details = self.text(Link::Details, Value::UNDEFINED)?;
            self.anchor(draft, Name::Once("details"), &details, pauses.story);
        }
        draft.pause(pauses.section);
        Ok(())
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

    fn sign_off(
        &self,
        draft: &mut Draft<'_>,
        blocks: &[Block<'_>],
        announced: &[(&Item<'_>, String)],
    ) -> Result<(), Error> {
        let pauses = &self.profile.pauses;
        let minutes = self.length(&draft.segments).seconds() / 60.0;
        draft.section(self.text(Link::ChapterSignOff, Value::UNDEFINED)?);
        let long = minutes > self.profile.recap.after_minutes;
        if self.options.recap.unwrap_or(long) && announced.len() > 1 {
            let recap = self.text(Link::Recap, Value::UNDEFINED)?;
            self.anchor(draft, Name::Once("recap"), &recap, pauses.headline);
            let first = &announced[..announced.len().min(self.profile.recap.count)];
            for (index, (item, text)) in first.iter().enumerate() {
                let interview = item.article.kind == Kind::Interview;
                let words = context! { text, interview, last => index + 1 == first.len() };
                let line = self.text(Link::Headline, words)?;
                self.anchor(draft, Name::Counted("recap-headline"), &line, pauses.headline);
            }
            draft.pause(pauses.story);
        }
        if self.options.announce_left_out {
            self.left_out(draft, blocks)?;
        }
        let words = self.text(Link::SignOff, context! { paper => self.called() })?;
        self.anchor(draft, Name::Once("sign-off"), &words, pauses.sentence);
        Ok(())
    }

    /// Tells the listener which stories were left out, and how many were shortened.
    fn left_out(&self, draft: &mut Draft<'_>, blocks: &[Block<'_>]) -> Result<(), Error> {
        let pause = self.profile.pauses.story;
        let items = || blocks.iter().flat_map(|block| &block.items);
        let out: Vec<_> = items().filter(|item| item.treatment == Treatment::Out).collect();
        if !out.is_empty() {
            let titles: Vec<_> = out.iter().map(|item| item.article.title.trim()).collect();
            let words = context! { stories => out.len(), titles => titles.join(joint(self.paper.language)) };
            self.anchor(draft, Name::Once("left-out"), &self.text(Link::LeftOut, words)?, pause);
        }
        let is_shortened =
            |item: &&Item<'_>| item.treatment > Treatment::Out && item.passages() < item.text.passages.len();
        let stories = items().filter(is_shortened).count();
        if stories > 0 {
            let line = self.text(Link::Shortened, context! { stories })?;
            self.anchor(draft, Name::Once("shortened"), &line, pause);
        }
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
