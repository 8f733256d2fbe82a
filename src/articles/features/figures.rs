//! Lists of figures, told from running text.

use std::sync::LazyLock;

use regex::Regex;

use super::small_words::is_small;
use crate::articles::rule::rule;
use crate::articles::text::{Text, fold, is_han};
use crate::articles::words::lists;

/// The fewest entries of a list of figures, and of English ones the fewest figures: Falcons 21, Miners 14 is told.
const ENTRIES: usize = 4;
const RESULTS: usize = 3;
/// So many make one of what has twice as many words, and no sentence among them.
const ROW: usize = 4;

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
    // Precip. 0.44 and N. Tasker 58 end no sentence.
    let stops = |five: &[char]| {
        matches!(five[2], '.' | '．')
            && fold(five[3]) == ' '
            && five[..2].iter().all(|&c| fold(c).is_alphabetic())
            && !fold(five[4]).is_ascii_digit()
    };
    let folded = text.folded_head(head.len());
    let has_words = folded.contains(is_han) || folded.split(' ').any(is_small_word);
    if head.iter().any(|&c| ends_sentence(c)) || has_words && head.windows(5).any(stops) {
        return false;
    }
    let entries = folded.split([' ', '\t', '|', '、']).filter(|entry| !entry.is_empty());
    let (mut all, mut figures, mut prices, mut letters) = (0, 0, 0, 0);
    for entry in entries {
        all += 1;
        let digits = entry.chars().filter(char::is_ascii_digit).count();
        figures += usize::from(digits > 0);
        prices += usize::from(digits > 0 && entry.starts_with(['$', '£', '€', '¥']));
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
            && (if is_chinese {
                figures * 3 >= all
            } else {
                figures >= RESULTS && figures * 2 >= all
                    || (figures >= ROW && figures * 3 >= all || prices >= RESULTS && prices * 6 >= all)
                        && !tells(&folded)
            })
            && letters <= all * if figures == all { 14 } else { 5 }
}

/// True for words among which there is an article, a pronoun, an auxiliary or a connective; A. Low is a name.
fn tells(folded: &str) -> bool {
    let joins = |word: &str| is_small(word) || lists().connectives.contains(&word);
    folded.split(' ').any(|word| word.starts_with(|c: char| c.is_ascii_lowercase()) && joins(word))
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
            "TODAY Max 31.4 Min 22.0 Humidity 71% Rain 0.4 mm Sunrise 5-51 a.m. Sunset 6-48 p.m.",
            "YESTERDAY High 71 Low 48 Precip. 0.12 Month to date 2.31 Normal 3.02",
            "LEAGUE W L Pct. GB Marsham 24 11 .686 - Tydd Bay 20 15 .571 4",
            "PETROL Per litre, unleaded, Tydd: Saturday £1.34 Last week £1.31 Last year £1.29",
            "CRICKET Marsham 171 (J. Cole 48, T. Ware 31, A. Low 4-28); Tydd 172-6 (P. Ross 66). Tydd 20pts, Marsham 5.",
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
            "Ann Tydd, 96, of 14 Mill Road, who taught from 1951 to 1992, died May 30.",
            "Marsh beat Cole 6-4, 6-3 and Ware 7-5, 6-2 on Sunday",
            "中新社东京 1 月 2 日电 记者从东京市政府获悉今年首次新年拍卖于清晨五点",
        ] {
            assert!(!judge(print), "{print}");
        }
    }
}
