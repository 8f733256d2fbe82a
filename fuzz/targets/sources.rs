//! Any bytes as a feed, a page, an e-paper, a wire, a mail, a book or a page with places: whole and without a panic.

#![no_main]

use libfuzzer_sys::fuzz_target;
use newscaster::articles::{Options, read_bytes};

const NAMES: [&str; 6] = ["feed.xml", "feed.json", "page.html", "letter.eml", "box.mbox", "issue.epub"];
/// Heads by which a form is told, so that what stands behind them is read.
const HEADS: [&str; 15] = [
    "",
    "<rss><channel>",
    "<feed xmlns='http://www.w3.org/2005/Atom'>",
    "{\"version\":\"https://jsonfeed.org/version/1.1\",\"items\":[{\"content_html\":\"",
    "[{\"uri\":\"x\",\"bodies\":[{\"value\":\"",
    "<nitf><body><body.content>",
    "<newsItem><contentSet><inlineXML>",
    "<html><meta property='og:type' content='article'><body>",
    "<html><!--enpcontent-->",
    "From: a <a@b.example>\r\nTo: c\r\nSubject: s\r\n",
    "<html><div class='ocr_page'><p class='ocr_par'><span class='ocr_line' title='bbox ",
    "<alto><Layout><Page><TextBlock><TextLine HPOS='",
    "[{\"type\":\"text\",\"page_idx\":0,\"bbox\":[",
    "{\"pdf_info\":[{\"para_blocks\":[{\"lines\":[{\"bbox\":[",
    "{\"parsing_res_list\":[{\"block_bbox\":[",
];

fuzz_target!(|bytes: &[u8]| {
    let [name, head, rest @ ..] = bytes else { return };
    let name = NAMES[usize::from(*name) % NAMES.len()];
    let whole = [HEADS[usize::from(*head) % HEADS.len()].as_bytes(), rest].concat();
    let Ok(paper) = read_bytes(name, &whole, &Options::default()) else { return };
    let coverage = paper.coverage;
    assert_eq!(coverage.characters, coverage.in_articles + coverage.skipped, "{coverage:?}");
    for article in &paper.articles {
        assert!(!article.title.trim().is_empty(), "{article:?}");
        assert!(article.paragraphs.iter().all(|paragraph| !paragraph.text.trim().is_empty()), "{article:?}");
    }
});
