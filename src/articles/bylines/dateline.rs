//! The words a report opens with: who sent it, from where and when.

use std::sync::LazyLock;

use regex::{Captures, Match, Regex};

use super::agency::{agency, pattern};
use super::english_dateline::english;
use super::people;
use crate::articles::rule::rule;
use crate::articles::text::{Text, chars_before, fold, is_blank};
use crate::articles::words::lists;

pub use super::english_dateline::{before_colon, english_month};
pub use super::opening::{Day, Opening};

/// How much of a paragraph's start the rules look at.
const WINDOW: usize = 160;

/// Reads the opening of a paragraph.
pub fn opening(text: &Text) -> Option<Opening> {
    if !may_open(&text.chars()[..text.len().min(WINDOW)]) {
        return None;
    }
    let folded = text.folded_head(WINDOW);
    reporter_first(&folded, text)
        .or_else(|| reporter_alone(&folded, text))
        .or_else(|| chinese(&folded, text))
        .or_else(|| in_brackets(&folded, text))
        .or_else(|| english(&folded))
        .filter(|opening| opening.length < text.len())
}

/// True where a character stands near the beginning that every dateline has there. Nearly all paragraphs lack them.
fn may_open(head: &[char]) -> bool {
    const REPORTER: usize = 24;
    const SENT: usize = 96;
    let first = head.iter().find(|&&c| !is_blank(c)).map_or(' ', |&c| fold(c));
    let english = first.is_ascii_uppercase() || first == '(';
    head.iter().enumerate().any(|(at, &c)| match c {
        '记' | '記' => at < REPORTER,
        '电' | '電' | '讯' | '訊' | '消' | '综' | '綜' | '写' | '寫' | '闻' | '聞' | '信' => {
            at < SENT
        }
        '-' | '—' | '–' | '―' | '－' => english,
        _ => false,
    })
}

fn chinese(head: &str, text: &Text) -> Option<Opening> {
    static SENT: LazyLock<Regex> = LazyLock::new(|| {
        let source = format!(
            "(?:本报|本网|本刊|本台|本社|{}|[\\p{{Han}}]{{0,8}}?(?:日报|晚报|晨报|早报|商报|都市报|时报|快报|青年报|新闻网|新闻|网|融媒|客户端))",
            pattern()
        );
        rule(&format!(
            r"^\s*[\[(]?\s*(?P<from>据|综合|转自|本报综合)?\s*(?P<source>{source})\s*(?P<place>[\p{{Han}}·]{{0,10}}?)\s*(?:[、,]\s*)?(?P<date>(?:\d{{4}}\s*年\s*)?(?:\d{{1,2}}\s*月\s*)?\d{{1,2}}\s*日)?\s*(?P<place2>[\p{{Han}}]{{0,8}}?)\s*(?P<kind>(?:综合)?外电报[导道]|专题报[导道]|综合报[导道]|专电|电讯|快讯|综合讯|综合消息|特讯|特写|急电|消息|讯|电)\s*[\])]?\s*(?P<more>[\[(:]|记者|题|通讯员|全媒体|首席|.)"
        ))
    });
    let found = SENT.captures(head)?;
    let source = found.name("source")?;
    if !is_plain_dateline(&found) {
        return None;
    }
    let mut opening = Opening {
        place: place(&found),
        day: found.name("date").and_then(|date| chinese_day(date.as_str())),
        agency: sender(head, source, text),
        ..Opening::default()
    };
    let end = found.name("more")?.start();
    let (length, reporters) = reporters_after(&head[end..], head.trim_start().starts_with(['(', '[']));
    opening.reporters = reporters;
    let rest = &head[end + length..];
    let marks = rest.len() - rest.trim_start_matches([' ', ':', ']', ')']).len();
    opening.length = chars_before(head, end + length + marks);
    Some(opening)
}

/// Who sent a report: an agency, or another paper by its name as printed; nobody where the paper itself did.
fn sender(head: &str, source: Match<'_>, text: &Text) -> Option<String> {
    match agency(source.as_str()) {
        Some(agency) => Some(agency.to_owned()),
        // 晚报讯 is the paper itself, by half its name.
        None if source.as_str().starts_with('本') || source.as_str().chars().count() < 4 => None,
        None => Some(printed(head, source, text)),
    }
}

/// What stands in print where the folded head has a match.
fn printed(head: &str, found: Match<'_>, text: &Text) -> String {
    let start = chars_before(head, found.start());
    text.chars().iter().skip(start).take(found.as_str().chars().count()).collect()
}

/// 【記者蘇婉／海城報導】 and （中央社記者蘇婉台北27日電）: the reporter stands before the place.
fn reporter_first(head: &str, text: &Text) -> Option<Opening> {
    static SENT: LazyLock<Regex> = LazyLock::new(|| {
        rule(concat!(
            r"^\s*(?:[\[(]\s*)?(?:本报|(?P<source>中央社))?\s*记者\s*(?P<names>\p{Han}{2,3}(?:[、 ]+(?:(?:实习|见习|特约|特派)?记者|特派员)?\p{Han}{2,3}){0,3})",
            r"(?:\s*/\s*(?P<place>\p{Han}{2,6}?)(?:综合|专题|摄影)?报[导道]|(?P<place2>\p{Han}{2,4}?)(?P<date>(?:\d{1,2}月)?\d{1,2}日)专?电)\s*(?:[\])]|[: ])"
        ))
    });
    if !head.contains("记者") {
        return None;
    }
    let found = SENT.captures(head)?;
    let rest = head[found[0].len()..].trim_start_matches([' ', ':', ']', ')']);
    let place = found.name("place").or_else(|| found.name("place2"));
    let names = printed(head, found.name("names")?, text);
    let names = lists().reporter_offices.iter().fold(names, |names, office| names.replace(office, ""));
    Some(Opening {
        length: chars_before(head, head.len() - rest.len()),
        place: place.map(|place| printed(head, place, text)),
        day: found.name("date").and_then(|date| chinese_day(date.as_str())),
        reporters: super::names(&names)?,
        agency: found.name("source").and_then(|source| agency(source.as_str())).map(str::to_owned),
    })
}

/// 【本市消息】, 【永丰十七日本报专电】, （教育社讯）: what kind of report it is, from where and when.
fn in_brackets(head: &str, text: &Text) -> Option<Opening> {
    static SENT: LazyLock<Regex> = LazyLock::new(|| {
        rule(concat!(
            r"^\s*(?:\[(?P<place>\p{Han}{0,6}?)(?:[一二三四五六七八九十廿卅\d]{1,3}日)?(?:上午|下午|晚)?\p{Han}{0,4}?(?:专电|急电|电讯|电|特讯|讯|特写|消息|通讯|通信|新闻)\]",
            r"|\(\p{Han}{1,6}社(?:讯|电)\))\s*"
        ))
    });
    if !head.trim_start().starts_with(['[', '(']) {
        return None;
    }
    let found = SENT.captures(head)?;
    let place = found.name("place").filter(|place| (2..=4).contains(&place.as_str().chars().count()));
    let named = place.map(|place| printed(head, place, text)).filter(|place| !place.starts_with('本'));
    Some(Opening { length: chars_before(head, found[0].len()), place: named, ..Opening::default() })
}

/// 【本報記者 蘇婉】: no place and no day.
fn reporter_alone(head: &str, text: &Text) -> Option<Opening> {
    static SENT: LazyLock<Regex> = LazyLock::new(|| {
        rule(
            r"^\s*\[(?:本报|本刊|全媒体)(?:[\p{Han}]{0,4})记者[ :/]*(?P<names>\p{Han}{2,4}(?:[、 ]+\p{Han}{2,4}){0,3})\]\s*",
        )
    });
    let found = SENT.captures(head)?;
    let names = printed(head, found.name("names")?, text);
    Some(Opening {
        length: chars_before(head, found[0].len()),
        reporters: super::names(&names)?,
        ..Opening::default()
    })
}

/// 据新华社电，… and 本报消息灵通 are sentences, no datelines.
fn is_plain_dateline(found: &Captures<'_>) -> bool {
    let more = &found["more"];
    let kind = &found["kind"];
    let is_own = found["source"].starts_with('本');
    let report = kind.ends_with("报道") || kind.ends_with("报导");
    let known = is_own || agency(&found["source"]).is_some();
    let closed = lists().dateline_ends.contains(&more)
        || found.get(0).is_some_and(|all| all.as_str().trim_end_matches(more).ends_with([' ', ')', ']']));
    let dated = found.name("date").is_some();
    match kind {
        _ if report => closed && (known || dated),
        _ if matches!(more, "," | "。" | "、" | "的") => false,
        _ if lists().dispatches.contains(&kind) => closed && (known || dated),
        _ => closed || (known && (dated || kind != "电" || found.name("from").is_some())),
    }
}

fn place(found: &Captures<'_>) -> Option<String> {
    let places = ["place", "place2"].into_iter().filter_map(|name| found.name(name));
    let place = places.map(|place| place.as_str().trim()).find(|place| !place.is_empty())?;
    let place = place.trim_start_matches(['驻', '于']).trim_end_matches("综合");
    (!place.is_empty()).then(|| place.to_owned())
}

/// 11月27日, with or without a year and blanks.
fn chinese_day(date: &str) -> Option<Day> {
    let number = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    let (year, rest) =
        date.split_once('年').map_or((None, date), |(year, rest)| (number(year).parse().ok(), rest));
    let (month, day) = rest.split_once('月')?;
    Day::new(year, number(month).parse().ok()?, number(day).parse().ok()?)
}

/// （记者 林远 通讯员 苏婉） or 记者林远报道, and how many bytes they take.
fn reporters_after(rest: &str, in_bracket: bool) -> (usize, Vec<String>) {
    static CLOSES: LazyLock<Regex> = LazyLock::new(|| rule(r"^[\s,]*([^()\[\]]{2,40})[)\]]"));
    static BRACKET: LazyLock<Regex> = LazyLock::new(|| rule(r"^\s*[(\[]([^()\[\]]{1,80})[)\]]"));
    static OPEN: LazyLock<Regex> = LazyLock::new(|| {
        rule(concat!(
            r"^\s*((?:全媒体|融媒体|首席|见习|特约|特派)*(?:记者|通讯员)[\s:/]*[\p{Han}·]{1,4}(?:[\s、,]+(?:通讯员|实习生|记者)?[\s]*[\p{Han}·]{1,4}){0,4}?)",
            r"\s*(?:报道|摄影报道|报导)\s*[:]?"
        ))
    });
    static SPACED: LazyLock<Regex> = LazyLock::new(|| {
        rule(r"^\s*((?:全媒体|首席|见习)?记者\s*[\p{Han}·]{2,4}(?:[、 ][\p{Han}·]{2,4}){0,2})\s+")
    });
    if let Some(found) = BRACKET.captures(rest) {
        let inner = &found[1];
        if let Some(byline) = people(inner)
            .or_else(|| super::names(inner).map(|names| super::Byline { names, ..Default::default() }))
        {
            return (found[0].len(), byline.names);
        }
    }
    let inside = if in_bracket { &*CLOSES } else { &*OPEN };
    for open in [inside, &*OPEN, &*SPACED] {
        if let Some(found) = open.captures(rest)
            && let Some(byline) = people(&found[1])
            && !byline.names.is_empty()
        {
            return (found[0].len(), byline.names);
        }
    }
    (0, Vec::new())
}

#[cfg(test)]
mod tests {
    use jiff::civil::Date;

    use super::*;

    /// Place, month and day, reporters, agency, and the paragraph's rest.
    fn read(s: &str) -> Option<(String, String, String, String, String)> {
        let opening = opening(&Text::of(s, 0))?;
        let day = opening.day.map(|d| format!("{}-{}", d.month, d.of_month)).unwrap_or_default();
        let rest = s.chars().skip(opening.length).collect();
        Some((
            opening.place.unwrap_or_default(),
            day,
            opening.reporters.join(" "),
            opening.agency.unwrap_or_default(),
            rest,
        ))
    }

    #[test]
    fn datelines_in_their_printed_forms() {
        for (print, place, day, reporters, agency) in [
            ("本报11月27日讯（记者白雪）正文", "", "11-27", "白雪", ""),
            ("本报云州11月27日电（记者薛来 孙柳）正文", "云州", "11-27", "薛来 孙柳", ""),
            ("本报讯 （记者　林　远　通讯员苏婉） 正文", "", "", "林远 苏婉", ""),
            ("【本报讯】（全媒体记者 林远）正文", "", "", "林远", ""),
            ("新华社北京11月27日电（记者林远、苏婉）正文", "北京", "11-27", "林远 苏婉", "新华社"),
            ("据新华社电 正文", "", "", "", "新华社"),
            ("据新华社北京11月27日电 正文", "北京", "11-27", "", "新华社"),
            ("（新华社伦敦11月26日专电）正文", "伦敦", "11-26", "", "新华社"),
            ("中新社东京 1 月 2 日电 (记者 林远) 正文", "东京", "1-2", "林远", "中新社"),
            ("青原晚报讯（记者 林远）正文", "", "", "林远", "青原晚报"),
            ("晚报讯（首席记者 林远）正文", "", "", "林远", ""),
            ("本报讯 记者林远报道 正文", "", "", "林远", ""),
            ("（本报京都1月1日专电 驻东亚记者 燕归）正文", "京都", "1-1", "燕归", ""),
            // Names are read in folded form; the block gives them their print back.
            ("本報訊（記者林遠）正文", "", "", "林远", ""),
            ("【本报记者 林远】正文", "", "", "林远", ""),
            ("【本市消息】正文", "", "", "", ""),
            ("【永丰十七日本报专电】正文", "永丰", "", "", ""),
            ("（教育社讯）正文", "", "", "", ""),
        ] {
            let wanted = [place, day, reporters, agency, "正文"].map(str::to_owned);
            let (place, day, reporters, agency, rest) = read(print).unwrap_or_default();
            assert_eq!([place, day, reporters, agency, rest], wanted, "{print}");
        }
        for print in ["据新华社报道，今天", "本报记者从市政府获悉", "本报消息灵通", "据新华社电，今天"]
        {
            assert_eq!(read(print), None, "{print}");
        }
    }

    #[test]
    fn english_datelines() {
        let got = read("LONDON (Reuters) — Text").unwrap();
        assert_eq!((got.0.as_str(), got.3.as_str(), got.4.as_str()), ("LONDON", "Reuters", "Text"));
        let got = read("MILL CREEK, Ohio, Nov. 27 — Text").unwrap();
        assert_eq!((got.0.as_str(), got.1.as_str()), ("MILL CREEK, Ohio", "11-27"));
        for print in
            ["LONDON, March 3.—Text", "LONDON, March 3, 1891.— Text", "LONDON, March 3.—(By cable.)—Text"]
        {
            let got = read(print).unwrap_or_else(|| panic!("{print}"));
            assert_eq!(
                (got.0.as_str(), got.1.as_str(), got.4.as_str()),
                ("LONDON", "3-3", "Text"),
                "{print}"
            );
        }
        let got = read("WASHINGTON, D. C., March 12.—[Special.]—Text").unwrap();
        assert_eq!((got.0.as_str(), got.4.as_str()), ("WASHINGTON, D. C.", "Text"));
        assert_eq!(read("WELLS.—In this city, on the 11th inst."), None);
        assert_eq!(read("A - B"), None);
    }

    #[test]
    fn a_december_dateline_in_january_is_of_the_year_before() {
        let edition = Date::new(2025, 1, 2).ok();
        assert_eq!(Day::new(None, 12, 31).unwrap().resolve(edition), Date::new(2024, 12, 31).ok());
        assert_eq!(Day::new(None, 1, 1).unwrap().resolve(edition), Date::new(2025, 1, 1).ok());
        assert_eq!(
            Day::new(None, 1, 1).unwrap().resolve(Date::new(2024, 12, 31).ok()),
            Date::new(2025, 1, 1).ok()
        );
        assert_eq!(Day::new(None, 1, 1).unwrap().resolve(None), None);
    }
}
