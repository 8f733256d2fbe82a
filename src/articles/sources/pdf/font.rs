//! What a font's codes print, and how wide they are.

use hayro_syntax::object::{Array, Dict, Name, Object, Stream};

use super::cid::CidFont;
use super::code::{Code, UNITS};
use super::encoding::{self, Table, settled};
use super::streams::Unpacker;
use super::{cid, type1, widths};
use crate::articles::sources::form::Fault;

/// A font.
#[derive(Debug)]
pub struct Font {
    /// Its name in the file, without the mark of a part of a font.
    pub name: String,
    /// True where its letters are heavier than those of running text.
    pub is_bold: bool,
    kind: Kind,
}

#[derive(Debug)]
enum Kind {
    /// Codes of one byte, their prints, and their widths in parts of the size.
    Simple {
        prints: Table,
        widths: Vec<f32>,
    },
    Composite(Box<CidFont>),
}

impl Font {
    /// Reads a font.
    ///
    /// # Errors
    /// One of its tables grows beyond all sense.
    pub fn read(dict: &Dict<'_>, unpacker: &mut Unpacker) -> Result<Self, Fault> {
        let name = dict.get::<Name<'_>>("BaseFont").or_else(|| dict.get::<Name<'_>>("Name"));
        let name = name.map(|name| name.as_str().to_owned()).unwrap_or_default();
        let name = match name.split_once('+') {
            Some((mark, rest)) if mark.len() == 6 => rest.to_owned(),
            _ => name,
        };
        let composite = dict.get::<Name<'_>>("Subtype").is_some_and(|kind| kind.as_str() == "Type0");
        let is_bold = is_bold(&name, dict);
        let kind = if composite {
            Kind::Composite(Box::new(CidFont::read(dict, unpacker)?))
        } else {
            simple(dict, &name, unpacker)?
        };
        Ok(Self { name, is_bold, kind })
    }

    /// True where it is set from top to bottom.
    pub fn is_vertical(&self) -> bool {
        matches!(&self.kind, Kind::Composite(font) if font.is_vertical)
    }

    /// The next code of a string, and how many bytes it takes; `None` at its end.
    pub fn next(&self, bytes: &[u8]) -> Option<(Code, usize)> {
        match &self.kind {
            Kind::Simple { prints, widths } => {
                let code = *bytes.first()?;
                let at = usize::from(code);
                Some((Code { print: prints[at].clone(), width: widths[at], is_space: code == 32 }, 1))
            }
            Kind::Composite(font) => font.next(bytes),
        }
    }
}

/// True for fonts that are called bold or weigh so much; among Chinese ones for those of even strokes (黑体).
fn is_bold(name: &str, dict: &Dict<'_>) -> bool {
    const CALLED: [&str; 9] = ["Bold", "bold", "Black", "Heavy", "SimHei", "Heiti", "HeiTi", "FZHT", "FZDH"];
    const FORCED: u32 = 1 << 18;
    /// Semibold (ISO 32000-1, 9.8).
    const HEAVY: f32 = 600.0;
    let descriptor = dict.get::<Dict<'_>>("FontDescriptor").unwrap_or_default();
    CALLED.iter().any(|part| name.contains(part))
        || descriptor.get::<f32>("FontWeight").is_some_and(|weight| weight >= HEAVY)
        || descriptor.get::<u32>("Flags").is_some_and(|flags| flags & FORCED != 0)
}

fn simple(dict: &Dict<'_>, name: &str, unpacker: &mut Unpacker) -> Result<Kind, Fault> {
    let descriptor = dict.get::<Dict<'_>>("FontDescriptor").unwrap_or_default();
    let is_type3 = dict.get::<Name<'_>>("Subtype").is_some_and(|kind| kind.as_str() == "Type3");
    let mut prints = encoded(dict, &descriptor, unpacker)?;
    if let Some(map) = cid::to_unicode(dict, unpacker)? {
        for (code, print) in prints.iter_mut().enumerate() {
            let mapped = cid::mapped(&map, code as u32).map(|said| settled(&said));
            *print = mapped.filter(|said| !said.is_empty()).unwrap_or(std::mem::take(print));
        }
    }
    // A font that is drawn by the file itself has units of its own.
    let unit = match dict.get::<[f32; 6]>("FontMatrix").filter(|_| is_type3) {
        Some(matrix) => matrix[0].abs(),
        None => 1.0 / UNITS,
    };
    let missing = descriptor.get::<f32>("MissingWidth").unwrap_or(0.0);
    let mut widths = vec![missing * unit; 256];
    let first = dict.get::<usize>("FirstChar").unwrap_or(0);
    match dict.get::<Array<'_>>("Widths") {
        Some(given) => {
            for (code, width) in (first..256).zip(given.iter::<f32>()) {
                widths[code] = width * unit;
            }
        }
        None => widths = prints.iter().map(|print| widths::of(name, print)).collect(),
    }
    Ok(Kind::Simple { prints, widths })
}

/// What the codes print by the font's encoding.
fn encoded(dict: &Dict<'_>, descriptor: &Dict<'_>, unpacker: &mut Unpacker) -> Result<Table, Fault> {
    /// The bit of the flags that says that the letters are no Latin ones.
    const SYMBOLIC: u32 = 4;
    let nothing = || vec![String::new(); 256];
    let is_symbolic = descriptor.get::<u32>("Flags").is_some_and(|flags| flags & SYMBOLIC != 0);
    let is_embedded = ["FontFile", "FontFile2", "FontFile3"].iter().any(|key| descriptor.contains_key(key));
    let of_file = || -> Result<Option<Table>, Fault> {
        let file = descriptor.get::<Stream<'_>>("FontFile");
        let bytes = file.map(|file| unpacker.bytes(&file)).transpose()?.flatten();
        Ok(bytes.and_then(|bytes| type1::encoding(&bytes)))
    };
    let own = |of_file: Option<Table>| match of_file {
        Some(table) => table,
        None if is_symbolic && is_embedded => nothing(),
        None => encoding::standard(),
    };
    Ok(match dict.get::<Object<'_>>("Encoding") {
        Some(Object::Name(name)) => match encoding::named(&name) {
            Some(table) => table,
            None => own({ of_file }()?),
        },
        Some(Object::Dict(changes)) => {
            let base = changes.get::<Name<'_>>("BaseEncoding").and_then(|name| encoding::named(&name));
            let mut table = match base {
                Some(table) => table,
                None => own({ of_file }()?),
            };
            if let Some(differences) = changes.get::<Array<'_>>("Differences") {
                change(&mut table, &differences);
            }
            table
        }
        _ => own({ of_file }()?),
    })
}

/// `[65 /A /B 200 /eacute]`: from a code on, these glyphs.
fn change(table: &mut Table, differences: &Array<'_>) {
    let mut code = 0;
    for item in differences.iter::<Object<'_>>() {
        match item {
            Object::Number(number) => code = usize::try_from(number.as_i64()).unwrap_or(usize::MAX),
            Object::Name(name) => {
                if let Some(print) = table.get_mut(code) {
                    *print = encoding::of_glyph(name.as_str()).unwrap_or_default();
                }
                code = code.saturating_add(1);
            }
            _ => {}
        }
    }
}
