//! The pages in a real browser: tests/browser/page.mjs drives Chromium and axe-core.
//!
//! `npm ci --ignore-scripts --prefix tests/browser` brings what it needs; `NEWSCASTER_NODE_MODULES` names
//! another place, `NEWSCASTER_SCREENSHOTS` a folder for pictures of every page.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use newscaster::progress::Silent;
use newscaster::publish::{Options, podcast};

use super::{edition, publish_in};

/// The modules, or `None` with a message where there are none.
pub fn modules() -> Option<PathBuf> {
    let own = || Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/browser/node_modules");
    let modules = std::env::var_os("NEWSCASTER_NODE_MODULES").map_or_else(own, PathBuf::from);
    let found = modules.join("playwright-core").exists() && modules.join("axe-core").exists();
    if !found {
        crate::needs::skip(format_args!("no playwright-core and axe-core in {}", modules.display()));
    }
    found.then_some(modules)
}

/// The same edition once more, as one of the evening: what comes after the other.
fn copied(folder: &Path, to: &Path) {
    fs::create_dir(to).unwrap();
    for file in fs::read_dir(folder).unwrap().map(Result::unwrap).filter(|file| file.path().is_file()) {
        fs::copy(file.path(), to.join(file.file_name())).unwrap();
    }
}

#[test]
fn the_pages_work_in_a_browser() {
    let Some(modules) = modules() else { return };
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/browser/page.mjs");
    let pictures = std::env::var_os("NEWSCASTER_SCREENSHOTS").map(PathBuf::from);
    for (name, build) in [("zh", edition::chinese as fn(&Path) -> _), ("en", edition::english)] {
        let output = tempfile::tempdir().unwrap();
        let folder = output.path().join("2024-11-28");
        fs::create_dir(&folder).unwrap();
        publish_in(&folder, &build(&folder), "html");
        copied(&folder, &output.path().join("later"));
        podcast(output.path(), &Options::default(), None, &Silent).unwrap();
        let mut node = Command::new("node");
        node.arg(&script).arg(&folder).env("NEWSCASTER_NODE_MODULES", &modules);
        node.args(pictures.as_ref().map(|pictures| pictures.join(name)));
        let output = node.output().expect("node runs");
        let told = String::from_utf8_lossy(&output.stdout);
        assert!(output.status.success(), "{name}: {told}{}", String::from_utf8_lossy(&output.stderr));
    }
}

#[test]
fn the_w3c_s_parser_finds_nothing_against_the_subtitles() {
    let Some(modules) = modules() else { return };
    if !modules.join("webvtt-parser").exists() {
        return crate::needs::skip(format_args!("no webvtt-parser in {}", modules.display()));
    }
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/browser/webvtt.mjs");
    for build in [edition::chinese as fn(&Path) -> _, edition::english] {
        let folder = tempfile::tempdir().unwrap();
        publish_in(folder.path(), &build(folder.path()), "");
        let files = ["transcript.vtt", "chapters.vtt"].map(|file| folder.path().join(file));
        let mut node = Command::new("node");
        let output = node.arg(&script).args(files).env("NEWSCASTER_NODE_MODULES", &modules).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
    }
}

#[test]
fn foliate_js_shows_each_sentence_of_a_talking_book_as_it_is_heard() {
    let Some(modules) = modules() else { return };
    if !modules.join("foliate-js").exists() {
        return crate::needs::skip(format_args!("no foliate-js in {}", modules.display()));
    }
    let folder = tempfile::tempdir().unwrap();
    publish_in(folder.path(), &edition::chinese(folder.path()), "epub");
    let mut node = Command::new("node");
    node.arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/browser/foliate.mjs")).arg(folder.path());
    let output = node.env("NEWSCASTER_NODE_MODULES", &modules).output().expect("node runs");
    let told = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{told}{}", String::from_utf8_lossy(&output.stderr));
}
