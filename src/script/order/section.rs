//! One section of the programme: its names and its words.

use serde::Deserialize;

use super::lexicon::stands_in;
use super::zones::Zone;
use crate::model::{Kind, Language};

/// The share of the weight of a name which the name of a page has that holds all sorts of news (城事, local).
const PLACE: f32 = 0.25;
/// The section of comment, which a dispatch is not, whatever the page is called.
pub(super) const OPINION: &str = "opinion";
/// The section of news from abroad.
pub(super) const WORLD: &str = "world";

/// A section of the programme.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(in crate::script) struct Section {
    /// Its key in the table; what bridges and profiles name it by.
    #[serde(skip)]
    pub id: String,
    pub(super) zh: Option<String>,
    pub(super) en: Option<String>,
    /// The form of article that is always of this section.
    pub form: Option<Kind>,
    /// Whether its stories may be in the headlines, and lead; they may where nothing is said.
    pub announced: Option<bool>,
    pub(super) pages: Vec<String>,
    pub(super) places: Vec<String>,
    pub(super) strong: Vec<String>,
    pub(super) clear: Vec<String>,
    pub(super) faint: Vec<String>,
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

    pub fn is_called(&self, name: &str) -> bool {
        self.id == name || self.zh.as_deref() == Some(name) || self.en.as_deref() == Some(name)
    }

    pub fn add(&mut self, more: Self) {
        self.zh = more.zh.or(self.zh.take());
        self.en = more.en.or(self.en.take());
        self.form = more.form.or(self.form);
        self.announced = more.announced.or(self.announced);
        self.pages.extend(more.pages);
        self.places.extend(more.places);
        self.strong.extend(more.strong);
        self.clear.extend(more.clear);
        self.faint.extend(more.faint);
    }

    /// Leaves out the words that a listener gives to another section.
    pub fn forget(&mut self, other: &Self) {
        for words in [&mut self.strong, &mut self.clear, &mut self.faint] {
            words.retain(|word| other.words().all(|(own, _)| own != word));
        }
    }

    pub fn words(&self) -> impl Iterator<Item = (&str, f32)> {
        let weights = [(&self.strong, 6.0), (&self.clear, 3.0), (&self.faint, 1.0)];
        weights.into_iter().flat_map(|(words, weight)| words.iter().map(move |word| (word.as_str(), weight)))
    }

    pub(super) fn named_by(&self, zone: &Zone) -> f32 {
        let named = |names: &[String]| names.iter().any(|name| stands_in(&zone.text, name));
        if zone.name <= 0.0 {
            0.0
        } else if named(&self.pages) {
            // A column of letters holds letters, whatever they are about; so do pages of comment and of news from abroad.
            let all_topics = self.announced == Some(false) || self.id == WORLD || self.id == OPINION;
            zone.name * if all_topics { 3.0 } else { 1.0 }
        } else if named(&self.places) {
            zone.name * PLACE
        } else {
            0.0
        }
    }
}
