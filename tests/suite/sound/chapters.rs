//! Chapters in the files, as ffprobe and the judges of the formats read them.

use std::path::Path;
use std::process::Command;

use newscaster::model::{Edition, Stop};
use newscaster::publish::sound::{self, Encoding};

use super::{all_formats, chapters_of, has};
use crate::editions::{self, Programme};

/// The chapters that a file should have.
fn chapters_in(edition: &Edition) -> Vec<(u64, u64, String)> {
    let title = |stop: &Stop| edition.script.chapters[stop.chapter].title.clone();
    let stops = edition.stops().into_iter();
    stops
        .map(|stop| (stop.start.millis(edition.rate).0, stop.end.millis(edition.rate).0, title(&stop)))
        .collect()
}

#[test]
fn chapters_are_those_of_the_timeline() {
    if !has("ffprobe") || !has("ffmpeg") {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let edition = editions::edition(folder.path());
    // A WAV cue has no end and an Opus comment neither; ffprobe ends the last chapter with its idea of the file.
    let starts = |chapters: Vec<(u64, u64, String)>| -> Vec<_> {
        chapters.into_iter().map(|(start, _, title)| (start, title)).collect()
    };
    for file in all_formats(&edition, folder.path()).iter().chain([&edition.master]) {
        assert_eq!(starts(chapters_of(file)), starts(chapters_in(&edition)), "{}", file.display());
    }
    assert_eq!(chapters_of(&folder.path().join("edition.mp3")), chapters_in(&edition));
}

#[test]
fn players_show_the_title_and_the_paper() {
    if !has("ffprobe") || !has("ffmpeg") {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let edition = editions::edition(folder.path());
    for file in all_formats(&edition, folder.path()) {
        let probe = |tag: &str| {
            let entries = format!("format_tags={tag}:stream_tags={tag}");
            let arguments = ["-v", "error", "-of", "default=nw=1:nk=1", "-show_entries", &entries];
            let output = Command::new("ffprobe").args(arguments).arg(&file).output().unwrap();
            String::from_utf8(output.stdout).unwrap().trim().to_owned()
        };
        assert!(probe("title").starts_with(&edition.script.title), "{}: {}", file.display(), probe("title"));
        assert_eq!([probe("artist"), probe("album")], ["青河日报"; 2], "{}", file.display());
    }
}

#[test]
fn players_show_the_cover() {
    if !has("ffmpeg") {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let edition = editions::edition(folder.path());
    let cover = folder.path().join("cover.png");
    let draw = ["-v", "error", "-f", "lavfi", "-i", "testsrc=size=64x64", "-frames:v", "1"];
    assert!(Command::new("ffmpeg").args(draw).arg(&cover).status().unwrap().success());
    for file in all_formats(&edition, folder.path()) {
        let mut ffmpeg = Command::new("ffmpeg");
        ffmpeg.args(["-v", "error", "-i"]).arg(&file);
        let found = ffmpeg.args(["-map", "0:v", "-c", "copy", "-f", "image2pipe", "-"]).output().unwrap();
        assert!(found.stdout == std::fs::read(&cover).unwrap(), "{}", file.display());
    }
}

#[test]
fn three_hundred_chapters_are_in_every_format() {
    if !has("ffprobe") || !has("ffmpeg") {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("clip.wav");
    let samples = editions::babble(1, 16_000, 0.5, 0.3);
    editions::write_clip(&path, 16_000, &samples);
    let mut programme = Programme { script: editions::script(), takes: Vec::new() };
    for story in 0..300 {
        programme.open(format!("第{story}条"), 1 + u8::from(story % 40 != 0), None);
        programme.add(format!("第{story}条。"), 300, editions::clip(&path, 16_000, samples.len()));
    }
    let edition = programme.assemble(folder.path());
    for file in all_formats(&edition, folder.path()).iter().chain([&edition.master]) {
        let found: Vec<_> = chapters_of(file).into_iter().map(|(start, _, title)| (start, title)).collect();
        let wanted: Vec<_> =
            chapters_in(&edition).into_iter().map(|(start, _, title)| (start, title)).collect();
        assert_eq!(found, wanted, "{}", file.display());
    }
    let tag = id3::Tag::read_from_path(folder.path().join("edition.mp3")).unwrap();
    assert_eq!(tag.version(), id3::Version::Id3v23);
    let tables: Vec<_> = tag.tables_of_contents().collect();
    assert_eq!(tables.iter().filter(|table| table.top_level).count(), 1);
    assert!(tables.iter().all(|table| table.elements.len() <= 255 && table.frames.len() == 1));
    let mut entries: Vec<_> = tables.iter().flat_map(|table| table.elements.iter().cloned()).collect();
    let mut ids: Vec<_> = tag.chapters().map(|chapter| chapter.element_id.clone()).collect();
    ids.extend(tables.iter().filter(|table| !table.top_level).map(|table| table.element_id.clone()));
    entries.sort();
    ids.sort();
    assert_eq!(entries, ids, "each chapter and each table stands in one table");
}

/// What a program says about a file; `None`, said aloud, where the program is not installed.
fn said(judge: &str, arguments: &[&str], file: &Path) -> Option<(bool, String)> {
    let Ok(output) = Command::new(judge).args(arguments).arg(file).output() else {
        crate::needs::skip(format_args!("{judge} is not installed"));
        return None;
    };
    let text = [output.stdout, output.stderr].concat();
    Some((output.status.success(), String::from_utf8_lossy(&text).into_owned()))
}

#[test]
fn the_judges_of_opus_and_flac_find_no_fault() {
    let folder = tempfile::tempdir().unwrap();
    let edition = editions::edition(folder.path());
    let (opus, flac) = (folder.path().join("edition.opus"), folder.path().join("edition.flac"));
    sound::opus(&edition, &Encoding::plain(&sound::Options::default()), &opus).unwrap();
    sound::flac(&edition, &Encoding::plain(&sound::Options::default()), &flac).unwrap();
    if let Some((passed, text)) = said("opusinfo", &[], &opus) {
        assert!(passed && !text.to_lowercase().contains("warning"), "{text}");
        let chapters = edition.stops().len();
        assert!(text.contains(&format!("CHAPTER{chapters:03}NAME=")), "{text}");
    }
    // With -t, flac decodes it all and holds it against the MD5 in its head.
    if let Some((passed, text)) = said("flac", &["-t", "--warnings-as-errors"], &flac) {
        assert!(passed, "{text}");
    }
    if let Some((passed, text)) = said("metaflac", &["--list", "--block-type=VORBIS_COMMENT"], &flac) {
        assert!(passed && text.matches("NAME=").count() == edition.stops().len(), "{text}");
    }
}
