//! The account adds up in every form, whatever stands in it.

use std::collections::HashSet;

use newscaster::articles::{self, Options};
use newscaster::model::Paper;
use proptest::prelude::*;

/// Pieces that a feed, a page or a wire may be made of, in any order.
fn any_source() -> impl Strategy<Value = String> {
    let piece = proptest::sample::select(vec![
        "<rss><channel>", "</channel></rss>", "<item>", "</item>", "<title>", "</title>", "<description>", "</description>",
        "<content:encoded><![CDATA[", "]]></content:encoded>", "<feed xmlns='a'>", "</feed>", "<entry>", "</entry>",
        "<content type='xhtml'><div>", "</div></content>", "<p>", "</p>", "<br>", "&lt;p&gt;", "&amp;amp;", "&#x6e21;", "&nope;",
        "<nitf><body>", "<body.head><hedline><hl1>", "</hl1></hedline></body.head>", "<body.content>", "</body.content>",
        "<newsItem guid='x'>", "<contentSet><inlineXML>", "</inlineXML></contentSet></newsItem>", "<html><body>",
        "<article class='kicker'>", "<script type='application/ld+json'>{\"@type\":\"NewsArticle\",\"articleBody\":\"渡口今天复航\"}</script>",
        "<meta property='og:type' content='article'>", "<h1>", "</h1>", "<table><tr><td>", "<!--enpcontent-->", "<!--/enpcontent-->",
        "<!--enpproperty <title>渡口</title> /enpproperty-->", "<founder-content>", "</founder-content>", "<div id=\"ozoom\">", "</div>",
        "渡口今天复航，乘客可以买票。", "The lock opened today.", "By Ann Lee", "阅读全文", "\u{8}", "\r\n", "　", "😀", "<", "&", "]]>",
    ])
    .prop_map(str::to_owned);
    proptest::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

fn any_json() -> impl Strategy<Value = String> {
    let text = proptest::sample::select(vec![
        "渡口今天复航。",
        "<p>The lock &amp; the weir.</p>",
        "a\\n\\u6e21",
        "",
        "usable",
        "2026-03-05",
    ]);
    let name = proptest::sample::select(vec![
        "title",
        "content_html",
        "content_text",
        "summary",
        "url",
        "uri",
        "headline",
        "headlines",
        "bodies",
        "value",
        "role",
        "contentType",
        "body_text",
        "body_xhtml",
        "pubstatus",
        "by",
        "subjects",
        "name",
        "authors",
        "tags",
        "located",
    ]);
    let leaf = text.prop_map(|text| format!("\"{text}\"")).boxed();
    let value = leaf.prop_recursive(3, 24, 6, move |inner| {
        let member = (name.clone(), inner.clone()).prop_map(|(name, value)| format!("\"{name}\":{value}"));
        prop_oneof![
            proptest::collection::vec(member, 0..6).prop_map(|members| format!("{{{}}}", members.join(","))),
            proptest::collection::vec(inner, 0..4).prop_map(|items| format!("[{}]", items.join(","))),
        ]
    });
    (value, any::<bool>()).prop_map(|(value, feed)| {
        if feed {
            format!("{{\"version\":\"https://jsonfeed.org/version/1.1\",\"items\":[{value}]}}")
        } else {
            format!("[{{\"uri\":\"x\",\"headlines\":{value},\"bodies\":{value},\"by\":{value}}},{value}]")
        }
    })
}

fn assert_account(name: &str, print: &str) -> Result<(), TestCaseError> {
    let Ok(paper) = articles::read_bytes(name, print.as_bytes(), &Options::default()) else { return Ok(()) };
    prop_assert_eq!(paper.coverage.characters, paper.coverage.in_articles + paper.coverage.skipped);
    assert_once(print, &paper)
}

/// Each place of a text stands in one article, and only once.
pub fn assert_once(print: &str, paper: &Paper) -> Result<(), TestCaseError> {
    let chars: Vec<char> = print.chars().collect();
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
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn every_character_of_markup_is_accounted_for_once(print in any_source(), html in any::<bool>()) {
        assert_account(if html { "a.html" } else { "a.xml" }, &print)?;
    }

    #[test]
    fn every_string_of_json_is_accounted_for_once(print in any_json()) {
        assert_account("a.json", &print)?;
    }

    #[test]
    fn every_character_of_a_mail_and_of_a_book_is_accounted_for_once(print in any_source()) {
        let mail = format!("From: A <a@b.example>\r\nTo: c\r\nSubject: s\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{print}");
        for (name, bytes) in [("a.eml", mail.into_bytes()), ("a.epub", book(&print))] {
            // A text of nothing but control characters is none.
            let Ok(paper) = articles::read_bytes(name, &bytes, &Options::default()) else { continue };
            prop_assert_eq!(paper.coverage.characters, paper.coverage.in_articles + paper.coverage.skipped);
            let mut seen = HashSet::new();
            for article in &paper.articles {
                for span in article.furniture.iter().chain(article.paragraphs.iter().flat_map(|p| &p.spans)) {
                    prop_assert!((span.start..span.end).all(|at| seen.insert(at)), "{} stands twice", name);
                }
            }
        }
    }
}

/// A book of one document.
fn book(print: &str) -> Vec<u8> {
    super::containers::zip(&[
        ("mimetype", "application/epub+zip"),
        ("META-INF/container.xml", "<container><rootfiles><rootfile full-path='p'/></rootfiles></container>"),
        (
            "p",
            "<package><manifest><item id='a' href='a'/></manifest><spine><itemref idref='a'/></spine></package>",
        ),
        ("a", &format!("<html><body>{print}</body></html>")),
    ])
}
