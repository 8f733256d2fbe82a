//! The tables of words that decide how English is read.

use std::sync::LazyLock;

use crate::reading::lexis::{Lexis, List, Words};
use crate::reading::tables::tables;

tables! {
    /// `data/en.toml` says what each is for.
    pub struct Tables in include_str!("../data/en.toml") => {
        pub called: Words,
        pub books: Words,
        pub weather: Words,
        pub lettered: Words,
        pub time_zones: Words,
        pub timed: Words,
        pub portions: Words,
        pub players: Words,
        pub dockets: Words,
        pub tennis: Words,
        pub soccer: Words,
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
        pub links: List,
        pub priced: List,
        pub pitches: List,
        pub acronyms: List,
        pub named_days: Words,
        pub records: Words,
        pub hour_leads: Words,
        pub hour_links: Words,
        pub kept_hours: Words,
        pub prices: Words,
        pub rates: Words,
        pub standings: List,
        pub tallies: Words,
        pub articles: Words,
        pub races: Words,
        pub makers: Words,
        pub called_for: Words,
        pub callers: Words,
        pub hotlines: Words,
        pub contracted: Words,
        pub feet: Words,
        pub airliners: Words,
        pub jets: List,
        pub being: Words,
        pub quarters: Words,
        pub ordinals: Words,
        pub unit_words: List,
        pub unit_letters: List,
        pub halves: Lexis<String>,
        pub abbreviations: Lexis<String>,
        pub months: Lexis<String>,
        pub states: Lexis<String>,
        pub postal: Lexis<String>,
        pub measures: Lexis<String>,
    }
}

/// The names of the states, long and short.
pub fn state_names() -> &'static Words {
    static NAMES: LazyLock<Words> =
        LazyLock::new(|| Words::new(get().states.all().flat_map(|(short, name)| [short, name.clone()])));
    &NAMES
}
