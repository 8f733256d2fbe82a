//! ninjs 1, 2 and 3. Names of members change their case from version to version.

use crate::articles::contents::{Contents, Item, SourceArticle, Version};
use crate::articles::input::Input;
use crate::articles::sources::json::{self, Value};
use crate::articles::sources::mapped::Mapped;
use crate::articles::sources::offsets::Offsets;
use crate::articles::sources::{bodies, stamps};
use crate::model::SkipReason;

/// True for an object with the members of an item, or an array of such.
pub fn is_so(text: &str) -> bool {
    let head = text.trim_start_matches('\u{feff}').trim_start();
    let has = |sign: &str| text.contains(sign);
    head.starts_with(['{', '['])
        && (has("\"uri\"") || has("\"guid\""))
        && [
            "\"pubstatus\"",
            "\"pubStatus\"",
            "\"versioncreated\"",
            "\"versionCreated\"",
            "\"headlines\"",
            "\"bodies\"",
        ]
        .into_iter()
        .chain(["\"body_text\"", "\"body_xhtml\"", "\"body_html5\"", "\"body_html\""])
        .any(has)
}

/// Reads the items.
pub fn read(input: &Input, base: u32) -> Contents {
    let mut contents = Contents::of("ninjs");
    let Some(root) = json::root(&input.text, &mut contents) else { return contents };
    let offsets = Offsets::new(&input.text);
    let text = |value: &Value<'_>| value.text(base, &offsets);
    for value in root.items() {
        let told = item(value, &text, &mut contents);
        contents.items.push(Item::Article(Box::new(told)));
    }
    contents
}

type Read<'a> = dyn Fn(&Value<'_>) -> Option<Mapped> + 'a;

fn item(item: &Value<'_>, text: &Read<'_>, contents: &mut Contents) -> SourceArticle {
    let mut told = SourceArticle::default();
    let Value::Object(members) = item else { return told };
    let said = |name: &str| item.get_any_case(name).and_then(Value::string).unwrap_or_default();
    let status = said("pubstatus");
    let number = said("version").parse().unwrap_or(0);
    let has_text = ["body_xhtml", "body_html5", "body_html", "body_text", "bodies"];
    told.is_teaser = has_text.iter().all(|name| item.get_any_case(name).is_none());
    told.version = Some(Version {
        // Some newsrooms name items by `guid`.
        id: [said("uri"), said("guid")].into_iter().find(|id| !id.is_empty()).unwrap_or_default(),
        order: (number, said("versioncreated")),
        is_withdrawn: !matches!(status.to_lowercase().as_str(), "" | "usable"),
        embargo: stamps::read(&said("embargoed")),
    });
    let kind = said("type");
    let is_text = matches!(kind.to_lowercase().as_str(), "" | "text" | "composite");
    let first = item.get_any_case("firstcreated").is_some();
    let body = if is_text { body(item) } else { None };
    for (name, value) in members {
        match name.to_lowercase().as_str() {
            "headline" if text(value).is_some() => keep_title(text(value), &mut told),
            "headlines" => headlines(value, text, &mut told),
            "byline" | "by" if text(value).is_some() => {
                told.authors.extend(text(value).map(|said| said.line()).filter(|line| !line.is_blank()));
            }
            "firstcreated" | "contentcreated" => day(text(value), &mut told),
            "versioncreated" if !first => day(text(value), &mut told),
            "located" if text(value).is_some() && told.place.is_none() => {
                told.place = text(value).map(|said| said.line());
            }
            "subject" | "subjects" => subjects(value, text, &mut told),
            "url" | "links" if name.eq_ignore_ascii_case("url") => {
                told.url = value.string();
                told.lifted.extend(text(value).map(|said| said.line()));
            }
            "infosources" | "infosource" | "source" => source(value, text, &mut told),
            _ => others(value, body, text, &mut told, contents),
        }
    }
    told
}

fn keep_title(said: Option<Mapped>, told: &mut SourceArticle) {
    let Some(line) = said.map(|said| bodies::line(&said)) else { return };
    if told.title.is_none() && !line.is_blank() {
        told.title = Some(line);
    } else {
        told.skip(SkipReason::Duplicate, line);
    }
}

fn day(said: Option<Mapped>, told: &mut SourceArticle) {
    let Some(said) = said else { return };
    let read = stamps::read(&said.text);
    if told.published.is_none() && read.is_some() {
        told.published = read;
        told.lifted.push(said.line());
    } else {
        told.skip(SkipReason::Boilerplate, said.line());
    }
}

/// `[{role: main, value: …}]`: the main one, else the first; a sub headline stands below it.
fn headlines(value: &Value<'_>, text: &Read<'_>, told: &mut SourceArticle) {
    let role = |line: &Value<'_>| {
        line.get_any_case("role").and_then(Value::string).unwrap_or_default().to_lowercase()
    };
    let main = value.items().iter().position(|line| role(line).contains("main")).unwrap_or(0);
    for (at, line) in value.items().iter().enumerate() {
        let Value::Object(members) = line else {
            keep_title(text(line), told);
            continue;
        };
        for (name, value) in members {
            let Some(said) = text(value) else { continue };
            if !name.eq_ignore_ascii_case("value") {
                told.skip(SkipReason::Boilerplate, said.line());
            } else if at == main {
                keep_title(Some(said), told);
            } else if role(line).contains("sub") && told.subtitle.is_none() {
                told.subtitle = Some(bodies::line(&said));
            } else {
                told.skip(SkipReason::Duplicate, bodies::line(&said));
            }
        }
    }
}

/// The first subject's name is the section.
fn subjects(value: &Value<'_>, text: &Read<'_>, told: &mut SourceArticle) {
    for subject in value.items() {
        let Value::Object(members) = subject else { continue };
        for (name, value) in members {
            match text(value) {
                Some(said) if name.eq_ignore_ascii_case("name") && told.section.is_none() => {
                    told.section = Some(said.line());
                }
                _ => skip(value, text, told),
            }
        }
    }
}

fn source(value: &Value<'_>, text: &Read<'_>, told: &mut SourceArticle) {
    for source in value.items() {
        match source {
            Value::String(..) if told.agency.is_none() => told.agency = text(source).map(|said| said.line()),
            Value::Object(members) => {
                for (name, value) in members {
                    match text(value) {
                        Some(said) if name.eq_ignore_ascii_case("name") && told.agency.is_none() => {
                            told.agency = Some(said.line());
                        }
                        _ => skip(value, text, told),
                    }
                }
            }
            source => skip(source, text, told),
        }
    }
}

fn skip(value: &Value<'_>, text: &Read<'_>, told: &mut SourceArticle) {
    value.each_string(&mut |string| {
        if let Some(said) = text(string) {
            told.skip(SkipReason::Boilerplate, bodies::line(&said));
        }
    });
}

/// The byte where the text begins that is taken of several, and whether it is HTML.
fn body(item: &Value<'_>) -> Option<(usize, bool)> {
    let start = |value: &Value<'_>| match value {
        Value::String(raw, start) if !raw.trim().is_empty() => Some(*start),
        _ => None,
    };
    let names = ["body_xhtml", "body_html5", "body_html", "body_text"];
    let flat = names.iter().find_map(|name| Some((start(item.get_any_case(name)?)?, *name != "body_text")));
    let bodies = item.get_any_case("bodies").map(Value::items).unwrap_or_default();
    let kind = |body: &Value<'_>| {
        let said = |name: &str| body.get_any_case(name).and_then(Value::string).unwrap_or_default();
        let main = !said("role").to_lowercase().contains("main");
        (main, !said("contenttype").to_lowercase().contains("html"))
    };
    // A description stands for a text that was not sent.
    let short = || {
        let described = item.get_any_case("description_text").and_then(start);
        let all = item.get_any_case("descriptions").map(Value::items).unwrap_or_default();
        let first = all.first().and_then(|first| start(first.get_any_case("value")?));
        described.or(first).map(|start| (start, false))
    };
    let best = bodies
        .iter()
        .filter(|body| body.get_any_case("value").and_then(start).is_some())
        .min_by_key(|body| kind(body));
    flat.or_else(|| best.and_then(|body| Some((start(body.get_any_case("value")?)?, !kind(body).1))))
        .or_else(short)
}

/// All other strings: one of them is the text, other bodies say the same once more.
fn others(
    value: &Value<'_>,
    body: Option<(usize, bool)>,
    text: &Read<'_>,
    told: &mut SourceArticle,
    contents: &mut Contents,
) {
    value.each_string(&mut |string| {
        let (Value::String(_, start), Some(said)) = (string, text(string)) else { return };
        match body {
            Some((at, is_html)) if at == *start => {
                let (blocks, loose) = if said.text.contains("<body.content") {
                    super::nitf::within(&said)
                } else if is_html {
                    bodies::html(&said)
                } else {
                    bodies::lines(&said)
                };
                told.blocks = blocks;
                contents.loose.extend(loose);
            }
            _ => told.skip(SkipReason::Boilerplate, bodies::line(&said)),
        }
    });
}
