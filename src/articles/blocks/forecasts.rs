//! Weather: “Today: sunny, high 8, low −1” below the word for it.

use super::block::{Blocks, Role};
use crate::articles::words::lists;
use crate::model::SkipReason;

/// What stands below the word for weather and has its figures is the forecast.
pub fn mark(blocks: &mut Blocks) {
    for i in 1..blocks.len() {
        let titled = blocks[i - 1].role() == Role::Skip(SkipReason::Table);
        let short = blocks[i].role() == Role::Body && blocks[i].text.len() <= 160;
        if titled && short && blocks[i].text.chars().iter().any(char::is_ascii_digit) {
            let print = blocks[i].text.string().to_lowercase();
            if lists().weather.iter().filter(|word| print.contains(*word)).count() >= 2 {
                blocks.set(i, Role::Skip(SkipReason::Table));
            }
        }
    }
}
