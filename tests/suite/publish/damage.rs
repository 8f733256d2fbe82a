//! Whatever befalls a file of an edition, the last look names it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use newscaster::progress::Silent;
use newscaster::publish::{Options, podcast, seal};
use newscaster::verify::{compare, verify, verify_podcast};

use super::{ALL, edition, publish_in, published};

/// The files below a folder, as they are called from there.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(next).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() { folders.push(path) } else { found.push(path) }
        }
    }
    found.sort();
    found.iter().map(|path| path.strip_prefix(folder).unwrap().to_owned()).collect()
}

fn cut(path: &Path, part: fn(usize) -> usize) {
    let bytes = fs::read(path).unwrap();
    fs::write(path, &bytes[..part(bytes.len())]).unwrap();
}

fn faults(folder: &Path) -> Vec<String> {
    match verify(folder, &Silent) {
        Ok(verification) => verification.faults,
        Err(error) => vec![error.to_string()],
    }
}

/// Something that happens to a file.
type Mishap = fn(&Path);

/// What befalls a file, whatever is in it.
const MISHAPS: &[(&str, Mishap)] = &[
    ("missing", |path| fs::remove_file(path).unwrap()),
    ("empty", |path| fs::write(path, "").unwrap()),
    ("cut in half", |path| cut(path, |length| length / 2)),
    ("short of its last tenth", |path| cut(path, |length| length * 9 / 10)),
    ("another's", |path| fs::write(path, "<html>Not found</html>").unwrap()),
];

#[test]
fn no_file_can_go_missing_or_short_unnoticed() {
    let folder = tempfile::tempdir().unwrap();
    let ffmpeg = Command::new("ffmpeg").arg("-version").output().is_ok();
    let formats = if ffmpeg { format!("{ALL} m4b") } else { ALL.to_owned() };
    assert_eq!(published(folder.path(), &formats).faults, [""; 0]);
    let mut unnoticed = Vec::new();
    // The parts of the DAISY 3 book are all alike.
    let is_like_another = |file: &PathBuf| {
        file.starts_with("daisy3/")
            && file.to_string_lossy().contains("part-")
            && !file.to_string_lossy().contains("part-003")
    };
    for file in files(folder.path()).into_iter().filter(|file| !is_like_another(file)) {
        let path = folder.path().join(&file);
        let whole = fs::read(&path).unwrap();
        for (mishap, befall) in MISHAPS {
            befall(&path);
            let stem = file.file_stem().unwrap().to_string_lossy().into_owned();
            if !faults(folder.path()).iter().any(|fault| fault.contains(&stem)) {
                unnoticed.push(format!("{} {mishap}", file.display()));
            }
        }
        fs::write(&path, whole).unwrap();
    }
    assert_eq!(unnoticed, [""; 0]);
}

/// Changes of a few characters: the file, what stands there, and what takes its place.
const CHANGES: &[(&str, &str, &str)] = &[
    ("chapters.json", "\"startTime\": 0.0", "\"startTime\": 0.25"),
    ("chapters.json", "\"endTime\": ", "\"endTime\": 1"),
    ("chapters.json", "守林人", "守夜人"),
    ("chapters.vtt", "00:00:00.000 -->", "00:00:00.100 -->"),
    ("chapters.vtt", "守林人", "守夜人"),
    ("transcript.vtt", "早上好", "晚上好"),
    ("transcript.vtt", "00:00:00.300 -->", "00:00:00.301 -->"),
    ("transcript.vtt", "<v 主播>", ""),
    ("transcript.vtt", "WEBVTT\n", "WEBVTT"),
    ("transcript.json", "\"startTime\": 0.3", "\"startTime\": 0.4"),
    ("transcript.json", "早上好", "晚上好"),
    ("transcript.srt", "00:00:00,300 -->", "00:00:00,299 -->"),
    ("transcript.srt", "早上好", "晚上好"),
    ("transcript.srt", "\n\n2\n", "\n\n3\n"),
    ("transcript.txt", "天不亮就走。", ""),
    ("transcript.txt", "专访：守林人的一天 [0:", "专访：守林人的一天 [1:"),
    ("transcript.html", "天不亮就走。", "天亮就走。"),
    ("transcript.html", "data-start=\"0.300\"", "data-start=\"0.400\""),
    ("script.toml", "s001", "s901"),
    ("script.toml", "2024-11-28", "2024-11-29"),
    ("publication.json", "\"PT", "\"PT1H"),
    ("publication.json", "transcript.vtt", "transcript.vt"),
    ("publication.json", "\"Audiobook\"", "\"Book\""),
    ("daisy/ncc.html", "守林人", "守夜人"),
    ("daisy/ncc.html", "\"ncc:totalTime\" content=\"00:00", "\"ncc:totalTime\" content=\"00:01"),
    ("daisy/ncc.html", "page-special\"", "page-front\""),
    ("daisy/ncc.html", ">A4</a>", ">A5</a>"),
    (
        "daisy/ncc.html",
        "<span class=\"page-normal\" id=\"page3\"><a href=\"part-003",
        "<span class=\"page-normal\" id=\"page3\"><a href=\"part-004",
    ),
    ("daisy/ncc.html", "ncc:pageSpecial\" content=\"1", "ncc:pageSpecial\" content=\"0"),
    ("daisy/content.html", ">A4<", "><"),
    ("daisy/content.html", "天不亮就走。", "天亮就走。"),
    ("daisy/part-003.smil", "npt=0.150s", "npt=0.250s"),
    ("daisy/part-004.smil", "content.html#s7", "content.html#s8"),
    ("daisy/master.smil", "part-003.smil", "part-033.smil"),
    ("daisy/ncc.html", "合成语音", "真人语音"),
    ("daisy3/package.opf", "合成语音", "真人语音"),
    ("daisy3/package.opf", "dtb:totalTime\" content=\"00:00", "dtb:totalTime\" content=\"00:01"),
    ("daisy3/package.opf", "href=\"book.xml\"", "href=\"books.xml\""),
    ("daisy3/navigation.ncx", "守林人", "守夜人"),
    ("daisy3/navigation.ncx", "playOrder=\"2\"", "playOrder=\"20\""),
    ("daisy3/navigation.ncx", "type=\"special\" playOrder", "type=\"special\" class=\"x\" playorder"),
    ("daisy3/book.xml", "天不亮就走。", "天亮就走。"),
    ("daisy3/book.xml", ">A4<", "><"),
    ("daisy3/book.xml", "smilref=\"part-003.smil#p", "smilref=\"part-004.smil#p"),
    ("daisy3/part-003.smil", "clipBegin=\"00:00:00.150\"", "clipBegin=\"00:00:00.250\""),
    ("daisy3/part-003.smil", "<seq id=\"whole\" dur=\"00:00", "<seq id=\"whole\" dur=\"00:01"),
    ("daisy3/resources.res", "<resources", "<resource"),
    ("stories/playlist.m3u8", "守林人", "守夜人"),
    ("stories/playlist.m3u8", "002.mp3", "003.mp3"),
    ("publication.json", "合成语音", "真人语音"),
    ("index.html", "合成语音", "真人语音"),
    ("transcript.html", "合成语音", "真人语音"),
    ("report.html", "合成语音", "真人语音"),
    ("chapters.json", "\"toc\": true", "\"toc\": false"),
    ("index.html", "守林人", "守夜人"),
    ("index.html", "data-start=\"0.300\"", "data-start=\"0.400\""),
    ("index.html", "href=\"edition.epub\"", "href=\"edition.pub\""),
    ("index.html", "天不亮就走。", ""),
    ("report.html", "天不亮就走。", ""),
    ("report.html", "<td class=\"time\">0:00</td>", "<td class=\"time\">0:01</td>"),
    ("report.json", "\"spoken\": 280", "\"spoken\": 281"),
    ("report.json", "\"date\": \"2024-11-28\"", "\"date\": \"2024-11-29\""),
];

#[test]
fn a_cover_that_is_not_the_edition_s_is_named_with_its_sound_file() {
    let (one, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let ffmpeg = Command::new("ffmpeg").arg("-version").output().is_ok();
    published(one.path(), if ffmpeg { "opus flac m4b" } else { "opus flac" });
    let mut next = edition::english(other.path());
    next.script.date = "2024-11-29".parse().unwrap();
    publish_in(other.path(), &next, "");
    fs::copy(other.path().join("cover.png"), one.path().join("cover.png")).unwrap();
    let found = faults(one.path());
    for ending in ["mp3", "opus", "flac", "m4b"].iter().take(if ffmpeg { 4 } else { 3 }) {
        let told = format!("edition.{ending}: the picture in it is not the edition's cover");
        assert!(found.iter().any(|fault| fault.starts_with(&told)), "{ending}: {found:?}");
    }
}

#[test]
fn every_change_is_named_with_its_file() {
    let folder = tempfile::tempdir().unwrap();
    published(folder.path(), ALL);
    let mut unnoticed = Vec::new();
    for (file, from, to) in CHANGES {
        let path = folder.path().join(file);
        let text = fs::read_to_string(&path).unwrap();
        assert!(text.contains(from), "{file} has no {from}");
        fs::write(&path, text.replacen(from, to, 1)).unwrap();
        let faults = faults(folder.path());
        let named = if file.starts_with("stories/") {
            "stories/"
        } else if file.starts_with("daisy/") {
            "daisy/"
        } else if file.starts_with("daisy3/") {
            "daisy3/"
        } else {
            file
        };
        // What is wrong in the report shows in everything that is held against it.
        if !faults.iter().any(|fault| fault.contains(named) || fault.contains("report.json")) {
            unnoticed.push(format!("{file}: {from} → {to}: {faults:?}"));
        }
        fs::write(&path, text).unwrap();
    }
    assert_eq!(unnoticed, [""; 0]);
}

#[test]
fn no_bit_can_flip_unnoticed() {
    let folder = tempfile::tempdir().unwrap();
    published(folder.path(), ALL);
    seal(folder.path()).unwrap();
    let files: Vec<(String, Vec<u8>)> = files(folder.path())
        .iter()
        .map(|file| (file.to_str().unwrap().to_owned(), fs::read(folder.path().join(file)).unwrap()))
        .filter(|(file, _)| !["report.json", "B3SUMS"].contains(&file.as_str()))
        .collect();
    let found = || {
        let mut found = verify(folder.path(), &Silent).unwrap();
        compare(folder.path(), &mut found).unwrap();
        found.faults
    };
    assert_eq!(found(), [""; 0]);
    for quarter in 0..=4 {
        for (file, whole) in &files {
            let mut bytes = whole.clone();
            bytes[(whole.len() - 1) * quarter / 4] ^= 1;
            fs::write(folder.path().join(file), bytes).unwrap();
        }
        let faults = found().join("\n");
        let unnoticed: Vec<_> =
            files.iter().map(|(file, _)| file).filter(|file| !faults.contains(*file)).collect();
        assert!(unnoticed.is_empty(), "{quarter}: {unnoticed:?}");
    }
}

#[test]
fn a_list_of_hashes_that_is_not_whole_is_named() {
    let folder = tempfile::tempdir().unwrap();
    published(folder.path(), "");
    seal(folder.path()).unwrap();
    let list = folder.path().join("B3SUMS");
    let whole = fs::read(&list).unwrap();
    for (mishap, befall) in MISHAPS {
        befall(&list);
        let mut found = verify(folder.path(), &Silent).unwrap();
        compare(folder.path(), &mut found).unwrap();
        assert!(
            found.faults.iter().any(|fault| fault.starts_with("B3SUMS: ")),
            "{mishap}: {:?}",
            found.faults
        );
        fs::write(&list, &whole).unwrap();
    }
}

#[test]
fn the_feed_is_held_against_the_editions() {
    let output = tempfile::tempdir().unwrap();
    for name in ["2024-11-28", "早报 29"] {
        let folder = output.path().join(name);
        fs::create_dir(&folder).unwrap();
        publish_in(&folder, &edition::chinese(&folder), "srt opus");
    }
    let options: Options = toml::from_str("base_url = \"https://example.org/news\"").unwrap();
    podcast(output.path(), &options, Some("青河日报"), &Silent).unwrap();
    let faults = || verify_podcast(output.path()).map(|found| found.faults);
    assert_eq!(faults().unwrap(), [""; 0]);
    let feed = output.path().join("feed.xml");
    let text = fs::read_to_string(&feed).unwrap();
    let second = text.split("<guid isPermaLink=\"false\">").nth(2).unwrap().split('<').next().unwrap();
    let first = text.split("<guid isPermaLink=\"false\">").nth(1).unwrap().split('<').next().unwrap();
    for (from, to, word) in [
        ("length=\"", "length=\"1", "bytes"),
        ("audio/mpeg", "audio/mp4", "audio/mp4"),
        ("chapters.json", "chapter.json", "chapter.json"),
        ("edition.opus", "edition.ogg", "edition.ogg"),
        (second, first, "guid"),
        ("守林人", "守夜人", "守林人"),
        ("<itunes:duration>", "<itunes:duration>1", "青河日报"),
        ("itunes:explicit", "itunes:explicid", "itunes:explicit"),
        ("</channel>", "", "feed.xml"),
    ] {
        fs::write(&feed, text.replace(from, to)).unwrap();
        let told = faults().map_or_else(|error| error.to_string(), |faults| faults.join("\n"));
        assert!(told.contains(word), "{from} → {to}: {told}");
    }
    fs::write(&feed, &text).unwrap();
    fs::remove_file(output.path().join("早报 29/transcript.srt")).unwrap();
    assert!(faults().unwrap().iter().any(|fault| fault.contains("早报 29/transcript.srt")));
    fs::remove_dir_all(output.path().join("早报 29")).unwrap();
    assert!(faults().unwrap().iter().any(|fault| fault.contains("2 episodes, but there are 1 editions")));
}
