//! The pages that verbs draw for an editor, before an accessibility checker in a real browser.

use std::path::Path;
use std::process::Command;

use crate::house::House;
use crate::publish::browser;

#[test]
fn nobody_is_shut_out_from_the_pages_that_verbs_draw() {
    let Some(modules) = browser::modules() else { return };
    let example = |name: &str| std::fs::read(Path::new("examples").join(name)).unwrap();
    let house =
        House::new().file("zh.md", example("chinese-page.md")).file("en.md", example("english-page.md"));
    for page in ["zh", "en"] {
        house.run(&format!("explain {page}.md -o {page}-page.html")).succeeds();
        house.run(&format!("explain --reading {page}.md -o {page}-reading.html")).succeeds();
        house
            .run(&format!("script {page}.md --date 2026-03-05 --format html -o {page}-sheet.html"))
            .succeeds();
    }
    house.run("try -o try").succeeds();
    let pages =
        ["zh", "en"].map(|page| ["page", "reading", "sheet"].map(|kind| format!("{page}-{kind}.html")));
    let mut node = Command::new("node");
    node.arg(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/browser/audit.mjs"));
    node.args(pages.iter().flatten().map(|page| house.path(page))).arg(house.path("try/index.html"));
    let output = node.env("NEWSCASTER_NODE_MODULES", &modules).output().expect("node runs");
    assert!(
        output.status.success(),
        "{}{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    );
}
