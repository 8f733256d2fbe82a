//! Books and mailboxes, whole, locked and broken.

use std::io::Write;

use newscaster::articles::{self, Error, Options};

use super::{read, texts, titles};

/// An archive of some files.
pub fn zip(files: &[(&str, &str)]) -> Vec<u8> {
    let mut book = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, text) in files {
        book.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        book.write_all(text.as_bytes()).unwrap();
    }
    book.finish().unwrap().into_inner()
}

const CONTAINER: (&str, &str) = (
    "META-INF/container.xml",
    "<container><rootfiles><rootfile full-path='OEBPS/p.opf'/></rootfiles></container>",
);

fn book(more: &[(&str, &str)]) -> Vec<u8> {
    let opf = "<package><metadata><title>Tales</title></metadata><manifest><item id='n' href='nav.xhtml' properties='nav' media-type='x'/>\
        <item id='a' href='a.xhtml'/><item id='b' href='b.xhtml'/></manifest><spine><itemref idref='a'/><itemref idref='b'/></spine></package>";
    let nav = "<html><body><nav epub:type='toc'><ol><li><a href='a.xhtml#one'>One</a></li><li><a href='a.xhtml#two'>Two</a></li></ol></nav></body></html>";
    let files = [
        ("mimetype", "application/epub+zip"),
        CONTAINER,
        ("OEBPS/p.opf", opf),
        ("OEBPS/nav.xhtml", nav),
        (
            "OEBPS/a.xhtml",
            "<html><body><h1 id='one'>One</h1><p>The first tale is short.</p><h1 id='two'>Two</h1><p>The second tale begins</p></body></html>",
        ),
        ("OEBPS/b.xhtml", "<html><body><p>and goes on in another file.</p></body></html>"),
    ];
    zip(&[files.as_slice(), more].concat())
}

#[test]
fn a_plain_book_is_read_by_its_contents_also_within_a_file_and_over_several() {
    let paper = read("book.epub", &book(&[]));
    assert_eq!(titles(&paper), ["One", "Two"]);
    assert_eq!(texts(&paper.articles[1]), ["The second tale begins", "and goes on in another file."]);
    assert_eq!(paper.name.as_deref(), Some("Tales"));
}

#[test]
fn locked_and_broken_books_are_named() {
    let error = |bytes: &[u8]| articles::read_bytes("b.epub", bytes, &Options::default()).unwrap_err();
    let lock = "<encryption><EncryptedData><EncryptionMethod Algorithm='http://www.w3.org/2001/04/xmlenc#aes256-cbc'/></EncryptedData></encryption>";
    let locked = error(&book(&[("META-INF/encryption.xml", lock), ("META-INF/license.lcpl", "{}")]));
    assert!(matches!(&locked, Error::Locked { by, .. } if by.contains("LCP")), "{locked}");
    // Fonts may be scrambled.
    let fonts =
        lock.replace("http://www.w3.org/2001/04/xmlenc#aes256-cbc", "http://www.idpf.org/2008/embedding");
    assert_eq!(read("b.epub", &book(&[("META-INF/encryption.xml", &fonts)])).articles.len(), 2);
    let whole = book(&[]);
    assert!(matches!(error(&whole[..whole.len() / 2]), Error::Binary { .. } | Error::Damaged { .. }));
    assert!(matches!(error(&zip(&[("mimetype", "application/epub+zip"), CONTAINER])), Error::Damaged { .. }));
    let bomb = "<p>a</p>".repeat(2 << 20);
    let files = [
        ("mimetype", "application/epub+zip"),
        CONTAINER,
        (
            "OEBPS/p.opf",
            "<package><manifest><item id='a' href='a'/></manifest><spine><itemref idref='a'/></spine></package>",
        ),
        ("OEBPS/a", &bomb),
    ];
    assert!(matches!(error(&zip(&files)), Error::Damaged { .. }));
}

#[test]
fn a_mailbox_is_read_message_by_message() {
    let one = |subject: &str, text: &str| {
        format!(
            "From news@a.example Thu Mar  5 06:00:00 2026\r\nFrom: Lock Letter <news@a.example>\r\nTo: r@b.example\r\nSubject: {subject}\r\n\
             Date: Thu, 5 Mar 2026 06:00:00 +0000\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n{text}\r\n\r\n"
        )
    };
    let mailbox = one("Lock opens", "The lock opened on Wednesday.\r\n\r\nUnsubscribe: https://a.example/x")
        + &one("=?utf-8?B?5rih5Y+j?=", "渡口今天复航。");
    let paper = read("box.mbox", mailbox.as_bytes());
    assert_eq!(titles(&paper), ["Lock opens", "渡口"]);
    assert_eq!(texts(&paper.articles[0]), ["The lock opened on Wednesday."]);
    assert_eq!(paper.articles[0].published.as_deref(), Some("2026-03-05T06:00:00Z"));
}
