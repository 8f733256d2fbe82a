//! Lists in the docs are those of the code. `UPDATE_GOLDEN=1` writes the rules anew; the tables have words of their own.

use std::fs;
use std::path::Path;

use newscaster::publish::{PUBLISHERS, When};
use newscaster::speech::engines::ENGINES;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

fn text(path: &str) -> String {
    fs::read_to_string(Path::new(ROOT).join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// The names of rules in the order of a language's tables, a name that comes twice running once.
fn rules(language: &str) -> String {
    let code = text(&format!("src/reading/{language}/mod.rs"));
    let tables = [("digit", "At a figure"), ("latin", "At a letter"), ("sign", "At a sign")];
    let row = |(table, head): (&str, &str)| {
        let rows = code.split(&format!("    {table}: &[")).nth(1).unwrap().split("    ],").next().unwrap();
        let mut names: Vec<&str> =
            rows.lines().filter_map(|line| line.trim().strip_prefix("(\"")?.split('"').next()).collect();
        names.dedup();
        assert!(names.len() > 9, "{language}, {table}: {names:?}");
        format!("{head}: {}.\n", names.join(" · "))
    };
    tables.map(row).concat()
}

#[test]
fn the_rules_of_reading_stand_in_their_order() {
    for (language, head) in
        [("zh", "## The rules for Chinese, in order\n"), ("en", "## The rules for English, in order\n")]
    {
        let page = text("docs/reading.md");
        let (before, behind) =
            page.split_once(head).unwrap_or_else(|| panic!("docs/reading.md lacks {head}"));
        let (list, rest) = behind.split_once("\n## ").unwrap();
        if std::env::var_os("UPDATE_GOLDEN").is_some() {
            let page = format!("{before}{head}{}\n## {rest}", rules(language));
            fs::write(Path::new(ROOT).join("docs/reading.md"), page).unwrap();
        } else {
            assert_eq!(list, rules(language), "UPDATE_GOLDEN=1 writes it");
        }
    }
}

/// The names in the first cells of a page's tables: `opus`, or `command`, `process`.
fn first_cells(page: &str) -> Vec<String> {
    let cells = page.lines().filter_map(|line| line.strip_prefix("| `")?.split(" | ").next());
    cells
        .flat_map(|cell| cell.split(", ").map(|name| name.trim_matches('`').to_owned()).collect::<Vec<_>>())
        .collect()
}

#[test]
fn engines_and_formats_have_their_rows() {
    for path in ["docs/engines.md", "docs/privacy.md"] {
        let cells = first_cells(&text(path));
        let without: Vec<&str> = ENGINES
            .iter()
            .map(|(name, _)| *name)
            .filter(|name| !cells.iter().any(|cell| cell == name))
            .collect();
        assert_eq!(without, [""; 0], "{path}");
    }
    let cells = first_cells(&text("docs/publications.md"));
    let asked =
        PUBLISHERS.iter().filter(|publisher| publisher.when == When::Asked).map(|publisher| publisher.name);
    let without: Vec<&str> = asked.filter(|name| !cells.iter().any(|cell| cell == name)).collect();
    assert_eq!(without, [""; 0]);
}

/// What stands in several places for each format: its row in the docs, its link on the page with words for it in each script,
/// the type that the station serves it as, its check in `verify`, and that the suite makes it.
#[test]
fn a_format_that_may_be_asked_for_is_offered_typed_and_tried() {
    let page = text("docs/publications.md");
    let offers = text("src/publish/player/mod.rs");
    let types = text("src/station/types.tsv");
    let (words, checks) = (text("src/publish/words.toml"), text("src/verify/mod.rs"));
    let tests =
        |folder: &str| fs::read_dir(Path::new(ROOT).join(folder)).unwrap().map(|file| file.unwrap().path());
    let made: String = tests("tests/suite/publish")
        .chain(tests("tests/suite/sound"))
        .map(|path| fs::read_to_string(path).unwrap())
        .collect();
    for publisher in PUBLISHERS.iter().filter(|publisher| publisher.when == When::Asked) {
        let name = publisher.name;
        let row = page.lines().find(|line| line.starts_with(&format!("| `{name}` | `"))).unwrap();
        let file = row.split('`').nth(3).unwrap();
        let offer = offers.lines().find(|line| line.contains(&format!(", \"{file}")));
        let key =
            offer.unwrap_or_else(|| panic!("{name}: {file} is not in OFFERED")).split('"').nth(1).unwrap();
        let worded = words.lines().filter(|line| line.starts_with(&format!("{key} = "))).count();
        assert_eq!(worded, 3, "{name}: {key} in src/publish/words.toml: simplified, traditional, English");
        assert!(
            checks.contains(&format!("    (\"{file}")),
            "{name}: {file} has no check in src/verify/mod.rs"
        );
        let ending = file.rsplit('.').next().filter(|_| file.contains('.'));
        let typed = ending.is_none_or(|ending| types.contains(&format!("\n{ending}\t")));
        assert!(typed, "{name}: {file} has no type in src/station/types.tsv");
        let is_made = [format!("\"{name}\""), format!(" {name}"), format!("\"{name} ")];
        assert!(
            is_made.iter().any(|words| made.contains(words)),
            "{name} is not made in tests/suite/publish"
        );
    }
}

/// Each form by its name, or by its ending where that says the same.
#[test]
fn forms_have_their_rows() {
    let code = text("src/articles/sources/mod.rs");
    let names: Vec<&str> =
        code.lines().filter_map(|line| line.trim().strip_prefix("name: \"")?.strip_suffix("\",")).collect();
    assert!(names.len() > 10, "{names:?}");
    let page = text("docs/sources.md").to_lowercase();
    let table = page.split("| form |").nth(1).unwrap().split("\n\n").next().unwrap();
    let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    let without: Vec<&str> =
        names.into_iter().filter(|name| !letters(table).contains(&letters(name))).collect();
    assert_eq!(without, [""; 0]);
}
