//! Pages and packages from templates that are compiled in.

use std::sync::LazyLock;

use super::words::{long_date, unreached};
use super::{Error, Programme};
use crate::model::{Language, Millis, clock};
use crate::text;
use minijinja::syntax::SyntaxConfig;
use minijinja::value::Serde;
use minijinja::{Environment, Value, context};

/// The page's script: the player, the transcript, and what is around listening.
const SCRIPT: &str = concat!(
    include_str!("player/player.js"),
    include_str!("player/reader.js"),
    include_str!("player/around.js"),
    include_str!("player/kept.js"),
);

/// Template names and their texts.
static SOURCES: &[(&str, &str)] = &[
    ("page.html", include_str!("player/page.html")),
    ("transcript.html", include_str!("transcript/page.html")),
    ("package.xml", include_str!("epub/package.xml")),
    ("nav.xhtml", include_str!("epub/nav.xhtml")),
    ("chapter.xhtml", include_str!("epub/chapter.xhtml")),
    ("overlay.xml", include_str!("epub/overlay.xml")),
    ("ncc.html", include_str!("daisy/ncc.html")),
    ("content.html", include_str!("daisy/content.html")),
    ("track.xml", include_str!("daisy/track.xml")),
    ("master.xml", include_str!("daisy/master.xml")),
    ("daisy3/package.xml", include_str!("daisy3/package.xml")),
    ("daisy3/navigation.xml", include_str!("daisy3/navigation.xml")),
    ("daisy3/book.xml", include_str!("daisy3/book.xml")),
    ("daisy3/part.xml", include_str!("daisy3/part.xml")),
    ("daisy3/resources.xml", include_str!("daisy3/resources.xml")),
    ("feed.xml", include_str!("podcast/feed.xml")),
    ("item.xml", include_str!("podcast/item.xml")),
    ("opds.xml", include_str!("podcast/opds.xml")),
    ("book.xml", include_str!("podcast/book.xml")),
    ("editions.html", include_str!("podcast/editions.html")),
    ("report.html", include_str!("report/page.html")),
    ("sentences.html", include_str!("player/sentences.html")),
];

static ENVIRONMENT: LazyLock<Result<Environment<'static>, String>> = LazyLock::new(|| {
    let mut environment = text::pages();
    let syntax = SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build();
    environment.set_syntax(syntax.map_err(|error| error.to_string())?);
    for (name, notation) in NOTATIONS {
        environment.add_filter(*name, |time: u64| notation(Millis(time)));
    }
    environment.add_global("style", Value::from_safe_string(include_str!("player/style.css").into()));
    environment.add_global("script", Value::from_safe_string(SCRIPT.into()));
    for (name, source) in SOURCES {
        environment.add_template(name, source).map_err(|error| error.to_string())?;
    }
    Ok(environment)
});

/// A way to write a time.
type Notation = fn(Millis) -> String;

/// Filters that write a time.
static NOTATIONS: &[(&str, Notation)] = &[
    ("stamp", clock::stamp),
    ("seconds", clock::seconds),
    ("iso", clock::iso),
    ("short", clock::short),
    ("whole", clock::whole),
];

/// What every template that shows the text needs.
pub fn text_of(programme: &Programme<'_>) -> Value {
    context! {
        w => Serde(programme.words()),
        language => programme.locale().tag(),
        gap => match programme.language() { Language::Zh => "", Language::En => " " },
        title => programme.title(),
        dated_title => programme.dated_title(),
        date => programme.date(),
        long_date => long_date(programme.edition.script.date, programme.language()),
        publisher => programme.publisher(),
        narrators => Serde(&programme.target.about.narrators),
        disclosure => programme.target.about.disclosure.as_deref(),
        unreached => unreached(&programme.edition.script.unreached, programme.words()),
        modified => programme.target.modified.to_string(),
        sections => Serde(&programme.sections),
    }
}

/// Fills a template.
pub fn render(name: &'static str, context: Value) -> Result<String, Error> {
    let failed = |cause: String| Error::Template { name, cause };
    let environment = ENVIRONMENT.as_ref().map_err(|cause| failed(cause.clone()))?;
    let template = environment.get_template(name).map_err(|error| failed(error.to_string()))?;
    template.render(context).map_err(|error| failed(format!("{error:#}")))
}
