//! Every table of data has its row in docs/data.md: where it comes from, under which licence, and who made it.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, found);
        } else {
            found.push(path);
        }
    }
}

/// The tables below `src` and `voices`.
fn tables() -> Vec<String> {
    let mut found = Vec::new();
    files(&Path::new(ROOT).join("src"), &mut found);
    files(&Path::new(ROOT).join("voices"), &mut found);
    let is_data = |path: &PathBuf| {
        path.extension().is_some_and(|ending| ["tsv", "txt", "toml", "bin"].iter().any(|e| ending == *e))
    };
    let name = |path: &PathBuf| path.strip_prefix(ROOT).unwrap().to_str().unwrap().replace('\\', "/");
    found.iter().filter(|path| is_data(path)).map(name).collect()
}

/// The rows of a page's table: a file's pattern and the other cells.
fn rows(page: &str) -> Vec<(String, Vec<String>)> {
    let rows = page.lines().filter_map(|line| line.strip_prefix("| `")?.strip_suffix(" |"));
    rows.filter_map(|row| {
        let (pattern, rest) = row.split_once("` | ")?;
        Some((pattern.to_owned(), rest.split(" | ").map(|cell| cell.trim().to_owned()).collect()))
    })
    .collect()
}

/// Whether a pattern names a file: what stands before `*`, and no folder behind it.
fn names(pattern: &str, file: &str) -> bool {
    match pattern.split_once('*') {
        Some((head, tail)) => file
            .strip_prefix(head)
            .and_then(|rest| rest.strip_suffix(tail))
            .is_some_and(|middle| !middle.contains('/')),
        None => pattern == file,
    }
}

/// The files that no row or several rows name, the rows that name none, and the rows with an empty cell.
fn gaps(rows: &[(String, Vec<String>)], files: &[String]) -> Vec<String> {
    let mut used: BTreeMap<&str, usize> = rows.iter().map(|(pattern, _)| (pattern.as_str(), 0)).collect();
    let mut gaps = Vec::new();
    for file in files {
        let of: Vec<&str> =
            rows.iter().map(|(pattern, _)| pattern.as_str()).filter(|p| names(p, file)).collect();
        for pattern in &of {
            *used.entry(pattern).or_default() += 1;
        }
        if of.len() != 1 {
            gaps.push(format!("{file} has {} rows in docs/data.md", of.len()));
        }
    }
    gaps.extend(used.iter().filter(|(_, count)| **count == 0).map(|(row, _)| format!("{row} names no file")));
    let empty = |cells: &Vec<String>| cells.len() != 3 || cells.iter().any(String::is_empty);
    gaps.extend(rows.iter().filter(|row| empty(&row.1)).map(|row| format!("{} lacks a cell", row.0)));
    gaps
}

#[test]
fn every_table_says_where_it_comes_from() {
    let page = fs::read_to_string(Path::new(ROOT).join("docs/data.md")).unwrap();
    let files = tables();
    assert!(files.len() > 40, "only {} tables were found", files.len());
    assert_eq!(gaps(&rows(&page), &files), [""; 0]);
}

#[test]
fn a_table_without_a_row_and_a_row_without_a_table_are_told() {
    let page = "| file | origin | licence | maker |\n|---|---|---|---|\n| `a/*` | x | MIT | z |\n| `b.tsv` | x |  | z |";
    let files = ["a/one.tsv", "a/deep/two.tsv"].map(String::from);
    assert_eq!(
        gaps(&rows(page), &files),
        ["a/deep/two.tsv has 0 rows in docs/data.md", "b.tsv names no file", "b.tsv lacks a cell"]
    );
}

/// The added lines of a page's diffs that are not in the file that they name.
fn stale(page: &str, read: impl Fn(&str) -> Option<String>) -> Vec<String> {
    let (mut file, mut text, mut stale) = (String::new(), None, Vec::new());
    for line in page.lines() {
        if let Some(name) = line.strip_prefix("+++ b/") {
            (file, text) = (name.to_owned(), read(name));
        } else if let Some(added) = line.strip_prefix('+') {
            let is_there = text.as_ref().is_some_and(|text: &String| text.lines().any(|line| line == added));
            stale.extend((!is_there).then(|| format!("{file}: {added}")));
        }
    }
    stale
}

#[test]
fn the_diffs_that_show_how_to_add_something_are_in_the_house() {
    let page = fs::read_to_string(Path::new(ROOT).join("CONTRIBUTING.md")).unwrap();
    assert!(page.matches("+++ b/").count() >= 10);
    assert_eq!(stale(&page, |name| fs::read_to_string(Path::new(ROOT).join(name)).ok()), [""; 0]);
    let page = "```diff\n+++ b/a.rs\n+fn f() {}\n+fn g() {}\n+++ b/gone.rs\n+mod x;\n```";
    let read = |name: &str| (name == "a.rs").then(|| "fn f() {}\n".to_owned());
    assert_eq!(stale(page, read), ["a.rs: fn g() {}", "gone.rs: mod x;"]);
}

/// The settings that a text shows, a line each.
fn settings<'a>(text: &'a str, name: impl Fn(&'a str) -> Option<&'a str>) -> Vec<&'a str> {
    text.lines().filter_map(name).collect()
}

#[test]
fn the_reference_of_settings_is_that_of_the_sample() {
    let root = Path::new(ROOT);
    let sample = fs::read_to_string(root.join("examples/newscaster.toml")).unwrap();
    let page = fs::read_to_string(root.join("docs/settings.md")).unwrap();
    let of_sample = settings(&sample, |line| {
        let (name, _) = line.strip_prefix("#: ").unwrap_or(line).split_once(" = ")?;
        (!name.contains(['#', ' '])).then_some(name)
    });
    let of_page = settings(&page, |line| Some(line.strip_prefix("| `")?.split_once("` |")?.0));
    assert!(of_sample.len() > 90, "only {} settings were found", of_sample.len());
    assert_eq!(of_page, of_sample, "scripts/settings-page writes docs/settings.md");
}
