//! Weather: “Today: sunny, high 8, low −1” below the word for it.

use std::sync::LazyLock;

use regex::Regex;

use super::block::{Block, Blocks, Role};
use crate::articles::features::noise::{LONGEST, noise};
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

/// What stands below the word for weather and has its figures is the forecast; a story below it has it for a headline.
pub fn mark(blocks: &mut Blocks) {
    for i in 0..blocks.len() {
        if !is_title(&blocks[i]) {
            continue;
        }
        let below = blocks.get(i + 1);
        if below.is_some_and(is_forecast) {
            blocks.set(i + 1, Role::Skip(SkipReason::Table));
        } else if below.is_some_and(|below| below.is_text() && below.is_finished()) {
            continue;
        }
        if blocks[i].role().level().is_some() {
            blocks.set(i, Role::Skip(SkipReason::Table));
        }
    }
}

/// 天气, as a line of its own or as a heading.
fn is_title(block: &Block) -> bool {
    match block.role() {
        Role::Skip(SkipReason::Table) => true,
        Role::Heading(_) => noise(&block.text, &block.text.folded_head(LONGEST)) == Some(SkipReason::Table),
        _ => false,
    }
}

fn is_forecast(block: &Block) -> bool {
    if block.role() != Role::Body
        || block.text.len() > LONGEST
        || !block.text.chars().iter().any(char::is_ascii_digit)
    {
        return false;
    }
    let print = block.text.string().to_lowercase();
    let words = lists().weather.iter().filter(|word| print.contains(*word)).count();
    words >= 2 && FIGURES.is_match(&print) && !tells(&print)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::articles::blocks::roles;

    #[test]
    fn the_word_for_weather_above_a_story_is_its_headline() {
        let table = Role::Skip(SkipReason::Table);
        assert_eq!(
            roles("## 天气\n\n市气象台说，明天有大雨，请市民出门带伞。\n"),
            [Role::Heading(2), Role::Body]
        );
        assert_eq!(roles("## 天气\n\n今天晴，最高8℃，最低-1℃\n"), [table, table]);
        assert_eq!(roles("## Weather\n\nToday: sunny, high 8, low 1\n"), [table, table]);
    }
}
