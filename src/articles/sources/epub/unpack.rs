//! The files of an EPUB as one text: the package, the contents, and the documents of the spine in their order.

use std::io::{Cursor, Read};

use zip::ZipArchive;

use super::package::{self, Package};
use crate::articles::input;
use crate::articles::sources::form::{Fault, Unpacked};
use crate::articles::sources::xml;

/// The most files that a book has.
const MOST_FILES: usize = 20_000;
/// The most bytes that one of its texts has, and all of them.
const LARGEST: u64 = 8 << 20;
const LARGEST_OF_ALL: usize = 32 << 20;

/// Begins the name of the part that tells how many documents are missing.
pub const MISSING: &str = "missing ";

type Book<'a> = ZipArchive<Cursor<&'a [u8]>>;

/// True for an archive that says that it is a book.
pub fn is_so(bytes: &[u8]) -> bool {
    const HEAD: usize = 200;
    const FOOT: usize = 1 << 20;
    let has = |part: &[u8], sign: &[u8]| part.windows(sign.len()).any(|window| window == sign);
    bytes.starts_with(b"PK\x03\x04")
        && (has(&bytes[..bytes.len().min(HEAD)], b"application/epub+zip")
            || has(&bytes[bytes.len().saturating_sub(FOOT)..], b"META-INF/container.xml"))
}

/// Unpacks a book.
pub fn unpack(bytes: &[u8]) -> Result<Unpacked, Fault> {
    let mut book = ZipArchive::new(Cursor::new(bytes)).map_err(|error| damaged(&error.to_string()))?;
    if book.len() > MOST_FILES {
        return Err(damaged(&format!("it holds more than {MOST_FILES} files")));
    }
    refuse_locks(&mut book)?;
    let container = text(&mut book, "META-INF/container.xml")?;
    let path = root_file(&container).ok_or_else(|| damaged("its container names no package"))?;
    let opf = text(&mut book, &path)?;
    let package = package::read(&opf, &path);
    let mut unpacked = Unpacked::default();
    unpacked.add(&path, &opf);
    let toc = package.toc.as_ref().and_then(|toc| Some((toc.clone(), text(&mut book, toc).ok()?)));
    let (name, toc) = toc.unwrap_or_default();
    unpacked.add(&name, &toc);
    documents(&mut book, &package, &mut unpacked)?;
    Ok(unpacked)
}

fn documents(book: &mut Book<'_>, package: &Package, unpacked: &mut Unpacked) -> Result<(), Fault> {
    let mut missing = 0;
    for path in &package.spine {
        match text(book, path) {
            Ok(text) => unpacked.add(path, &text),
            Err(locked @ Fault::Locked(_)) => return Err(locked),
            Err(Fault::Damaged(_) | Fault::NoText(_)) => missing += 1,
        }
        if unpacked.text.len() > LARGEST_OF_ALL {
            return Err(damaged(&format!("it holds more than {} MiB of text", LARGEST_OF_ALL >> 20)));
        }
    }
    if missing == package.spine.len() {
        return Err(damaged("none of its documents can be read"));
    }
    // A part without a name tells how many are missing.
    if missing > 0 {
        let start = unpacked.text.len();
        unpacked.parts.push((format!("{MISSING}{missing}"), start..start));
    }
    Ok(())
}

fn damaged(reason: &str) -> Fault {
    Fault::Damaged(reason.to_owned())
}

fn root_file(container: &str) -> Option<String> {
    let xml = xml::read(container);
    let files = xml.root.find_all("rootfile");
    Some(files.first()?.attribute("full-path")?.to_owned())
}

/// A text of the book, by its path.
fn text(book: &mut Book<'_>, path: &str) -> Result<String, Fault> {
    let file = book.by_name(path).map_err(|error| damaged(&format!("{path}: {error}")))?;
    if file.encrypted() {
        return Err(Fault::Locked("a password".to_owned()));
    }
    let mut bytes = Vec::new();
    file.take(LARGEST + 1).read_to_end(&mut bytes).map_err(|error| damaged(&format!("{path}: {error}")))?;
    if bytes.len() as u64 > LARGEST {
        return Err(damaged(&format!("{path} is larger than {} MiB", LARGEST >> 20)));
    }
    let input =
        input::decoded(path.as_ref(), &bytes, "").map_err(|_| damaged(&format!("{path} is no text")))?;
    Ok(input.text)
}

/// Names the lock where the texts are encrypted; fonts may be.
fn refuse_locks(book: &mut Book<'_>) -> Result<(), Fault> {
    const OF_FONTS: [&str; 2] = ["http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC"];
    let Ok(encryption) = text(book, "META-INF/encryption.xml") else { return Ok(()) };
    let xml = xml::read(&encryption);
    let is_lock = |data: &&xml::Element<'_>| {
        let method = data.first("EncryptionMethod").and_then(|method| method.attribute("Algorithm"));
        method.is_none_or(|method| !OF_FONTS.contains(&method))
    };
    if !xml.root.find_all("EncryptedData").iter().any(is_lock) {
        return Ok(());
    }
    let has = |name: &str| book.index_for_name(name).is_some();
    let by = if has("META-INF/license.lcpl") {
        "DRM: Readium LCP"
    } else if has("META-INF/rights.xml") {
        "DRM: Adobe ADEPT"
    } else if has("META-INF/sinf.xml") {
        "DRM: Apple FairPlay"
    } else {
        "DRM: its texts are encrypted"
    };
    Err(Fault::Locked(by.to_owned()))
}
