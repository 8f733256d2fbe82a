//! Pronunciation, from printed characters to syllables.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::Path;

use newscaster::script::spoken::Options;
use newscaster::script::spoken::pinyin::Pronouncer;

/// The syllable of the character at a position, `hang2`; empty where it has none.
fn syllable_at(pronouncer: &Pronouncer, sentence: &str, at: usize) -> String {
    let mut start = 0;
    for word in pronouncer.pronounce(sentence, &[]) {
        if at < start + word.chars {
            return word.syllables.get(at - start).map(ToString::to_string).unwrap_or_default();
        }
        start += word.chars;
    }
    String::new()
}

/// The words in brackets of everyday sentences: characters of several readings, names, places, offices.
#[test]
fn everyday_news_is_read_as_the_table_says() {
    let pronouncer = Pronouncer::new(&Options::default()).unwrap();
    let mut wrong = String::new();
    for row in include_str!("../fixtures/reading/pinyin.tsv").lines().filter(|row| !row.starts_with('#')) {
        let (marked, right) = row.split_once('\t').unwrap();
        let sentence = marked.replace(['[', ']'], "");
        let mut syllables: Vec<String> = Vec::new();
        for word in pronouncer.pronounce(&sentence, &[]) {
            let end = syllables.len() + word.chars;
            syllables.extend(word.syllables.iter().map(ToString::to_string));
            syllables.resize(end, String::new());
        }
        let mut right = right.split(" / ");
        let mut rest = syllables.as_slice();
        for (index, part) in marked.split(['[', ']']).enumerate() {
            let (said, after) = rest.split_at(part.chars().count());
            rest = after;
            if index % 2 == 1 && right.next() != Some(said.join(" ").as_str()) {
                let _ = writeln!(wrong, "{row}: {}", said.join(" "));
            }
        }
        assert_eq!(right.next(), None, "{row}");
    }
    assert!(wrong.is_empty(), "{wrong}");
}

/// The public test set of characters with several readings, one a sentence, balanced by character.
#[test]
fn characters_with_several_readings_are_read_by_their_sentence() {
    let folder = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/bench"));
    let (Ok(sentences), Ok(labels)) =
        (fs::read_to_string(folder.join("cpp-dev.sent")), fs::read_to_string(folder.join("cpp-dev.lb")))
    else {
        eprintln!("skipped: no {}", folder.join("cpp-dev.sent").display());
        return;
    };
    let pronouncer = Pronouncer::new(&Options::default()).unwrap();
    let mut wrong: BTreeMap<String, usize> = BTreeMap::new();
    let (mut right, mut all) = (0_u32, 0_u32);
    for (sentence, label) in sentences.lines().zip(labels.lines()) {
        let at = sentence.chars().position(|c| c == '▁').unwrap();
        let target = sentence.chars().nth(at + 1).unwrap();
        let gold = label.trim().replace("u:", "v");
        let said = syllable_at(&pronouncer, &sentence.replace('▁', ""), at);
        all += 1;
        right += u32::from(said == gold);
        if said != gold {
            *wrong.entry(format!("{target} {gold} said {said}")).or_default() += 1;
        }
    }
    let share = f64::from(right) / f64::from(all);
    println!("{right} of {all} right: {:.2} %", 100.0 * share);
    let mut worst: Vec<_> = wrong.into_iter().collect();
    worst.sort_by_key(|(_, times)| std::cmp::Reverse(*times));
    println!("{:?}", worst.iter().take(40).collect::<Vec<_>>());
    assert!(share >= 0.976, "{share}");
}
