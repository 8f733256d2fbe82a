//! Weather: “Today: sunny, high 8, low −1” below the word for it.

use std::sync::LazyLock;

use regex::Regex;

use super::block::{Blocks, Role};
use crate::articles::rule::rule;
use crate::articles::words::lists;
use crate::model::SkipReason;

/// What a forecast has in figures: high 8, 12℃.
static FIGURES: LazyLock<Regex> =
    LazyLock::new(|| rule(r"\b(?:highs?|lows?)\b[^.\d]{0,20}\d|\d ?(?:℃|°|度)|-?\d+ ?[~～-] ?-?\d"));

/// 昨夜大雪，全市12条公路封闭。 is news below the same word.
fn tells(print: &str) -> bool {
    print.contains(['昨', '已', '了']) || print.split(' ').any(|word| lists().auxiliaries.contains(&word))
}

/// What stands below the word for weather and has its figures is the forecast.
pub fn mark(blocks: &mut Blocks) {
    for i in 1..blocks.len() {
        let titled = blocks[i - 1].role() == Role::Skip(SkipReason::Table);
        let short = blocks[i].role() == Role::Body && blocks[i].text.len() <= 160;
        if titled && short && blocks[i].text.chars().iter().any(char::is_ascii_digit) {
            let print = blocks[i].text.string().to_lowercase();
            let words = lists().weather.iter().filter(|word| print.contains(*word)).count();
            if words >= 2 && FIGURES.is_match(&print) && !tells(&print) {
                blocks.set(i, Role::Skip(SkipReason::Table));
            }
        }
    }
}
