//! Items that were sent several times: the last version counts, also where it takes the item back.

use std::collections::HashMap;

use jiff::Timestamp;

use super::sheet::{Content, Sheet};
use crate::articles::contents::{Item, SourceArticle, Version};
use crate::model::SkipReason;

/// Takes older versions, withdrawn items and such under an embargo out; their print is skipped. Says how many.
pub fn settle(sheets: &mut [Option<Sheet>]) -> Vec<String> {
    let mut last: HashMap<String, Version> = HashMap::new();
    for told in sheets.iter().flatten().flat_map(articles) {
        let Some(version) = told.version.as_ref().filter(|version| !version.id.is_empty()) else { continue };
        let known = last.entry(version.id.clone()).or_insert_with(|| version.clone());
        if known.order <= version.order {
            *known = version.clone();
        }
    }
    let now = Timestamp::now();
    let mut withdrawn = 0;
    let mut held = Vec::new();
    for sheet in sheets.iter_mut().flatten() {
        let Content::Source(contents) = &mut sheet.body else { continue };
        for item in std::mem::take(&mut contents.items) {
            let reason = match &item {
                Item::Article(told) => told.version.as_ref().and_then(|version| superseded(version, &last)),
                _ => None,
            };
            match (reason, item) {
                (Some(reason), Item::Article(told)) => {
                    withdrawn += usize::from(reason == SkipReason::Boilerplate);
                    contents.skipped.extend(told.into_skipped(reason));
                }
                (_, Item::Article(told)) if embargo(&told, now).is_some() => {
                    let until = embargo(&told, now).unwrap_or_default();
                    held.push(format!("an item was left out: it must not be told before {until}"));
                    contents.skipped.extend(told.into_skipped(SkipReason::Boilerplate));
                }
                (_, item) => contents.items.push(item),
            }
        }
    }
    if withdrawn > 0 {
        held.push(format!(
            "{withdrawn} items were left out: their sender withdrew them, or did not call them usable"
        ));
    }
    held
}

/// The hour before which an article must not be told, where that is not over. A day lasts until its own midnight in
/// Greenwich.
fn embargo(told: &SourceArticle, now: Timestamp) -> Option<String> {
    let until = told.version.as_ref()?.embargo.as_ref()?;
    let is_over = match until.parse::<Timestamp>() {
        Ok(hour) => hour <= now,
        Err(_) => *until <= now.to_string(),
    };
    (!is_over).then(|| until.clone())
}

/// Why a version is not read.
fn superseded(version: &Version, last: &HashMap<String, Version>) -> Option<SkipReason> {
    let known = last.get(&version.id).unwrap_or(version);
    if known.is_withdrawn || version.is_withdrawn {
        Some(SkipReason::Boilerplate)
    } else if known.order > version.order {
        Some(SkipReason::Duplicate)
    } else {
        None
    }
}

fn articles(sheet: &Sheet) -> Vec<&SourceArticle> {
    let Content::Source(contents) = &sheet.body else { return Vec::new() };
    let told = contents.items.iter().filter_map(|item| match item {
        Item::Article(told) => Some(&**told),
        _ => None,
    });
    told.collect()
}
