//! The talking books before their judges: `EPUBCheck`, Ace, and the rules of DAISY 2.02.

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::Command;

use quick_xml::Reader;
use quick_xml::events::Event;

use super::browser::modules;
use super::{edition, publish_in, published};

/// Whether a judge can be started; says so where not.
fn has(judge: &str) -> bool {
    let found = Command::new(judge).arg("--version").output().is_ok();
    if !found {
        crate::needs::skip(format_args!("no {judge} on PATH"));
    }
    found
}

#[test]
fn epubcheck_finds_no_error_and_no_warning() {
    if !has("epubcheck") {
        return;
    }
    for build in [edition::chinese as fn(&Path) -> _, edition::english] {
        let folder = tempfile::tempdir().unwrap();
        publish_in(folder.path(), &build(folder.path()), "epub");
        let output = Command::new("epubcheck").arg(folder.path().join("edition.epub")).output().unwrap();
        let told = String::from_utf8_lossy(&output.stdout) + String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{told}");
        assert!(!told.contains("ERROR") && !told.contains("WARNING"), "{told}");
    }
}

#[test]
fn ace_finds_nothing_against_the_epub() {
    let Some(modules) = modules() else { return };
    let ace = modules.join(".bin/ace-cli");
    if !ace.exists() {
        return crate::needs::skip(format_args!("no Ace in {}", modules.display()));
    }
    let folder = tempfile::tempdir().unwrap();
    published(folder.path(), "epub");
    let browser = folder.path().join("browser");
    let chromium = std::env::var("CHROMIUM").unwrap_or_else(|_| "/usr/bin/chromium".into());
    fs::write(&browser, format!("#!/bin/sh\nexec {chromium} --no-sandbox \"$@\"\n")).unwrap();
    fs::set_permissions(&browser, fs::Permissions::from_mode(0o755)).unwrap();
    let report = folder.path().join("ace");
    let output = Command::new(&ace)
        .args(["--force", "--outdir"])
        .arg(&report)
        .arg(folder.path().join("edition.epub"))
        .env("PUPPETEER_EXECUTABLE_PATH", &browser)
        .output()
        .unwrap();
    let told = String::from_utf8_lossy(&output.stdout) + String::from_utf8_lossy(&output.stderr);
    let findings = fs::read(report.join("report.json")).unwrap_or_else(|_| panic!("{told}"));
    let findings: serde_json::Value = serde_json::from_slice(&findings).unwrap();
    assert_eq!(findings["earl:result"]["earl:outcome"], "pass", "{findings:#}");
    let faults: Vec<_> = findings["assertions"].as_array().unwrap().iter().collect();
    assert!(
        faults.iter().all(|fault| fault["assertions"].as_array().is_none_or(Vec::is_empty)),
        "{faults:#?}"
    );
}

/// An element's name, attributes, and the text directly after its start.
struct Element {
    name: String,
    attributes: BTreeMap<String, String>,
    text: String,
}

fn elements(path: &Path) -> Vec<Element> {
    let xml = fs::read_to_string(path).unwrap();
    let mut reader = Reader::from_str(&xml);
    let mut elements: Vec<Element> = Vec::new();
    loop {
        match reader.read_event().expect("well-formed XML") {
            Event::Start(tag) | Event::Empty(tag) => {
                let pair = |one: quick_xml::events::attributes::Attribute<'_>| {
                    (one.key.as_ref().to_owned(), one.value.into_owned())
                };
                let attributes = tag.attributes().map(|one| pair(one.unwrap())).collect();
                elements.push(Element {
                    name: tag.name().as_ref().to_owned(),
                    attributes,
                    text: String::new(),
                });
            }
            Event::Text(text) => {
                if let Some(element) = elements.last_mut() {
                    element.text.push_str(&text);
                }
            }
            Event::Eof => return elements,
            _ => {}
        }
    }
}

#[test]
fn daisy_keeps_the_rules_of_2_02() {
    let folder = tempfile::tempdir().unwrap();
    published(folder.path(), "daisy");
    let book = folder.path().join("daisy");
    let ncc = elements(&book.join("ncc.html"));
    let meta = |name: &str| {
        let found = ncc.iter().find(|element| element.attributes.get("name").is_some_and(|n| n == name));
        found.map_or_else(|| panic!("no {name}"), |element| element.attributes["content"].clone())
    };
    for name in ["dc:title", "dc:date", "dc:identifier", "dc:publisher", "dc:creator", "dc:language"] {
        assert!(!meta(name).is_empty(), "{name}");
    }
    assert_eq!(meta("dc:format"), "Daisy 2.02");
    assert_eq!(meta("ncc:charset"), "utf-8");
    for none in ["pageFront", "sidebars", "footnotes", "prodNotes"] {
        assert_eq!(meta(&format!("ncc:{none}")), "0");
    }
    for one in ["pageNormal", "pageSpecial", "maxPageNormal"] {
        assert_eq!(meta(&format!("ncc:{one}")), "1");
    }
    let pages: Vec<_> = ncc.windows(2).filter(|pair| pair[0].name == "span").collect();
    let told = |pair: &&[Element]| {
        (
            pair[0].attributes["class"].clone(),
            pair[1].attributes["href"].clone(),
            pair[1].text.trim().to_owned(),
        )
    };
    assert_eq!(
        pages.iter().map(told).collect::<Vec<_>>(),
        [
            ("page-normal".into(), "part-003.smil#p4".into(), "1".into()),
            ("page-special".into(), "part-006.smil#p11".to_owned(), "A4".to_owned())
        ]
    );
    let headings: Vec<_> =
        ncc.iter().filter(|e| e.name.len() == 2 && e.name.starts_with('h') && e.name != "hr").collect();
    assert_eq!(headings[0].attributes["class"], "title");
    assert_eq!(meta("ncc:tocItems"), (headings.len() + pages.len()).to_string());
    for pair in headings.windows(2) {
        assert!(pair[1].name.as_bytes()[1] <= pair[0].name.as_bytes()[1] + 1, "a heading level is skipped");
    }
    assert_eq!(meta("ncc:files"), fs::read_dir(&book).unwrap().count().to_string());

    let mut total = 0;
    for part in [1, 3, 4, 6, 7] {
        let smil = elements(&book.join(format!("part-{part:03}.smil")));
        let seconds = |npt: &str| -> f64 {
            npt.strip_prefix("npt=").and_then(|npt| npt.strip_suffix('s')).expect("npt").parse().unwrap()
        };
        let audio: Vec<_> = smil.iter().filter(|element| element.name == "audio").collect();
        let length: f64 = audio
            .iter()
            .map(|a| seconds(&a.attributes["clip-end"]) - seconds(&a.attributes["clip-begin"]))
            .sum();
        let told = smil.iter().find(|element| element.name == "seq").unwrap().attributes["dur"].clone();
        assert_eq!(told, format!("{length:.3}s"));
        assert!(
            smil.iter().filter(|element| element.name == "par").all(|p| p.attributes["endsync"] == "last")
        );
        let elapsed =
            smil.iter().find(|e| e.attributes.get("name").is_some_and(|n| n == "ncc:totalElapsedTime"));
        let before = (total + 500) / 1_000;
        assert_eq!(elapsed.unwrap().attributes["content"], format!("00:00:{before:02}"));
        total += (length * 1_000.0).round() as u64;
        let mp3 = fs::read(book.join(format!("part-{part:03}.mp3"))).unwrap();
        // Before the sound stands the label of generated sound and nothing else, as ID3 counts its length: 7 bits a byte.
        let tag = mp3[6..10].iter().fold(0, |size, byte| size << 7 | usize::from(*byte));
        assert!(mp3.starts_with(b"ID3") && mp3[10 + tag] == 0xff && tag < 500, "a tag of {tag} bytes");
    }
    assert_eq!(meta("ncc:totalTime"), format!("00:00:{:02}", (total + 500) / 1_000));
    let texts = elements(&book.join("content.html"));
    let is_said = |span: &&Element| span.name == "span" && span.attributes["id"].starts_with('s');
    let shown: Vec<_> = texts.iter().filter(is_said).collect();
    assert_eq!(shown.len(), 12);
    assert_eq!(shown[0].text.trim(), "各位听众，早上好。");
}
