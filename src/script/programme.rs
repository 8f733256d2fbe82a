//! The programme from greeting to sign-off: stories in order, and the presenter's words between them.

use std::collections::BTreeMap;

use jiff::civil::Date;
use minijinja::{Value, context};

use super::links::attribution::attribution;
use super::links::{Day, Link, Links, lunar};
use super::spoken::Reader;
use super::story::{self, Passage, Sentence, characters};
use super::{Error, Options, file, language};
use crate::model::{
    Article, ArticleId, Chapter, Kind, Language, LeftOut, Millis, Paper, Role, Script, Segment, SegmentId,
    Spoken, SpokenCoverage,
};

/// Silence after a segment, by what follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Pause {
    Clause,
    Sentence,
    Headline,
    Paragraph,
    Story,
    Section,
}

impl Pause {
    fn millis(self) -> Millis {
        Millis(match self {
            Self::Clause => 150,
            Self::Sentence => 350,
            Self::Headline => 600,
            Self::Paragraph => 700,
            Self::Story => 1300,
            Self::Section => 2000,
        })
    }
}

pub(super) fn write(paper: &Paper, date: Date, options: &Options, reader: &Reader) -> Result<Script, Error> {
    let links = Links::load(paper.language, options.links.as_deref())?;
    let name = options.title.as_deref().or(paper.name.as_deref());
    let mut programme = Programme::new(reader, paper.language, links);
    programme.opening(name, date, options, paper)?;
    let section = programme.link_text(Link::ChapterStories, 0, Value::UNDEFINED)?;
    programme.chapter(section, 1, None);
    programme.anchor("details", Link::Details, Value::UNDEFINED, Pause::Story)?;
    for article in &paper.articles {
        programme.story(article)?;
    }
    programme.sign_off(name)?;
    let title = name.map_or_else(
        || programme.segments.first().map_or_else(String::new, |s| s.written.clone()),
        str::to_owned,
    );
    let coverage = coverage(paper, &programme.left_out);
    Ok(Script {
        title,
        date,
        language: paper.language,
        segments: programme.segments,
        chapters: programme.chapters,
        left_out: programme.left_out,
        coverage,
        notes: paper.doubts.clone(),
    })
}

fn coverage(paper: &Paper, left_out: &[LeftOut]) -> SpokenCoverage {
    let unspoken: usize = left_out.iter().map(|item| item.characters).sum();
    let spoken = paper.coverage.in_articles.saturating_sub(unspoken);
    SpokenCoverage {
        characters: paper.coverage.characters,
        spoken,
        skipped: paper.coverage.characters.saturating_sub(spoken),
    }
}

/// A script in the making.
struct Programme<'a> {
    reader: &'a Reader,
    language: Language,
    links: Links,
    segments: Vec<Segment>,
    chapters: Vec<Chapter>,
    left_out: Vec<LeftOut>,
    names: BTreeMap<String, usize>,
}

impl<'a> Programme<'a> {
    fn new(reader: &'a Reader, language: Language, links: Links) -> Self {
        Self {
            reader,
            language,
            links,
            segments: Vec::new(),
            chapters: Vec::new(),
            left_out: Vec::new(),
            names: BTreeMap::new(),
        }
    }

    fn opening(
        &mut self,
        name: Option<&str>,
        date: Date,
        options: &Options,
        paper: &Paper,
    ) -> Result<(), Error> {
        let title = self.link_text(Link::ChapterOpening, 0, Value::UNDEFINED)?;
        self.chapter(title, 1, None);
        let hour = options.time.map(|time| time.hour());
        self.anchor("opening", Link::Greeting, context! { hour }, Pause::Sentence)?;
        let day = Day::new(date, self.language);
        let lunar = options.lunar_date.then(|| lunar(date)).flatten();
        let words = context! { date => day.date, weekday => day.weekday, lunar };
        self.anchor("opening", Link::Date, words, Pause::Sentence)?;
        self.anchor("opening", Link::Welcome, context! { paper => name }, Pause::Story)?;
        let title = self.link_text(Link::ChapterHeadlines, 0, Value::UNDEFINED)?;
        self.chapter(title, 1, None);
        let stories = paper.articles.len();
        self.anchor("headlines", Link::Contents, context! { stories }, Pause::Headline)?;
        let announced: Vec<_> = paper.articles.iter().filter(|article| article.complete).take(7).collect();
        for (index, article) in announced.iter().enumerate() {
            let words = context! {
                text => commas(&article.title),
                interview => article.kind == Kind::Interview,
                last => index + 1 == announced.len(),
            };
            self.anchor("headline", Link::Headline, words, Pause::Headline)?;
        }
        Ok(())
    }

    fn story(&mut self, article: &Article) -> Result<(), Error> {
        self.chapter(article.title.clone(), 2, Some(article.id.clone()));
        let language = article.language;
        let id = SegmentId(format!("{}-title", article.id));
        let spoken = file::headline(self.reader, &article.title, language);
        self.push(id, Role::Anchor, Some(&article.id), &article.title, spoken, Pause::Headline, language);
        if let Some((link, words)) = attribution(article) {
            let text = self.link_text(link, 0, words)?;
            let id = SegmentId(format!("{}-by", article.id));
            self.say(id, Role::Anchor, Some(&article.id), &text, Pause::Paragraph, language);
        }
        let text = story::text(article);
        let mut speakers = Vec::new();
        for passage in &text.passages {
            self.passage(article, passage, &mut speakers)?;
        }
        if let Some(tail) = &text.tail {
            let count = characters(tail);
            let words = context! { characters => count, text => tail };
            let reason = self.link_text(Link::ReasonCut, 0, words)?;
            self.left_out.push(LeftOut { article: article.id.clone(), reason, characters: count });
        }
        if !article.complete {
            let (link, words) = match &article.continued_on {
                Some(page) => (Link::Continued, context! { page }),
                None => (Link::Cut, Value::UNDEFINED),
            };
            let text = self.link_text(link, 0, words)?;
            let id = SegmentId(format!("{}-rest", article.id));
            self.say(id, Role::Anchor, Some(&article.id), &text, Pause::Story, language);
        }
        self.end(Pause::Story);
        Ok(())
    }

    fn passage(
        &mut self,
        article: &Article,
        passage: &Passage,
        heard: &mut Vec<String>,
    ) -> Result<(), Error> {
        if let Some(speaker) = &passage.speaker {
            let link = match passage.role {
                Role::Question => Link::Question,
                Role::Answer => Link::Answer,
                _ => Link::Speaker,
            };
            let again = heard.contains(speaker);
            let text = self.link_text(link, 0, context! { speaker, again })?;
            heard.push(speaker.clone());
            let id = self.sentence_id(&article.id, &text);
            self.say(id, Role::Anchor, Some(&article.id), &text, Pause::Sentence, article.language);
        }
        for sentence in &passage.sentences {
            self.sentence(article, sentence);
        }
        self.end(Pause::Paragraph);
        Ok(())
    }

    fn sentence(&mut self, article: &Article, sentence: &Sentence) {
        let pause = if sentence.part { Pause::Clause } else { Pause::Sentence };
        let id = self.sentence_id(&article.id, &sentence.written);
        self.say(id, sentence.role, Some(&article.id), &sentence.written, pause, article.language);
        if let Some(segment) = self.segments.last_mut() {
            segment.spans.clone_from(&sentence.spans);
        }
    }

    fn sign_off(&mut self, name: Option<&str>) -> Result<(), Error> {
        self.end(Pause::Section);
        let title = self.link_text(Link::ChapterSignOff, 0, Value::UNDEFINED)?;
        self.chapter(title, 1, None);
        self.anchor("sign-off", Link::SignOff, context! { paper => name }, Pause::Sentence)
    }

    fn chapter(&mut self, title: String, level: u8, article: Option<ArticleId>) {
        self.chapters.push(Chapter { title, level, article });
    }

    fn link_text(&self, link: Link, turn: usize, words: Value) -> Result<String, Error> {
        self.links.say(link, turn, words)
    }

    fn anchor(&mut self, name: &str, link: Link, words: Value, pause: Pause) -> Result<(), Error> {
        let text = self.link_text(link, 0, words)?;
        let turn = self.names.entry(name.to_owned()).or_default();
        *turn += 1;
        let id = SegmentId(format!("{name}-{turn}"));
        let language = language::of_link(&text, self.language);
        self.say(id, Role::Anchor, None, &text, pause, language);
        Ok(())
    }

    fn say(
        &mut self,
        id: SegmentId,
        role: Role,
        article: Option<&ArticleId>,
        text: &str,
        pause: Pause,
        language: Language,
    ) {
        let spoken = self.reader.read(text, language);
        self.push(id, role, article, text, spoken, pause, language);
    }

    #[allow(clippy::too_many_arguments, reason = "a segment has that many fields")]
    fn push(
        &mut self,
        id: SegmentId,
        role: Role,
        article: Option<&ArticleId>,
        text: &str,
        spoken: Spoken,
        pause: Pause,
        language: Language,
    ) {
        self.segments.push(Segment {
            id,
            role,
            article: article.cloned(),
            chapter: self.chapters.len().saturating_sub(1),
            written: text.to_owned(),
            spoken,
            pause_after: pause.millis(),
            language,
            voice: None,
            spans: Vec::new(),
        });
    }

    /// Lengthens the pause after what was said last.
    fn end(&mut self, pause: Pause) {
        if let Some(last) = self.segments.last_mut() {
            last.pause_after = pause.millis();
        }
    }

    /// A name that a sentence keeps as long as its words stay: the story's, and a hash of the words.
    fn sentence_id(&mut self, article: &ArticleId, written: &str) -> SegmentId {
        let hash = blake3::hash(written.as_bytes()).to_hex();
        let name = format!("{article}-{}", &hash[..6]);
        let count = self.names.entry(name.clone()).or_default();
        *count += 1;
        SegmentId(if *count == 1 { name } else { format!("{name}-{count}") })
    }
}

/// A printed headline with its spaces as commas.
fn commas(title: &str) -> String {
    title.split_whitespace().collect::<Vec<_>>().join("，")
}
