//! The tables of words that decide how a number beside them is read.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

use super::super::lexis::{Lexis, Words};
use super::super::tables::{parse, words};

/// The lists of `data/zh.toml`, as printed there.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    pairs: String,
    counted: String,
    amounts: String,
    spans: String,
    span_tails: String,
    scores: String,
    teams: String,
    durations: String,
    ratios: String,
    hours: String,
    ratings: String,
    deadlines: String,
    shops: String,
    day_parts: String,
    broadcasts: String,
    hour_tails: String,
    codes: String,
    phones: String,
    phone_tails: String,
    hotlines: String,
    names: String,
    name_tails: String,
    roads: String,
    minus: String,
    below: String,
    models: String,
    brands: String,
    rates: String,
    plates: String,
    standards: String,
    year_tails: String,
    periods: String,
    lives: String,
    life_tails: String,
    day_tails: String,
    unpaired: String,
    uncounted: String,
    days: BTreeMap<String, String>,
}

/// The same lists, ready to be looked up. `data/zh.toml` says what each is for.
#[derive(Debug)]
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
    pub hours: Words,
    pub ratings: Words,
    pub deadlines: Words,
    pub shops: Words,
    pub day_parts: Words,
    pub broadcasts: Words,
    pub hour_tails: Words,
    pub codes: Words,
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
    pub days: Lexis<String>,
}

/// The tables, read once.
pub fn get() -> &'static Tables {
    static TABLES: LazyLock<Tables> = LazyLock::new(|| {
        let file: File = parse(include_str!("../data/zh.toml"));
        Tables {
            pairs: words(&file.pairs),
            counted: words(&file.counted),
            amounts: words(&file.amounts),
            spans: words(&file.spans),
            span_tails: words(&file.span_tails),
            scores: words(&file.scores),
            teams: words(&file.teams),
            durations: words(&file.durations),
            ratios: words(&file.ratios),
            hours: words(&file.hours),
            ratings: words(&file.ratings),
            deadlines: words(&file.deadlines),
            shops: words(&file.shops),
            day_parts: words(&file.day_parts),
            broadcasts: words(&file.broadcasts),
            hour_tails: words(&file.hour_tails),
            codes: words(&file.codes),
            phones: words(&file.phones),
            phone_tails: words(&file.phone_tails),
            hotlines: words(&file.hotlines),
            names: words(&file.names),
            name_tails: words(&file.name_tails),
            roads: words(&file.roads),
            minus: words(&file.minus),
            below: words(&file.below),
            models: words(&file.models),
            brands: words(&file.brands),
            rates: words(&file.rates),
            plates: words(&file.plates),
            standards: words(&file.standards),
            year_tails: words(&file.year_tails),
            periods: words(&file.periods),
            lives: words(&file.lives),
            life_tails: words(&file.life_tails),
            day_tails: words(&file.day_tails),
            unpaired: words(&file.unpaired),
            uncounted: words(&file.uncounted),
            days: Lexis::new(file.days),
        }
    });
    &TABLES
}
