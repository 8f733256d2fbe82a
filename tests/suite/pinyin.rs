//! Pronunciation, from printed characters to syllables.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::Path;

use newscaster::reading::Options;
use newscaster::reading::pinyin::Pronouncer;

use crate::quality::{Data, hold};

/// The syllable of each character of a sentence, `hang2`; empty where it has none.
fn syllables(pronouncer: &Pronouncer, sentence: &str) -> Vec<String> {
    let mut syllables: Vec<String> = Vec::new();
    for word in pronouncer.pronounce(sentence, &[]) {
        let end = syllables.len() + word.chars;
        syllables.extend(word.syllables.iter().map(ToString::to_string));
        syllables.resize(end, String::new());
    }
    syllables
}

/// The words in brackets of everyday sentences: characters of several readings, names, places, offices.
#[test]
fn everyday_news_is_read_as_the_table_says() {
    let pronouncer = Pronouncer::new(&Options::default()).unwrap();
    let mut wrong = String::new();
    for row in include_str!("../fixtures/reading/pinyin.tsv").lines().filter(|row| !row.starts_with('#')) {
        let (marked, right) = row.split_once('\t').unwrap();
        let sentence = marked.replace(['[', ']'], "");
        let syllables = syllables(&pronouncer, &sentence);
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
        return crate::needs::beside_the_repository(&folder.join("cpp-dev.sent"));
    };
    let pronouncer = Pronouncer::new(&Options::default()).unwrap();
    let mut wrong: BTreeMap<String, usize> = BTreeMap::new();
    let (mut right, mut all) = (0_u32, 0_u32);
    for (sentence, label) in sentences.lines().zip(labels.lines()) {
        let at = sentence.chars().position(|c| c == '▁').unwrap();
        let target = sentence.chars().nth(at + 1).unwrap();
        let gold = label.trim().replace("u:", "v");
        let said = syllables(&pronouncer, &sentence.replace('▁', "")).swap_remove(at);
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
    hold("pinyin, characters of many readings", 100.0 * share, &Data::of(&[&sentences, &labels]));
}

/// The people and places of the sample page, each checked once by eye, wherever they stand in it.
#[test]
fn the_names_of_the_sample_page_are_read_as_they_were_approved() {
    let page = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/pages/neimenggu-2024-11-28.md");
    let Ok(page) = fs::read_to_string(page) else {
        return crate::needs::beside_the_repository("the sample page".as_ref());
    };
    let pronouncer = Pronouncer::new(&Options::default()).unwrap();
    let lines: Vec<_> = page.lines().map(|line| (line, syllables(&pronouncer, line))).collect();
    for row in include_str!("../golden/reading-names.tsv").lines() {
        let (name, right) = row.split_once('\t').unwrap();
        let mut found = 0;
        for (line, said) in &lines {
            for (byte, _) in line.match_indices(name) {
                let start = line[..byte].chars().count();
                assert_eq!(said[start..start + name.chars().count()].join(" "), right, "{name}");
                found += 1;
            }
        }
        assert!(found > 0, "{name} does not stand on the page");
    }
}
