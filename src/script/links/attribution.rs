//! Who reported a story, said as radio says it.
//!
//! 本报…讯（记者X）is reported by X; 本报P…电 was sent by X from P; a byline without a dateline is written by X;
//! a picture is taken by X; what an agency sent is the agency's; a commentary has an author, a letter a sender.

use minijinja::{Value, context};

use super::{Hanzi, Link};
use crate::model::{Article, Kind, Language};
use crate::script::order::columns::{in_title, is_verse};
use crate::script::words::lists;

/// The line that names a story's reporters, and its words; `None` where the paper names nobody. `section` is the one
/// that it stands in, `hanzi` how the word for a reporter is written.
pub(in crate::script) fn attribution(
    article: &Article,
    section: &str,
    hanzi: Hanzi,
) -> Option<(Link, Value)> {
    let place = article.dateline.place.as_deref().filter(|place| !place.is_empty());
    let agency = article.agency.as_deref().filter(|agency| !agency.is_empty());
    let named = !article.reporters.is_empty();
    let photo = article.kind == Kind::Photo;
    let dated = place.is_some() || article.dateline.date.is_some();
    let sent = dated || is_dispatch(article);
    let commentator = article.reporters.iter().any(|name| name.ends_with("评论员"));
    // An interview on the page of comment is none.
    let comment = commentator
        || article.kind != Kind::Interview && (section == "opinion" || is_column(article, &lists().comment));
    let letter = section == "letters" || is_column(article, &lists().letter_columns);
    let link = match (agency, named, place) {
        (None, true, _) if letter && !dated => Link::Letter,
        (None, true, _) if is_verse(article) || tells_of_author(article) || article.has_authors && !sent => {
            Link::Author
        }
        (None, true, _) if commentator => Link::CommentUnsigned,
        (None, true, _) if comment && !dated => Link::Comment,
        (Some(_), true, _) if comment && !photo => Link::AgencyComment,
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
    let titled = article
        .reporters
        .first()
        .is_some_and(|name| lists().titles.iter().any(|title| name.starts_with(title)));
    let words = context! {
        reporters => joined(&article.reporters, article.language),
        several => article.reporters.len() > 1,
        title => if titled { String::new() } else { hanzi.write("记者") },
        agency => agency,
        place => place.map(|place| place_name(place, article.language)),
    };
    Some((link, words))
}

/// Whether it opens with 本报讯, which names no day: of the articles with reporters only those are news.
fn is_dispatch(article: &Article) -> bool {
    article.kind == Kind::News && article.language == Language::Zh
}

/// Whether the page, the column or the headline's label (新华时评：…) is called by one of these words.
fn is_column(article: &Article, words: &[&str]) -> bool {
    let names = [article.section.as_deref(), article.label.as_deref(), article.kicker.as_deref()];
    names
        .into_iter()
        .flatten()
        .chain(in_title(&article.title))
        .map(str::to_lowercase)
        .any(|name| words.iter().any(|word| name.contains(word)))
}

/// Whether the last paragraph says who the author is, as papers do of those who are not their own:
/// (作者系退休教师), （作者单位：县文化馆）.
fn tells_of_author(article: &Article) -> bool {
    let last = article.paragraphs.last().map_or("", |paragraph| paragraph.text.trim());
    last.strip_prefix(['（', '('])
        .is_some_and(|note| ["作者", "本文作者"].iter().any(|word| note.starts_with(word)))
}

/// A place as it is written in a sentence: HARROW FALLS is Harrow Falls, STRATFORD-UPON-AVON has its small words.
fn place_name(place: &str, language: Language) -> String {
    if language != Language::En {
        return place.to_owned();
    }
    let mut name = String::with_capacity(place.len());
    for (at, word) in place.split_inclusive(|c: char| !c.is_alphanumeric() && c != '.').enumerate() {
        let letters = word.trim_end_matches(|c: char| !c.is_alphanumeric() && c != '.');
        // D.C., the UN and the sign of a state behind a town keep their capitals; a village does not.
        let is_state = name.ends_with(", ") && letters.len() == 2;
        let initials =
            is_state || letters.matches('.').count() > 1 || lists().place_initials.contains(&letters);
        let shouted =
            letters.chars().filter(|c| c.is_uppercase()).count() > 1 && letters == letters.to_uppercase();
        let lower = word.to_lowercase();
        let small = lists().small_in_places.contains(&letters);
        match lower.chars().next() {
            Some(_) if initials || !shouted => name.push_str(word),
            Some(first) if at == 0 || !small => {
                name.extend(first.to_uppercase());
                name.push_str(&lower[first.len_utf8()..]);
            }
            _ => name.push_str(&lower),
        }
    }
    name
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Paragraph;

    #[test]
    fn a_place_in_capitals_is_written_as_in_a_sentence() {
        for (printed, said) in [
            ("HARROW FALLS", "Harrow Falls"),
            ("WASHINGTON, D.C.", "Washington, D.C."),
            ("STRATFORD-UPON-AVON", "Stratford-upon-Avon"),
            ("ST. PAUL", "St. Paul"),
            ("THE HAGUE", "The Hague"),
            ("ISLE OF MAN", "Isle of Man"),
            ("SALEM, Ore.", "Salem, Ore."),
            ("MILL TOWN, TX", "Mill Town, TX"),
            ("McALLEN", "McALLEN"),
        ] {
            assert_eq!(place_name(printed, Language::En), said);
        }
    }

    #[test]
    fn a_commentary_has_an_author_and_a_letter_a_sender() {
        let link = |title: &str, label: Option<&str>, name: &str| {
            let article = Article {
                kind: Kind::Feature,
                title: title.into(),
                label: label.map(Into::into),
                reporters: vec![name.into()],
                ..Article::default()
            };
            attribution(&article, "", Hanzi::Simplified).unwrap().0
        };
        assert_eq!(link("把好事办实", None, "本报评论员"), Link::CommentUnsigned);
        assert_eq!(link("青原时评：让路灯亮起来", None, "方言"), Link::Comment);
        assert_eq!(link("让路灯亮起来（现场评论）", None, "方言"), Link::Comment);
        assert_eq!(link("路灯何时亮", Some("读者来信"), "李明"), Link::Letter);
        assert_eq!(link("Fix the potholes", Some("Letters to the editor"), "Jane Doe"), Link::Letter);
        assert_eq!(link("老城新生", None, "苏婉"), Link::WrittenBy);
        let article = Article {
            kind: Kind::Feature,
            title: "莫让老人为难".into(),
            reporters: vec!["方平".into()],
            ..Article::default()
        };
        let link = |article: &Article, section| attribution(article, section, Hanzi::Simplified).unwrap().0;
        assert_eq!(link(&article, "opinion"), Link::Comment);
        let talk = Article { kind: Kind::Interview, ..article.clone() };
        assert_eq!(link(&talk, "opinion"), Link::WrittenBy);
        assert_eq!(link(&article, "letters"), Link::Letter);
        let teacher = Paragraph { text: "(作者系退休教师)".into(), ..Paragraph::default() };
        let essay = Article { paragraphs: vec![teacher], ..article.clone() };
        assert_eq!(link(&essay, "culture"), Link::Author);
        let post = Article { has_authors: true, ..article.clone() };
        assert_eq!(link(&post, ""), Link::Author, "metadata call nobody a reporter");
        let news = Article { kind: Kind::News, ..article };
        assert_eq!(link(&news, ""), Link::Reported, "本报讯（记者方平）");
    }
}
