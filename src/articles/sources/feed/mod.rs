//! Feeds. Their entries are whole articles with fields; teasers are told by the feed's own word.

pub mod atom;
mod entry;
mod feet;
pub mod jsonfeed;
mod pictures;
pub mod rss;

use super::mapped::Mapped;
use super::stamps;
use crate::articles::contents::{Contents, SourceArticle};
use crate::model::SkipReason;

/// Takes a day; print that names none is nobody's.
fn stamp(told: &mut SourceArticle, text: &Mapped) {
    let read = stamps::read(&text.text);
    if read.is_some() && told.published.is_none() {
        told.published = read;
        told.lifted.push(text.line());
    } else {
        told.skip(SkipReason::Boilerplate, text.line());
    }
}

/// Posts on Mill News, Recent content in Posts on Mill News: the site's name in what generators call a feed.
fn of_site(name: &str) -> &str {
    let name = ["RSS feed of ", "RSS Feed of ", "RSS feed for ", "RSS Feed for ", "Atom feed of "]
        .iter()
        .find_map(|opening| name.strip_prefix(opening))
        .unwrap_or(name);
    let by_generator = ["Recent content in ", "Recent content on ", "Posts on ", "Articles on "];
    let is_generated = by_generator.iter().any(|opening| name.starts_with(opening));
    let site = name.rsplit_once(" on ").map_or("", |(_, site)| site);
    if is_generated && !site.is_empty() { site } else { name }
}

/// Notes a feed's language where it is not one that is spoken.
fn unspoken(tag: &str, contents: &mut Contents) {
    let tag = tag.trim().to_lowercase();
    let is_spoken = ["zh", "en", "cmn", "yue"].iter().any(|spoken| tag.starts_with(spoken));
    if !is_spoken && (2..=12).contains(&tag.len()) {
        contents.doubts.push(format!(
            "its language is {tag}, of which no rule is known; only Chinese and English are read well"
        ));
    }
}

/// The finished contents, with what became of entries of a title alone and of a feed that breaks off.
fn close(mut contents: Contents, titles: Vec<SourceArticle>, damage: Option<String>) -> Contents {
    contents.name = contents.name.map(|name| of_site(&name).to_owned());
    feet::take_off(&mut contents);
    let name = contents.name.clone();
    entry::titles_alone(titles, name.as_deref(), &mut contents);
    contents.problems.extend(damage.map(|damage| {
        format!("the feed is damaged ({damage}); what stands before that was read, what stands behind it is missing")
    }));
    contents
}

#[cfg(test)]
mod tests {
    use super::of_site;

    #[test]
    fn generators_put_words_before_a_sites_name() {
        for (name, site) in [
            ("Posts on Mill News", "Mill News"),
            ("Recent content in Posts on Mill News", "Mill News"),
            ("News on Demand", "News on Demand"),
            ("RSS feed of Ann's diary", "Ann's diary"),
            ("Recent content in Mill News", "Recent content in Mill News"),
        ] {
            assert_eq!(of_site(name), site);
        }
    }
}
