//! Lists of figures, told from running text.

use std::sync::LazyLock;

use regex::Regex;

use crate::articles::rule::rule;
use crate::articles::text::{Text, fold, is_han};

/// The fewest entries of a list of figures, and of English ones the fewest figures: Falcons 21, Miners 14 is told.
const ENTRIES: usize = 4;
const RESULTS: usize = 3;

/// True for a block of figures without a sentence: results, prices, a timetable set without ruled lines.
pub fn is_figures(text: &Text) -> bool {
    static TIMED: LazyLock<Regex> = LazyLock::new(|| rule(r"^ *\d{1,2}:\d\d(?: |$)"));
    if is_scores(text) {
        return true;
    }
    // call 101, quoting incident 418. ends a sentence.
    if text.chars().first().is_some_and(|c| c.is_lowercase()) && text.chars().last() == Some(&'.') {
        return false;
    }
    let head = &text.chars()[..text.len().min(2_000)];
    let ends_sentence = |c: char| matches!(c, '。' | '！' | '!' | '？' | '?' | '“' | '”' | '"' | '＂');
    let stops = |three: &[char]| {
        matches!(three[1], '.' | '．') && fold(three[2]) == ' ' && fold(three[0]).is_alphabetic()
    };
    if head.iter().any(|&c| ends_sentence(c)) || head.windows(3).any(stops) {
        return false;
    }
    let folded = text.folded_head(head.len());
    let entries = folded.split([' ', '\t', '|', '、']).filter(|entry| !entry.is_empty());
    let (mut all, mut figures, mut letters) = (0, 0, 0);
    for entry in entries {
        all += 1;
        let digits = entry.chars().filter(char::is_ascii_digit).count();
        figures += usize::from(digits > 0);
        letters += entry.chars().filter(|c| c.is_alphabetic()).count();
    }
    let timed = text.len() <= 60 && all >= 3 && TIMED.is_match(&folded);
    let is_chinese = folded.contains(is_han);
    // Marsh won, 6-4, 6-3. tells; of words in small letters a list has few.
    if !is_chinese && text.chars().last() == Some(&'.') && folded.split(' ').any(is_small_word) {
        return false;
    }
    timed && !folded.contains(',')
        || all >= ENTRIES
            && (if is_chinese { figures * 3 >= all } else { figures >= RESULTS && figures * 2 >= all })
            && letters <= all * if figures == all { 14 } else { 5 }
}

fn is_small_word(word: &str) -> bool {
    let word = word.trim_end_matches([',', '.', ';', ':']);
    word.len() > 2 && word.bytes().all(|b| b.is_ascii_lowercase())
}

/// Sunrise 7:10 a.m. Sunset 8:32 p.m., 青原指数 3559.10 0.99%: no more words than figures that stand alone, of which there
/// are two at least. Route 66 Reopens and 展望 2026 are titles, Marsham 3 Tydd 1 is a result.
pub fn is_measures(text: &Text) -> bool {
    const LONGEST: usize = 90;
    const CHINESE: usize = 40;
    let chinese = text.chars().iter().any(|&c| is_han(c));
    if text.len() > if chinese { CHINESE } else { LONGEST } {
        return false;
    }
    let print = text.string();
    if print.contains(['。', '！', '？', '，', '“', '"', '”', '?', '!', '：']) || print.contains(" the ")
    {
        return false;
    }
    let figure = |entry: &&str| {
        let digits = entry.chars().filter(char::is_ascii_digit).count();
        let first = entry.trim_start_matches(['▲', '▼', '+', '-', '−', '$', '£', '(']);
        first.starts_with(|c: char| c.is_ascii_digit())
            && digits * 2 >= first.chars().count()
            && !first.contains(is_han)
            && (digits > 3 || first.contains(['.', ':', '%', '/', '°', '℃']))
    };
    let entries: Vec<&str> =
        print.split(|c: char| c.is_whitespace() || c == ';').filter(|entry| !entry.is_empty()).collect();
    let figures = entries.iter().filter(|entry| figure(entry)).count();
    let word =
        |entry: &&&str| entry.chars().filter(|c| c.is_alphabetic()).count() > if chinese { 0 } else { 3 };
    let words = entries.iter().filter(word).count();
    figures >= 2 && words <= figures && figures * 3 >= entries.len()
}

/// Eastview 21, Millbrook 14 Harmon 35, St. John 10 (8 inn.); a result that stands alone is told.
fn is_scores(text: &Text) -> bool {
    static SCORES: LazyLock<Regex> = LazyLock::new(|| {
        rule(
            r"^(?:[A-Z][A-Za-z.'’ -]{2,24} \d{1,3}, [A-Z][A-Za-z.'’ -]{2,24} \d{1,3}(?: \([^()]{1,12}\))? *){2,}$",
        )
    });
    let ends = text.chars().last().is_some_and(|c| c.is_ascii_digit() || *c == ')');
    ends && text.len() <= 600 && SCORES.is_match(&text.string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_told_from_sentences() {
        let judge = |print: &str| is_figures(&Text::of(print, 0));
        for print in [
            "青原虎 2:1 云州鹰 河东龙 0:0 山前雁",
            "男子100米 1. 林远 10秒21 2. 苏婉 10秒35",
            "东关 12站 6:00 西关 9站 6:10",
            "Falcons 21, Miners 14 Rovers 3, Town 0",
        ] {
            assert!(judge(print), "{print}");
        }
        let measures = |print: &str| is_measures(&Text::of(print, 0));
        for print in ["Sunrise 7:10 a.m. Sunset 8:32 p.m.", "青原指数 3559.10 0.99%"] {
            assert!(measures(print), "{print}");
        }
        for print in [
            "春运第二天 铁路发送旅客1115万人次",
            "Bridge opens after 12 years",
            "10 YEARS AGO",
            "Route 66 Reopens",
            "Marsham 3 Tydd 1",
            "Route 66 Exit 12 Closed",
            "展望 2026",
            "铁路发送旅客 1115万人次",
            "签约 32个 投资 150亿元",
            "第135届集市 9月开张",
        ] {
            assert!(!measures(print), "{print}");
        }
        for print in [
            "全市4120艘渔船全部实现卫星定位，值班员随时能看到。",
            "本报记者 林远 苏婉 文/图",
            "The first class of 60 welders begins in February at the yard",
            "2025年3月4日 上午",
            "2 dead, 3 hurt in I-80 crash",
            "Admission is $8, $5 for children under 12.",
            "The vote was 412 to 398.",
            "Marsh won, 6-4, 6-3.",
            "School fees up $20 to $95",
            "Falcons 21, Miners 14",
            "中新社东京 1 月 2 日电 记者从东京市政府获悉今年首次新年拍卖于清晨五点",
        ] {
            assert!(!judge(print), "{print}");
        }
    }
}
