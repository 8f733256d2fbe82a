//! What listeners get, and the last look at it.

mod about;
mod beside;
mod books;
pub mod browser;
mod daisy3;
mod damage;
mod edition;
mod feed_rules;
mod known;
mod podcast;
mod video;

use std::fs;
use std::path::Path;

use newscaster::model::{Edition, Mark, Samples, Say, Spoken, Syllable, Token, TokenMark};
use newscaster::progress::Silent;
use newscaster::publish::{Options, Target, publish};
use newscaster::verify::{Verification, verify};

use crate::golden;

/// Every format that needs no program besides.
const ALL: &str = "srt text html epub daisy daisy-zip daisy3 stories briefing audiobook lpf opus flac";

/// Publishes the Chinese edition.
fn published(folder: &Path, formats: &str) -> Verification {
    publish_in(folder, &edition::chinese(folder), formats)
}

fn publish_in(folder: &Path, edition: &Edition, formats: &str) -> Verification {
    let options = options!(Options {
        formats: formats.split_whitespace().map(|format| format.parse().unwrap()).collect()
    });
    let problems = ["河上新桥通车：第2段读法存疑".to_owned()];
    let target = Target {
        folder,
        options: &options,
        paper: Some("青河日报"),
        shelf: None,
        fonts: &[],
        narrators: &edition::narrators(),
        modified: None,
        problems: &problems,
        changes: &[],
    };
    publish(edition, &target, &Silent).unwrap();
    verify(folder, &Silent).unwrap()
}

#[test]
fn chapters_tell_addresses_that_everybody_can_reach() {
    let folder = tempfile::tempdir().unwrap();
    let mut edition = edition::chinese(folder.path());
    let mut told = [
        (Some("https://a.example/1"), Some("https://a.example/1.jpg")),
        (Some("http://desk.local/2"), Some("/home/ann/2.jpg")),
        (Some("https://a.example/3"), None),
    ]
    .into_iter();
    for chapter in edition.script.chapters.iter_mut().filter(|chapter| chapter.level == 2) {
        let Some((url, picture)) = told.next() else { break };
        (chapter.url, chapter.picture) = (url.map(str::to_owned), picture.map(str::to_owned));
    }
    let found = publish_in(folder.path(), &edition, "");
    assert_eq!(found.faults, [""; 0]);
    let file: serde_json::Value =
        serde_json::from_slice(&fs::read(folder.path().join("chapters.json")).unwrap()).unwrap();
    let chapters = file["chapters"].as_array().unwrap();
    let of = |key: &str| chapters.iter().filter_map(|chapter| chapter[key].as_str()).collect::<Vec<_>>();
    assert_eq!(of("url"), ["https://a.example/1", "https://a.example/3"]);
    assert_eq!(of("img"), ["https://a.example/1.jpg"]);
}

#[test]
fn what_is_published_passes_the_last_look() {
    let folder = tempfile::tempdir().unwrap();
    let verification = published(folder.path(), ALL);
    assert_eq!(verification.faults, [""; 0]);
    for file in ["edition.wav", "edition.mp3", "edition.epub", "daisy/ncc.html", "transcript.srt"] {
        assert!(verification.checked.iter().any(|checked| checked == file), "{file} was not checked");
    }
}

#[test]
fn subtitles_of_a_long_sentence_change_where_the_voice_says_that_a_word_begins() {
    let folder = tempfile::tempdir().unwrap();
    let mut edition = edition::chinese(folder.path());
    let words = [
        "昨日上午，",
        "横跨青河的新桥正式通车，",
        "两岸居民过河的时间由四十分钟缩短到五分钟，",
        "等了三年的乡亲终于不用再绕路。",
    ];
    let token = |word: &&str| Token {
        printed: (*word).into(),
        words: (*word).into(),
        say: Say::Mandarin(vec![Syllable::parse("ma1").unwrap(); word.chars().count()]),
        rule: None,
    };
    let segment = &mut edition.script.segments[0];
    segment.written = words.concat();
    segment.spoken = Spoken { tokens: words.iter().map(token).collect(), problem: None };
    let mark = |token: usize| TokenMark { token, syllable: 0, at: Samples(4_410 * token as u64) };
    edition.takes[0].clip.marks = (0..words.len()).map(mark).collect();
    publish_in(folder.path(), &edition, "srt");
    let srt = fs::read_to_string(folder.path().join("transcript.srt")).unwrap();
    // The sentence begins at 0.3 s; the second cue with its third word, 0.2 s later.
    assert!(srt.contains("00:00:00,300 --> 00:00:00,500\n"), "{srt}");
    assert!(srt.contains("00:00:00,500 --> "), "{srt}");
    // The whole sentence's words are there, hanzi by hanzi; those that the voice did not tell are reckoned between.
    let json: serde_json::Value =
        serde_json::from_str(&fs::read_to_string(folder.path().join("transcript.json")).unwrap()).unwrap();
    let segment = &json["segments"][0];
    let told = segment["words"].as_array().unwrap();
    let bodies: String = told.iter().map(|word| word["body"].as_str().unwrap()).collect();
    assert_eq!((segment["timing"].as_str().unwrap(), bodies), ("reckoned", words.concat()));
    assert_eq!((&told[0]["startTime"], &told[5]["startTime"]), (&0.3.into(), &0.4.into()));
    let times: Vec<f64> = told.iter().map(|word| word["startTime"].as_f64().unwrap()).collect();
    assert!(times.is_sorted(), "{times:?}");
}

#[test]
fn words_that_the_voice_times_have_their_times_in_the_transcripts() {
    let folder = tempfile::tempdir().unwrap();
    let mut edition = edition::chinese(folder.path());
    let token = |printed: &str, words: &str, say| Token {
        printed: printed.into(),
        words: words.into(),
        say,
        rule: None,
    };
    let said = |count| Say::Mandarin(vec![Syllable::parse("ma1").unwrap(); count]);
    let segment = &mut edition.script.segments[0];
    segment.written = "增长5.2%，好。".to_owned();
    segment.spoken = Spoken {
        tokens: vec![
            token("增长", "增长", said(2)),
            token("5.2%", "百分之五点二", said(6)),
            token("，", "，", Say::Mark(Mark::Comma)),
            token("好", "好", said(1)),
            token("。", "。", Say::Mark(Mark::Stop)),
        ],
        problem: None,
    };
    let mark = |(token, syllable, at)| TokenMark { token, syllable, at: Samples(at) };
    let marks = [(0, 0, 0), (0, 1, 4_410), (1, 0, 8_820), (1, 1, 9_000), (3, 0, 22_050)];
    edition.takes[0].clip.marks = marks.map(mark).to_vec();
    publish_in(folder.path(), &edition, "vtt");
    let vtt = fs::read_to_string(folder.path().join("transcript.vtt")).unwrap();
    // The sentence begins at 0.3 s.
    assert!(vtt.contains("<v 主播>增长<00:00:00.500>5.2%，<00:00:00.800>好。\n"), "{vtt}");
    let json: serde_json::Value =
        serde_json::from_str(&fs::read_to_string(folder.path().join("transcript.json")).unwrap()).unwrap();
    let segment = &json["segments"][0];
    assert_eq!(segment["timing"], "engine");
    let word = |word: &serde_json::Value| {
        (word["body"].as_str().unwrap().to_owned(), word["startTime"].as_f64().unwrap())
    };
    let words: Vec<_> = segment["words"].as_array().unwrap().iter().map(word).collect();
    let expected = [("增", 0.3), ("长", 0.4), ("5.2%", 0.5), ("好", 0.8)];
    assert_eq!(words, expected.map(|(body, time)| (body.to_owned(), time)));
}

#[test]
fn the_same_edition_gives_the_same_bytes() {
    let (one, two) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    published(one.path(), ALL);
    published(two.path(), ALL);
    for entry in fs::read_dir(one.path()).unwrap().chain(fs::read_dir(one.path().join("daisy")).unwrap()) {
        let path = entry.unwrap().path();
        if path.is_file() {
            let other = two.path().join(path.strip_prefix(one.path()).unwrap());
            assert!(fs::read(&path).unwrap() == fs::read(&other).unwrap(), "{} differs", path.display());
        }
    }
}

#[test]
fn a_missing_file_is_named() {
    let folder = tempfile::tempdir().unwrap();
    published(folder.path(), "");
    fs::remove_file(folder.path().join("edition.mp3")).unwrap();
    let faults = verify(folder.path(), &Silent).unwrap().faults;
    assert!(faults.contains(&"edition.mp3 is missing; make the edition again".to_owned()), "{faults:?}");
    let nothing = tempfile::tempdir().unwrap();
    assert!(verify(nothing.path(), &Silent).unwrap_err().to_string().contains("report.json"));
}

#[test]
fn the_transcripts_are_as_they_were() {
    let folder = tempfile::tempdir().unwrap();
    published(folder.path(), ALL);
    for file in [
        "chapters.json",
        "chapters.vtt",
        "transcript.vtt",
        "transcript.srt",
        "transcript.txt",
        "report.json",
        "publication.json",
    ] {
        golden::check(file, &fs::read_to_string(folder.path().join(file)).unwrap());
    }
    let folder = tempfile::tempdir().unwrap();
    publish_in(folder.path(), &edition::english(folder.path()), "text");
    for file in ["transcript.vtt", "transcript.txt"] {
        golden::check(&format!("english-{file}"), &fs::read_to_string(folder.path().join(file)).unwrap());
    }
}
