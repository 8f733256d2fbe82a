//! Who wrote it, who photographed it: lines and brackets full of roles and names.

pub mod agency;
mod byline;
mod chinese;
pub mod dateline;
mod english;
mod english_dateline;
mod opening;

use std::sync::LazyLock;

use regex::Regex;

use self::byline::MARKS;
use self::chinese::{bare_name, chinese_line};
use self::english::english_line;
use crate::articles::features::sections::is_column;
use crate::articles::rule::rule;
use crate::articles::text::{Text, chars_before, fold, is_blank, is_han};

pub use self::byline::Byline;
pub use self::chinese::{begins_as_name, names, people, with_post};
pub use self::english::english_names;

/// Reads a whole short line, which is folded too, as a byline or a credit.
pub fn line(text: &Text, folded: &str) -> Option<Byline> {
    if text.len() > 90 {
        return None;
    }
    // LETTERS TO THE EDITOR is no editor's name.
    let english = || english_line(text.string().trim()).filter(|_| !is_column(folded));
    chinese_line(folded).or_else(|| folded.contains(|c: char| c.is_ascii_alphabetic()).then(english)?)
}

/// Where a byline or a credit begins at the end of a paragraph: （记者 林远） or 本报记者 林远 摄 after a full stop,
/// Picture: Jane Doe, (Photo by Jane Doe), (Jane Doe/The Courier).
pub fn at_end(text: &Text) -> Option<(usize, Byline)> {
    const WINDOW: usize = 60;
    static CREDIT: LazyLock<Regex> = LazyLock::new(|| {
        rule(concat!(
            r#"[.!?”"')]\s*(\(?(?:[A-Z]\w+ )?(?i:photos?|pictures?|photographs?|images?|pics?)(?i: by | courtesy of |: | / )(?P<names>[A-Z][^()]{2,44}?)\)?)$"#,
            r#"|[.!?”"')]\s*(\((?P<names2>[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]*){1,2})/(?:The )?[A-Z][\w.& -]{2,30}\))$"#,
        ))
    });
    static WIRE: LazyLock<Regex> = LazyLock::new(|| {
        rule(
            r#"[.!?”"']\s*((?:—|–|--|-)\s*(?P<from>[A-Z]{2,5}|Reuters|Xinhua|Bloomberg|Agencies|(?:(?:Our|A) )?(?:Special|Staff|Legal|Sports|City) (?:Correspondent|Reporter)|Wire reports?|Staff reports?)\.?)$"#,
        )
    });
    static BRACKET: LazyLock<Regex> = LazyLock::new(|| rule(r"\s*[(\[]([^()\[\]]{2,50})[)\]]\s*$"));
    static OPEN: LazyLock<Regex> =
        LazyLock::new(|| rule(r"[。!?”\])]\s*([□■●◎▲△]?\s*[\p{Han}0-9/·•()、 ]{2,46})$"));
    let from = text.len().saturating_sub(WINDOW);
    // Nearly all paragraphs end with a sentence.
    let last = text.chars().iter().rev().find(|&&c| !is_blank(c)).map_or(' ', |&c| fold(c));
    let ends = matches!(last, '。' | '.' | '!' | '?' | '”' | '"' | ',' | ';' | ':');
    let capital = text.chars()[from..].iter().any(|&c| fold(c).is_ascii_uppercase());
    if ends && !capital {
        return None;
    }
    let tail = text.folded_tail(WINDOW);
    if let Some(found) = capital.then(|| CREDIT.captures(&tail)).flatten() {
        let names = found.name("names").or_else(|| found.name("names2"))?;
        let start = found.get(1).or_else(|| found.get(3))?.start();
        let names = english_names(names.as_str()).unwrap_or_default();
        return Some((from + chars_before(&tail, start), Byline { names, agency: None, photo: true }));
    }
    if let Some(found) = capital.then(|| WIRE.captures(&tail)).flatten() {
        let agency = agency::agency(&found["from"]).map(str::to_owned);
        let start = found.get(1)?.start();
        return Some((from + chars_before(&tail, start), Byline { names: Vec::new(), agency, photo: false }));
    }
    let (start, inner) = if ends {
        return None;
    } else if let Some(found) = BRACKET.captures(&tail) {
        (found.get(0)?.start(), found.get(1)?.as_str().to_owned())
    } else {
        let found = OPEN.captures(&tail)?.get(1)?;
        (found.start(), found.as_str().trim_start_matches(MARKS).to_owned())
    };
    let byline = people(inner.trim()).or_else(|| bare_name(&tail, start, inner.trim()))?;
    let agency_only = byline.names.is_empty() && byline.agency.is_some() && byline.photo;
    (agency_only || !byline.names.is_empty()).then(|| (from + chars_before(&tail, start), byline))
}

/// The bare name of a writer that stands between a heading and its text.
pub fn bare_line(text: &Text) -> Option<Byline> {
    let print = text.string();
    let letters = text.chars().iter().filter(|&&c| is_han(c)).count();
    let chinese = || {
        let names = names(&text.folded_head(12))?;
        // 老 牛: what is set wide is a name, a pen name too.
        let wide = letters == 2 && text.len() > 2;
        let fits =
            matches!(names.as_slice(), [name] if wide || begins_as_name(name) && (2..=4).contains(&letters));
        fits.then(|| Byline { names, ..Byline::default() })
    };
    let print = print.trim_start_matches(['—', '–', ' ']);
    let english = || {
        let words: Vec<&str> = print.split_whitespace().collect();
        let is_word = |word: &&str| {
            word.starts_with(|c: char| c.is_ascii_uppercase())
                && word.chars().all(|c| c.is_alphabetic() || ".'’-".contains(c))
        };
        // NOT OPEN TO CONTEST. is a headline of old print; a name ends so only as John Pole Jr. does.
        let stops = words.last().is_some_and(|last| last.len() > 3 && last.ends_with('.'));
        let fits = (2..=4).contains(&words.len()) && print.len() <= 34 && words.iter().all(is_word) && !stops;
        let names = english_names(print).filter(|_| fits)?;
        Some(Byline { names, ..Byline::default() })
    };
    if letters > 0 { chinese().filter(|_| text.len() <= 6) } else { english() }
}

/// Gives names that were read in folded form their printed characters back (林華, not 林华).
pub fn restore(names: &mut [String], text: &Text) {
    const WINDOW: usize = 200;
    let from = text.len().saturating_sub(WINDOW);
    let chars = text.chars();
    for part in [&chars[..chars.len().min(WINDOW)], &chars[from..]] {
        for name in names.iter_mut() {
            let wanted: Vec<char> = name.chars().collect();
            if wanted.is_empty() {
                continue;
            }
            let same = |window: &[char]| window.iter().zip(&wanted).all(|(&c, &letter)| fold(c) == letter);
            if let Some(found) = part.windows(wanted.len()).find(|window| same(window)) {
                *name = found.iter().collect();
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(s: &str) -> Option<Vec<String>> {
        line(&Text::of(s, 0), &Text::of(s, 0).folded_head(90)).map(|byline| byline.names)
    }

    #[test]
    fn chinese_bylines_in_their_printed_forms() {
        for (print, names) in [
            ("□本报记者 林远", vec!["林远"]),
            ("■ 青原日报全媒体记者 苏 婉 韩冬青", vec!["苏婉", "韩冬青"]),
            ("本报记者 林远 通讯员 苏婉 文/图", vec!["林远", "苏婉"]),
            ("（记者／林远 实习生／陈果）", vec!["林远", "陈果"]),
            ("新华社记者　林远、巴特尔·图雅", vec!["林远", "巴特尔·图雅"]),
            ("■林远", vec!["林远"]),
            ("撰文：林远 摄影：苏婉", vec!["林远", "苏婉"]),
            ("本报记者 孟根花日 摄", vec!["孟根花日"]),
            ("学生记者 秦朗", vec!["秦朗"]),
            ("（本报记者陈新参与采写）", vec!["陈新"]),
            ("耿玉和摄（影像中国）", vec!["耿玉和"]),
            ("本报记者 闻溪 发自岭南县", vec!["闻溪"]),
            ("读者 骆明", vec!["骆明"]),
            ("主持人：本报记者 林远 嘉宾：市医院院长 苏婉", vec!["林远"]),
            ("来源：青原日报 作者：林远", vec!["林远"]),
        ] {
            assert_eq!(named(print), Some(names.into_iter().map(str::to_owned).collect()), "{print}");
        }
        for print in [
            "记者从市政府获悉",
            "编辑部回复",
            "■ 新闻链接",
            "林远",
            "■本报第4版",
            "他是一名记者",
            "本报记者在现场看到，",
        ] {
            assert_eq!(named(print), None, "{print}");
        }
    }

    #[test]
    fn a_name_beside_a_place_of_work_signs() {
        let named = |print| with_post(&Text::of(print, 0)).map(|byline| byline.names.concat());
        assert_eq!(named("顾盼（文学院2023级）").as_deref(), Some("顾盼"));
        assert_eq!(named("市文化馆 沈 微").as_deref(), Some("沈微"));
        assert_eq!(named("全县推进 农业现代化"), None);
    }

    #[test]
    fn a_credit_at_the_end_of_a_paragraph_is_found() {
        let print = Text::of("孩子们在图书馆里看书。本报记者 林远 摄", 0);
        let (at, byline) = at_end(&print).unwrap();
        assert_eq!((at, byline.photo, byline.names), (11, true, vec!["林远".to_owned()]));
        assert_eq!(at_end(&Text::of("全部完工。（记者 林远）", 0)).unwrap().0, 5);
        assert_eq!(at_end(&Text::of("他说。（见图）", 0)), None);
        assert_eq!(at_end(&Text::of("He waited. — Special Correspondent", 0)).unwrap().0, 11);
        assert_eq!(at_end(&Text::of("Plans go on. — AP", 0)).unwrap().1.agency.as_deref(), Some("AP"));
    }

    #[test]
    fn english_bylines() {
        assert_eq!(
            named("By JANE O'NEIL and John Roe, Staff Writers"),
            Some(vec!["Jane O'Neil".into(), "John Roe".into()])
        );
        for (print, names) in [
            ("Jane Doe | Staff Reporter", vec!["Jane Doe"]),
            ("Jane Doe, Ledger Sports Editor", vec!["Jane Doe"]),
            ("Story and photos by Jane Doe", vec!["Jane Doe"]),
            ("Interview by Jane Doe", vec!["Jane Doe"]),
            ("— The Ledger Editorial Board", vec!["The Ledger Editorial Board"]),
            ("Ledger Staff", vec![]),
        ] {
            assert_eq!(named(print), Some(names.into_iter().map(str::to_owned).collect()), "{print}");
        }
        for print in ["The Ledger editorial board", "Jane Doe, editor of the Ledger, spoke"] {
            assert_eq!(named(print), None, "{print}");
        }
        assert!(english_line("Photo by Jane Doe").unwrap().photo);
        assert_eq!(named("By the time the council met"), None);
    }
}
