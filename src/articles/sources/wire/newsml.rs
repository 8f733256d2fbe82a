//! NewsML-G2: news items, alone or in a message.

use super::people::{by, of_agency};
use super::{Source, keep, nitf};
use crate::articles::contents::{Contents, Item, SourceArticle, Version};
use crate::articles::input::Input;
use crate::articles::sources::bodies;
use crate::articles::sources::offsets::Offsets;
use crate::articles::sources::stamps;
use crate::articles::sources::xml::{self, Element};
use crate::articles::text::is_letter;
use crate::model::SkipReason;

/// True for a text whose root is that of an item or a message.
pub fn is_so(text: &str) -> bool {
    matches!(xml::root_name(text), Some("newsItem" | "newsMessage" | "packageItem"))
}

/// Reads the items.
pub fn read(input: &Input, base: u32) -> Contents {
    let xml = xml::read(&input.text);
    let offsets = Offsets::new(&input.text);
    let source = Source { text: &input.text, base, offsets: &offsets };
    let mut contents = Contents::of("newsml");
    for item in xml.root.find_all("newsItem") {
        let told = news(item, source, &mut contents);
        contents.items.push(Item::Article(Box::new(told)));
    }
    // What stands around the items.
    around(&xml.root, source, &mut contents);
    contents.problems.extend(
        xml.damage.map(|damage| format!("the message is damaged ({damage}); its end may be missing")),
    );
    contents
}

fn around(element: &Element<'_>, source: Source<'_>, contents: &mut Contents) {
    if element.name == "newsItem" {
        return;
    }
    if element.elements().next().is_none() {
        contents.skip(SkipReason::Boilerplate, source.line(element));
    }
    element.elements().for_each(|inner| around(inner, source, contents));
}

fn news(item: &Element<'_>, source: Source<'_>, contents: &mut Contents) -> SourceArticle {
    let mut told = SourceArticle::default();
    let meta = item.first("itemMeta");
    let code = |name: &str| {
        let found = meta.and_then(|meta| meta.first(name))?;
        found.attribute("qcode").or_else(|| found.attribute("uri")).or_else(|| found.attribute("literal"))
    };
    let status = code("pubStatus").map_or("usable", last);
    let created = meta.and_then(|meta| meta.first("versionCreated")).map(Element::string).unwrap_or_default();
    told.version = Some(Version {
        id: item.attribute("guid").unwrap_or_default().to_owned(),
        order: (item.attribute("version").and_then(|number| number.parse().ok()).unwrap_or(0), created),
        is_withdrawn: !status.eq_ignore_ascii_case("usable"),
        embargo: meta.and_then(|meta| stamps::read(&meta.first("embargoed")?.string())),
    });
    let is_text = code("itemClass").is_none_or(|class| matches!(last(class), "text" | "composite"));
    for part in item.elements() {
        match part.name.as_str() {
            "itemMeta" => item_meta(part, source, &mut told),
            "contentMeta" => content_meta(part, source, &mut told),
            "contentSet" if is_text => content(part, source, &mut told, contents),
            _ => source.skip(part, &mut told),
        }
    }
    told
}

/// `stat:usable`, or an address that ends in it.
fn last(code: &str) -> &str {
    code.rsplit([':', '/']).next().unwrap_or(code)
}

fn item_meta(meta: &Element<'_>, source: Source<'_>, told: &mut SourceArticle) {
    let first = meta.first("firstCreated").is_some();
    for part in meta.elements() {
        match part.name.as_str() {
            "firstCreated" => super::stamp(told, &source.mapped(part), None),
            "versionCreated" if !first => super::stamp(told, &source.mapped(part), None),
            _ => source.skip(part, told),
        }
    }
}

fn content_meta(meta: &Element<'_>, source: Source<'_>, told: &mut SourceArticle) {
    for part in meta.elements() {
        let role = part.attribute("role").map(last).unwrap_or_default().to_lowercase();
        match part.name.as_str() {
            "headline" if role.contains("sub") => {
                keep(&mut told.subtitle, &mut told.skipped, source.line(part));
            }
            "headline" if role.is_empty() || role.contains("main") || role.contains("headline") => {
                keep(&mut told.title, &mut told.skipped, source.line(part));
            }
            "by" => {
                by(source.line(part), told);
            }
            "creditline" => {
                let (agency, rest) = of_agency(source.line(part));
                keep(&mut told.agency, &mut told.skipped, agency);
                told.skip(SkipReason::Boilerplate, rest);
            }
            "located" => {
                // Some systems say of every field that they know nothing.
                if let Some(name) = part.first("name").filter(|name| !name.string().starts_with("No-Data")) {
                    keep(&mut told.place, &mut told.skipped, source.line(name));
                }
                let others = part.elements().skip_while(|inner| inner.name == "name");
                others.for_each(|inner| source.skip(inner, told));
            }
            "subject" => subject(part, source, told),
            _ => source.skip(part, told),
        }
    }
}

/// The first subject with a name is the section, unless it is a place, a person or a letter that stands for something.
fn subject(subject: &Element<'_>, source: Source<'_>, told: &mut SourceArticle) {
    const NO_TOPICS: [&str; 7] = ["geoArea", "poi", "person", "organisation", "organization", "object", "5"];
    let is_topic = subject.attribute("type").is_none_or(|kind| !NO_TOPICS.contains(&last(kind)));
    for part in subject.elements() {
        let is_name = part.name == "name" && part.string().chars().filter(|&c| is_letter(c)).nth(1).is_some();
        if is_name && is_topic {
            keep(&mut told.section, &mut told.skipped, source.line(part));
        } else {
            source.skip(part, told);
        }
    }
}

fn content(set: &Element<'_>, source: Source<'_>, told: &mut SourceArticle, contents: &mut Contents) {
    let mut taken = false;
    for part in set.elements() {
        if taken {
            source.each(part, &mut |text| told.skip(SkipReason::Duplicate, text));
            continue;
        }
        match part.name.as_str() {
            "inlineXML" => {
                // Scores, events and the like are no text.
                if let Some(item) = part.first("nitf") {
                    taken = true;
                    nitf::item(item, source, told, contents);
                } else if part
                    .elements()
                    .all(|inner| matches!(inner.name.as_str(), "html" | "p" | "div" | "section"))
                {
                    taken = true;
                    html(part, source, told, contents);
                } else {
                    source.skip(part, told);
                }
            }
            "inlineData" => {
                let text = source.mapped(part);
                let is_html = part.attribute("contenttype").is_some_and(|kind| kind.contains("html"));
                let (blocks, loose) =
                    if is_html { bodies::html(&text) } else { bodies::html_or_lines(&text) };
                taken = !blocks.is_empty();
                told.blocks.extend(blocks);
                contents.loose.extend(loose);
            }
            _ => source.skip(part, told),
        }
    }
}

/// XHTML: the title in its head is that of the page.
fn html(part: &Element<'_>, source: Source<'_>, told: &mut SourceArticle, contents: &mut Contents) {
    let root = part.first("html");
    if let Some(title) = root.and_then(|html| html.at(&["head", "title"])) {
        told.skip(SkipReason::Duplicate, source.line(title));
    }
    let body = root.and_then(|html| html.first("body")).unwrap_or(part);
    let (blocks, loose) = bodies::markup(source.text, body.inner.clone(), source.base, source.offsets);
    told.blocks.extend(blocks);
    contents.loose.extend(loose);
}
