//! PDF: made-up papers as printers set them, in fonts and encodings that printers use; and files that nobody should open.

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::PathBuf;

use newscaster::articles::{self, Error, Options};
use newscaster::model::Paper;
use newscaster::progress::Silent;
use proptest::prelude::*;
use serde_json::Value;

use super::layouts::{close, in_place, stories};
use super::{fixtures, read, read_all, strings, texts, titles};

fn papers() -> PathBuf {
    fixtures().with_file_name("pdf")
}

fn paper(name: &str) -> Paper {
    read_all(&[papers().join(name)]).unwrap()
}

fn assert_stories(name: &str, paper: &Paper, stories: &[Value]) {
    assert_eq!(paper.articles.len(), stories.len(), "{name}: {:?}", titles(paper));
    for story in stories {
        let headline = close(story["headline"].as_str().unwrap());
        let article = paper.articles.iter().find(|article| close(&article.title) == headline);
        let article = article.unwrap_or_else(|| panic!("{name}: no {headline}: {:?}", titles(paper)));
        // Where a column ends with a sentence, nothing tells whether the paragraph does.
        assert_eq!(close(&texts(article).concat()), close(&strings(&story["paragraphs"]).concat()), "{name}");
        assert_eq!(article.reporters, strings(&story["reporters"]), "{name}");
        assert!(article.complete, "{name}: {headline}");
    }
}

#[test]
fn the_same_day_is_read_out_of_pdf_in_any_order_of_its_lines() {
    for (name, key) in [("zh.pdf", "zh"), ("zh-gbk.pdf", "zh"), ("en.pdf", "en"), ("en-shuffled.pdf", "en")] {
        let paper = paper(name);
        let stories = stories(key);
        assert_stories(name, &paper, &stories);
        assert!(in_place(&paper, key) >= 99.0, "{name}");
        assert_eq!(paper.date.map(|day| day.to_string()).as_deref(), Some("2026-03-05"), "{name}");
        for (n, story) in stories.iter().enumerate() {
            let headline = close(story["headline"].as_str().unwrap());
            let article = paper.articles.iter().find(|article| close(&article.title) == headline).unwrap();
            assert_eq!(article.page.as_deref(), Some(if n < 2 { "1" } else { "2" }), "{name}");
        }
    }
}

#[test]
fn narrow_columns_turned_pages_and_lines_from_top_to_bottom_are_read() {
    let broadsheets = std::fs::read_to_string(papers().join("broadsheets.json")).unwrap();
    let broadsheets: Value = serde_json::from_str(&broadsheets).unwrap();
    let stories = |key: &str| broadsheets[key]["stories"].as_array().unwrap().clone();
    for name in ["en-broadsheet.pdf", "en-broadsheet-shuffled.pdf", "en-turned.pdf"] {
        assert_stories(name, &paper(name), &stories("en"));
    }
    for name in ["zh-broadsheet.pdf", "zh-broadsheet-shuffled.pdf"] {
        assert_stories(name, &paper(name), &stories("zh"));
    }
    assert_stories("zh-down.pdf", &paper("zh-down.pdf"), &stories("zh")[..2]);
}

#[test]
fn what_holds_no_text_or_is_locked_says_what_to_do() {
    let error = |name: &str| read_all(&[papers().join(name)]).unwrap_err();
    let scan = error("scan.pdf");
    assert!(matches!(scan, Error::NoText { .. }) && scan.to_string().contains("run OCR"), "{scan}");
    let locked = error("locked.pdf");
    assert!(matches!(locked, Error::Locked { .. }) && locked.to_string().contains("password"), "{locked}");
    let damaged = articles::read_bytes("a.pdf", b"%PDF-1.4\nnothing more", &Options::default()).unwrap_err();
    assert!(matches!(damaged, Error::Damaged { .. }), "{damaged}");
}

/// A file of these objects, numbered from 1, the first of which is its root. Nothing says where they stand.
fn file(objects: &[Vec<u8>]) -> Vec<u8> {
    let mut out = b"%PDF-1.4\n".to_vec();
    for (number, object) in (1..).zip(objects) {
        writeln!(out, "{number} 0 obj").unwrap();
        out.extend_from_slice(object);
        out.extend_from_slice(b"\nendobj\n");
    }
    out.extend_from_slice(b"trailer\n<</Root 1 0 R>>\n");
    out
}

fn stream(dict: &str, bytes: &[u8]) -> Vec<u8> {
    let head = format!("<<{dict} /Length {}>>\nstream\n", bytes.len());
    [head.as_bytes(), bytes, b"\nendstream"].concat()
}

/// Pages of this content, in Helvetica as F1 and other fonts; more objects from number 4 + 2 × pages on.
fn pages_with(contents: &[&str], fonts: &str, resources: &str, more: &[Vec<u8>]) -> Vec<u8> {
    let kids: String = (0..contents.len()).map(|n| format!("{} 0 R ", 4 + 2 * n)).collect();
    let mut objects = vec![
        b"<</Type /Catalog /Pages 2 0 R>>".to_vec(),
        format!("<</Type /Pages /Kids [{kids}] /Count {}>>", contents.len()).into_bytes(),
        b"<</Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding>>".to_vec(),
    ];
    for (n, content) in contents.iter().enumerate() {
        let page = format!(
            "<</Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents {} 0 R /Resources <</Font <</F1 3 0 R {fonts}>> {resources}>>>>",
            5 + 2 * n
        );
        objects.push(page.into_bytes());
        objects.push(stream("", content.as_bytes()));
    }
    objects.extend_from_slice(more);
    file(&objects)
}

fn pages(contents: &[&str], resources: &str, more: &[Vec<u8>]) -> Vec<u8> {
    pages_with(contents, "", resources, more)
}

const TEXT: &str = "BT /F1 24 Tf 50 700 Td (Lock opens to boats again) Tj /F1 10 Tf 0 -30 Td \
    (The old lock at Mill Road opened to boats on Wednesday, and many came.) Tj ET";

#[test]
fn pages_without_text_and_fonts_that_say_nothing_are_named_and_the_others_read() {
    let picture = stream(
        "/Type /XObject /Subtype /Image /Width 1 /Height 1 /BitsPerComponent 8 /ColorSpace /DeviceGray",
        b"x",
    );
    let secret = b"<</Type /Font /Subtype /Type0 /BaseFont /ABCDEF+Secret /Encoding /Identity-H /DescendantFonts [11 0 R]>>".to_vec();
    let descendant = b"<</Type /Font /Subtype /CIDFontType2 /BaseFont /Secret /CIDSystemInfo <</Registry (Adobe) /Ordering (Identity)>>>>".to_vec();
    let coded = "BT /F2 10 Tf 50 700 Td <004500460047004800490050> Tj ET";
    let more = [secret, descendant, picture];
    let (fonts, resources) = ("/F2 10 0 R", "/XObject <</I 12 0 R>>");
    let whole = pages_with(&[TEXT, "q 600 0 0 800 0 0 cm /I Do Q", coded], fonts, resources, &more);
    let paper = read("issue.pdf", &whole);
    assert_eq!(titles(&paper), ["Lock opens to boats again"]);
    let problems = paper.problems.join("\n");
    assert!(
        problems.contains("page 2: pictures") && problems.contains("page 3: fonts (Secret)"),
        "{problems}"
    );
    let alone = pages_with(&["", "", coded], fonts, resources, &more);
    let error = articles::read_bytes("a.pdf", &alone, &Options::default()).unwrap_err().to_string();
    assert!(error.contains("Secret") && error.contains("run OCR"), "{error}");
}

#[test]
fn files_that_never_end_are_left_soon() {
    // Drawings that draw one another, pages that hold themselves, a text that is shown from within itself.
    let own = format!("{TEXT} /X Do");
    let form = stream(
        "/Type /XObject /Subtype /Form /Resources <</XObject <</X 6 0 R>> /Font <</F1 3 0 R>>>>",
        b"/X Do /X Do /X Do",
    );
    let paper = read("a.pdf", &pages(&[&own], "/XObject <</X 6 0 R>>", &[form]));
    assert_eq!(titles(&paper), ["Lock opens to boats again"]);
    let circle = [
        b"<</Type /Catalog /Pages 2 0 R>>".to_vec(),
        b"<</Type /Pages /Kids [2 0 R 3 0 R] /Count 9>>".to_vec(),
        b"<</Type /Pages /Kids [2 0 R 3 0 R] /Count 9>>".to_vec(),
    ];
    assert!(articles::read_bytes("a.pdf", &file(&circle), &Options::default()).is_err());
    let deep = format!("{}{TEXT}", "q ".repeat(100_000));
    assert_eq!(titles(&read("a.pdf", &pages(&[&deep], "", &[]))), ["Lock opens to boats again"]);
    let nested = format!("{TEXT} {}", "[".repeat(100_000));
    assert_eq!(titles(&read("a.pdf", &pages(&[&nested], "", &[]))), ["Lock opens to boats again"]);
}

#[test]
fn streams_that_grow_beyond_all_sense_are_refused() {
    let mut packed = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
    for _ in 0..80 {
        packed.write_all(&vec![b' '; 1 << 20]).unwrap();
    }
    let bomb = stream("/Filter /FlateDecode", &packed.finish().unwrap());
    let more = [bomb];
    let whole = pages(&[TEXT], "/XObject <</X 6 0 R>>", &more);
    let error = articles::read_bytes("a.pdf", &whole, &Options::default()).unwrap_err();
    assert!(matches!(error, Error::Damaged { .. }) && error.to_string().contains("MiB"), "{error}");
}

/// Text that is drawn anywhere on a page, turned in any way.
fn any_piece() -> impl Strategy<Value = String> {
    let text = proptest::sample::select(vec![
        "Lock opens again",
        "The lock opened to boats on Wednesday, and the com-",
        "munity came to see it.",
        "By Ann Lee",
        "7",
        "\\267",
        "a   b",
        "",
    ]);
    let turn = proptest::sample::select(vec![
        "1 0 0 1",
        "0 1 -1 0",
        "0 -1 1 0",
        "-1 0 0 -1",
        "0.7 0.7 -0.7 0.7",
        "0 0 0 0",
    ]);
    (text, turn, -50..650_i32, -50..850_i32, 0..40_u32, 0..4_u8).prop_map(|(text, turn, x, y, size, mode)| {
        format!("BT {mode} Tr /F1 {size} Tf {turn} {x} {y} Tm ({text}) Tj [({text}) -{x} ({text})] TJ ET {x} {y} {size} 300 re S ")
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn every_character_of_a_page_is_accounted_for_once(pieces in proptest::collection::vec(any_piece(), 0..14)) {
        let content = pieces.concat();
        let whole = pages(&[&content, TEXT], "", &[]);
        if let Ok(paper) = articles::read_bytes("a.pdf", &whole, &Options::default()) {
            prop_assert_eq!(paper.coverage.characters, paper.coverage.in_articles + paper.coverage.skipped);
        }
    }

    #[test]
    fn damaged_files_are_read_or_named(at in 0..5_000_usize, bytes in proptest::collection::vec(any::<u8>(), 1..20)) {
        let mut whole = std::fs::read(papers().join("zh.pdf")).unwrap();
        let at = at % whole.len();
        let end = (at + bytes.len()).min(whole.len());
        whole.splice(at..end, bytes);
        if let Ok(paper) = articles::read_bytes("a.pdf", &whole, &Options::default()) {
            prop_assert_eq!(paper.coverage.characters, paper.coverage.in_articles + paper.coverage.skipped);
        }
    }
}

#[test]
fn explain_draws_the_pages_of_a_pdf() {
    let page = articles::open(&[papers().join("zh.pdf")], &[], &Silent)
        .unwrap()
        .explain(&Options::default(), None)
        .unwrap();
    assert_eq!(page.matches("<figure class=\"sheet\">").count(), 2);
    let mut story = String::new();
    for n in 1..=4 {
        story.clear();
        write!(story, ">{n}</text>").unwrap();
        assert_eq!(page.matches(&story).count(), 1, "{n}");
    }
}
