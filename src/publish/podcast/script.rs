//! What a feed reads of an edition's script.

use std::path::Path;

use serde::Deserialize;

use crate::files::regular;
use crate::model::{Language, Locale, Role};

/// The part of `script.toml` that the feed tells of.
#[derive(Debug, Default, Deserialize)]
pub struct ScriptFile {
    #[serde(default)]
    language: Language,
    #[serde(default)]
    segments: Vec<Segment>,
}

#[derive(Debug, Deserialize)]
struct Segment {
    #[serde(default)]
    role: Role,
    #[serde(default)]
    chapter: usize,
    #[serde(default)]
    written: String,
}

impl ScriptFile {
    /// The script in an edition's folder; `None` where there is none that can be read.
    pub fn read(folder: &Path) -> Option<Self> {
        let text = regular::read_text(&folder.join("script.toml"), regular::LARGEST_TEXT).ok()?;
        toml::from_str(&text).ok()
    }

    /// How its text is written, as far as it tells.
    pub fn locale(&self) -> Locale {
        match self.language {
            Language::Zh => Locale::ZhHans,
            Language::En => Locale::En,
        }
    }

    /// The first sentence of each chapter that is not the presenter's.
    pub fn leads(&self, chapters: usize) -> Vec<String> {
        let mut leads = vec![String::new(); chapters];
        for segment in self.segments.iter().filter(|segment| segment.role != Role::Anchor) {
            if let Some(lead) = leads.get_mut(segment.chapter).filter(|lead| lead.is_empty()) {
                segment.written.clone_into(lead);
            }
        }
        leads
    }
}
