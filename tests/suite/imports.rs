//! The import rule of ARCHITECTURE.md: rooms know the model, the files and the progress, never each other; only the
//! script may ask how a text is read.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// The rooms, and the rooms that each may ask.
const ROOMS: [(&str, &[&str]); 7] = [
    ("articles", &[]),
    ("reading", &[]),
    ("script", &["reading"]),
    ("speech", &[]),
    ("stitch", &[]),
    ("publish", &[]),
    ("verify", &[]),
];
const SHARED: [&str; 8] =
    ["environment", "files", "loudness", "model", "parallel", "progress", "text", "words"];

fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(sources(&path));
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            found.push(path);
        }
    }
    found
}

/// The top-level modules that a source file names after `crate::`, in `use` lines and in paths, `use crate::{…}` too.
fn named(text: &str) -> BTreeSet<String> {
    let code: String =
        text.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n");
    let mut modules = BTreeSet::new();
    for after in code.split("crate::").skip(1) {
        if let Some(group) = after.strip_prefix('{') {
            modules.extend(top_names(group));
        } else {
            modules.insert(after.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect());
        }
    }
    modules
}

/// The first path segment of each member of a `{…}` group.
fn top_names(group: &str) -> Vec<String> {
    let (mut depth, mut names, mut name) = (0, Vec::new(), String::new());
    for c in group.chars() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => names.push(std::mem::take(&mut name)),
            _ if depth == 0 => name.push(c),
            _ => {}
        }
    }
    names.push(name);
    let first = |name: &String| name.trim().split("::").next().unwrap_or_default().trim().to_owned();
    names.iter().map(first).filter(|name| !name.is_empty()).collect()
}

fn offences(folder: &str, allowed: &[&str]) -> Vec<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let files = match root.join(folder) {
        path if path.is_dir() => sources(&path),
        path => vec![path],
    };
    assert!(!files.is_empty(), "{folder} has no source files");
    let mut found = Vec::new();
    for file in files {
        for module in named(&fs::read_to_string(&file).unwrap()) {
            if !allowed.contains(&module.as_str()) {
                found.push(format!("{} names crate::{module}", file.strip_prefix(&root).unwrap().display()));
            }
        }
    }
    found
}

#[test]
fn rooms_do_not_import_each_other() {
    let mut found = Vec::new();
    for (room, others) in ROOMS {
        let mut allowed = SHARED.to_vec();
        allowed.push(room);
        allowed.extend(others);
        found.extend(offences(room, &allowed));
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn the_model_imports_nothing_of_ours() {
    assert_eq!(offences("model", &["model"]), Vec::<String>::new());
    assert_eq!(offences("progress.rs", &[]), Vec::<String>::new());
    assert_eq!(offences("files", &["files", "model"]), Vec::<String>::new());
    assert_eq!(offences("text", &["text"]), Vec::<String>::new());
    assert_eq!(offences("loudness", &["files", "loudness", "model"]), Vec::<String>::new());
}

/// What opens whatever has the name, pipes and devices too; `files::regular` opens files.
const OPENS_ANYTHING: [&str; 3] = ["fs::read(", "fs::read_to_string(", "File::open("];

#[test]
fn only_regular_files_are_read() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let files = root.join("files");
    let mut found = Vec::new();
    for source in sources(&root).into_iter().filter(|source| !source.starts_with(&files)) {
        let text = fs::read_to_string(&source).unwrap();
        let code = text.split("#[cfg(test)]").next().unwrap_or_default();
        let opens = |line: &str| {
            // That one is ours.
            let line = line.replace("WavFile::open", "");
            OPENS_ANYTHING.iter().any(|call| line.contains(call))
        };
        let lines = code.lines().enumerate().filter(|(_, line)| opens(line));
        let place = source.strip_prefix(&root).unwrap().display();
        found.extend(lines.map(|(number, line)| format!("{place}:{}: {}", number + 1, line.trim())));
    }
    assert!(found.is_empty(), "use files::regular in\n{}", found.join("\n"));
}

#[test]
fn the_rule_sees_every_way_to_name_a_module() {
    let text =
        "use crate::model::{A, B};\nuse crate::{files::{x, y}, stitch};\nfn f() { crate::speech::g() }";
    assert_eq!(named(text), ["files", "model", "speech", "stitch"].map(String::from).into());
}
