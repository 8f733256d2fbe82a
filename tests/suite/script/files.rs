//! The script file in an editor's hands.

use std::path::Path;

use newscaster::model::Script;
use newscaster::script::{self, Options};

use super::{order, reader, small_paper, write};

/// The one voice there is.
fn voice(name: &str) -> Result<(), String> {
    if name == "zh-espeak" { Ok(()) } else { Err(format!("there is no voice `{name}`")) }
}

fn parse(text: &str) -> Result<Script, String> {
    script::file::parse(text, Path::new("script.toml"), &reader(), &voice).map_err(|error| error.to_string())
}

fn file() -> String {
    script::file::to_toml(&write(&small_paper(), &Options::default()))
}

/// The segment whose printed words contain `words`.
fn segment<'a>(script: &'a Script, words: &str) -> &'a newscaster::model::Segment {
    script.segments.iter().find(|segment| segment.written.contains(words)).unwrap()
}

#[test]
fn a_reworded_sentence_is_read_anew() {
    let script = parse(&file().replace("written = \"大桥全长1200米", "written = \"大桥全长1300米")).unwrap();
    let spoken = segment(&script, "1300").spoken.text();
    assert!(spoken.contains("三百"), "{spoken}");
}

#[test]
fn reworded_speech_is_said_and_stays() {
    let text = file();
    let line = text.lines().find(|line| line.starts_with("spoken = \"大桥全长")).unwrap();
    let script = parse(&text.replace(line, "spoken = \"大桥长一公里多。\"")).unwrap();
    assert_eq!(segment(&script, "1200").spoken.text(), "大桥长一公里多。");
    assert_eq!(segment(&script, "1200").spoken.printed(), segment(&script, "1200").written);
    let again = script::file::to_toml(&script);
    assert!(again.contains("spoken = \"大桥长一公里多。\"\n"), "speech by hand has no mark");
    assert_eq!(parse(&again).unwrap(), script);
}

#[test]
fn a_line_may_be_added_with_its_words_alone() {
    let text = file();
    let at = text.find("[[segments]]\nid = \"sign-off\"").unwrap();
    let text = format!("{}[[segments]]\nwritten = \"祝您晚安。\"\n\n{}", &text[..at], &text[at..]);
    let script = parse(&text).unwrap();
    let added = segment(&script, "祝您晚安");
    assert!(added.id.0.starts_with("line-") && !added.spoken.tokens.is_empty());
}

#[test]
fn a_story_is_moved_with_its_segments_and_dropped_with_them() {
    let text = file();
    let (head, rest) = text.split_at(text.find("\n# ────").unwrap());
    let parts: Vec<&str> = rest.split_inclusive("\n# ────").collect();
    let script = parse(&text).unwrap();
    let stories: Vec<usize> = (0..script.chapters.len()).filter(|&i| script.chapters[i].level == 2).collect();
    // A part begins behind the rule of its chapter, so that part n + 1 holds chapter n.
    let (first, second) = (stories[0] + 1, stories[1] + 1);
    let mut moved = parts.clone();
    moved.swap(first, second);
    let swapped = parse(&format!("{head}{}", moved.concat())).unwrap();
    let (was, is) = (order(&script), order(&swapped));
    assert_eq!((is[0], is[1]), (was[1], was[0]));
    let mut dropped = parts;
    dropped.remove(first);
    let dropped = parse(&format!("{head}{}", dropped.concat())).unwrap();
    assert_eq!(order(&dropped), was[1..]);
}

#[test]
fn mistakes_are_named_with_line_and_column() {
    let head =
        "title = \"t\"\ndate = \"2026-03-02\"\nlanguage = \"zh\"\n[[chapters]]\ntitle = \"c\"\nlevel = 1\n";
    let line = |text: &str| format!("{head}[[segments]]\nchapter = 0\n{text}");
    for (text, message) in [
        (line("writen = \"好\"\n"), "line 9, column 1: unknown field `writen`"),
        (line("written = \"……\"\n"), "line 9, column 11: the segment is empty"),
        (line("written = \"好\"\nspoken = \" \"\n"), "line 10, column 10: `spoken` is empty"),
        (
            line("id = \"a\"\nwritten = \"好\"\n[[segments]]\nid = \"a\"\nwritten = \"好\"\n"),
            "line 12, column 6: the id `a` is used twice",
        ),
        (
            line("written = \"好\"\n[[segments]]\nchapter = 7\nwritten = \"好\"\n"),
            "line 11, column 11: chapter 7 is not there",
        ),
        (
            format!(
                "{head}[[chapters]]\ntitle = \"d\"\nlevel = 2\n{}{}{}",
                "[[segments]]\nchapter = 0\nwritten = \"甲\"\n",
                "[[segments]]\nchapter = 1\nwritten = \"乙\"\n",
                "[[segments]]\nchapter = 0\nwritten = \"丙\"\n"
            ),
            "line 17, column 11: chapter 0 begins a second time",
        ),
        (head.replace("2026-03-02", "2. März"), "line 2, column 8: `2. März` is no date"),
        (head.to_owned(), "there are no [[segments]] to speak"),
        (
            format!("{head}[[segments]]\nwritten = \"好\"\n"),
            "line 8, column 11: the first segment needs a chapter",
        ),
        (
            head.replace("level = 1", "level = 3") + "[[segments]]\nchapter = 0\nwritten = \"好\"\n",
            "a level is 1 or 2",
        ),
        (line("written = \"好\"\nrole = \"host\"\n"), "line 10, column 8: unknown variant `host`"),
        (line("written = \"好\"\nvoice = \"zh-espek\"\n"), "line 10, column 9: there is no voice `zh-espek`"),
        (
            line("written = \"好\"\npause_after_ms = 3500000\n"),
            "line 10, column 18: a pause is 600000 milliseconds, ten minutes, at most",
        ),
        (
            line("written = \"好\"\narticle = \"60c8c694\"\n")
                .replace("level = 1\n", "level = 1\narticle = \"60c8c695\"\n"),
            "line 11, column 11: no chapter tells the story `60c8c694`; did you mean `60c8c695`?",
        ),
    ] {
        let error = parse(&text).unwrap_err();
        assert!(error.contains(message), "{message}\nnot in\n{error}");
    }
}
