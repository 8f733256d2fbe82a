//! What is printed at the head or the foot of every page: it is read once, and its figures number the pages.

use std::collections::HashMap;

use super::frame::{Frame, around};
use super::region::{Label, Leaf, Region};
use crate::articles::contents::Contents;
use crate::articles::features::noise;
use crate::articles::text::{Text, is_letter};
use crate::articles::weights::weights;
use crate::model::SkipReason;

/// Lines that stand on so many pages, their figures left aside, stand on all of them.
const PAGES: usize = 3;
/// No running line is longer, in characters.
const LONGEST: usize = 60;

/// Takes lines off the pages that others have, too. The first of each stays where the printed reader knows such lines
/// (the paper's name, its day).
pub fn take(leaves: &mut [Leaf], contents: &mut Contents) {
    let mut counts: HashMap<String, usize> = HashMap::new();
    for leaf in leaves.iter() {
        let whole = around(leaf.regions.iter().filter_map(|region| region.frame));
        let mut here: Vec<String> =
            leaf.regions.iter().filter(|region| is_at_edge(region, whole)).filter_map(key).collect();
        here.sort();
        here.dedup();
        for key in here {
            *counts.entry(key).or_default() += 1;
        }
    }
    let mut seen = Vec::new();
    for leaf in leaves {
        let Leaf { number, regions, .. } = leaf;
        let whole = around(regions.iter().filter_map(|region| region.frame));
        regions.retain_mut(|region| {
            let everywhere = |key: &String| counts.get(key).is_some_and(|&count| count >= PAGES);
            let key = key(region).filter(|key| is_at_edge(region, whole) && everywhere(key));
            let Some(key) = key else { return true };
            *number = figure(&region.text).or(number.take());
            let known = || noise::noise(&region.text, &region.text.folded_head(noise::LONGEST)).is_some();
            if !seen.contains(&key) && known() {
                seen.push(key);
                return true;
            }
            contents.skip(SkipReason::Masthead, std::mem::take(&mut region.text));
            false
        });
    }
}

/// True at the head and the foot of a page.
fn is_at_edge(region: &Region, whole: Option<Frame>) -> bool {
    match (region.frame, whole) {
        (Some(frame), Some(whole)) => {
            let edge = whole.height() * weights().layout_running;
            frame.bottom <= whole.top + edge || frame.top >= whole.bottom - edge
        }
        _ => region.label == Label::Furniture,
    }
}

/// A short line's letters without figures; `None` for a text that is too long.
fn key(region: &Region) -> Option<String> {
    let letters = |c: &char| is_letter(*c) && !c.is_ascii_digit();
    let text = &region.text;
    (text.len() <= LONGEST).then(|| text.chars().iter().copied().filter(letters).collect())
}

/// The only figure of a line, where it can number a page.
fn figure(text: &Text) -> Option<String> {
    let print = text.string();
    let mut figures = print.split(|c: char| !c.is_ascii_digit()).filter(|figure| !figure.is_empty());
    let only = figures.next().filter(|figure| figure.len() <= 3)?;
    figures.next().is_none().then(|| only.trim_start_matches('0').to_owned())
}
