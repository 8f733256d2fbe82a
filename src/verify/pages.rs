//! The pages and the plain text: every title and sentence at its time, and every link leads somewhere.

use std::collections::BTreeSet;
use std::path::Path;

use super::error::Error;
use super::findings::Findings;
use super::input::{millis, read_text};
use crate::model::{ChapterReport, Report, SegmentReport, clock};
use crate::text::escape_html;

/// `index.html`.
pub fn player(path: &Path, report: &Report, findings: &mut Findings<'_>) -> Result<(), Error> {
    let page = read_text(path)?;
    let part = |(number, chapter): (usize, &ChapterReport)| {
        let times = (clock::seconds(millis(chapter.start_s)), clock::seconds(millis(chapter.end_s)));
        let place = format!("data-part=\"{number}\"");
        (chapter.title.clone(), place, format!("data-start=\"{}\" data-end=\"{}\"", times.0, times.1))
    };
    placed(&page, (1..).zip(&report.chapters).map(part), findings);
    let entry = |chapter: &ChapterReport| {
        let (start, title) = (millis(chapter.start_s), escape_html(&chapter.title));
        let place = format!("<span>{title}</span> <time datetime=\"{}\">", clock::iso(start));
        (chapter.title.clone(), place, format!("{}</time>", clock::short(start)))
    };
    placed(&page, report.chapters.iter().map(entry), findings);
    read_aloud(&page, path, report, findings);
    Ok(())
}

/// `transcript.html`.
pub fn transcript(path: &Path, report: &Report, findings: &mut Findings<'_>) -> Result<(), Error> {
    read_aloud(&read_text(path)?, path, report, findings);
    Ok(())
}

/// A page with the text: its sentences carry their times.
fn read_aloud(page: &str, path: &Path, report: &Report, findings: &mut Findings<'_>) {
    let sentence = |(number, segment): (usize, &SegmentReport)| {
        let times = (clock::seconds(millis(segment.start_s)), clock::seconds(millis(segment.end_s)));
        let place = format!("<span class=\"s\" id=\"s{number}\"");
        (segment.id.clone(), place, format!("data-start=\"{}\" data-end=\"{}\"", times.0, times.1))
    };
    placed(page, (1..).zip(&report.segments).map(sentence), findings);
    whole(page, path, report, findings);
}

/// `report.html`: its running order has every sentence at its time.
pub fn production(path: &Path, report: &Report, findings: &mut Findings<'_>) -> Result<(), Error> {
    let page = read_text(path)?;
    let row = |(number, segment): (usize, &SegmentReport)| {
        let time = clock::short(millis(segment.start_s));
        (segment.id.clone(), format!("<tr id=\"s{number}\"><td class=\"time\">"), format!("{time}</td>"))
    };
    placed(&page, (1..).zip(&report.segments).map(row), findings);
    whole(&page, path, report, findings);
    Ok(())
}

/// `transcript.txt`.
pub fn plain(path: &Path, report: &Report, findings: &mut Findings<'_>) -> Result<(), Error> {
    let text = read_text(path)?;
    let heading = |chapter: &ChapterReport| {
        let time = clock::short(millis(chapter.start_s));
        (chapter.title.clone(), format!(" {} [", chapter.title), format!("{time}]"))
    };
    placed(&text, report.chapters.iter().map(heading), findings);
    findings.shows(&text);
    Ok(())
}

/// `sw.js`: whole, and naming the edition's last change, so that browsers keep a correction.
pub fn worker(path: &Path, report: &Report, findings: &mut Findings<'_>) -> Result<(), Error> {
    let script = read_text(path)?;
    let is_whole = script.contains("addEventListener(\"fetch\"") && script.trim_end().ends_with("});");
    if !is_whole || !script.contains(&report.modified) {
        findings.fault(format!(
            "it is not the worker of the edition that was changed last at {}",
            report.modified
        ));
    }
    Ok(())
}

/// What every page must have: titles, text, an end, and links that lead somewhere.
fn whole(page: &str, path: &Path, report: &Report, findings: &mut Findings<'_>) {
    if !page.trim_end().ends_with("</html>") {
        findings.fault("</html> is not its end: it is cut short, or something stands behind it");
    }
    for chapter in &report.chapters {
        if !page.contains(&escape_html(&chapter.title)) {
            findings.fault(format!("“{}” is not in it", chapter.title));
        }
    }
    let text = visible(page);
    findings.discloses(report, Some(&text));
    findings.shows(&text);
    for link in links(page).collect::<BTreeSet<_>>() {
        if !path.with_file_name(link).exists() {
            findings.fault(format!("it leads to {link}, which is missing"));
        }
    }
}

/// Each thing stands after the one before it, with its time directly after its place.
fn placed(page: &str, things: impl Iterator<Item = (String, String, String)>, findings: &mut Findings<'_>) {
    let mut rest = page;
    for (name, place, time) in things {
        let Some(at) = rest.find(&place) else {
            findings.fault(format!("“{name}” is not in it"));
            return;
        };
        rest = &rest[at + place.len()..];
        let end = rest.find(['\n', '>']).map_or(rest.len(), |end| end + 1);
        if !rest[..end].contains(&time) {
            findings.fault(format!("“{name}” is at another time than in report.json"));
        }
    }
}

/// The links to files beside the page; the podcast's files above it may not be there yet.
pub fn links(page: &str) -> impl Iterator<Item = &str> {
    let values = ["href=\"", "src=\""].into_iter().flat_map(|attribute| page.split(attribute).skip(1));
    values
        .filter_map(|rest| rest.split(['"', '#']).next())
        .filter(|link| !link.is_empty() && !link.starts_with("../") && !link.contains(':'))
}

/// The text between the tags, entities read; without styles and scripts.
fn visible(page: &str) -> String {
    let mut text = String::new();
    let mut rest = page;
    while let Some((before, after)) = rest.split_once('<') {
        text.push_str(before);
        let skipped = ["style", "script"].into_iter().find(|name| after.starts_with(name));
        let end = skipped.and_then(|name| after.find(&format!("</{name}"))).unwrap_or(0);
        rest = after[end..].split_once('>').map_or("", |(_, rest)| rest);
    }
    text.push_str(rest);
    let entities = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")];
    entities.into_iter().fold(text, |text, (entity, character)| text.replace(entity, character))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_a_reader_sees_is_visible() {
        let page = "<style>p { x }</style><p>1 &lt; 2</p><script>if (a < b) c()</script><p>三</p>";
        assert_eq!(visible(page), "1 < 2三");
    }

    #[test]
    fn links_beside_the_page_are_found() {
        let page =
            r##"<a href="a.mp3#t=1"><img src="b.png"><a href="#x"><a href="../feed.xml"><i src="data:,">"##;
        assert_eq!(links(page).collect::<Vec<_>>(), ["a.mp3", "b.png"]);
    }
}
