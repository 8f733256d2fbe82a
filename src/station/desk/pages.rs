//! The desk's pages.

use minijinja::value::Serde;
use minijinja::{Value, context};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Serialize;

use super::editor::{Cast, Line, Listed, Pages, Sheet, Trouble, Version, Word};
use super::work::RunState;
use crate::model::Language;
use crate::station::request::Request;
use crate::station::template;

/// What may stand in a name in an address as it is.
const PLAIN: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_');

/// What every page has.
#[derive(Debug)]
pub struct Frame {
    language: Language,
    mark: String,
    said: Vec<String>,
    work: Option<RunState>,
    /// The way back to the desk's first page.
    root: String,
}

impl Frame {
    /// The frame of a page for a request.
    pub fn new(request: &Request, mark: String, said: Vec<String>, work: Option<RunState>) -> Self {
        let below = request.uri.path().strip_prefix("/desk/").unwrap_or_default();
        let root = "../".repeat(below.matches('/').count());
        Self { language: template::language(&request.headers), mark, said, work, root }
    }

    /// Fills a page in.
    fn page(&self, name: &str, own: Value) -> Option<String> {
        let w = template::desk_words(self.language);
        let frame = context! {
            w => Serde(w), root => &self.root, mark => &self.mark, said => &self.said,
            work => self.work.as_ref().map(Serde), is_working => self.work.as_ref().is_some_and(|told| !told.is_over),
        };
        let context = context! { ..own, ..frame };
        template::render(name, context).map_err(|error| tracing::error!("{name}: {error:#}")).ok()
    }
}

/// Where an edition stands, seen from the desk's first page.
pub fn place(name: &str) -> String {
    format!("./e/{}/", encoded(name))
}

fn encoded(name: &str) -> String {
    utf8_percent_encode(name, PLAIN).to_string()
}

fn bare(request: &Request, name: &str) -> Option<String> {
    let frame = Frame::new(request, String::new(), Vec::new(), None);
    frame.page(name, Value::UNDEFINED)
}

/// Leads from the address with the token to the desk.
pub fn entrance(request: &Request) -> Option<String> {
    bare(request, "desk/entrance.html")
}

/// For who may not come in.
pub fn locked(request: &Request) -> Option<String> {
    bare(request, "desk/locked.html")
}

/// All editions.
pub fn list(frame: &Frame, list: &[Listed]) -> Option<String> {
    let hrefs: Vec<String> = list.iter().map(|one| place(&one.name)).collect();
    frame.page("desk/list.html", context! { list => Serde(list), hrefs })
}

/// The running order of an edition.
pub fn sheet(frame: &Frame, sheet: &Sheet) -> Option<String> {
    frame.page("desk/sheet.html", context! { sheet => Serde(sheet) })
}

/// The sentences of a story, or the presenter's words of a section.
pub fn words(frame: &Frame, sheet: &Sheet, part: &str) -> Option<String> {
    let story = sheet.sections.iter().flat_map(|section| &section.stories).find(|story| story.id == part);
    let section = part.parse::<usize>().ok().and_then(|number| sheet.sections.get(number));
    let (title, lines): (&str, &[Line]) = match (story, section) {
        (Some(story), _) => (&story.title, &story.lines),
        (None, Some(section)) => (&section.title, &section.lines),
        (None, None) => ("", &[]),
    };
    let own = context! {
        sheet => Serde(sheet), title, lines => Serde(lines), is_story => story.is_some(), part => encoded(part),
    };
    frame.page("desk/words.html", own)
}

/// Earlier versions.
pub fn versions(frame: &Frame, name: &str, versions: &[Version]) -> Option<String> {
    frame.page("desk/versions.html", context! { name, versions => Serde(versions) })
}

/// The voices, to be heard and chosen.
pub fn voices(frame: &Frame, name: &str, cast: &Cast) -> Option<String> {
    frame.page("desk/voices.html", context! { name, cast => Serde(cast) })
}

/// How the pages were read.
pub fn read(frame: &Frame, name: &str, pages: &Pages) -> Option<String> {
    frame.page("desk/pages.html", context! { name, pages => Serde(pages) })
}

/// What went wrong.
pub fn trouble(frame: &Frame, trouble: &Trouble) -> Option<String> {
    frame.page("desk/trouble.html", context! { trouble => trouble.to_string() })
}

/// Two changes of the same part.
#[derive(Debug, Serialize)]
pub struct Clash {
    /// The form that came too late, to be sent again.
    pub fields: Vec<(String, String)>,
    /// The words in it.
    pub yours: String,
    /// What was changed since.
    pub changes: Vec<String>,
    /// What stands there now.
    pub now: String,
    /// What the script is known by now.
    pub digest: String,
    /// Where the form stood.
    pub back: String,
}

/// Shows both changes.
pub fn clash(frame: &Frame, clash: &Clash) -> Option<String> {
    frame.page("desk/clash.html", context! { clash => Serde(clash) })
}

/// What something costs, before it is done.
pub fn price(
    frame: &Frame,
    deed: &str,
    fields: &[(String, String)],
    price: f64,
    back: &str,
) -> Option<String> {
    // Rounded up, so that what is agreed to is never less than it costs.
    let told = format!("{:.2}", (price * 100.0).ceil() / 100.0);
    frame.page(
        "desk/price.html",
        context! { deed, fields => Serde(fields), told, is_free => price <= 0.0, is_lasting => deed == "cast", back },
    )
}

/// Something that was spoken.
#[derive(Debug, Serialize)]
pub struct Sounding {
    /// The file's name.
    pub file: String,
    /// Where it was asked for.
    pub back: String,
    /// The form that asked for it.
    pub fields: Vec<(String, String)>,
}

/// A page that plays it.
pub fn sounding(frame: &Frame, sounding: &Sounding, word: Option<&Word>) -> Option<String> {
    let word = word.map(|word| context! { word => &word.word, said => &word.said });
    frame.page("desk/sounding.html", context! { sounding => Serde(sounding), word })
}
