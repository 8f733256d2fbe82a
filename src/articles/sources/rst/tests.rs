//! Pages of reStructuredText and the blocks that they become.

use super::*;

/// A block in a line: its kind, then its print.
fn sketch(blocks: &[Block]) -> Vec<String> {
    let mut lines = Vec::new();
    for block in blocks {
        let mut print = Vec::new();
        block.each_text(&mut |text| print.push(text.string()));
        let kind = match block {
            Block::Heading(level, _) => format!("h{level}"),
            Block::Paragraph(_) => "p".to_owned(),
            Block::List(list) if list.ordered => "ol".to_owned(),
            Block::List(_) => "ul".to_owned(),
            Block::Quote(_) => "quote".to_owned(),
            Block::Table(rows) => format!("table of {}", rows.len()),
            Block::Code(_) => "code".to_owned(),
            Block::Rule => "rule".to_owned(),
            Block::Footnote(label, _) => format!("note {label}"),
            Block::Picture(_) => "picture".to_owned(),
            Block::Furniture(_) => "furniture".to_owned(),
        };
        lines.push(format!("{kind}: {}", print.join(" / ")));
    }
    lines
}

fn of(print: &str) -> (Vec<String>, Front) {
    let mut front = Front::default();
    let (blocks, _) = read(print, &mut front, 0);
    (sketch(&blocks), front)
}

#[test]
fn headings_are_known_by_their_marks_and_fields_at_the_head_are_the_documents() {
    let (blocks, front) = of(
        "=========\nMill news\n=========\n:date: 2026-04-02\n:author: Ann Lee\n\nFloods\n------\n\nThe mill\nstood dry.\n\n\
         夜市\n----\n\n夜市开放。\n\n------\n\n:Where: the square\n",
    );
    assert_eq!(
        blocks,
        [
            "h1: Mill news",
            "h2: Floods",
            "p: The mill stood dry.",
            "h2: 夜市",
            "p: 夜市开放。",
            "rule: ",
            "p: Where: the square"
        ]
    );
    assert_eq!(
        (front.authors(), front.date),
        (vec!["Ann Lee".to_owned()], jiff::civil::Date::new(2026, 4, 2).ok())
    );
    let (blocks, front) =
        of(".. title: Mill news\n.. date: 2026-04-02 10:00:00 UTC\n\nThe mill is dry.\n\n.. a remark\n");
    assert_eq!(front.title.map(|title| title.string()).as_deref(), Some("Mill news"));
    assert_eq!(blocks, ["p: The mill is dry.", "furniture: a remark"]);
}

#[test]
fn marks_within_a_line_go_and_words_stay() {
    for (print, told) in [
        ("See `the mill <https://a.example/x>`_ and `pond`_ or lake_.", "See the mill and pond or lake."),
        ("**Bold** and *slant* and ``a_b`` stay.", "Bold and slant and a_b stay."),
        (":ref:`the old mill <mill>`, :pep:`8` and `x`:sub:.", "the old mill, pep 8 and x."),
        ("A note [1]_ and a star \\* here, 2 * 3 * 4.", "A note  and a star * here, 2 * 3 * 4."),
        ("Never *closed and `open", "Never *closed and `open"),
        ("snake_case and 7:30 stay: yes", "snake_case and 7:30 stay: yes"),
    ] {
        assert_eq!(of(print).0, [format!("p: {}", told.replace("  ", " "))], "{print}");
    }
    let mut front = Front::default();
    let (blocks, _) = read("A `link <https://a.example>`_.", &mut front, 0);
    assert!(matches!(&blocks[0], Block::Paragraph(line) if line.linked() == 4));
}

#[test]
fn lists_code_notes_and_directives_are_told_apart() {
    let (blocks, _) = of(
        "* One\n* Two\n  goes on\n\n  - Within\n\n1. First\n#. Second\n\nRun this::\n\n    make dry\n    make wet\n\n\
         .. [1] A note.\n.. _mill: https://a.example\n.. contents:: Parts\n   :depth: 2\n\n.. code-block:: sh\n\n   ls\n\n\
         .. note:: Mind the step.\n\n.. figure:: a.png\n   :alt: The mill\n\n   A caption.\n\n>>> 1 + 1\n2\n\nTerm\n  Meaning.\n",
    );
    assert_eq!(
        blocks,
        [
            "ul: One / Two goes on / Within",
            "ol: First / Second",
            "p: Run this:",
            "code: make dry\nmake wet",
            "note 1: A note.",
            "furniture: contents:: Parts\n:depth: 2",
            "code: ls",
            "quote: Mind the step.",
            "picture: The mill",
            "p: A caption.",
            "code: >>> 1 + 1\n2",
            "p: Term",
            "p: Meaning.",
        ]
    );
}

#[test]
fn tables_have_rows_and_cells() {
    let (blocks, _) = of(
        "====  =====\nDay   Rain\n====  =====\nMon   3 mm\n周二  无雨\n====  =====\n\n+-----+-----+\n| a   | b   |\n+=====+=====+\n| c   | d   |\n|     | e   |\n+-----+-----+\n",
    );
    assert_eq!(
        blocks,
        ["table of 3: Day / Rain / Mon / 3 mm / 周二 / 无雨", "table of 2: a / b / c /  / d e"]
            .map(|line| line.replace("/  /", "/"))
    );
}

#[test]
fn hostile_pages_stay_bounded() {
    let deep = format!("{}x", "- ".repeat(10_000));
    assert_eq!(of(&deep).0.len(), 1);
    let marks = "*a `b [c :d:`e ".repeat(20_000);
    assert!(of(&marks).0.len() <= 1);
}
