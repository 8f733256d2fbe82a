use proptest::prelude::*;

use super::*;

fn pronouncer() -> Pronouncer {
    Pronouncer::new(&Options::default()).unwrap()
}

fn pinyin(text: &str) -> String {
    let words = pronouncer().pronounce(text, &[]);
    let said: Vec<String> = words.iter().flat_map(|w| w.syllables.iter().map(ToString::to_string)).collect();
    said.join(" ")
}

/// The syllables of one word in a sentence.
fn part(sentence: &str, word: &str) -> String {
    let start = sentence.find(word).map(|byte| sentence[..byte].chars().count()).unwrap();
    let mut syllables = Vec::new();
    for word in pronouncer().pronounce(sentence, &[]) {
        let mut said: Vec<String> = word.syllables.iter().map(ToString::to_string).collect();
        said.resize(word.chars, String::new());
        syllables.extend(said);
    }
    syllables[start..start + word.chars().count()].join(" ")
}

/// Checks all rows and tells all that are wrong.
fn check(rows: &[(&str, &str)], said: impl Fn(&str) -> String) {
    let wrong: Vec<String> = rows
        .iter()
        .filter(|(text, right)| said(text) != *right)
        .map(|(text, right)| format!("{text}: {} instead of {right}", said(text)))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn words_of_the_news_are_read_right() {
    let table = include_str!("tests.tsv");
    let rows: Vec<(&str, &str)> = dictionary::rows(table).collect();
    check(&rows, pinyin);
}

#[test]
fn a_character_is_read_by_its_sentence() {
    let table = include_str!("tests-sentences.tsv");
    let wrong: Vec<String> = dictionary::rows(table)
        .filter_map(|(marked, right)| {
            let word = marked.split(['[', ']']).nth(1)?;
            let sentence = marked.replace(['[', ']'], "");
            let said = part(&sentence, word);
            (said != right).then(|| format!("{marked}: {said} instead of {right}"))
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_name_is_one_word_and_its_surname_has_its_own_reading() {
    let words = pronouncer().pronounce("市委书记任振鹤出席会议。", &[]);
    let lengths: Vec<usize> = words.iter().map(|word| word.chars).collect();
    assert_eq!(lengths, [4, 3, 4, 1]);
    assert_eq!(words[1].syllables[0].to_string(), "ren2");
}

#[test]
fn traditional_characters_are_read_as_their_words() {
    check(
        &[
            ("銀行行長", "yin2 hang2 hang2 zhang3"),
            ("會計師在單縣", "kuai4 ji4 shi1 zai4 shan4 xian4"),
            ("歸還圖書館", "gui1 huan2 tu2 shu1 guan3"),
        ],
        pinyin,
    );
}

#[test]
fn every_han_character_of_the_common_blocks_has_a_reading() {
    let dictionary = Dictionary::get();
    let missing = |range: std::ops::RangeInclusive<char>| {
        range.filter(|&c| dictionary.alone(c) == Reading::Unknown).collect::<Vec<_>>()
    };
    // Units of measure that only Japanese writes.
    let japanese: Vec<char> = "兙兡嗧桛烪瓧瓰瓱瓼甅".chars().collect();
    assert_eq!(missing('一'..='龥'), japanese);
    let extension_a = missing('\u{3400}'..='\u{4db5}').len();
    assert!(extension_a < 850, "{extension_a}");
}

#[test]
fn compatibility_characters_are_read_as_what_they_stand_for() {
    check(&[("\u{f95a}書、\u{fa08}人", "du2 shu1 xing2 ren2")], pinyin);
}

#[test]
fn a_hanzi_without_a_reading_leaves_its_word_without_syllables() {
    let unknown =
        ('\u{20000}'..='\u{2a6df}').find(|&c| Dictionary::get().alone(c) == Reading::Unknown).unwrap();
    let words = pronouncer().pronounce(&format!("他叫{unknown}。"), &[]);
    assert!(words.iter().any(|word| word.syllables.is_empty() && word.chars == 1));
    assert_eq!(words.iter().map(|word| word.chars).sum::<usize>(), 4);
}

#[test]
fn one_and_not_change_their_tone_but_not_in_the_dictionary() {
    let said = |text: &str| {
        let words = pronouncer().pronounce(text, &[]);
        let tones = words.iter().flat_map(|word| word.syllables.iter().map(|s| s.said.digit()));
        tones.collect::<String>()
    };
    for (text, tones) in [
        ("不是", "24"),
        ("不来", "42"),
        ("一个", "24"),
        ("一天", "41"),
        ("一年", "42"),
        ("一点", "43"),
        ("一点五", "133"),
        ("第一个", "414"),
        ("十一月一日", "21414"),
        ("二〇二一年", "42412"),
        ("统一", "31"),
        ("看一看", "454"),
        ("去不去", "454"),
        ("一二三", "141"),
        ("一百二十一号", "434214"),
    ] {
        let found = said(text);
        assert_eq!(found, tones, "{text}");
    }
    assert_eq!(pinyin("一个不是"), "yi1 ge4 bu4 shi4");
}

#[test]
fn no_word_crosses_an_edge_and_foreign_runs_stand_alone() {
    let words = pronouncer().pronounce("人工智能GDP增长", &[2]);
    let lengths: Vec<usize> = words.iter().map(|word| word.chars).collect();
    assert_eq!(lengths, [2, 2, 3, 2]);
    assert!(words[2].syllables.is_empty());
    let lengths = |edges: &[usize]| {
        pronouncer().pronounce("GDP", edges).iter().map(|word| word.chars).collect::<Vec<_>>()
    };
    assert_eq!((lengths(&[]), lengths(&[0, 1, 1, 3, 9])), (vec![3], vec![1, 2]));
}

proptest! {
    #[test]
    fn words_cover_the_text_and_no_edge_is_crossed(
        text in "[的一不行长中着单任a-z0-9，。\u{20000}-\u{20010}\u{e000}\u{3400}-\u{3420}銀縣都 ]{0,60}",
        mut edges in proptest::collection::vec(0_usize..70, 0..6),
    ) {
        edges.sort_unstable();
        let words = pronouncer().pronounce(&text, &edges);
        let chars: Vec<char> = text.chars().collect();
        prop_assert_eq!(words.iter().map(|word| word.chars).sum::<usize>(), chars.len());
        let mut start = 0;
        for word in words {
            let end = start + word.chars;
            prop_assert!(word.chars > 0);
            prop_assert!(!edges.iter().any(|&edge| start < edge && edge < end));
            prop_assert!(word.syllables.is_empty() || word.syllables.len() == word.chars);
            let hanzi = chars[start..end].iter().filter(|&&c| is_han(c)).count();
            prop_assert!(hanzi == 0 || hanzi == word.chars);
            start = end;
        }
    }

    #[test]
    fn any_text_is_taken(text in any::<String>()) {
        let words = pronouncer().pronounce(&text, &[]);
        prop_assert_eq!(words.iter().map(|word| word.chars).sum::<usize>(), text.chars().count());
        pronouncer().respellings(&text);
    }
}
