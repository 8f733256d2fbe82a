//! Any bytes as a feed, a page, an e-paper, a wire, a mail, a book, a PDF or a page with places: whole and without a panic.

#![no_main]

use libfuzzer_sys::fuzz_target;
use newscaster::articles::{Options, read_bytes};

const NAMES: [&str; 8] =
    ["feed.xml", "feed.json", "page.html", "letter.eml", "box.mbox", "issue.epub", "issue.pdf", "page.rst"];
/// Heads by which a form is told, so that what stands behind them is read.
const HEADS: [&str; 18] = [
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
    "<mets><fileSec><file ID='a'><FLocat xlink:href='feed.xml'/></file></fileSec><structMap TYPE='LOGICAL'><div TYPE='ARTICLE'>",
    "%PDF-1.4\n",
    // Objects are found without a table of their places; what stands behind this is drawn.
    "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n\
     3 0 obj<</Type/Page/MediaBox[0 0 600 800]/Contents 5 0 R/Resources<</Font<</F 4 0 R/G 6 0 R>>>>>>endobj\n\
     4 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj\n\
     6 0 obj<</Type/Font/Subtype/Type0/Encoding/GBK-EUC-H/DescendantFonts[<</Subtype/CIDFontType0>>]>>endobj\n\
     trailer<</Root 1 0 R>>\n5 0 obj<<>>stream\nBT /F 10 Tf 50 700 Td (Lock opens to boats) Tj ",
];

fuzz_target!(|bytes: &[u8]| {
    let [name, head, rest @ ..] = bytes else { return };
    let name = NAMES[usize::from(*name) % NAMES.len()];
    let head = HEADS[usize::from(*head) % HEADS.len()].as_bytes();
    let end: &[u8] = if head.ends_with(b"Tj ") { b" ET\nendstream endobj" } else { b"" };
    let whole = [head, rest, end].concat();
    let Ok(paper) = read_bytes(name, &whole, &Options::default()) else { return };
    let coverage = paper.coverage;
    assert_eq!(coverage.characters, coverage.in_articles + coverage.skipped, "{coverage:?}");
    for article in &paper.articles {
        assert!(!article.title.trim().is_empty(), "{article:?}");
        assert!(article.paragraphs.iter().all(|paragraph| !paragraph.text.trim().is_empty()), "{article:?}");
    }
});
