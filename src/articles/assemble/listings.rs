//! What the pages of an e-paper that list others lend to these: a number, a name, their order.

use std::collections::HashMap;

use super::sheet::{Content, Sheet};
use crate::articles::contents::{Item, Listing};
use crate::articles::input::Input;
use crate::articles::text::Text;

/// Fills in what articles do not say themselves, and puts them in the order of the listings.
pub fn lend<'a>(sheets: &mut [Option<Sheet>], inputs: impl Iterator<Item = &'a Input>) {
    let names: Vec<String> = inputs.map(|input| plain(&input.name)).collect();
    let listings: Vec<(usize, Listing)> = sheets
        .iter()
        .enumerate()
        .filter_map(|(at, sheet)| match &sheet.as_ref()?.body {
            Content::Source(contents) => Some((at, contents.listing.clone())),
            _ => None,
        })
        .filter(|(_, listing)| !listing.pages.is_empty() || !listing.articles.is_empty())
        .collect();
    let mut pages: HashMap<String, (&String, &Option<String>)> = HashMap::new();
    for (at, listing) in &listings {
        for (href, number, section) in &listing.pages {
            pages.entry(target(&names[*at], href)).or_insert((number, section));
        }
    }
    let mut articles: HashMap<String, (usize, i64)> = HashMap::new();
    for (rank, (at, listing)) in listings.iter().enumerate() {
        // An article's own page lists its neighbours, too; only pages of the paper count.
        if !pages.contains_key(&names[*at]) {
            continue;
        }
        for (place, href) in listing.articles.iter().enumerate() {
            articles.entry(target(&names[*at], href)).or_insert((*at, (rank * 10_000 + place) as i64));
        }
    }
    for (sheet, name) in sheets.iter_mut().zip(&names) {
        let (Some(sheet), Some((page, order))) = (sheet, articles.get(name)) else { continue };
        sheet.front.order = Some(*order);
        let Content::Source(contents) = &mut sheet.body else { continue };
        let Some((number, section)) = pages.get(&names[*page]) else { continue };
        for item in &mut contents.items {
            let Item::Article(told) = item else { continue };
            told.page.get_or_insert_with(|| (*number).clone());
            if let (None, Some(section)) = (&told.section, section) {
                told.section = Some(Text::unprinted(section));
            }
        }
    }
}

/// A path without dots in it.
pub(super) fn plain(path: &str) -> String {
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split(['/', '\\']) {
        match part {
            "." => {}
            ".." if parts.last().is_some_and(|last| *last != "..") => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    parts.join("/")
}

pub(super) fn target(from: &str, href: &str) -> String {
    let folder = from.rsplit_once('/').map_or("", |(folder, _)| folder);
    plain(&if folder.is_empty() { href.to_owned() } else { format!("{folder}/{href}") })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_lead_from_page_to_page() {
        assert_eq!(target("a/html/05/node_1.htm", "../05/./content_2.htm"), "a/html/05/content_2.htm");
        assert_eq!(target("node_1.htm", "content_2.htm"), "content_2.htm");
        assert_eq!(plain("./a/b.htm"), "a/b.htm");
    }
}
