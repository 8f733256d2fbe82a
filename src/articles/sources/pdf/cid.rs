//! Fonts of many characters: codes of several bytes, which a table turns into numbers of characters (CIDs). What they
//! print is said by a table of their own, else by the encoding's own meaning, else by the collection of characters.

use encoding_rs::{BIG5, EUC_JP, EUC_KR, Encoding, GB18030, SHIFT_JIS, UTF_16BE};
use hayro_cmap::{BfString, CMap, CMapName, CidFamily, WritingMode, load_embedded};
use hayro_syntax::object::{Array, Dict, Object, Stream, String as Bytes};

use super::code::{Code, UNITS};
use super::encoding::settled;
use super::streams::Unpacker;
use crate::articles::sources::form::Fault;

/// A font of many characters.
#[derive(Debug)]
pub struct CidFont {
    /// True where it is set from top to bottom.
    pub is_vertical: bool,
    encoding: CMap,
    /// What the codes are, where the encoding is one that others know, too.
    charset: Option<&'static Encoding>,
    to_unicode: Option<CMap>,
    /// What the characters print.
    collection: Option<CMap>,
    widths: Widths,
    /// How far down characters move on that are set from top to bottom.
    down: f32,
}

impl CidFont {
    /// Reads a font.
    ///
    /// # Errors
    /// One of its tables grows beyond all sense.
    pub fn read(dict: &Dict<'_>, unpacker: &mut Unpacker) -> Result<Self, Fault> {
        let descendants = dict.get::<Array<'_>>("DescendantFonts");
        let descendant = descendants.and_then(|fonts| fonts.iter::<Dict<'_>>().next()).unwrap_or_default();
        let (encoding, charset) = match dict.get::<Object<'_>>("Encoding") {
            Some(Object::Name(name)) => (predefined(&name), charset(name.as_str())),
            Some(Object::Stream(stream)) => {
                let bytes = unpacker.bytes(&stream)?;
                (bytes.and_then(|bytes| CMap::parse(&bytes, load_embedded)), None)
            }
            _ => (None, None),
        };
        let encoding = encoding.unwrap_or_else(CMap::identity_h);
        let to_unicode = to_unicode(dict, unpacker)?;
        let own =
            encoding.metadata().character_collection.as_ref().map(|collection| collection.family.clone());
        let family = own.filter(|family| *family != CidFamily::AdobeIdentity).or_else(|| family(&descendant));
        let collection = family.and_then(|family| predefined_map(family.ucs2_cmap()?));
        let is_vertical = encoding.metadata().writing_mode == Some(WritingMode::Vertical);
        let down = descendant.get::<[f32; 2]>("DW2").map_or(-UNITS, |numbers| numbers[1]);
        let widths = Widths::read(&descendant);
        Ok(Self { is_vertical, encoding, charset, to_unicode, collection, widths, down: down / UNITS })
    }

    /// The next code of a string, and how many bytes it takes; `None` at its end.
    pub fn next(&self, bytes: &[u8]) -> Option<(Code, usize)> {
        let mut code = 0;
        for (n, byte) in bytes.iter().take(4).enumerate() {
            code = code << 8 | u32::from(*byte);
            let length = n + 1;
            if let Some(cid) = self.encoding.lookup_cid_code(code, length as u8) {
                let print = self.print(code, cid, &bytes[..length]);
                let width = if self.is_vertical { self.down } else { self.widths.of(cid) };
                return Some((Code { print, width, is_space: length == 1 && code == 32 }, length));
            }
        }
        // A byte that no code begins with prints nothing.
        bytes.first().map(|_| (Code { print: String::new(), width: 0.0, is_space: false }, 1))
    }

    fn print(&self, code: u32, cid: u32, bytes: &[u8]) -> String {
        let own = self.to_unicode.as_ref().and_then(|map| mapped(map, code));
        let known = || {
            let (text, is_broken) = self.charset?.decode_without_bom_handling(bytes);
            (!is_broken).then(|| text.into_owned())
        };
        let of_collection = || self.collection.as_ref().and_then(|map| mapped(map, cid));
        let own = own.map(|print| settled(&print)).filter(|print| !print.is_empty());
        let known = || known().map(|print| settled(&print)).filter(|print| !print.is_empty());
        own.or_else(known).or_else(of_collection).map(|print| settled(&print)).unwrap_or_default()
    }
}

/// What a code prints by a table of its font.
pub fn mapped(map: &CMap, code: u32) -> Option<String> {
    match map.lookup_bf_string(code)? {
        BfString::Char(c) => Some(c.to_string()),
        BfString::String(print) => Some(print),
    }
}

/// The table by which a font says what its codes print.
///
/// # Errors
/// It grows beyond all sense.
pub fn to_unicode(dict: &Dict<'_>, unpacker: &mut Unpacker) -> Result<Option<CMap>, Fault> {
    let Some(stream) = dict.get::<Stream<'_>>("ToUnicode") else { return Ok(None) };
    let bytes = unpacker.bytes(&stream)?;
    Ok(bytes.and_then(|bytes| CMap::parse(&bytes, load_embedded)))
}

fn predefined(name: &[u8]) -> Option<CMap> {
    match CMapName::from_bytes(name) {
        CMapName::IdentityH => Some(CMap::identity_h()),
        CMapName::IdentityV => Some(CMap::identity_v()),
        name => predefined_map(name),
    }
}

fn predefined_map(name: CMapName<'_>) -> Option<CMap> {
    CMap::parse(load_embedded(name)?, load_embedded)
}

/// What the codes of a predefined encoding are, by its name.
fn charset(name: &str) -> Option<&'static Encoding> {
    let starts = |beginnings: &[&str]| beginnings.iter().any(|beginning| name.starts_with(beginning));
    match name {
        _ if name.contains("UCS2") || name.contains("UTF16") => Some(UTF_16BE),
        _ if starts(&["GB-EUC", "GBK", "GBpc"]) => Some(GB18030),
        _ if starts(&["B5pc", "ETen", "HKscs"]) => Some(BIG5),
        _ if name.contains("RKSJ") => Some(SHIFT_JIS),
        _ if starts(&["EUC-"]) => Some(EUC_JP),
        _ if starts(&["KSC"]) => Some(EUC_KR),
        _ => None,
    }
}

/// The collection of characters that a font's numbers count in.
fn family(descendant: &Dict<'_>) -> Option<CidFamily> {
    let info = descendant.get::<Dict<'_>>("CIDSystemInfo")?;
    let (registry, ordering) = (info.get::<Bytes<'_>>("Registry")?, info.get::<Bytes<'_>>("Ordering")?);
    Some(CidFamily::from_registry_ordering(&registry, &ordering))
}

/// Widths of characters by their numbers, in thousandths of the size.
#[derive(Debug)]
struct Widths {
    usual: f32,
    /// First and last number, and the width of all of them; in order.
    ranges: Vec<(u32, u32, f32)>,
}

impl Widths {
    fn read(descendant: &Dict<'_>) -> Self {
        let usual = descendant.get::<f32>("DW").unwrap_or(UNITS);
        let mut ranges = Vec::new();
        let mut open: Vec<f32> = Vec::new();
        // first [w w w] or first last w
        for item in descendant.get::<Array<'_>>("W").iter().flat_map(Array::iter::<Object<'_>>) {
            match item {
                Object::Number(number) => open.push(number.as_f32()),
                Object::Array(list) => {
                    let first = open.pop().unwrap_or(0.0) as u32;
                    let numbered = (first..).zip(list.iter::<f32>());
                    ranges.extend(numbered.map(|(cid, width)| (cid, cid, width)));
                    open.clear();
                }
                _ => open.clear(),
            }
            if let [first, last, width] = open.as_slice() {
                ranges.push((*first as u32, *last as u32, *width));
                open.clear();
            }
        }
        ranges.sort_by_key(|range| range.0);
        Self { usual, ranges }
    }

    /// In parts of the size.
    fn of(&self, cid: u32) -> f32 {
        let before = self.ranges.partition_point(|range| range.0 <= cid);
        let found = before.checked_sub(1).and_then(|at| self.ranges.get(at)).filter(|range| cid <= range.1);
        found.map_or(self.usual, |range| range.2) / UNITS
    }
}
