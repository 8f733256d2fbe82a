//! JSON Feed 1 and 1.1.

use super::entry::{self, Entry};
use crate::articles::contents::{Contents, Item};
use crate::articles::features::languages;
use crate::articles::input::Input;
use crate::articles::sources::bodies;
use crate::articles::sources::json::{self, Value};
use crate::articles::sources::mapped::Mapped;
use crate::articles::sources::offsets::Offsets;
use crate::model::SkipReason;

/// True for an object that names the format.
pub fn is_so(text: &str) -> bool {
    text.trim_start_matches('\u{feff}').trim_start().starts_with('{')
        && ["jsonfeed.org/version", "jsonfeed.org\\/version"].iter().any(|sign| text.contains(sign))
}

/// Reads a feed.
pub fn read(input: &Input, base: u32) -> Contents {
    let mut contents = Contents::of("jsonfeed");
    let feed = match json::read(&input.text) {
        Ok(feed) => feed,
        Err(damage) => return super::close(contents, Vec::new(), Some(damage)),
    };
    let offsets = Offsets::new(&input.text);
    let text = |value: &Value<'_>| value.text(base, &offsets);
    let mut titles = Vec::new();
    let Value::Object(members) = &feed else { return contents };
    for (name, value) in members {
        match name.as_str() {
            "items" => {
                for item in value.items() {
                    match entry(item, &text).settle(&mut contents) {
                        Ok(told) => contents.items.push(Item::Article(told)),
                        Err(told) => titles.push(*told),
                    }
                }
            }
            "title" => {
                contents.name = value.string().filter(|name| !name.is_empty());
                if let Some(title) = text(value) {
                    contents.skip(SkipReason::Masthead, title.line());
                }
            }
            name => {
                if name == "language" {
                    contents.language = value.string().and_then(|tag| languages::of_tag(&tag));
                }
                value.each_string(&mut |string| {
                    if let Some(said) = text(string) {
                        contents.skip(SkipReason::Boilerplate, said.line());
                    }
                });
            }
        }
    }
    super::close(contents, titles, None)
}

fn entry(item: &Value<'_>, text: &dyn Fn(&Value<'_>) -> Option<Mapped>) -> Entry {
    let mut entry = Entry { summaries_are_parts: true, ..Entry::default() };
    let Value::Object(members) = item else { return entry };
    let pictures = ["image", "banner_image"].iter().filter_map(|name| item.get(name)?.string());
    entry.told.picture = pictures.map(|address| address.trim().to_owned()).next();
    let has_html = item.get("content_html").and_then(Value::string).is_some_and(|html| !html.is_empty());
    for (name, value) in members {
        let told = &mut entry.told;
        let skip = |string: &Value<'_>, told: &mut crate::articles::contents::SourceArticle| {
            if let Some(said) = text(string) {
                told.skip(SkipReason::Boilerplate, bodies::line(&said));
            }
        };
        match (name.as_str(), text(value)) {
            ("title", Some(said)) if told.title.is_none() => told.title = Some(bodies::line(&said)),
            ("content_html", Some(said)) if has_html => entry.content = Some(bodies::html(&said)),
            ("content_text", Some(said)) if !has_html => entry.content = Some(bodies::lines(&said)),
            // The same text once more.
            ("content_text", Some(said)) => told.skip(SkipReason::Duplicate, said.line()),
            ("summary", Some(said)) => entry.summary = Some(said),
            ("url", Some(said)) => {
                told.url = Some(said.text.trim().to_owned());
                told.lifted.push(said.line());
            }
            ("date_published", Some(said)) => super::stamp(told, &said),
            ("date_modified", Some(said)) if item.get("date_published").is_none() => {
                super::stamp(told, &said);
            }
            ("tags", _) => {
                for tag in value.items() {
                    match text(tag) {
                        Some(said) if told.section.is_none() => told.section = Some(said.line()),
                        _ => skip(tag, told),
                    }
                }
            }
            ("author" | "authors", _) => {
                for author in value.items() {
                    let Value::Object(members) = author else { continue };
                    for (name, value) in members {
                        match text(value) {
                            Some(said) if name == "name" => entry::author(told, &said),
                            _ => value.each_string(&mut |string| skip(string, told)),
                        }
                    }
                }
            }
            _ => value.each_string(&mut |string| skip(string, told)),
        }
    }
    entry
}
