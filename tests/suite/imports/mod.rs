//! The import rule of ARCHITECTURE.md: rooms know the model, the files and the progress, never each other; only the
//! script may ask how a text is read. No files name each other in a circle, and a step of `articles` asks features and
//! the steps before it.

mod graph;
mod tokens;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use self::graph::{Edge, Graph, sources};

/// The rooms, and the rooms that each may ask.
const ROOMS: [(&str, &[&str]); 9] = [
    ("fetch", &[]),
    ("articles", &[]),
    ("reading", &[]),
    ("script", &["reading"]),
    ("speech", &[]),
    ("stitch", &[]),
    ("publish", &[]),
    ("verify", &[]),
    ("station", &[]),
];
const SHARED: [&str; 8] =
    ["environment", "files", "loudness", "model", "parallel", "progress", "text", "words"];

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
    for source in sources(&root)
        .into_iter()
        .filter(|source| !source.starts_with(&files) && !source.ends_with("tests.rs"))
    {
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

#[test]
fn no_source_file_is_longer_than_four_hundred_lines() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let lines = |source: &Path| fs::read_to_string(source).unwrap().lines().count();
    let long: Vec<_> = sources(&root).into_iter().filter(|source| lines(source) > 400).collect();
    assert!(long.is_empty(), "part these by meaning: {long:?}");
}

/// Whoever finds the telephone in one finds it in the other.
#[test]
fn both_languages_are_read_by_files_of_the_same_names() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/reading");
    let names = |language: &str| {
        let files = sources(&root.join(language)).into_iter();
        files.map(|file| file.file_name().unwrap().to_owned()).collect::<BTreeSet<_>>()
    };
    assert!(names("zh").len() > 10);
    assert_eq!(names("zh"), names("en"));
}

/// The steps of `articles`, first to last. A file names files of its own line and of those above, never of those below.
const STEPS: [&[&str]; 13] = [
    &["text", "frame", "placed", "rule", "freeing", "error", "options", "treatment", "weights", "words"],
    &["features", "bylines"],
    &["input", "nature"],
    &["markdown", "document", "contents"],
    &["sources"],
    &["blocks"],
    &["pages", "reasons"],
    &["groups"],
    &["joins"],
    &["stories"],
    &["jumps", "written", "coverage"],
    &["assemble", "decided", "explain"],
    &["mod", "fit"],
];

fn print(edges: &[Edge]) -> String {
    edges.iter().map(|edge| format!("  {edge}\n")).collect()
}

#[test]
fn no_files_name_each_other_in_a_circle() {
    let graph = Graph::of(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"));
    assert!(graph.edges.len() > 500, "only {} edges were seen", graph.edges.len());
    let circles: Vec<String> = graph.circles().iter().map(|circle| print(circle)).collect();
    assert!(circles.is_empty(), "files in a circle:\n{}", circles.join("\n"));
}

#[test]
fn a_step_asks_features_and_the_steps_before_it() {
    let mut graph = Graph::of(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"));
    graph.edges.retain(|edge| edge.from.starts_with("articles/") && edge.to.starts_with("articles/"));
    assert!(graph.edges.len() > 100, "only {} edges were seen", graph.edges.len());
    assert_eq!(later_steps(&graph, &STEPS), "");
}

/// The edges that lead to a later step, or to and from files that stand in no step.
fn later_steps(graph: &Graph, steps: &[&[&str]]) -> String {
    let place = |file: &str| {
        let step = file.trim_start_matches("articles/").split('/').next().unwrap().trim_end_matches(".rs");
        steps
            .iter()
            .position(|steps| steps.contains(&step))
            .unwrap_or_else(|| panic!("{file} stands in no step"))
    };
    let later: Vec<Edge> =
        graph.edges.iter().filter(|edge| place(&edge.to) > place(&edge.from)).cloned().collect();
    print(&later)
}

/// A tree of sources in a folder of its own.
fn tree(files: &[(&str, &str)]) -> Graph {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    Graph::of(folder.path())
}

fn circles(files: &[(&str, &str)]) -> Vec<String> {
    tree(files).circles().iter().map(|circle| print(circle)).collect()
}

#[test]
fn a_circle_is_told_with_its_lines() {
    let files = [
        ("lib.rs", "mod a;\nmod b;\nmod c;\n"),
        ("a.rs", "//! A.\nuse crate::b::{self, Thing};\n"),
        ("b/mod.rs", "mod inner;\npub struct Thing;\nfn f() { inner::go() }\n"),
        ("b/inner.rs", "pub fn go() -> bool {\n    \"crate::c::x\" == crate::c::y()\n}\n"),
        ("c.rs", "use super::a;\n\npub fn y() -> &'static str { a::z() }\n"),
    ];
    let told = "  a.rs:2 names b/mod.rs (crate::b::Thing)\n  b/mod.rs:3 names b/inner.rs (inner::go)\n  \
                b/inner.rs:2 names c.rs (crate::c::y)\n  c.rs:3 names a.rs (a::z)\n";
    assert_eq!(circles(&files), [told]);
}

#[test]
fn a_folder_that_only_hands_a_name_on_makes_no_circle() {
    let mut files = vec![
        ("room/mod.rs", "mod error;\nmod work;\npub use error::Error;\npub fn go() { work::go() }\n"),
        ("room/error.rs", "pub struct Error;\n"),
        ("room/work.rs", "use super::Error;\npub fn go() -> Option<Error> { None }\n"),
    ];
    assert_eq!(circles(&files), [""; 0]);
    files[0].1 = "mod work;\npub struct Error;\npub fn go() { work::go() }\n";
    let told =
        "  room/mod.rs:3 names room/work.rs (work::go)\n  room/work.rs:1 names room/mod.rs (super::Error)\n";
    assert_eq!(circles(&files), [told]);
}

#[test]
fn tests_comments_and_visibility_name_nothing() {
    let files = [
        ("a.rs", "use crate::b::f;\n"),
        (
            "b.rs",
            "// crate::a\n/* crate::a::x */ pub(in crate::a) fn f<'a>(c: &'a char) -> bool { *c == '\"' }\n\
             #[cfg(test)]\nmod tests {\n    use crate::a::*;\n}\n#[cfg(test)]\nuse crate::a::g;\n",
        ),
    ];
    assert_eq!(circles(&files), [""; 0]);
}

#[test]
fn a_step_that_looks_ahead_is_told_with_its_line() {
    let files = [
        ("first.rs", "fn f() -> u8 { super::second::inner::g() }\n"),
        ("second/inner.rs", "use super::super::base;\npub fn g() -> u8 { base::h() }\n"),
        ("second/mod.rs", "pub mod inner;\n"),
        ("base.rs", "pub fn h() -> u8 { 1 }\n"),
    ];
    let steps: [&[&str]; 3] = [&["base"], &["first"], &["second"]];
    assert_eq!(
        later_steps(&tree(&files), &steps),
        "  first.rs:1 names second/inner.rs (super::second::inner::g)\n"
    );
}
