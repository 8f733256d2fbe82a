//! Linked data (schema.org) of an article, as pages carry it in JSON.

use crate::articles::sources::json::{self, Value};
use crate::articles::sources::mapped::Mapped;
use crate::articles::sources::offsets::Offsets;

/// What it says.
#[derive(Debug, Default)]
pub struct Linked {
    /// The headline.
    pub headline: Option<String>,
    /// A second headline.
    pub alternative: Option<String>,
    /// The writers' names.
    pub authors: Vec<String>,
    /// Where it was sent from.
    pub dateline: Option<String>,
    /// The section.
    pub section: Option<String>,
    /// The page of the printed paper.
    pub page: Option<String>,
    /// When it was published.
    pub published: Option<String>,
    /// Its address.
    pub url: Option<String>,
    /// Its picture's address.
    pub picture: Option<String>,
    /// The publisher's name.
    pub publisher: Option<String>,
    /// False where the whole text is only for those who pay.
    pub is_free: bool,
    /// The text, with its places.
    pub body: Option<Mapped>,
}

/// Objects are looked for no deeper than this.
const DEEPEST: usize = 6;

/// The first article of a page's linked data; `start` is the byte of the script in the page.
pub fn read(script: &str, start: usize, base: u32, offsets: &Offsets<'_>) -> Option<Linked> {
    // Some pages wrap it in marks of comments or leave control characters in its strings.
    let value = json::read(script).ok()?;
    let article = find(&value, DEEPEST)?;
    let text = |name: &str| {
        let said = article.get(name).and_then(string)?;
        let said = said.split_whitespace().collect::<Vec<_>>().join(" ");
        (!said.is_empty()).then_some(said)
    };
    let here = Offsets::new(script);
    let shift = base + offsets.of(start);
    Some(Linked {
        headline: text("headline").or_else(|| text("name")).or_else(|| text("title")),
        alternative: text("alternativeHeadline"),
        authors: article.get("author").map(names).unwrap_or_default(),
        dateline: text("dateline"),
        section: text("articleSection"),
        page: text("printPage"),
        published: text("datePublished").or_else(|| text("pubDate")),
        url: text("url").or_else(|| article.get("mainEntityOfPage").and_then(id)),
        picture: article.get("image").and_then(picture),
        publisher: article.get("publisher").map(names).unwrap_or_default().into_iter().next(),
        is_free: !is_locked(article),
        body: article
            .get("articleBody")
            .and_then(|body| body.text(shift, &here))
            .filter(|body| !body.is_blank()),
    })
}

/// A string, or the first of several.
fn string(value: &Value<'_>) -> Option<String> {
    value.items().first().and_then(Value::string)
}

fn id(value: &Value<'_>) -> Option<String> {
    value.get("@id").and_then(Value::string).or_else(|| value.string()).filter(|id| id.starts_with("http"))
}

/// An address, an object with one, or the first of several.
fn picture(value: &Value<'_>) -> Option<String> {
    let first = value.items().first()?;
    first
        .string()
        .or_else(|| first.get("url").and_then(string))
        .or_else(|| first.get("contentUrl").and_then(string))
}

fn names(value: &Value<'_>) -> Vec<String> {
    let name = |value: &Value<'_>| match value {
        Value::String(..) => value.string(),
        other => other.get("name").and_then(string),
    };
    value
        .items()
        .iter()
        .filter_map(name)
        .filter(|name| !name.is_empty() && !name.starts_with("http"))
        .collect()
}

fn is_locked(article: &Value<'_>) -> bool {
    article.get("isAccessibleForFree").is_some_and(|free| match free {
        Value::Plain(print) => *print == "false",
        other => other.string().is_some_and(|print| print.eq_ignore_ascii_case("false")),
    })
}

/// The first object that is an article.
fn find<'v, 'a>(value: &'v Value<'a>, depth: usize) -> Option<&'v Value<'a>> {
    if depth == 0 {
        return None;
    }
    let is_article = value.get("@type").is_some_and(|kinds| {
        kinds.items().iter().filter_map(Value::string).any(|kind| {
            kind.ends_with("Article") || matches!(kind.as_str(), "BlogPosting" | "LiveBlogPosting" | "Report")
        })
    });
    // What pages tell Baidu is of one article, too.
    let context = value.get("@context").and_then(Value::string);
    if is_article || context.is_some_and(|context| context.contains("cambrian.jsonld")) {
        return Some(value);
    }
    match value {
        Value::Array(items) => items.iter().find_map(|item| find(item, depth - 1)),
        Value::Object(_) => ["@graph", "mainEntity", "mainEntityOfPage", "itemListElement"]
            .iter()
            .find_map(|name| find(value.get(name)?, depth - 1)),
        _ => None,
    }
}
