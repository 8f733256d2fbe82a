//! The tables of words that decide how English is read.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

use super::super::lexis::{Lexis, Words};
use super::super::tables::{parse, words};

/// The lists of `data/english.toml`, as printed there.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    called: String,
    counted: String,
    rulers: String,
    games: String,
    abbreviations: BTreeMap<String, String>,
    months: BTreeMap<String, String>,
}

/// The same lists, ready to be looked up. `data/english.toml` says what each is for.
#[derive(Debug)]
pub struct Tables {
    pub called: Words,
    pub counted: Words,
    pub rulers: Words,
    pub games: Words,
    pub abbreviations: Lexis<String>,
    pub months: Lexis<String>,
}

/// The tables, read once.
pub fn get() -> &'static Tables {
    static TABLES: LazyLock<Tables> = LazyLock::new(|| {
        let file: File = parse(include_str!("../data/english.toml"));
        Tables {
            called: words(&file.called),
            counted: words(&file.counted),
            rulers: words(&file.rulers),
            games: words(&file.games),
            abbreviations: Lexis::new(file.abbreviations),
            months: Lexis::new(file.months),
        }
    });
    &TABLES
}
