//! What an edition says of itself: that a machine speaks, how its text is written, when it was changed.

use std::fs;
use std::io::Read;
use std::path::Path;

use newscaster::model::{Narrator, Segment};
use newscaster::progress::Silent;
use newscaster::publish::{Options, Target, podcast, publish};
use newscaster::verify::verify;

use super::{ALL, edition};

const TOLD: &str = "本节目由合成语音播报（eSpeak NG、Baker），声音由人工智能生成。";

fn publish_as(
    folder: &Path,
    settings: &str,
    narrators: &[Narrator],
    change: fn(&mut Segment),
) -> Vec<String> {
    let mut edition = edition::chinese(folder);
    edition.script.segments.iter_mut().for_each(change);
    edition::write_script(&edition, &folder.join("script.toml"));
    let mut options: Options = toml::from_str(settings).unwrap();
    options.formats = ALL.split(' ').map(|format| format.parse().unwrap()).collect();
    let modified = Some("2024-11-28T09:30:00Z".parse().unwrap());
    let target = Target {
        folder,
        options: &options,
        paper: Some("青河日报"),
        shelf: None,
        fonts: &[],
        narrators,
        modified,
        problems: &[],
        changes: &[],
    };
    publish(&edition, &target, &Silent).unwrap();
    verify(folder, &Silent).unwrap().faults
}

/// A file of the EPUB.
fn in_book(folder: &Path, name: &str) -> String {
    let mut book = zip::ZipArchive::new(fs::File::open(folder.join("edition.epub")).unwrap()).unwrap();
    let mut text = String::new();
    book.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

#[test]
fn every_file_tells_that_a_machine_speaks() {
    let output = tempfile::tempdir().unwrap();
    let folder = &output.path().join("2024-11-28");
    fs::create_dir(folder).unwrap();
    assert_eq!(publish_as(folder, "", &edition::narrators(), |_| ()), [""; 0]);
    podcast(output.path(), &Options::default(), None, &Silent).unwrap();
    for file in
        ["index.html", "report.html", "transcript.html", "report.json", "daisy/ncc.html", "publication.json"]
    {
        assert!(fs::read_to_string(folder.join(file)).unwrap().contains(TOLD), "{file}");
    }
    for file in ["feed.xml", "index.html"] {
        assert!(fs::read_to_string(output.path().join(file)).unwrap().contains(TOLD), "{file} above");
    }
    let package = in_book(folder, "EPUB/package.opf");
    assert!(package.contains(&format!("<dc:description>{TOLD}")) && package.contains(">eSpeak NG</meta>"));
    // What players and programs find: the comment, and the label of GB 45438-2025.
    let label = |bytes: &[u8]| {
        let text = String::from_utf8_lossy(bytes).into_owned();
        let at = text.find("{\"Label\":\"1\"").unwrap_or_else(|| panic!("no label"));
        let value: serde_json::Value =
            serde_json::Deserializer::from_str(&text[at..]).into_iter().next().unwrap().unwrap();
        assert_eq!(value["ContentProducer"], "青河日报");
        assert!(value["ProduceID"].as_str().unwrap().len() == 36);
    };
    for file in ["edition.flac", "edition.opus"] {
        let bytes = fs::read(folder.join(file)).unwrap();
        let comment = format!("COMMENT={TOLD}");
        assert!(bytes.windows(comment.len()).any(|part| part == comment.as_bytes()), "{file}");
        label(&bytes);
    }
    let tag = id3::Tag::read_from_path(folder.join("edition.mp3")).unwrap();
    assert_eq!(tag.comments().next().unwrap().text, TOLD);
    label(tag.extended_texts().find(|text| text.description == "AIGC").unwrap().value.as_bytes());
}

#[test]
fn where_people_speak_nothing_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let people = edition::narrators().map(|voice| Narrator { synthetic: false, ..voice });
    assert_eq!(publish_as(folder.path(), "", &people, |_| ()), [""; 0]);
    let report = fs::read_to_string(folder.path().join("report.json")).unwrap();
    assert!(report.contains("\"disclosure\": null"), "{report}");
    let tag = id3::Tag::read_from_path(folder.path().join("edition.mp3")).unwrap();
    assert!(tag.comments().next().is_none() && tag.extended_texts().all(|text| text.description != "AIGC"));
    assert!(!in_book(folder.path(), "EPUB/package.opf").contains("合成语音"));
}

#[test]
fn a_paper_in_traditional_characters_says_so_and_its_page_speaks_them() {
    let folder = tempfile::tempdir().unwrap();
    let traditional =
        |segment: &mut Segment| segment.written = "橫跨青河的新橋正式通車，兩岸居民過河。".into();
    for (settings, tag) in
        [("", "zh-Hant"), ("language = \"zh-HK\"", "zh-HK"), ("language = \"zh-tw\"", "zh-TW")]
    {
        assert_eq!(publish_as(folder.path(), settings, &edition::narrators(), traditional), [""; 0]);
        let page = fs::read_to_string(folder.path().join("index.html")).unwrap();
        assert!(page.contains(&format!("<html lang=\"{tag}\"")) && page.contains("暫停"), "{tag}");
        assert!(in_book(folder.path(), "EPUB/package.opf").contains(&format!("<dc:language>{tag}<")));
        let report = fs::read_to_string(folder.path().join("report.json")).unwrap();
        assert!(report.contains(&format!("\"{tag}\"")), "{tag}");
    }
    assert!(toml::from_str::<Options>("language = \"zh-XX\"").unwrap_err().to_string().contains("zh-TW"));
}

#[test]
fn a_book_tells_its_last_change_and_claims_only_what_somebody_checked() {
    let folder = tempfile::tempdir().unwrap();
    publish_as(folder.path(), "", &edition::narrators(), |_| ());
    let package = in_book(folder.path(), "EPUB/package.opf");
    assert!(package.contains("<meta property=\"dcterms:modified\">2024-11-28T09:30:00Z</meta>"), "{package}");
    assert!(!package.contains("conformsTo") && !package.contains("certifiedBy"));
    publish_as(folder.path(), "certified_by = \"王芳\"", &edition::narrators(), |_| ());
    let package = in_book(folder.path(), "EPUB/package.opf");
    assert!(package.contains("EPUB Accessibility 1.1 - WCAG 2.2 Level AA</meta>"));
    assert!(package.contains("a11y:certifiedBy\" refines=\"#conformance\">王芳</meta>"));
}

#[test]
fn the_cover_in_a_flac_file_has_its_size() {
    let folder = tempfile::tempdir().unwrap();
    publish_as(folder.path(), "", &edition::narrators(), |_| ());
    let flac = fs::read(folder.path().join("edition.flac")).unwrap();
    let mime = flac.windows(9).position(|part| part == b"image/png").unwrap();
    let number = |at: usize| u32::from_be_bytes(*flac[mime + 9 + at..].first_chunk().unwrap());
    // Behind the empty description: width, height, depth, colours.
    assert_eq!([number(4), number(8), number(12)], [3_000, 3_000, 24]);
}
