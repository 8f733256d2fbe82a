//! Forms of files, one file or folder each. [`FORMS`] lists them; [`open`] tells which one a file has, by its bytes, its
//! text and its ending, and [`contents`] reads it.

mod bodies;
mod builder;
mod cells;
mod epub;
mod feed;
mod form;
mod forms;
mod founder;
mod frames;
mod html;
mod html_file;
mod json;
mod layout;
mod lines;
mod mail;
mod mapped;
mod markdown;
mod marks;
mod offsets;
mod page;
mod pdf;
mod rst;
mod spans;
mod stamps;
mod strikes;
mod wire;
mod within;
mod xml;

use std::path::Path;

use super::contents::Contents;
use super::document::{Block, Loose};
use super::error::Error;
use super::input::front::Front;
use super::input::{self, Input};

pub use self::form::Form;

use self::form::{Fault, Reader, Sign, Unpacked};

/// The forms that are read. Those that are told by bytes and by text are asked in this order; the others by their ending.
pub const FORMS: &[Form] = &[
    Form {
        name: "markdown",
        extensions: &["md", "markdown", "mdown", "mdx", "qmd"],
        what: "Markdown, with front matter and the marks of site generators",
        sign: Sign::Ending,
        reader: Reader::Signs,
    },
    Form {
        name: "html",
        extensions: &["html", "htm", "xhtml"],
        what: "a saved web page",
        sign: Sign::Ending,
        reader: Reader::Perhaps(page::read),
    },
    Form {
        name: "rss",
        extensions: &["rss", "rdf", "xml"],
        what: "a feed in RSS 0.9x, 1.0 or 2.0",
        sign: Sign::Text(feed::rss::is_so),
        reader: Reader::Form(feed::rss::read),
    },
    Form {
        name: "atom",
        extensions: &["atom", "xml"],
        what: "a feed in Atom",
        sign: Sign::Text(feed::atom::is_so),
        reader: Reader::Form(feed::atom::read),
    },
    Form {
        name: "jsonfeed",
        extensions: &["json"],
        what: "a feed in JSON Feed",
        sign: Sign::Text(feed::jsonfeed::is_so),
        reader: Reader::Form(feed::jsonfeed::read),
    },
    Form {
        name: "hocr",
        extensions: &["hocr", "html", "xhtml"],
        what: "a scanned page as hOCR, with the places of its lines",
        sign: Sign::Text(layout::hocr::is_so),
        reader: Reader::Form(layout::hocr::read),
    },
    Form {
        name: "alto",
        extensions: &["xml", "alto"],
        what: "a library's scanned page in ALTO",
        sign: Sign::Text(layout::alto::is_so),
        reader: Reader::Form(layout::alto::read),
    },
    Form {
        name: "mineru",
        extensions: &["json"],
        what: "scanned pages as MinerU's content_list, content_list_v2 or middle",
        sign: Sign::Text(layout::mineru::is_so),
        reader: Reader::Form(layout::mineru::read),
    },
    Form {
        name: "paddleocr",
        extensions: &["json"],
        what: "scanned pages as PaddleOCR's PP-StructureV3 or PaddleOCR-VL",
        sign: Sign::Text(layout::paddle::is_so),
        reader: Reader::Form(layout::paddle::read),
    },
    Form {
        name: "founder",
        extensions: &["htm", "html"],
        what: "the saved pages of a Chinese e-paper (数字报) of Founder's systems",
        sign: Sign::Text(founder::is_so),
        reader: Reader::Form(founder::read),
    },
    Form {
        name: "epub",
        extensions: &["epub"],
        what: "an issue or a book as EPUB, by its table of contents",
        sign: Sign::Bytes(epub::is_so, epub::unpack),
        reader: Reader::Form(epub::read),
    },
    Form {
        name: "pdf",
        extensions: &["pdf"],
        what: "a printer's pages as PDF, where their text is in it",
        sign: Sign::Bytes(pdf::is_so, pdf::unpack),
        reader: Reader::Form(pdf::read),
    },
    Form {
        name: "nitf",
        extensions: &["xml", "nitf"],
        what: "an agency's item in NITF",
        sign: Sign::Text(wire::nitf::is_so),
        reader: Reader::Form(wire::nitf::read),
    },
    Form {
        name: "newsml",
        extensions: &["xml"],
        what: "an agency's items in NewsML-G2",
        sign: Sign::Text(wire::newsml::is_so),
        reader: Reader::Form(wire::newsml::read),
    },
    Form {
        name: "ninjs",
        extensions: &["json"],
        what: "an agency's item in ninjs 1, 2 or 3",
        sign: Sign::Text(wire::ninjs::is_so),
        reader: Reader::Form(wire::ninjs::read),
    },
    Form {
        name: "mail",
        extensions: &["eml", "mbox", "mbx"],
        what: "a newsletter as mail, or a mailbox of them",
        sign: Sign::Bytes(mail::is_so, mail::unpack),
        reader: Reader::Form(mail::read),
    },
    Form {
        name: "text",
        extensions: &["txt", "text", "rst", "rest"],
        what: "plain text, also of a scanned page, and reStructuredText",
        sign: Sign::Ending,
        reader: Reader::Signs,
    },
];

/// A file with its form.
pub struct Opened {
    /// Its text.
    pub input: Input,
    /// Its form.
    pub form: &'static Form,
}

impl Opened {
    /// What the file tells of its own accord; `None` where it is a text like any other.
    pub fn contents(&self, base: u32) -> Option<Contents> {
        match self.form.reader {
            Reader::Form(read) => Some(read(&self.input, base)),
            Reader::Perhaps(read) => read(&self.input, base),
            Reader::Signs => None,
        }
    }
}

/// The endings of files that are read in folders.
pub fn endings() -> impl Iterator<Item = &'static str> {
    FORMS.iter().flat_map(|form| form.extensions.iter().copied())
}

/// The names of all forms, for messages.
pub fn names() -> String {
    FORMS.iter().map(|form| form.name).collect::<Vec<_>>().join(", ")
}

/// Tells a file's form and makes a text of its bytes. `name` is its path or its address.
///
/// # Errors
/// What it is instead of something that can be read.
pub fn open(name: &Path, bytes: &[u8]) -> Result<Opened, Error> {
    for form in FORMS {
        if let Sign::Bytes(is_so, unpack) = form.sign
            && is_so(bytes)
        {
            let unpacked = unpacked(unpack, bytes).map_err(|fault| match fault {
                Fault::Locked(by) => Error::Locked { path: name.to_owned(), by },
                Fault::Damaged(reason) => Error::Damaged { path: name.to_owned(), form: form.name, reason },
                Fault::NoText(reason) => Error::NoText { path: name.to_owned(), form: form.name, reason },
            })?;
            let Unpacked { text, parts, pages, problems } = unpacked;
            let input = Input { parts, pages, problems, ..Input::of(name, text) };
            return Ok(Opened { input, form });
        }
    }
    let input = input::decoded(name, bytes, &names())?;
    let by_text = FORMS.iter().find(|form| matches!(form.sign, Sign::Text(is_so) if is_so(&input.text)));
    let form = match by_text {
        Some(form) => form,
        None => by_ending(&input)?,
    };
    Ok(Opened { input, form })
}

/// What a container holds. Crates of others look into it, and where one of them gives up, other files are still read.
fn unpacked(unpack: fn(&[u8]) -> Result<Unpacked, Fault>, bytes: &[u8]) -> Result<Unpacked, Fault> {
    std::panic::catch_unwind(|| unpack(bytes))
        .unwrap_or_else(|_| Err(Fault::Damaged("nothing could make sense of its inside".to_owned())))
}

/// The form that a text's ending names; Markdown where it names none.
fn by_ending(input: &Input) -> Result<&'static Form, Error> {
    let ending = input.ending();
    let named = FORMS.iter().find(|form| form.extensions.contains(&ending.as_str()));
    let is_page = || {
        let head = input.text.trim_start().get(..15).unwrap_or_default().to_ascii_lowercase();
        head.starts_with("<!doctype html") || head.starts_with("<html")
    };
    // What was fetched from an address has no ending that counts.
    let unnamed = if is_page() { FORMS.iter().find(|form| form.name == "html") } else { FORMS.first() };
    match named.filter(|_| input.address().is_none()).or(unnamed).unwrap_or(&FORMS[0]) {
        form if matches!(form.sign, Sign::Ending) => Ok(form),
        _ => Err(Error::UnknownForm {
            path: input.name.clone().into(),
            what: kind_of(&input.text),
            forms: names(),
        }),
    }
}

/// Where a page without a text of its own sends its readers on: `<meta http-equiv="refresh" content="0; URL=…">`.
pub fn sends_on(html: &str) -> Option<String> {
    const LONGEST: usize = 4_000;
    let lower = Some(html).filter(|html| html.len() <= LONGEST)?.to_ascii_lowercase();
    let tag = lower.find("http-equiv")?;
    let at = tag + lower[tag..].find("refresh")?;
    let start = at + lower[at..].find("url=")? + "url=".len();
    let link = html.get(start..)?.trim_start_matches(['\'', '"', ' ']);
    let link = link.split(['\'', '"', '>', ' ']).next()?;
    (!link.is_empty()).then(|| link.to_owned())
}

/// What a text is that has a form's ending and not its shape.
fn kind_of(text: &str) -> String {
    let head = text.trim_start();
    let lower = head.get(..head.floor_char_boundary(2_000)).unwrap_or_default().to_ascii_lowercase();
    let title = lower.find("<title").and_then(|at| {
        let inner = &head[at..];
        let start = inner.find('>')? + 1;
        Some(inner[start..].split('<').next()?.split_whitespace().collect::<Vec<_>>().join(" "))
    });
    match title {
        _ if head.starts_with(['{', '[']) => "JSON".to_owned(),
        Some(title) if lower.contains("<html") => format!("a web page (“{title}”)"),
        _ if lower.contains("<html") || lower.starts_with("<!doctype html") => "a web page".to_owned(),
        _ if head.starts_with('<') => "XML".to_owned(),
        _ => "plain text".to_owned(),
    }
}

/// Reads a text whose first character stands at `base` into blocks, behind its front matter; print of
/// no block is returned beside them. The file's ending tells its form. Where the form itself sets fields at a text's head, they
/// are added to the front matter.
pub fn read(text: &str, front: &mut Front, base: u32, ending: &str) -> (Vec<Block>, Vec<Loose>) {
    let behind = text.char_indices().nth(front.length).map_or(text.len(), |(byte, _)| byte);
    match ending {
        "html" | "htm" | "xhtml" => {
            front.language = front.language.or(html_file::language(&text[behind..]));
            html_file::read(text, behind, base)
        }
        "rst" | "rest" => rst::read(text, front, base),
        _ => markdown::read(text, behind, base),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_container_that_ends_its_reader_ends_nothing_else() {
        let broken = unpacked(|bytes| Err(Fault::Damaged(format!("{}", bytes[9]))), b"PK");
        assert!(matches!(broken, Err(Fault::Damaged(reason)) if reason.contains("inside")));
    }

    #[test]
    fn a_page_may_send_its_readers_on() {
        let page = |tag: &str| format!("<html><head>{tag}</head></html>");
        for (tag, link) in [
            ("<META HTTP-EQUIV=\"REFRESH\" CONTENT=\"0; URL=html/node_1.htm\">", Some("html/node_1.htm")),
            ("<meta http-equiv=refresh content='0;url=a.html'>", Some("a.html")),
            ("<meta http-equiv='refresh' content='60'>", None),
            ("<meta http-equiv='content-type' content='text/html'><a href='?url=x'>", None),
        ] {
            assert_eq!(sends_on(&page(tag)).as_deref(), link, "{tag}");
        }
    }
}
