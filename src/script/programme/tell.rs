//! One story told: headline, who reported it, its text, and where the rest is printed.

use jiff::civil::Date;
use minijinja::{Value, context};

use super::draft::{Draft, Line, Name, Reading};
use super::{Programme, in_title_case};
use crate::model::{Article, Kind, Language, LeftOut, Millis, Nature, Role};
use crate::script::links::Link;
use crate::script::links::attribution::attribution;
use crate::script::links::calendar::past;
use crate::script::order::{Block, Item, Treatment};
use crate::script::story::{Passage, characters};
use crate::script::{Error, estimate};

/// Who is heard in a story so far.
struct Heard<'s> {
    speakers: Vec<&'s str>,
    /// Whether the presenter has taken over from the reporter.
    presenter: bool,
    /// Milliseconds since the voice changed.
    since: u64,
}

impl Programme<'_> {
    /// Tells a story as its treatment says; `place` is its number, and how many there are.
    pub(super) fn tell(
        &self,
        draft: &mut Draft<'_>,
        item: &Item<'_>,
        block: &Block<'_>,
        place: (usize, usize),
    ) -> Result<(), Error> {
        let article = item.article;
        let pauses = &self.profile.pauses;
        draft.story(article);
        self.announce(draft, item, block, place)?;
        let mut heard = Heard { speakers: Vec::new(), presenter: false, since: 0 };
        let told = &item.text.passages[..item.passages()];
        let (notes, text) = told.split_at(told.iter().take_while(|passage| passage.note).count());
        for note in notes {
            self.passage(draft, article, note, &mut heard)?;
        }
        // Nobody has reported a bare headline.
        if item.treatment > Treatment::Headline {
            self.attribute(draft, article, block, !notes.is_empty() && !text.is_empty())?;
        }
        if !text.is_empty() {
            draft.pause(pauses.paragraph);
        }
        for passage in text {
            if passage.note {
                draft.pause(pauses.story);
            } else if passage.subhead {
                // More than between paragraphs, less than between stories.
                draft.pause(Millis(u64::midpoint(pauses.paragraph.0, pauses.story.0)));
            }
            self.passage(draft, article, passage, &mut heard)?;
        }
        if !article.complete && item.treatment == Treatment::Full {
            let (link, words) = match &article.continued_on {
                Some(page) => (Link::Continued, context! { page }),
                None if article.nature == Nature::Written => (Link::Teaser, Value::UNDEFINED),
                None => (Link::Cut, Value::UNDEFINED),
            };
            aside(draft, article, "rest", &self.story_text(article, link, words)?, pauses.story);
        }
        if article.tables > 0 && item.treatment == Treatment::Full {
            let text = self.story_text(
                article,
                Link::Tables,
                context! { tables => article.tables, written => article.nature == Nature::Written },
            )?;
            aside(draft, article, "tables", &text, pauses.story);
        }
        draft.pause(pauses.story);
        self.note(draft, item)
    }

    /// What the presenter says before a story.
    fn announce(
        &self,
        draft: &mut Draft<'_>,
        item: &Item<'_>,
        block: &Block<'_>,
        (number, total): (usize, usize),
    ) -> Result<(), Error> {
        let article = item.article;
        let pauses = &self.profile.pauses;
        if self.options.orientation {
            let text = self.story_text(article, Link::Orientation, context! { number, total })?;
            aside(draft, article, "number", &text, pauses.sentence);
        }
        if article.kind == Kind::Photo && block.form != Some(Kind::Photo) {
            let text = self.story_text(article, Link::Picture, Value::UNDEFINED)?;
            aside(draft, article, "picture", &text, pauses.sentence);
        }
        // The block of briefs has said so already.
        let in_briefs = block.form == Some(Kind::Brief);
        let by = self.by(article, block)?.unwrap_or_default();
        let said = |label: &str| {
            let of_form = block.form.is_some() && label.contains(&block.name);
            let told = article.title.contains(label) || by.contains(label);
            !block.announced || of_form || label == block.name || told
        };
        let heard = |label: &&str| in_briefs || said(label);
        let label = item.column.filter(|label| !heard(label));
        if let Some(label) = label {
            let breath = if article.language == Language::Zh { "，" } else { " " };
            let label = in_title_case(&label.split_whitespace().collect::<Vec<_>>().join(breath));
            let text = self.story_text(article, Link::Label, context! { label })?;
            aside(draft, article, "label", &text, pauses.sentence);
        }
        let parts = [
            ("kicker", article.kicker.as_deref()),
            (
                "title",
                (!self.is_name(article) && !is_title_heard(item, block)).then_some(article.title.as_str()),
            ),
            ("subtitle", article.subtitle.as_deref()),
        ];
        for (name, text) in parts.into_iter().filter_map(|(name, text)| Some((name, text?))) {
            draft.say(&Line {
                name: Name::Part(&article.id, name),
                role: Role::Anchor,
                text: text.trim(),
                language: article.language,
                reading: Reading::Headline,
                pause: pauses.headline,
                spans: &[],
            });
        }
        Ok(())
    }

    /// Says who reported a story; where the paper names nobody, an editor's note before it is parted from it.
    fn attribute(
        &self,
        draft: &mut Draft<'_>,
        article: &Article,
        block: &Block<'_>,
        behind_note: bool,
    ) -> Result<(), Error> {
        let pause = self.profile.pauses.headline;
        match self.by(article, block)? {
            Some(text) => aside(draft, article, "by", &text, pause),
            None if behind_note => {
                let text = self.story_text(article, Link::BehindNote, Value::UNDEFINED)?;
                aside(draft, article, "behind-note", &text, pause);
            }
            None => {}
        }
        if let Some(day) = self.published(article) {
            let date = past(day, self.date, article.language);
            let text = self.story_text(article, Link::Published, context! { date })?;
            aside(draft, article, "published", &text, pause);
        }
        Ok(())
    }

    /// The day of a text for screens that is older than its edition, as the items of a feed are. A day or two may be those
    /// of zones and of editions made before dawn.
    fn published(&self, article: &Article) -> Option<Date> {
        const FRESH: i32 = 2;
        let day = article.published.as_deref()?.get(..10)?.parse().ok()?;
        let age = self.date.since(day).ok()?.get_days();
        (article.nature == Nature::Written && age > FRESH).then_some(day)
    }

    /// What the report says of a story that is not whole.
    pub(super) fn problem(&self, article: &Article) -> Result<Option<String>, Error> {
        let (link, page) = match (&article.continued_on, article.nature) {
            _ if article.complete => return Ok(None),
            (Some(page), _) => (Link::ProblemContinued, Some(page)),
            (None, Nature::Written) => (Link::ProblemTeaser, None),
            (None, Nature::Printed) => (Link::ProblemCut, None),
        };
        self.text(link, context! { title => &article.title, page }).map(Some)
    }

    /// True where a story is only called as the paper is, which the opening has said: Loom Letter, March 2.
    fn is_name(&self, article: &Article) -> bool {
        let letters =
            |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>().to_lowercase();
        let name = self.paper.name.as_deref().map(letters).filter(|name| !name.is_empty());
        article.headline.is_none() && name.is_some_and(|name| letters(&article.title).starts_with(&name))
    }

    /// The line that names who reported a story.
    fn by(&self, article: &Article, block: &Block<'_>) -> Result<Option<String>, Error> {
        attribution(article, &block.id, self.hanzi)
            .map(|(link, words)| self.story_text(article, link, words))
            .transpose()
    }

    fn passage<'s>(
        &self,
        draft: &mut Draft<'_>,
        article: &Article,
        passage: &'s Passage,
        heard: &mut Heard<'s>,
    ) -> Result<(), Error> {
        if let Some(speaker) = &passage.speaker {
            let link = match passage.role {
                Role::Question => Link::Question,
                Role::Answer => Link::Answer,
                Role::Anchor | Role::Reporter | Role::Quote => Link::Speaker,
            };
            let again = heard.speakers.contains(&speaker.as_str());
            heard.speakers.push(speaker);
            let text = self.story_text(
                article,
                link,
                context! { speaker, again, own => self.name.as_ref() == Some(speaker) },
            )?;
            aside(draft, article, "speaker", &text, self.profile.pauses.sentence);
        }
        let longest = self.profile.voices.change_after_minutes * 60_000.0;
        if heard.since as f64 > longest {
            heard.presenter = !heard.presenter;
            heard.since = 0;
        }
        let role =
            if passage.role == Role::Reporter && heard.presenter { Role::Anchor } else { passage.role };
        let pauses = &self.profile.pauses;
        for (index, sentence) in passage.sentences.iter().enumerate() {
            let pause = match sentence.part {
                true if passage.note && index == 0 => pauses.headline,
                true => pauses.clause,
                false => pauses.sentence,
            };
            draft.say(&Line {
                name: Name::Sentence(&article.id),
                role,
                text: &sentence.written,
                language: article.language,
                reading: Reading::Mended(&sentence.repairs),
                pause,
                spans: &sentence.spans,
            });
            if let Some(last) = draft.segments.last() {
                let pace = self.options.pace.unwrap_or_default().of(article.language);
                heard.since += estimate::speech(&last.spoken, pace).0 + last.pause_after.0;
            }
        }
        draft.pause(pauses.paragraph);
        Ok(())
    }

    /// Lists what of a story is not spoken.
    pub(super) fn account(&self, draft: &mut Draft<'_>, item: &Item<'_>) -> Result<(), Error> {
        let article = item.article;
        let mut leave_out = |link, words, characters| -> Result<(), Error> {
            let reason = self.text(link, words)?;
            draft.left_out.push(LeftOut { article: article.id.clone(), reason, characters });
            Ok(())
        };
        let passages = &item.text.passages;
        let rest: usize = passages[item.passages()..].iter().map(Passage::characters).sum();
        match item.treatment {
            Treatment::Out => return leave_out(Link::ReasonTime, Value::UNDEFINED, all_characters(article)),
            Treatment::Headline if rest > 0 => {
                leave_out(Link::ReasonHeadline, context! { characters => rest }, rest)?;
            }
            Treatment::Leading(spoken) if rest > 0 => {
                let words = context! { spoken, left => passages.len() - spoken, characters => rest };
                leave_out(Link::ReasonShortened, words, rest)?;
            }
            Treatment::Headline | Treatment::Leading(_) | Treatment::Full => {}
        }
        if let Some(tail) = &item.text.tail {
            let count = characters(tail);
            leave_out(Link::ReasonCut, context! { text => tail, characters => count }, count)?;
        }
        if let Some(silent) = &item.text.silent {
            leave_out(Link::ReasonSilent, context! { text => silent }, characters(silent))?;
        }
        Ok(())
    }

    /// Tells the report what was mended.
    fn note(&self, draft: &mut Draft<'_>, item: &Item<'_>) -> Result<(), Error> {
        let title = &item.article.title;
        for sentence in item.text.passages[..item.passages()].iter().flat_map(|passage| &passage.sentences) {
            for repair in &sentence.repairs {
                let slip: String =
                    sentence.written.chars().skip(repair.start).take(repair.end - repair.start).collect();
                let words = context! { title, slip, spoken => &repair.spoken };
                draft.notes.push(self.text(Link::NoteRepair, words)?);
            }
        }
        Ok(())
    }

    /// A line in the language of the story.
    fn story_text(&self, article: &Article, link: Link, words: Value) -> Result<String, Error> {
        self.links(article.language).say(link, 0, words)
    }
}

/// How many non-blank characters of the input an article is, its headline and byline among them.
fn all_characters(article: &Article) -> usize {
    let text: usize = article.paragraphs.iter().map(|paragraph| characters(&paragraph.text)).sum();
    let furniture: usize = article.furniture.iter().map(|span| span.end.saturating_sub(span.start)).sum();
    text + furniture
}

/// A line of the presenter's within a story.
fn aside(draft: &mut Draft<'_>, article: &Article, part: &'static str, text: &str, pause: Millis) {
    draft.say(&Line {
        name: Name::Part(&article.id, part),
        role: Role::Anchor,
        text,
        language: article.language,
        reading: Reading::Plain,
        pause,
        spans: &[],
    });
}

/// Whether the title would be heard twice: it is the name of the block that the bridge has told, or a story without a
/// heading says the words taken for its title in its first paragraph.
fn is_title_heard(item: &Item<'_>, block: &Block<'_>) -> bool {
    let article = item.article;
    let sentences = item.text.passages.first().map_or(&[][..], |first| &first.sentences);
    let opening: Vec<&str> = sentences.iter().map(|sentence| sentence.written.as_str()).collect();
    let told = |text: &str| text.contains(article.title.trim());
    let opens = opening.first().is_some_and(|first| told(first)) || told(&opening.join(" "));
    let letters = |name: &str| name.split_whitespace().collect::<String>();
    item.is_told() && (letters(&article.title) == letters(&block.name) || article.headline.is_none() && opens)
}
