//! Which section a story belongs to, told by its page, its column and its words.

use std::collections::BTreeMap;
use std::path::Path;

use serde::Deserialize;

use super::lexicon::{Words, stands_in};
use crate::files::{nearest, parse_settings};
use crate::model::{Article, Kind, Language};
use crate::script::Error;

/// The score below which words say nothing.
const FAINTEST: f32 = 2.0;
/// How much words must weigh before a section without a rival is half sure.
const HALF_SURE: f32 = 12.0;
/// What the name of the page weighs, and what that of the column.
const PAGE: f32 = 14.0;
const COLUMN: f32 = 20.0;
/// How many characters of text count fully; the words of a longer one count for less each.
const TEXT: f32 = 400.0;
/// The section of a story whose words say nothing.
const GENERAL: &str = "general";

/// A section of the programme.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(in crate::script) struct Section {
    /// Its key in the table; what bridges and profiles name it by.
    #[serde(skip)]
    pub id: String,
    zh: Option<String>,
    en: Option<String>,
    /// The form of article that is always of this section.
    pub form: Option<Kind>,
    /// Whether its stories may be in the headlines, and lead; they may where nothing is said.
    pub announced: Option<bool>,
    pages: Vec<String>,
    strong: Vec<String>,
    clear: Vec<String>,
    faint: Vec<String>,
}

impl Section {
    /// Its name as announced.
    pub fn name(&self, language: Language) -> &str {
        let (first, second) = match language {
            Language::Zh => (&self.zh, &self.en),
            Language::En => (&self.en, &self.zh),
        };
        first.as_ref().or(second.as_ref()).unwrap_or(&self.id)
    }

    fn is_called(&self, name: &str) -> bool {
        self.id == name || self.zh.as_deref() == Some(name) || self.en.as_deref() == Some(name)
    }

    fn add(&mut self, more: Self) {
        self.zh = more.zh.or(self.zh.take());
        self.en = more.en.or(self.en.take());
        self.form = more.form.or(self.form);
        self.announced = more.announced.or(self.announced);
        self.pages.extend(more.pages);
        self.strong.extend(more.strong);
        self.clear.extend(more.clear);
        self.faint.extend(more.faint);
    }

    /// Leaves out the words that a listener gives to another section.
    fn forget(&mut self, other: &Self) {
        for words in [&mut self.strong, &mut self.clear, &mut self.faint] {
            words.retain(|word| other.words().all(|(own, _)| own != word));
        }
    }

    fn words(&self) -> impl Iterator<Item = (&str, f32)> {
        let weights = [(&self.strong, 6.0), (&self.clear, 3.0), (&self.faint, 1.0)];
        weights.into_iter().flat_map(|(words, weight)| words.iter().map(move |word| (word.as_str(), weight)))
    }

    fn named_by(&self, zone: &Zone) -> f32 {
        if zone.name <= 0.0 || !self.pages.iter().any(|page| stands_in(&zone.text, page)) {
            return 0.0;
        }
        // A page or a column of letters holds letters, whatever they are about.
        zone.name * if self.announced == Some(false) { 3.0 } else { 1.0 }
    }
}

/// A story's section, and how sure that is.
#[derive(Clone, Copy, Debug)]
pub(in crate::script) struct Judgement<'a> {
    /// The section.
    pub section: &'a Section,
    /// 0 for a mere guess to 1.
    pub confidence: f32,
}

/// The sections that there are.
#[derive(Debug)]
pub(in crate::script) struct Sections {
    list: Vec<Section>,
    words: Words,
}

impl Sections {
    /// The built-in sections, with the listener's own from `own` added.
    ///
    /// # Errors
    /// A file that cannot be read, or a mistake in it.
    pub fn load(own: Option<&Path>) -> Result<Self, Error> {
        let built_in = include_str!("sections.toml");
        // The same file twice: once for the order of its tables, once for what they hold.
        let order: toml::Table = parse_settings(built_in, Path::new("sections.toml"))?;
        let mut table: BTreeMap<String, Section> = parse_settings(built_in, Path::new("sections.toml"))?;
        let known =
            order.into_iter().filter_map(|(id, _)| Some(Section { id: id.clone(), ..table.remove(&id)? }));
        let mut list: Vec<Section> = known.collect();
        if let Some(own) = own {
            let own: BTreeMap<String, Section> = crate::script::settings_file(own)?;
            for (id, section) in own {
                list.iter_mut()
                    .filter(|known| !known.is_called(&id))
                    .for_each(|known| known.forget(&section));
                match list.iter_mut().find(|known| known.is_called(&id)) {
                    Some(known) => known.add(section),
                    None => list.push(Section { id, ..section }),
                }
            }
        }
        let words = Words::of(list.iter().map(Section::words));
        Ok(Self { list, words })
    }

    /// The section of any of its names.
    pub fn named(&self, name: &str) -> Option<&Section> {
        self.list.iter().find(|section| section.is_called(name))
    }

    /// The name most like a mistyped one.
    pub fn nearest(&self, name: &str) -> Option<&str> {
        let names = self.list.iter().flat_map(|section| [&section.zh, &section.en]).flatten();
        nearest(name, names.map(String::as_str).chain(self.list.iter().map(|section| section.id.as_str())))
    }

    /// The section of an article by its form: interviews, pictures, briefs, notices.
    pub fn of_form(&self, kind: Kind) -> Option<&Section> {
        self.list.iter().find(|section| section.form == Some(kind))
    }

    /// The sections of articles in print order. Below the name of a column of letters or obituaries stand several;
    /// the first alone carries the name.
    pub fn judge_all<'s, 'a>(
        &'s self,
        articles: &'a [Article],
    ) -> impl Iterator<Item = (&'a Article, Judgement<'s>)> {
        let mut column: Option<&Section> = None;
        articles.iter().map(move |article| {
            let judgement = match column {
                Some(section) if self.belongs(article, section) => Judgement { section, confidence: 0.5 },
                _ => self.judge(article),
            };
            column = Some(judgement.section).filter(|section| section.announced == Some(false));
            (article, judgement)
        })
    }

    /// The section of an article by its topic.
    fn judge(&self, article: &Article) -> Judgement<'_> {
        let scores = self.scores(article);
        let mut best: Option<(f32, &Section)> = None;
        let mut second = 0.0_f32;
        for (section, &score) in self.list.iter().zip(&scores).filter(|(section, _)| section.form.is_none()) {
            match best {
                Some((top, _)) if score <= top => second = second.max(score),
                _ => {
                    second = second.max(best.map_or(0.0, |(top, _)| top));
                    best = Some((score, section));
                }
            }
        }
        match best {
            Some((top, section)) if top >= FAINTEST => {
                Judgement { section, confidence: (top - second) / (top + HALF_SURE) }
            }
            _ => Judgement { section: self.named(GENERAL).unwrap_or(&self.list[0]), confidence: 0.0 },
        }
    }

    /// How much speaks for each section.
    fn scores(&self, article: &Article) -> Vec<f32> {
        let mut scores = vec![0.0; self.list.len()];
        for zone in zones(article) {
            for (section, score) in self.list.iter().zip(&mut scores) {
                *score += section.named_by(&zone);
            }
            self.words.weigh(&zone.text, zone.weight, &mut scores);
        }
        scores
    }

    /// Whether an article without a name of its own, of column or writer, is of the column before it: it has a word
    /// of that section, or ends with a signature.
    fn belongs(&self, article: &Article, section: &Section) -> bool {
        let bare = article.label.is_none()
            && article.reporters.is_empty()
            && article.agency.is_none()
            && article.dateline.place.is_none()
            && article.kind == Kind::Feature;
        let speaks_for = || {
            let scores = self.scores(article);
            self.list.iter().zip(scores).any(|(known, score)| known.id == section.id && score > 0.0)
        };
        bare && (is_signed(article) || speaks_for())
    }
}

/// Whether the last paragraph is a short line without an end, as a name and a place.
fn is_signed(article: &Article) -> bool {
    let [_, .., last] = article.paragraphs.as_slice() else { return false };
    let ends = ['。', '！', '？', '”', '.', '!', '?'];
    last.text.chars().count() <= 40 && !last.text.trim_end().ends_with(ends)
}

/// A part of an article, and what a word in it counts for.
struct Zone {
    text: String,
    weight: f32,
    /// What it weighs as a name of a section.
    name: f32,
}

fn zones(article: &Article) -> Vec<Zone> {
    let zone = |text: &str, weight, name| Zone { text: text.to_lowercase(), weight, name };
    let mut zones = vec![zone(&article.title, 4.0, 0.0), zone(&article.reporters.join(" "), 4.0, 0.0)];
    zones.extend(article.dateline.place.as_deref().map(|text| zone(text, 4.0, 0.0)));
    zones.extend(article.section.as_deref().map(|text| zone(text, 2.0, PAGE)));
    zones.extend(article.label.as_deref().map(|text| zone(text, 2.0, COLUMN)));
    zones.extend(article.kicker.as_deref().map(|text| zone(text, 2.0, 0.0)));
    zones.extend(article.subtitle.as_deref().map(|text| zone(text, 2.0, 0.0)));
    let mut texts = article.paragraphs.iter().map(|paragraph| paragraph.text.as_str());
    zones.extend(texts.next().map(|text| zone(text, 1.5 * long(text), 0.0)));
    let rest: String = texts.collect::<Vec<_>>().join("\n");
    zones.push(zone(&rest, long(&rest), 0.0));
    zones
}

/// What a word counts for in a text of that length.
fn long(text: &str) -> f32 {
    TEXT / TEXT.max(text.chars().count() as f32)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Paragraph;

    fn judge(title: &str, text: &str) -> (String, f32) {
        let sections = Sections::load(None).unwrap();
        let judgement = sections.judge(&article(title, text));
        (judgement.section.id.clone(), judgement.confidence)
    }

    fn article(title: &str, text: &str) -> Article {
        let paragraphs = vec![Paragraph { text: text.into(), ..Paragraph::default() }];
        Article { title: title.into(), paragraphs, ..Article::default() }
    }

    #[test]
    fn headlines_of_any_daily_find_their_section() {
        let lines = include_str!("headlines.tsv").lines().filter(|line| !line.starts_with('#'));
        let wanted: Vec<(&str, &str)> = lines.filter_map(|line| line.split_once('\t')).collect();
        let all = Sections::load(None).unwrap();
        let judged = |title: &str, text: &str| all.judge(&article(title, text)).section.id.clone();
        let missed: Vec<String> = wanted
            .iter()
            .map(|(title, sections)| (title, sections.split_once('\t').unwrap_or((sections, ""))))
            .map(|(title, (sections, opening))| (title, sections, judged(title, opening)))
            .filter(|(_, sections, judged)| !sections.split('|').any(|section| section == judged))
            .map(|(title, sections, judged)| format!("{title}: {judged}, not {sections}"))
            .collect();
        let share = 1.0 - missed.len() as f64 / wanted.len() as f64;
        println!("{} headlines, {:.1} % in their section", wanted.len(), share * 100.0);
        assert!(wanted.len() > 300 && share >= 0.97, "{share}: {missed:#?}");
    }

    #[test]
    fn a_story_without_telling_words_is_of_the_general_section_with_no_confidence() {
        assert_eq!(judge("如此而已", "就这样吧。"), ("general".into(), 0.0));
    }

    #[test]
    fn the_page_outweighs_the_wording() {
        let sections = Sections::load(None).unwrap();
        let article = Article {
            title: "学校里的比赛".into(),
            section: Some("第8版 体育".into()),
            ..Article::default()
        };
        assert_eq!(sections.judge(&article).section.id, "sports");
    }
}
