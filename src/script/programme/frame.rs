//! What frames the stories: the opening, the headlines, the sign-off.

use minijinja::{Value, context};

use super::draft::{Draft, Name};
use super::{Programme, joint};
use crate::model::Kind;
use crate::script::Error;
use crate::script::links::{Day, Link, lunar};
use crate::script::order::{Block, Bridge, Item, Treatment};

impl Programme<'_> {
    /// The greeting, the day, what is read, for how long and by whom.
    pub(super) fn opening(&self, draft: &mut Draft<'_>, minutes: u64) -> Result<(), Error> {
        let pauses = &self.profile.pauses;
        draft.section(self.text(Link::ChapterOpening, Value::UNDEFINED)?);
        let opening = Name::Counted("opening");
        let hour = self.options.time.map(jiff::civil::Time::hour);
        self.anchor(draft, opening, &self.text(Link::Greeting, context! { hour })?, pauses.sentence);
        let day = Day::new(self.date, self.paper.language);
        let lunar = self.options.lunar_date.then(|| lunar(self.date)).flatten();
        let lunar = lunar.map(|day| self.hanzi.write(&day));
        let is_known = self.paper.date.is_some() || !self.paper.is_written();
        if is_known && !self.is_article() {
            let words = context! { date => day.date, weekday => day.weekday, lunar };
            self.anchor(draft, opening, &self.text(Link::Date, words)?, pauses.sentence);
        }
        let own = self.paper.date.map(|date| Day::new(date, self.paper.language).date);
        let words = context! { date => own, ..self.whole() };
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

    /// The headlines, where there are several.
    pub(super) fn headlines(
        &self,
        draft: &mut Draft<'_>,
        blocks: &[Block<'_>],
        announced: &[(&Item<'_>, String)],
        stories: usize,
    ) -> Result<(), Error> {
        let pauses = &self.profile.pauses;
        if announced.len() > 1 {
            draft.section(self.text(Link::ChapterHeadlines, Value::UNDEFINED)?);
            let words = context! { stories, all => announced.len() == stories };
            let contents = self.text(Link::Contents, words)?;
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

    /// The headlines once more in a long programme, what was left out, and goodbye.
    pub(super) fn sign_off(
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
        let words = self.text(Link::SignOff, self.whole())?;
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
            let line =
                self.text(Link::Shortened, context! { stories, written => self.paper.is_written() })?;
            self.anchor(draft, Name::Once("shortened"), &line, pause);
        }
        Ok(())
    }

    /// True for a single text made for screens that has no name besides its headline.
    pub(super) fn is_article(&self) -> bool {
        self.name.is_none() && self.paper.articles.len() == 1 && self.paper.is_written()
    }

    /// What the programme as a whole is of.
    pub(super) fn whole(&self) -> Value {
        context! { paper => self.called(), written => self.paper.is_written(), article => self.is_article() }
    }
}
