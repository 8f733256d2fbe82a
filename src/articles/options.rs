//! What the reader of pages may be told.

use std::path::PathBuf;

use jiff::civil::Date;
use serde::Deserialize;

use super::treatment::Documents;
use crate::model::{Language, Nature};

/// What the reader of pages may be told.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[non_exhaustive]
pub struct Options {
    /// The day of issue; else the page or its file's name gives it.
    #[serde(deserialize_with = "crate::files::sense::read_day")]
    pub date: Option<Date>,
    /// The paper's name; else the masthead or the bylines give it.
    pub name: Option<String>,
    /// The main language; else the script of its letters tells.
    pub language: Option<Language>,
    /// Whether the inputs are written or printed; else each of them tells.
    #[serde(rename = "as")]
    pub nature: Option<Nature>,
    /// Files that say which pieces are one story, as the desk writes them: `desk/decisions.toml` is always read.
    pub decisions: Vec<PathBuf>,
    /// What is done with links, code, footnotes, pictures and tables of written texts.
    pub documents: Documents,
}
