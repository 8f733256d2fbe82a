//! The examples, run as a reader of the documentation runs them.

use std::path::PathBuf;
use std::process::Command;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// What an example prints; `None` where only the tests were built, without the examples.
fn run(name: &str, arguments: &[&str]) -> Option<String> {
    let tests = std::env::current_exe().unwrap();
    let program: PathBuf = tests.parent()?.parent()?.join("examples").join(name);
    if !program.exists() {
        crate::needs::skip(format_args!("the example {name} is not built (`cargo build --examples`)"));
        return None;
    }
    let out = Command::new(program).args(arguments).current_dir(ROOT).output().unwrap();
    let said = String::from_utf8(out.stdout).unwrap();
    assert!(out.status.success(), "{name}: {said}{}", String::from_utf8_lossy(&out.stderr));
    Some(said)
}

#[test]
fn a_page_is_read() {
    let Some(said) = run("read_page", &["examples/english-page.md"]) else { return };
    assert!(said.starts_with("# ") && said.contains("characters: "), "{said}");
}

#[test]
fn an_edition_is_made() {
    let folder = tempfile::tempdir().unwrap();
    let edition = folder.path().join("edition");
    let Some(said) = run("make_edition", &["examples/english-page.md", edition.to_str().unwrap()]) else {
        return;
    };
    assert!(said.contains("chapters"), "{said}");
    assert!(edition.join("edition.mp3").exists() && edition.join("report.json").exists());
}

#[test]
fn an_engine_of_ones_own_hums() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("hum.wav");
    if run("custom_engine", &["examples/english-page.md", file.to_str().unwrap()]).is_some() {
        assert!(hound::WavReader::open(&file).unwrap().duration() > 22_050);
    }
}
