//! The tables of words that decide how English is read.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

use super::super::lexis::{Lexis, Words};
use super::super::tables::{parse, words};

/// The lists of `data/en.toml`, as printed there.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    called: String,
    weather: String,
    lines: String,
    odds: String,
    priced: String,
    pitches: String,
    streets: String,
    roads: String,
    dated: String,
    millions: String,
    japan: String,
    kinds: String,
    bores: String,
    averages: String,
    counted: String,
    rulers: String,
    games: String,
    numbered: Vec<String>,
    links: String,
    acronyms: String,
    named_days: String,
    records: String,
    rates: String,
    standings: String,
    tallies: String,
    articles: String,
    races: String,
    makers: String,
    called_for: String,
    callers: String,
    hotlines: String,
    abbreviations: BTreeMap<String, String>,
    months: BTreeMap<String, String>,
    states: BTreeMap<String, String>,
    postal: BTreeMap<String, String>,
    measures: BTreeMap<String, String>,
}

/// The same lists, ready to be looked up. `data/en.toml` says what each is for.
#[derive(Debug)]
pub struct Tables {
    pub called: Words,
    pub weather: Words,
    pub lines: Words,
    pub odds: Words,
    pub streets: Words,
    pub roads: Words,
    pub dated: Words,
    pub millions: Words,
    pub japan: Words,
    pub kinds: Words,
    pub bores: Words,
    pub averages: Words,
    pub counted: Words,
    pub rulers: Words,
    pub games: Words,
    pub numbered: Vec<String>,
    pub links: Vec<String>,
    pub priced: Vec<String>,
    pub pitches: Vec<String>,
    pub acronyms: Vec<String>,
    pub named_days: Words,
    pub records: Words,
    pub rates: Words,
    pub standings: Vec<String>,
    pub tallies: Words,
    pub articles: Words,
    pub races: Words,
    pub makers: Words,
    pub called_for: Words,
    pub callers: Words,
    pub hotlines: Words,
    pub abbreviations: Lexis<String>,
    pub months: Lexis<String>,
    pub states: Lexis<String>,
    pub state_names: Words,
    pub postal: Lexis<String>,
    pub measures: Lexis<String>,
}

/// The tables, read once.
pub fn get() -> &'static Tables {
    static TABLES: LazyLock<Tables> = LazyLock::new(|| {
        let list = |list: &str| list.split_whitespace().map(str::to_owned).collect();
        let file: File = parse(include_str!("../data/en.toml"));
        Tables {
            called: words(&file.called),
            weather: words(&file.weather),
            lines: words(&file.lines),
            odds: words(&file.odds),
            streets: words(&file.streets),
            roads: words(&file.roads),
            dated: words(&file.dated),
            millions: words(&file.millions),
            japan: words(&file.japan),
            kinds: words(&file.kinds),
            bores: words(&file.bores),
            averages: words(&file.averages),
            counted: words(&file.counted),
            rulers: words(&file.rulers),
            games: words(&file.games),
            numbered: file.numbered,
            links: list(&file.links),
            priced: list(&file.priced),
            pitches: list(&file.pitches),
            acronyms: list(&file.acronyms),
            named_days: words(&file.named_days),
            records: words(&file.records),
            rates: words(&file.rates),
            standings: list(&file.standings),
            tallies: words(&file.tallies),
            articles: words(&file.articles),
            races: words(&file.races),
            makers: words(&file.makers),
            called_for: words(&file.called_for),
            callers: words(&file.callers),
            hotlines: words(&file.hotlines),
            abbreviations: Lexis::new(file.abbreviations),
            months: Lexis::new(file.months),
            state_names: Words::new(file.states.keys().chain(file.states.values()).cloned()),
            states: Lexis::new(file.states),
            postal: Lexis::new(file.postal),
            measures: Lexis::new(file.measures),
        }
    });
    &TABLES
}
