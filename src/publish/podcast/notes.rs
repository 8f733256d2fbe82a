//! Show notes: what is told of the voices and of sources that could not be reached, then a line a story, with its time, its title and how it begins.
//!
//! Apple shows 4,000 bytes of them. Where all that is more, beginnings are shortened, then left out, then stories at the
//! end, and the last line says how many.

use super::super::words::{Words, unreached};
use crate::model::{ChapterReport, ChapterSpan, Millis, Outline, SampleRate, Samples, Stop, clock, stops};
use crate::text::escape_html;

/// Apple's limit, in bytes.
const LONGEST: usize = 4_000;
/// How many columns a beginning may take, a hanzi taking two: what is tried, in this order.
const COLUMNS: [usize; 4] = [120, 80, 50, 0];

/// The notes of an edition; `leads` is what each of its chapters begins with.
pub fn notes(title: &str, report: &Outline, leads: &[String], words: &Words) -> String {
    let unreached = unreached(&report.unreached, words).map(|told| shortened(&told, LONGEST / 8));
    let told = [Some(title), report.disclosure.as_deref(), unreached.as_deref()].into_iter().flatten();
    let head = told.map(|told| format!("<p>{}</p>", escape_html(told))).collect::<Vec<_>>().concat();
    let stops = listed(report);
    let lines = |columns: usize| -> Vec<String> {
        let title = |stop: &Stop| report.chapters[stop.chapter].title.as_str();
        let line = |stop: &Stop| line(stop, title(stop), leads.get(stop.chapter), columns);
        stops.iter().map(line).collect()
    };
    let size = |lines: &[String]| head.len() + lines.iter().map(String::len).sum::<usize>() + 9;
    let tried = COLUMNS.iter().map(|&columns| lines(columns));
    let mut lines = tried.into_iter().find(|lines| size(lines) <= LONGEST).unwrap_or_else(|| lines(0));
    let all = lines.len();
    let more = |rest: usize| {
        let text = words.get("and_more").map_or("", String::as_str);
        format!("<li>{}</li>", escape_html(&text.replace("REST", &rest.to_string())))
    };
    while size(&lines) + if lines.len() < all { more(all).len() } else { 0 } > LONGEST
        && lines.pop().is_some()
    {}
    if lines.len() < all {
        lines.push(more(all - lines.len()));
    }
    format!("{head}<ul>{}</ul>", lines.concat())
}

/// The notes of a story for itself.
pub fn of_story(title: &str, lead: &str, report: &Outline) -> String {
    let told = report.disclosure.iter().map(String::as_str);
    let lines = [title, lead].into_iter().filter(|line| !line.is_empty()).chain(told);
    lines.fold(String::new(), |notes, line| {
        notes + "<p>" + &escape_html(&shortened(line, LONGEST / 8)) + "</p>"
    })
}

/// The chapters that players stop at.
pub fn listed(report: &Outline) -> Vec<Stop> {
    let rate = SampleRate::MASTER;
    let at = |seconds: f64| Samples::lasting(Millis((seconds * 1_000.0).round() as u64), rate);
    let span = |chapter: &ChapterReport| ChapterSpan { start: at(chapter.start_s), end: at(chapter.end_s) };
    let spans: Vec<_> = report.chapters.iter().map(span).collect();
    stops(&spans, at(report.duration_s), rate)
}

/// A chapter's line: `(3:05) Title — how it begins`.
fn line(stop: &Stop, title: &str, lead: Option<&String>, columns: usize) -> String {
    let time = clock::short(stop.start.millis(SampleRate::MASTER));
    let lead = lead.map(|lead| shortened(lead, columns)).filter(|lead| !lead.is_empty());
    let lead = lead.map(|lead| format!(" — {}", escape_html(&lead))).unwrap_or_default();
    format!("<li>({time}) {}{lead}</li>", escape_html(title))
}

/// As much of a text as fits, with an ellipsis where that is not all.
fn shortened(text: &str, columns: usize) -> String {
    let width = |c: char| if c.is_ascii() { 1 } else { 2 };
    if columns == 0 || text.chars().map(width).sum::<usize>() <= columns {
        return if columns == 0 { String::new() } else { text.to_owned() };
    }
    let mut room = columns.saturating_sub(2);
    let fits = text.char_indices().find(|&(_, c)| match room.checked_sub(width(c)) {
        Some(left) => {
            room = left;
            false
        }
        None => true,
    });
    let cut = &text[..fits.map_or(text.len(), |(at, _)| at)];
    // An English word stays whole.
    let whole = match cut.rsplit_once(' ') {
        Some((whole, rest))
            if rest.is_ascii() && text[cut.len()..].starts_with(|c: char| c.is_ascii_alphanumeric()) =>
        {
            whole
        }
        _ => cut,
    };
    whole.trim_end_matches(|c: char| c.is_whitespace() || "，,；;：:、".contains(c)).to_owned() + "…"
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Locale, Loudness, SpokenCoverage};
    use crate::publish::words::words;

    fn report(stories: usize) -> Outline {
        let chapter = |number: usize| ChapterReport {
            title: format!("第{number}条新闻的标题有这么长"),
            start_s: number as f64 * 10.0,
            end_s: number as f64 * 10.0 + 10.0,
            level: 2,
        };
        Outline {
            title: String::new(),
            date: String::new(),
            language: String::new(),
            modified: String::new(),
            narrators: Vec::new(),
            disclosure: Some("合成语音".into()),
            unreached: Vec::new(),
            duration_s: stories as f64 * 10.0,
            sample_rate: 44_100,
            loudness: Loudness { integrated: -16.0, true_peak: -1.5, range: 3.0 },
            segments: serde::de::IgnoredAny,
            chapters: (0..stories).map(chapter).collect(),
            coverage: SpokenCoverage::default(),
            problems: Vec::new(),
        }
    }

    #[test]
    fn notes_are_never_longer_than_apple_takes() {
        let leads = vec!["昨日上午，横跨青河的新桥正式通车，两岸居民过河的时间由四十分钟缩短到五分钟，等了三年的乡亲终于不用再绕路。".to_owned(); 300];
        for stories in [1, 20, 30, 60, 90, 300] {
            let notes = notes("青河日报", &report(stories), &leads, words(Locale::ZhHans));
            assert!(notes.len() <= LONGEST, "{stories}: {}", notes.len());
            assert!(notes.contains("合成语音") && notes.ends_with("</li></ul>"));
            let lines = notes.matches("<li>(").count();
            let rest = notes
                .split_once("以及另外")
                .map_or(0, |(_, rest)| rest.split('条').next().unwrap().parse().unwrap());
            assert_eq!(lines + rest, stories);
        }
    }

    #[test]
    fn sources_that_could_not_be_reached_are_told_and_cut_where_there_are_many() {
        let told = |names: &[&str], locale| {
            let unreached = names.iter().map(|name| (*name).to_owned()).collect();
            notes("T", &Outline { unreached, ..report(300) }, &[], words(locale))
        };
        assert!(
            told(&["Town <Hall>", "Courier"], Locale::En).contains(
                "<p>Some news may be missing from this edition: Town &lt;Hall&gt;, Courier could not be reached.</p>"
            )
        );
        assert!(told(&["市政府"], Locale::ZhHans).contains("制作时未能连接市政府。"));
        let many = told(&["长".repeat(3_000).as_str(); 4], Locale::ZhHans);
        assert!(many.len() <= LONGEST && many.contains("长…</p>") && many.ends_with("</li></ul>"));
    }

    #[test]
    fn what_is_cut_ends_with_an_ellipsis() {
        assert_eq!(shortened("短的。", 10), "短的。");
        assert_eq!(shortened("横跨青河，的新桥正式通车", 12), "横跨青河…");
        assert_eq!(shortened("The bridge opened on Wednesday", 20), "The bridge opened…");
    }
}
