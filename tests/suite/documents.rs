//! Texts made for screens: digests, newsletters, posts, link lists. Each test is a kind of input and what must come out.

use newscaster::articles::{self, Documents, Options, Treatment};
use newscaster::model::{Article, Kind, Nature, Paper};
use newscaster::progress::Silent;
use proptest::prelude::*;

fn read_as(name: &str, print: &str) -> Paper {
    let paper = articles::read_bytes(name, print.as_bytes(), &Options::default()).unwrap();
    let coverage = paper.coverage;
    assert_eq!(coverage.characters, coverage.in_articles + coverage.skipped, "{print}");
    paper
}

fn read(print: &str) -> Paper {
    let paper = read_as("page.md", print);
    assert!(
        paper.articles.iter().all(|article| article.nature == Nature::Written && article.complete),
        "{print}"
    );
    paper
}

fn titles(paper: &Paper) -> Vec<&str> {
    paper.articles.iter().map(|article| article.title.as_str()).collect()
}

fn texts(article: &Article) -> Vec<&str> {
    article.paragraphs.iter().map(|paragraph| paragraph.text.as_str()).collect()
}

fn day(paper: &Paper) -> String {
    paper.date.map(|date| date.to_string()).unwrap_or_default()
}

#[test]
fn a_digest_is_dated_by_its_title_and_its_second_level_holds_the_stories() {
    let paper = read(
        "# 河谷早报 2026年4月2日\n\n## 速览\n\n- 渡口停航两天\n- 博物馆周一开放\n\n---\n\n## 渡口停航两天 ↗\n\n\
         渡口因大风停航两天，乘客可以退票。\n\n来源：河谷在线\n\n## 博物馆周一开放\n\n**要点：**博物馆从本月起周一也开放。\n\n\
         相关阅读：\n- [旧闻](https://a.example/1)\n",
    );
    assert_eq!(
        (titles(&paper), day(&paper).as_str()),
        (vec!["渡口停航两天", "博物馆周一开放"], "2026-04-02")
    );
    assert_eq!(paper.name.as_deref(), Some("河谷早报"));
    assert_eq!(texts(&paper.articles[0]), ["渡口因大风停航两天，乘客可以退票。"]);
    assert_eq!(paper.articles[0].agency.as_deref(), Some("河谷在线"));
    assert_eq!(texts(&paper.articles[1]), ["要点：博物馆从本月起周一也开放。"]);
}

#[test]
fn a_day_in_one_of_many_headings_is_no_issue_and_a_file_is_no_address() {
    let paper = read(
        "# Picks 2026-04-02\n\n## Forum\n\n#### How to fix a chair\n\n#### What broke on 2 March 2026 at the dam\n\n\
         #### A key is lost\n\n## Code\n\n- The file that is read first (main.rs)\n- The file that is read last (end.py)\n",
    );
    assert_eq!(
        texts(&paper.articles[0]),
        ["How to fix a chair", "What broke on 2 March 2026 at the dam", "A key is lost"]
    );
    assert_eq!(texts(&paper.articles[1])[0], "The file that is read first (main.rs)");
}

#[test]
fn entries_of_lists_are_paragraphs_without_numbers_and_addresses() {
    let paper = read(
        "# 河谷60秒 2026-04-02\n\n1. 渡口停航两天\n2. 博物馆周一开放 https://a.example/x?share=9f\n3. [菜价回落](https://b.example)\n\n\
         * 邮件订阅: https://a.example/sub\n",
    );
    assert_eq!(texts(&paper.articles[0]), ["渡口停航两天", "博物馆周一开放", "菜价回落"]);
    assert_eq!(paper.articles[0].kind, Kind::Brief);
    let days = read(
        "# Picks\n\n## 2026-04-02\n\n1. [Lock reopens](https://a.example) (a.example) - 12 points by jo, 3 comments\n\n\
         ## 2026-04-01\n\n1. [Pool closes](https://b.example) (b.example) - 9 points by al, 1 comment\n",
    );
    assert_eq!(titles(&days), ["2026-04-02", "2026-04-01"]);
    assert_eq!(
        [texts(&days.articles[0]), texts(&days.articles[1])].concat(),
        ["Lock reopens", "Pool closes"]
    );
}

#[test]
fn entries_within_entries_follow_them() {
    let paper = read(
        "# Dates\n\n* 2026-04-05 | Hall | Choir\n    * [**Open night**](https://e.example)\n* 2026-04-07 | Green | Fair\n",
    );
    assert_eq!(
        texts(&paper.articles[0]),
        ["2026-04-05 | Hall | Choir", "Open night", "2026-04-07 | Green | Fair"]
    );
}

#[test]
fn one_article_with_subheads_stays_one_and_several_signed_pieces_are_several() {
    let one = read(
        "---\ntitle: How the lock works\ndate: 2026-04-02\n---\n\nThe lock has two gates.\n\n## Gates\n\nThey are of oak.\n\n## Water\n\nIt comes from the mill race, see the [map](https://a.example).\n",
    );
    assert_eq!(titles(&one), ["How the lock works"]);
    assert_eq!(texts(&one.articles[0])[1], "Gates");
    let many = read(
        "---\ntitle: Pupils write\ndate: 2026-04-02\n---\n\n## Swim day\n\nBy Mia Poe\n\nThe pool was cold.\n\n## Bake sale\n\nBy Tom Orr\n\nThe cakes were gone by noon.\n",
    );
    assert_eq!(titles(&many), ["Swim day", "Bake sale"]);
    assert_eq!(many.articles[1].reporters, ["Tom Orr"]);
}

#[test]
fn heads_without_fences_and_heads_in_toml_are_metadata() {
    let pelican = read(
        "Title: The Lock Letter 7\nDate: 2026-04-02\nCategory: Letters\n\nWelcome to this letter, which tells of the week at the lock.\n\n# Gates\n\nThe gates were oiled.\n",
    );
    assert_eq!((titles(&pelican).last().copied(), day(&pelican).as_str()), (Some("Gates"), "2026-04-02"));
    let toml = read(
        "+++\npath = \"2026/04/02/gates\"\ntitle = \"Gates oiled\"\nauthors = [\"Mia Poe\"]\n\n[extra]\nteam = \"Lock\"\n+++\n\nThe gates were oiled.\n",
    );
    assert_eq!((titles(&toml), day(&toml).as_str()), (vec!["Gates oiled"], "2026-04-02"));
    assert_eq!(toml.articles[0].reporters, ["Mia Poe"]);
}

#[test]
fn marks_are_silent_and_words_stay() {
    let paper = read(
        "# Lock news\n\nThe [old gate][gate] was oiled.[^1] {% tag %} See [[Map|the map]].\n\n```sh\nls -l | wc\n```\n\n\
         ![x](a.png) It cost *nothing*.<br>Nobody paid.\n\n[gate]: https://a.example\n[^1]: By the smith.\n",
    );
    assert_eq!(
        texts(&paper.articles[0]),
        ["The old gate was oiled. See the map.", "By the smith.", "It cost nothing.", "Nobody paid."]
    );
}

#[test]
fn html_is_read_by_its_blocks_in_markdown_and_alone() {
    let paper = read(
        "# 河谷日报 2026年4月2日\n\n### 快讯\n\n<p><strong>渡口停航</strong></p><p>渡口停航两天。</p>\n\n[查看原文](https://a.example)\n",
    );
    assert_eq!(texts(&paper.articles[0]), ["渡口停航", "渡口停航两天。"]);
    let page = "<!doctype html><html><head><title>x</title><style>p{}</style></head><body><nav><a href=/>Home</a></nav>\
        <h1>Lock reopens</h1><p>The lock &amp; the weir reopened.<p>Boats came.<ul><li>One<li>Two</ul>\
        <table><tr><th>Boat<th>Time<tr><td>Ann<td>9.00</table><footer>© Lock</footer><script>1<2</script></body></html>";
    let paper = read_as("page.html", page);
    assert_eq!(titles(&paper), ["Lock reopens"]);
    assert_eq!(
        texts(&paper.articles[0]),
        ["The lock & the weir reopened.", "Boats came.", "One", "Two", "Boat: Ann, Time: 9.00"]
    );
}

#[test]
fn calls_of_accounts_go_and_dates_in_the_body_date_nothing() {
    let paper = read(
        "---\ntitle: 渡口停航\ndate: 2026-04-02\n---\n点击上方蓝字关注我们\n\n渡口停航两天。\n\n2026/1/13\n\n阅读原文\n\nEND\n",
    );
    assert_eq!(day(&paper), "2026-04-02");
    assert_eq!(texts(&paper.articles[0]), ["渡口停航两天。", "2026/1/13"]);
    let saved =
        read("渡口停航两天\n2026-04-02 09:15 来源：河谷在线\n\n　　渡口因风停航。\n　　乘客可以退票。\n");
    assert_eq!((titles(&saved), day(&saved).as_str()), (vec!["渡口停航两天"], "2026-04-02"));
    assert_eq!(texts(&saved.articles[0]), ["渡口因风停航。", "乘客可以退票。"]);
}

#[test]
fn days_are_found_in_every_form_that_heads_have() {
    for (name, print, wanted) in [
        ("a.md", "河谷早知道（2026-04-02）\n\n渡口停航两天。\n", "2026-04-02"),
        ("a.md", "# 河谷日報 民國115年4月2日\n\n## 渡口停航\n\n渡口停航兩天。\n", "2026-04-02"),
        (
            "a.md",
            "# Lock letter\n\n*2 April 2026*\n\nSee [this](https://a.example). The lock is open.\n",
            "2026-04-02",
        ),
        ("2026/04/02.md", "See [this](https://a.example). The lock is open.\n", "2026-04-02"),
        ("lock-20260402.md", "See [this](https://a.example). The lock is open.\n", "2026-04-02"),
    ] {
        assert_eq!(day(&read_as(name, print)), wanted, "{print}");
    }
}

#[test]
fn a_site_s_folder_gives_the_day_that_is_asked_for_and_no_drafts() {
    let folder = tempfile::tempdir().unwrap();
    for (name, date, draft) in [
        ("a.md", "2026-04-01", false),
        ("b.md", "2026-04-02", false),
        ("c.mdx", "2026-04-02", false),
        ("d.md", "2026-04-02", true),
    ] {
        let print =
            format!("---\ntitle: Post {name}\ndate: {date}\ndraft: {draft}\n---\nText of {name} here.\n");
        std::fs::write(folder.path().join(name), print).unwrap();
    }
    let options = options!(Options { date: "2026-04-02".parse().ok() });
    let paper = articles::read(&[folder.path().to_owned()], &options, &Silent).unwrap();
    assert_eq!(titles(&paper), ["Post b.md", "Post c.mdx"]);
    assert!(paper.doubts.iter().any(|doubt| doubt.contains("draft")));
    assert!(paper.doubts.iter().any(|doubt| doubt.contains("1 files of other days")));
}

#[test]
fn posts_of_later_days_wait_for_theirs() {
    let folder = tempfile::tempdir().unwrap();
    for (name, print) in [
        ("2026-04-01-lock.md", "---\ntitle: Lock\n---\nThe lock is open.\n"),
        ("mill.md", "---\ntitle: Mill\ndate: 2026-04-09\n---\nThe mill is dry.\n"),
        ("pond.md", "# Pond on 2026-05-01\n\nThe pond will be filled.\n"),
    ] {
        std::fs::write(folder.path().join(name), print).unwrap();
    }
    let read = |today: &str, asked: &str, path: &str| {
        let options = options!(Options { date: asked.parse().ok() });
        let pages = articles::open(&[folder.path().join(path)], &[], &Silent).unwrap();
        pages.read(&options, today.parse().ok(), &Silent).unwrap()
    };
    let paper = read("2026-04-02", "", "");
    assert_eq!(titles(&paper), ["Lock", "Pond on 2026-05-01"]);
    assert!(paper.doubts.iter().any(|doubt| doubt.contains("mill.md: not out before 2026-04-09")));
    assert_eq!(titles(&read("2026-04-09", "", "")).len(), 3);
    assert_eq!(titles(&read("2026-04-02", "2026-04-09", "")), ["Mill"]);
    // Who names one file wants it.
    assert_eq!(titles(&read("2026-04-02", "", "mill.md")), ["Mill"]);
}

#[test]
fn front_matter_of_html_and_modules_of_a_site_are_not_read_out() {
    let html = "---\ntitle: Lock open again\ndate: 2026-03-05\n---\n<p>The lock is open again.</p>\n";
    let paper = read_as("2026-03-05-lock.html", html);
    assert_eq!(titles(&paper), ["Lock open again"]);
    assert_eq!(texts(&paper.articles[0]), ["The lock is open again."]);
    let site = "---\ntitle: 渡口复航\n---\nimport Box from '@site/box';\n\n<h2>渡口</h2>\n\n渡口今天复航。\n";
    assert!(!texts(&read(site).articles[0]).join("").contains("import"));
}

#[test]
fn headings_with_nothing_but_addresses_below_them_are_entries() {
    let paper = read(
        "# Digest 2026-03-05\n\n## Forum\n\n### Lock keeper wins a prize\n\n<https://a.example/1>\n\n<https://b.example/2>\n\n\
         ### A bridge of glass\n\n<https://a.example/3>\n\n### Why mills turn\n\n<https://a.example/4>\n",
    );
    assert_eq!(titles(&paper), ["Forum"]);
    assert_eq!(
        texts(&paper.articles[0]),
        ["Lock keeper wins a prize", "A bridge of glass", "Why mills turn"]
    );
}

#[test]
fn an_overview_in_a_quotation_before_the_first_section_is_contents() {
    let paper = read(
        "---\ntitle: Daily 2026-03-05\n---\n\n> - Lock open\n> - Mill turns again\n\n## Town\n\n### [Lock open](https://a.example)\n\n\
         The lock is open.\n\n### [Mill turns again](https://b.example)\n\nThe mill turns.\n",
    );
    assert_eq!(titles(&paper), ["Lock open", "Mill turns again"]);
}

#[test]
fn a_heading_glued_to_a_mark_of_html_keeps_its_section() {
    let paper = read(
        "Welcome to the [issue](https://a.example).\n\n# Table of Contents\n\n1. [News](#news)\n2. [Talks](#talks)\n\n<div id='news'/>\n# News\n\n\
         * The lock is open.\n* The mill turns.\n\n<div id='talks'/>\n# Talks\n\nAnn spoke of boats.\n",
    );
    let all: Vec<&str> = paper.articles.iter().flat_map(texts).collect();
    for said in ["The lock is open.", "The mill turns.", "Ann spoke of boats."] {
        assert!(all.contains(&said), "{said}: {all:?}");
    }
}

#[test]
fn what_somebody_settles_counts() {
    let print = "# One\n\nThe lock is open. See [this](https://a.example).\n";
    let options = options!(Options { nature: Some(Nature::Printed) });
    let paper = articles::read_bytes("a.md", print.as_bytes(), &options).unwrap();
    assert_eq!(paper.articles[0].nature, Nature::Printed);
}

#[test]
fn tables_of_words_are_told_and_tables_of_figures_announced() {
    let paper = read(
        "# Boats\n\nBoats of the day, see [here](https://a.example).\n\n| Boat | Time |\n|---|---|\n| Ann | 9.00 |\n| Bea | 10.00 |\n",
    );
    assert_eq!(texts(&paper.articles[0])[1..], ["Boat: Ann, Time: 9.00", "Bea, Time: 10.00"]);
    let row = |n: usize| format!("| {n} | {n} | {n} | {n} | {n} | {n} |\n");
    let wide = format!(
        "# Boats\n\nSee [here](https://a.example).\n\n{}|---|---|---|---|---|---|\n{}",
        row(0),
        (1..20).map(row).collect::<String>()
    );
    assert_eq!(read(&wide).articles[0].tables, 1);
}

/// A story with a link, an address, code, a footnote, a picture and a table.
const PARTS: &str = "# The lock\n\nThe [lock keeper](https://a.example) wrote to https://b.example/x today.[^1]\n\nThe gate is \
opened as follows:\n\n```\nopen --gate 2\n```\n\n![Two boats wait below the old lock gate](boats.jpg)\n\n\
| Boat | Time |\n|---|---|\n| Ann | 9.00 |\n\n[^1]: It came by post.\n";

fn with(set: impl Fn(&mut Documents)) -> Article {
    let mut options = options!(Options { nature: Some(Nature::Written) });
    set(&mut options.documents);
    let paper = articles::read_bytes("a.md", PARTS.as_bytes(), &options).unwrap();
    let coverage = paper.coverage;
    assert_eq!(coverage.characters, coverage.in_articles + coverage.skipped);
    paper.articles.into_iter().next().unwrap()
}

#[test]
fn each_part_of_a_document_is_said_skipped_or_announced_as_asked() {
    use Treatment::{Announce, Say, Skip};
    let usual = with(|_| {});
    assert_eq!(
        texts(&usual),
        [
            "The lock keeper wrote today.",
            "It came by post.",
            "The gate is opened as follows:",
            "(Code is left out here.)",
            "Two boats wait below the old lock gate",
            "Boat: Ann, Time: 9.00"
        ]
    );
    let text = |set: &dyn Fn(&mut Documents)| texts(&with(set)).join("|");
    assert!(text(&|set| set.links = Skip).starts_with("The wrote to"));
    assert!(text(&|set| set.links = Announce).starts_with("The lock keeper (link) wrote to"));
    assert!(text(&|set| set.addresses = Say).contains("https://b.example/x"));
    assert!(text(&|set| set.addresses = Announce).starts_with("The lock keeper wrote today. (link)|"));
    assert!(text(&|set| set.code = Say).contains("|open --gate 2|"));
    assert!(!text(&|set| set.code = Skip).contains("Code"));
    assert!(!text(&|set| set.footnotes = Skip).contains("post"));
    assert!(text(&|set| set.footnotes = Announce).contains("|(There is a footnote here.)|"));
    assert!(!text(&|set| set.pictures = Skip).contains("boats"));
    assert!(text(&|set| set.pictures = Announce).contains("|(There is a picture here.)|"));
    let tables = |treatment| with(|set: &mut Documents| set.tables = treatment);
    assert_eq!((tables(Announce).tables, tables(Skip).tables), (1, 0));
    assert!(!texts(&tables(Announce)).join("|").contains("Ann"));
}

fn any_document() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        proptest::sample::select(vec![
            "# ",
            "## ",
            "- ",
            "1. ",
            "> ",
            "```\n",
            "**",
            "*",
            "`",
            "[a](https://b.example)",
            "[^1]",
            "[^1]: x\n",
            "![b](c)",
            "| a | b |\n|---|---|\n| c | d |\n",
            "<p>",
            "</p>",
            "<br>",
            "<ul><li>",
            "<table><tr><td>",
            "</div>",
            "<!--",
            "-->",
            "&amp;",
            "&nbsp;",
            "{% x %}",
            "{{ y }}",
            "[[z]]",
            "---\n",
            "+++\n",
            "title: t\n",
            "\n",
            "\n\n",
            "\r\n",
            "    ",
            "\t",
            "相关链接：\n",
            "阅读原文\n",
            "渡口停航两天。",
            "The lock is open.",
            "\\*",
            "￼",
            "😀",
            "　",
        ])
        .prop_map(str::to_owned),
        "[a-z渡口。，#*|>`_<\\-\\[\\]()!&;:\" ]{0,12}",
    ];
    proptest::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn every_character_of_a_document_is_accounted_for_once(print in any_document(), html in any::<bool>()) {
        let name = if html { "a.html" } else { "a.md" };
        let options = options!(Options { nature: Some(Nature::Written) });
        let Ok(paper) = articles::read_bytes(name, print.as_bytes(), &options) else { return Ok(()) };
        prop_assert_eq!(paper.coverage.characters, paper.coverage.in_articles + paper.coverage.skipped);
        let chars: Vec<char> = print.trim_start_matches('\u{feff}').chars().collect();
        let mut seen = vec![false; chars.len()];
        for article in &paper.articles {
            prop_assert!(!article.title.trim().is_empty());
            for span in article.furniture.iter().chain(article.paragraphs.iter().flat_map(|p| &p.spans)) {
                for at in span.start..span.end {
                    prop_assert!(!seen[at] || chars[at].is_whitespace(), "{} stands twice", chars[at]);
                    seen[at] = true;
                }
            }
        }
    }
}

#[test]
fn a_post_of_restructured_text_is_read_by_its_marks() {
    let paper = read_as(
        "post.rst",
        "River news\n##########\n\n:date: 2026-04-02\n:author: Ann Lee\n\nThe ferry\n=========\n\nThe `ferry <https://a.example/x>`_ \
         rests for *two* days::\n\n    ./stop\n\n.. image:: a.png\n\nThe museum\n==========\n\n- It opens on Mondays.\n- It shuts at 7:30.\n",
    );
    assert_eq!((titles(&paper), day(&paper).as_str()), (vec!["The ferry", "The museum"], "2026-04-02"));
    assert_eq!(texts(&paper.articles[1]), ["It opens on Mondays.", "It shuts at 7:30."]);
    assert_eq!(texts(&paper.articles[0])[0], "The ferry rests for two days:");
    assert!(paper.articles.iter().all(|article| article.nature == Nature::Written));
}

#[test]
fn an_essay_with_parts_is_one_story_and_a_digest_of_the_same_shape_is_several() {
    let essay = "---\ntitle: 我怎样修好一座老水车\n---\n## 为什么要修\n\n我小时候常去看水车，后来它停了。\n\n## 木料\n\n于是我先找木料，水车的轴要用槐木。\n\n\
         ## 总结\n\n我修了两年，水车又转了。\n";
    assert_eq!(titles(&read(essay)), ["我怎样修好一座老水车"]);
    let lesson = "# Mending a water wheel\n\n## Introduction\n\nI found the wheel broken.\n\n## The axle\n\nSo we cut a new axle for the \
         wheel.\n\n```sh\nsaw axle\n```\n\n## Conclusion\n\nOur wheel turns again.\n";
    assert_eq!(titles(&read(lesson)), ["Mending a water wheel"]);
    let digest = "---\ntitle: From our valley\n---\nHere is what we read.\n\n## News\n\n- [The ferry rests](https://a.example/1)\n- [Rain at \
         last](https://a.example/2)\n\n## Jobs\n\n- [A miller is sought](https://a.example/3)\n\n## Articles\n\n- [On locks](https://a.example/4)\n";
    assert_eq!(titles(&read(digest)), ["From our valley", "News", "Jobs", "Articles"]);
}

#[test]
fn items_with_a_title_and_text_are_stories_where_no_heading_parts_them() {
    let paper = read(
        "-   [The ferry rests](https://a.example/1)\n\n    > It rests for two days because of the wind.\n\n-   [Rain at last](https://a.example/2)\n\n    \
         > The first rain fell on the hills.\n\n-   [A new miller](https://a.example/3)\n\n    > The mill turns again from Monday.\n",
    );
    assert_eq!(titles(&paper), ["The ferry rests", "Rain at last", "A new miller"]);
    assert_eq!(texts(&paper.articles[1]), ["The first rain fell on the hills."]);
}

#[test]
fn links_that_a_site_resolves_elsewhere_are_links() {
    let paper = read(
        "# Locks\n\nThe [old lock #12][] is [dry][lock dry], see [1] here: <https://a.example/x>, and the name is \
         lock.Gate\n\n讲稿已上传：<https://a.example/y>。\n",
    );
    assert_eq!(
        texts(&paper.articles[0]),
        ["The old lock #12 is dry, see [1] here, and the name is lock.Gate", "讲稿已上传。"]
    );
}

#[test]
fn the_notes_of_one_release_are_one_story() {
    let notes = "---\ntitle: Millwheel 2.4.1 is released!\n---\nThis is [the first](https://a.example) fix.\n\n## Stats\n\nIt has [9 \
                 changes](https://a.example/1).\n\n## Known issues\n\nThe axle squeaks, see [here](https://a.example/2).\n";
    assert_eq!(titles(&read(notes)), ["Millwheel 2.4.1 is released!"]);
}

#[test]
fn hostile_documents_end_in_bounded_blocks() {
    // Bounded by count: what comes out is no more than what went in, however deep or open it is.
    for (name, print) in [
        ("a.md", format!("# T\n\n{}x", ">".repeat(10_000))),
        ("a.md", format!("# T\n\n{}x", "- ".repeat(10_000))),
        ("a.html", format!("{}x", "<div><ul><li><blockquote><table><tr><td>".repeat(3_000))),
        ("a.md", format!("# T\n\n{}", "**a __b `c ~~d [e ![f <g {% h {{< i ".repeat(500))),
        ("a.md", format!("# T\n\n{}", "https://a.example/1 b **c**d ".repeat(3_000))),
        ("a.rst", format!("T\n=\n\n{}", "*a `b ``c **d [e |f :g:`h ".repeat(2_000))),
    ] {
        let options = options!(Options { nature: Some(Nature::Written) });
        let paper = articles::read_bytes(name, print.as_bytes(), &options).unwrap();
        let told: usize =
            paper.articles.iter().flat_map(|article| &article.paragraphs).map(|p| p.text.len()).sum();
        assert!(told <= print.len() && paper.articles.len() <= 2, "{name}: {told} of {}", print.len());
        assert_eq!(paper.coverage.characters, paper.coverage.in_articles + paper.coverage.skipped, "{name}");
    }
}
