//! What is said can be understood again: numbers, days and times come back from their words, by a listener who
//! knows nothing of how they were written; and a spoken line is read as it stands.

use std::fmt::Write;
use std::sync::LazyLock;

use jiff::civil::{Date, date};
use newscaster::model::Language;
use newscaster::reading::{Options, Reader};
use proptest::prelude::*;

static READER: LazyLock<Reader> = LazyLock::new(|| Reader::new(&Options::default()).unwrap());

fn said(print: &str, language: Language) -> String {
    READER.read(print, language).text()
}

/// The digit that a hanzi stands for.
fn digit(hanzi: char) -> Option<u64> {
    "零一二三四五六七八九"
        .chars()
        .position(|c| c == if hanzi == '两' { '二' } else { hanzi })
        .map(|at| at as u64)
}

/// The number that Chinese words stand for.
fn chinese(words: &str) -> Option<u64> {
    let (mut whole, mut myriads, mut section, mut last) = (0, 0, 0, None);
    for c in words.chars() {
        match c {
            '十' => section += last.take().unwrap_or(1) * 10,
            '百' => section += last.take()? * 100,
            '千' => section += last.take()? * 1_000,
            '万' => (myriads, section, last) = ((section + last.unwrap_or(0)) * 10_000, 0, None),
            '亿' => {
                whole += (myriads + section + last.unwrap_or(0)) * 100_000_000;
                (myriads, section, last) = (0, 0, None);
            }
            '零' => last = None,
            _ => last = Some(digit(c)?),
        }
    }
    Some(whole + myriads + section + last.unwrap_or(0))
}

/// The digits that hanzi stand for, one by one.
fn chinese_digits(words: &str) -> Option<String> {
    words.chars().map(|c| digit(c).map(|value| value.to_string())).collect()
}

/// The day that 二零二四年十一月二十八日 stands for.
fn chinese_day(words: &str) -> Option<Date> {
    let (year, rest) = words.split_once('年')?;
    let (month, rest) = rest.split_once('月')?;
    let day = rest.strip_suffix('日')?;
    let year: i16 = chinese_digits(year)?.parse().ok()?;
    Date::new(year, i8::try_from(chinese(month)?).ok()?, i8::try_from(chinese(day)?).ok()?).ok()
}

/// Hours, minutes and seconds of 九点零五分.
fn chinese_time(words: &str) -> Option<[u64; 3]> {
    let (hour, rest) = words.split_once('点')?;
    let (minute, rest) = rest.split_once('分').unwrap_or(("零", rest));
    let second = rest.strip_suffix('秒').unwrap_or("零");
    Some([chinese(hour)?, chinese(minute)?, chinese(second)?])
}

const ONES: [&str; 20] = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];
const TENS: [&str; 8] = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// The value of one English word, ordinals too.
fn word(word: &str) -> Option<u64> {
    let plain = match word {
        "first" => "one".to_owned(),
        "second" => "two".to_owned(),
        "third" => "three".to_owned(),
        "fifth" => "five".to_owned(),
        "eighth" => "eight".to_owned(),
        "ninth" => "nine".to_owned(),
        "twelfth" => "twelve".to_owned(),
        _ => match (word.strip_suffix("ieth"), word.strip_suffix("th")) {
            (Some(stem), _) => format!("{stem}y"),
            (None, Some(stem)) => stem.to_owned(),
            _ => word.to_owned(),
        },
    };
    let ones = ONES.iter().position(|known| *known == plain).map(|at| at as u64);
    ones.or_else(|| TENS.iter().position(|known| *known == plain).map(|at| 20 + 10 * at as u64))
}

/// The number that English words stand for.
fn english(words: &str) -> Option<u64> {
    let (mut whole, mut section) = (0, 0);
    for part in words.split([' ', '-']) {
        let power = match part {
            "hundred" => {
                section *= 100;
                continue;
            }
            "thousand" => 1_000,
            "million" => 1_000_000,
            "billion" => 1_000_000_000,
            "trillion" => 1_000_000_000_000,
            _ => {
                section += word(part)?;
                continue;
            }
        };
        whole += section * power;
        section = 0;
    }
    Some(whole + section)
}

/// The year that English words stand for: nineteen eighty-four, nineteen oh five, two thousand five.
fn english_year(words: &str) -> Option<u64> {
    if words.contains("hundred") || words.contains("thousand") {
        return english(words);
    }
    let (century, rest) = words.split_once(' ')?;
    Some(english(century)? * 100 + english(rest.strip_prefix("oh ").unwrap_or(rest))?)
}

/// The day of "November twenty-eighth, twenty twenty-four".
fn english_day(words: &str) -> Option<Date> {
    let (month, rest) = words.split_once(' ')?;
    let (day, year) = rest.split_once(", ")?;
    let month = MONTHS.iter().position(|known| *known == month)? + 1;
    let year = i16::try_from(english_year(year)?).ok()?;
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(english(day)?).ok()?).ok()
}

/// Every day from 1900 to 2100.
fn days() -> impl Iterator<Item = Date> {
    std::iter::successors(Some(date(1900, 1, 1)), |day| day.tomorrow().ok())
        .take_while(|day| day.year() <= 2100)
}

/// A day as Chinese papers print it, in one of five ways.
fn printed(day: Date, way: usize) -> String {
    let (year, month, day) = (day.year(), day.month(), day.day());
    match way % 5 {
        0 => format!("{year}年{month}月{day}日"),
        1 => format!("{year}-{month:02}-{day:02}"),
        2 => format!("{year}/{month}/{day}"),
        3 => format!("{year}.{month}.{day}"),
        _ => format!("{year} 年 {month} 月 {day} 日"),
    }
}

#[test]
fn every_day_of_two_centuries_comes_back() {
    let all: Vec<Date> = days().collect();
    for (count, month) in all.chunk_by(|one, next| one.month() == next.month()).enumerate() {
        let print: Vec<String> =
            month.iter().enumerate().map(|(way, day)| printed(*day, count + way)).collect();
        let line = said(&print.join("；"), Language::Zh);
        let spoken: Vec<Option<Date>> = line.split('；').map(chinese_day).collect();
        assert_eq!(spoken, month.iter().copied().map(Some).collect::<Vec<_>>(), "{line}");

        let print: Vec<String> = month
            .iter()
            .map(|day| format!("{} {}, {}", MONTHS[day.month() as usize - 1], day.day(), day.year()))
            .collect();
        let line = said(&print.join("; "), Language::En);
        let spoken: Vec<Option<Date>> = line.split("; ").map(english_day).collect();
        assert_eq!(spoken, month.iter().copied().map(Some).collect::<Vec<_>>(), "{line}");
    }
}

#[test]
fn every_minute_comes_back() {
    for minute in 0..24 * 60_u64 {
        let (hour, minute, second) = (minute / 60, minute % 60, minute * 7 % 60);
        let words = said(&format!("{hour}:{minute:02}"), Language::Zh);
        assert_eq!(chinese_time(&words), Some([hour, minute, 0]), "{words}");
        let words = said(&format!("{hour:02}:{minute:02}:{second:02}"), Language::Zh);
        assert_eq!(chinese_time(&words), Some([hour, minute, second]), "{words}");
        let words = said(&format!("at {hour}:{minute:02} GMT"), Language::En);
        let words = words.trim_start_matches("at ").trim_end_matches(" GMT").replace("o'clock", "");
        let words = words.trim_end_matches(" hundred").trim().replace(" oh ", " ");
        let (hours, minutes) = words.split_once(' ').unwrap_or((&words, "zero"));
        assert_eq!((english(hours), english(minutes)), (Some(hour), Some(minute)), "{words}");
    }
}

/// Numbers of every size up to a million millions.
fn number() -> impl Strategy<Value = u64> {
    (0_u32..=12, 0.0_f64..=1.0).prop_map(|(size, share)| (10_f64.powi(size as i32) * share) as u64)
}

/// 1234567 → 1,234,567.
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let head = digits.len() % 3;
    let mut print = digits[..head].to_owned();
    for at in (head..digits.len()).step_by(3) {
        if at > 0 {
            print.push(',');
        }
        print.push_str(&digits[at..at + 3]);
    }
    print
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn every_number_comes_back(number in number()) {
        for print in [format!("{number}人"), format!("{}人", grouped(number)), format!("共{number}元")] {
            let words = said(&print, Language::Zh);
            prop_assert_eq!(chinese(words.trim_matches(['人', '共', '元'])), Some(number), "{}: {}", print, words);
        }
        let words = said(&format!("{} people", grouped(number)), Language::En);
        prop_assert_eq!(english(words.trim_end_matches(" people")), Some(number), "{}", words);
        let words = said(&format!("${}", grouped(number)), Language::En);
        prop_assert_eq!(english(words.split(" dollar").next().unwrap()), Some(number), "{}", words);
    }

    #[test]
    fn every_share_comes_back(whole in 0_u64..1_000, fraction in "[0-9]{1,4}") {
        let words = said(&format!("增长{whole}.{fraction}%"), Language::Zh);
        let (left, right) = words.strip_prefix("增长百分之").and_then(|words| words.split_once('点')).unwrap();
        prop_assert_eq!((chinese(left), chinese_digits(right)), (Some(whole), Some(fraction.clone())), "{}", words);
        let words = said(&format!("{whole}.{fraction}%"), Language::En);
        let (left, right) = words.strip_suffix(" percent").and_then(|words| words.split_once(" point ")).unwrap();
        let right: Option<String> = right.split(' ').map(|one| word(one).map(|value| value.to_string())).collect();
        prop_assert_eq!((english(left), right), (Some(whole), Some(fraction)), "{}", words);
    }

    #[test]
    fn a_range_says_both_its_numbers(first in 1_u64..5_000, more in 1_u64..5_000, dash in "[-–—~～]") {
        let last = first + more;
        let words = said(&format!("{first}{dash}{last}人"), Language::Zh);
        let (left, right) = words.trim_end_matches('人').split_once('到').unwrap();
        prop_assert_eq!((chinese(left), chinese(right)), (Some(first), Some(last)), "{}", words);
    }
}

/// Lines of the papers' own kinds, put together from the tables of goldens.
fn lines(table: &'static str) -> impl Strategy<Value = String> {
    let prints: Vec<&str> = table
        .lines()
        .filter(|row| !row.starts_with("# "))
        .filter_map(|row| Some(row.split_once('\t')?.0))
        .collect();
    let marks = ["，", "。", "、", " ", "：", "（", "）", "；", "“", "”"];
    prop::collection::vec((prop::sample::select(prints), prop::sample::select(marks.to_vec())), 1..5)
        .prop_map(|parts| {
            parts.into_iter().fold(String::new(), |mut line, (print, mark)| {
                let _ = write!(line, "{print}{mark}");
                line
            })
        })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn a_spoken_line_is_read_as_it_stands(
        zh in lines(include_str!("../fixtures/reading/zh.tsv")),
        en in lines(include_str!("../fixtures/reading/en.tsv")),
    ) {
        for (print, language) in [(zh, Language::Zh), (en, Language::En)] {
            let once = READER.read(&print, language);
            prop_assert_eq!(once.printed(), print.as_str());
            let words = once.text();
            prop_assert_eq!(said(&words, language), words, "{}", print);
        }
    }
}
