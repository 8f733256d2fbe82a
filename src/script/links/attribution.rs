//! Who reported a story, said as radio says it.
//!
//! 本报…讯（记者X）is reported by X; 本报P…电 was sent by X from P; a byline without a dateline is written by X;
//! a picture is taken by X; what an agency sent is the agency's.

use minijinja::{Value, context};

use super::Link;
use crate::model::{Article, Kind, Language};

/// Titles that a printed name may carry itself; 记者 is not put before those.
const TITLES: [&str; 9] = ["记者", "通讯员", "实习生", "特约", "评论员", "作者", "编辑", "摄影", "文/"];

/// The line that names a story's reporters, and its words; `None` where the paper names nobody.
pub(in crate::script) fn attribution(article: &Article) -> Option<(Link, Value)> {
    let place = article.dateline.place.as_deref().filter(|place| !place.is_empty());
    let agency = article.agency.as_deref().filter(|agency| !agency.is_empty());
    let named = !article.reporters.is_empty();
    let photo = article.kind == Kind::Photo;
    let sent = place.is_some() || article.dateline.date.is_some();
    let link = match (agency, named, place) {
        (Some(_), true, _) if photo => Link::AgencyPhoto,
        (Some(_), true, Some(_)) => Link::AgencyReportersFrom,
        (Some(_), true, None) => Link::AgencyReporters,
        (Some(_), false, Some(_)) => Link::AgencyFrom,
        (Some(_), false, None) => Link::Agency,
        (None, true, _) if photo => Link::Photographed,
        (None, true, Some(_)) => Link::ReportedFrom,
        (None, true, None) if sent => Link::Reported,
        (None, true, None) => Link::WrittenBy,
        (None, false, Some(_)) => Link::FromPlace,
        (None, false, None) => return None,
    };
    let titled =
        article.reporters.first().is_some_and(|name| TITLES.iter().any(|title| name.starts_with(title)));
    let words = context! {
        reporters => joined(&article.reporters, article.language),
        several => article.reporters.len() > 1,
        title => if titled { "" } else { "记者" },
        agency => agency,
        place => place,
    };
    Some((link, words))
}

/// 甲、乙和丙; Ann, Bob and Carol.
fn joined(names: &[String], language: Language) -> String {
    match (language, names) {
        (_, [one]) => one.clone(),
        (Language::Zh, _) => names.join("、"),
        (Language::En, [first @ .., last]) => format!("{} and {last}", first.join(", ")),
        (Language::En, []) => String::new(),
    }
}
