//! The tables of words that decide how a number beside them is read.

use std::collections::HashMap;
use std::sync::LazyLock;

use serde::Deserialize;

use crate::reading::lexis::{Lexis, List, Words};
use crate::reading::tables::parse;

/// `data/zh.toml` says what each is for.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tables {
    pub pairs: Words,
    pub counted: Words,
    pub amounts: Words,
    pub spans: Words,
    pub span_tails: Words,
    pub scores: Words,
    pub teams: Words,
    pub durations: Words,
    pub ratios: Words,
    pub wholes: Words,
    pub whole_tails: Words,
    pub american: Words,
    pub shares: Words,
    pub hours: Words,
    pub ratings: Words,
    pub deadlines: Words,
    pub shops: Words,
    pub day_parts: Words,
    /// Words before a day that is written as a fraction never is.
    pub day_leads: Words,
    pub day_ends: Words,
    /// Words that number the days of an event, before one of them.
    pub day_numbers: Words,
    pub broadcasts: Words,
    pub hour_tails: Words,
    pub codes: Words,
    pub postal_towns: Words,
    pub phones: Words,
    pub phone_tails: Words,
    pub hotlines: Words,
    pub names: Words,
    pub name_tails: Words,
    pub roads: Words,
    pub minus: Words,
    pub below: Words,
    pub models: Words,
    pub brands: Words,
    pub rates: Words,
    pub plates: Words,
    pub standards: Words,
    pub year_tails: Words,
    pub periods: Words,
    pub lives: Words,
    pub life_tails: Words,
    pub day_tails: Words,
    pub unpaired: Words,
    pub uncounted: Words,
    pub day_halves: Words,
    pub seasons: Words,
    pub eras: Words,
    pub sums: Words,
    pub highways: Words,
    pub exchanges: Words,
    pub departures: Words,
    pub unit_words: List,
    pub weekdays: Words,
    pub english_weekdays: Words,
    pub weekday_names: Words,
    pub month_leads: Words,
    pub month_tails: Words,
    pub republic_leads: Words,
    pub row_marks: Words,
    pub call_marks: Words,
    pub whole_units: List,
    pub unit_powers: List,
    pub powers: Words,
    pub house_parts: Words,
    pub numbered: Words,
    pub days: Lexis<String>,
    pub sides: HashMap<char, String>,
    pub parts: HashMap<char, String>,
    pub arithmetic: Lexis<String>,
    pub address_signs: HashMap<char, String>,
}

/// The tables, read once.
pub fn get() -> &'static Tables {
    static TABLES: LazyLock<Tables> = LazyLock::new(|| parse(include_str!("../data/zh.toml")));
    &TABLES
}
