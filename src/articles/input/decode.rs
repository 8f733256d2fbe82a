//! Bytes into characters: UTF-8 first, then what a mark, a declaration or the bytes make plain.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{BIG5, Encoding, GB18030, GBK, UTF_8, UTF_16BE, UTF_16LE};

use crate::articles::text::is_blank;

/// Why bytes are no text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// Nothing but blanks.
    Empty,
    /// A picture, a PDF, a program.
    Binary,
    /// Text, but no encoding explains it.
    Unknown,
}

/// Turns a file's bytes into text, without a byte order mark.
pub fn decode(bytes: &[u8]) -> Result<String, Refusal> {
    let text = find_encoding(bytes)?;
    if text.chars().all(is_blank) {
        return Err(Refusal::Empty);
    }
    Ok(text)
}

fn find_encoding(bytes: &[u8]) -> Result<String, Refusal> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        let (text, broken) = encoding.decode_without_bom_handling(&bytes[mark..]);
        return if broken { Err(Refusal::Unknown) } else { Ok(text.into_owned()) };
    }
    if MAGIC.iter().any(|magic| bytes.starts_with(magic)) {
        return Err(Refusal::Binary);
    }
    if let Some(encoding) = utf16_without_mark(bytes) {
        let (text, broken) = encoding.decode_without_bom_handling(bytes);
        return if broken { Err(Refusal::Binary) } else { Ok(text.into_owned()) };
    }
    if is_binary(bytes) {
        return Err(Refusal::Binary);
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok(text.to_owned()),
        Err(error) => not_utf8(bytes, error.valid_up_to()),
    }
}

/// First bytes of formats that people hand in by mistake.
const MAGIC: [&[u8]; 9] =
    [b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"PK\x03\x04", b"\x1f\x8b", b"RIFF", b"ID3", b"\x7fELF"];

fn not_utf8(bytes: &[u8], valid: usize) -> Result<String, Refusal> {
    if let Some(encoding) = declared(bytes) {
        let (text, broken) = encoding.decode_without_bom_handling(bytes);
        if !broken {
            return Ok(text.into_owned());
        }
    }
    // A file cut inside its last character is UTF-8 all the same.
    if valid > 0 && bytes.len() - valid < 4 && bytes[..valid].iter().any(|&b| b >= 0x80) {
        return Ok(String::from_utf8_lossy(&bytes[..valid]).into_owned());
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(&bytes[..bytes.len().min(1 << 16)], true);
    let guess = detector.guess(None, Utf8Detection::Deny);
    let guess = if guess == GBK { GB18030 } else { guess };
    if guess != GB18030 && guess != BIG5 {
        return Err(Refusal::Unknown);
    }
    let (text, broken) = guess.decode_without_bom_handling(bytes);
    if broken || !reads_like_chinese(&text) { Err(Refusal::Unknown) } else { Ok(text.into_owned()) }
}

/// The encoding that the file itself names in its first lines: `charset=gbk`, `coding: big5`, `encoding="…"`.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(1024)]).to_ascii_lowercase();
    ["charset", "coding"].iter().find_map(|key| {
        let rest = &head[head.find(key)? + key.len()..];
        let rest = rest.trim_start_matches([' ', '=', ':', '"', '\'']);
        let end = rest.find(|c: char| !c.is_ascii_alphanumeric() && !"-_".contains(c)).unwrap_or(rest.len());
        Encoding::for_label(&rest.as_bytes()[..end]).filter(|&encoding| encoding != UTF_8)
    })
}

/// UTF-16 shows in the high bytes: zero for Latin and blanks, a narrow band for Chinese.
fn utf16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let pairs = &bytes[..bytes.len().min(4096) & !1];
    if pairs.len() < 16 || bytes.len() % 2 == 1 {
        return None;
    }
    let newline = |low: usize| pairs.chunks(2).any(|pair| pair[low] == b'\n' && pair[1 - low] == 0);
    let share = |high: usize| {
        let fits = |b: u8| matches!(b, 0x00 | 0x20 | 0x30 | 0x4e..=0x9f | 0xff);
        let zeros = pairs.chunks(2).filter(|pair| pair[high] == 0 && pair[1 - high] != 0).count();
        let all = pairs.chunks(2).filter(|pair| fits(pair[high])).count();
        zeros > 0 && all * 100 >= pairs.len() / 2 * 98 && pairs.chunks(2).all(|pair| pair != [0, 0])
    };
    match (share(1) && newline(0), share(0) && newline(1)) {
        (true, false) => Some(UTF_16LE),
        (false, true) => Some(UTF_16BE),
        _ => None,
    }
}

/// Zero bytes, or more control characters than any text has.
fn is_binary(bytes: &[u8]) -> bool {
    let controls =
        bytes.iter().filter(|&&b| b < 0x20 && !matches!(b, b'\n' | b'\r' | b'\t' | 0x0c | 0x1a)).count();
    bytes.contains(&0) || controls * 50 > bytes.len()
}

/// At least a third Chinese characters or marks, mostly common ones: what a wrong encoding does not yield.
fn reads_like_chinese(text: &str) -> bool {
    let mut all = 0_usize;
    let mut common = 0_usize;
    let mut foreign = 0_usize;
    for c in text.chars().filter(|&c| !c.is_ascii() && !c.is_whitespace()) {
        all += 1;
        common += usize::from("的一是在不了有和人这這中大为為上个個国國我以要他时時来來用们們生到作地于於出就分对對成会會年日月市，。、“”：；「」".contains(c));
        foreign += usize::from(matches!(c, '\u{e000}'..='\u{f8ff}' | '\u{80}'..='\u{9f}' | '\u{fffd}'));
    }
    all > 0 && common * 12 >= all && foreign * 20 <= all
}

#[cfg(test)]
mod tests {
    use super::*;

    const NEWS: &str = "本报讯（记者 林远）我市的新图书馆在昨日开放，市民可以在这里读书、上课。\n";
    const TRADITIONAL: &str =
        "本報訊（記者 林遠）我市的新圖書館在昨日開放，市民可以在這裡讀書、上課，大家都說很好。\n";

    fn utf16(text: &str, big: bool, mark: bool) -> Vec<u8> {
        let units = mark.then_some(0xfeff).into_iter().chain(text.encode_utf16());
        units.flat_map(|u| if big { u.to_be_bytes() } else { u.to_le_bytes() }).collect()
    }

    #[test]
    fn each_plain_encoding_reads_as_the_same_text() {
        let gbk = GBK.encode(NEWS).0.into_owned();
        let big5 = BIG5.encode(TRADITIONAL).0.into_owned();
        let marked = [b"\xef\xbb\xbf", NEWS.as_bytes()].concat();
        for bytes in
            [NEWS.as_bytes().to_vec(), marked, gbk, utf16(NEWS, true, true), utf16(NEWS, false, false)]
        {
            assert_eq!(decode(&bytes).as_deref(), Ok(NEWS));
        }
        assert_eq!(decode(&big5).as_deref(), Ok(TRADITIONAL));
    }

    #[test]
    fn what_is_no_text_is_refused_by_name() {
        assert_eq!(decode(b" \n\t"), Err(Refusal::Empty));
        assert_eq!(decode(b""), Err(Refusal::Empty));
        assert_eq!(decode(b"\x89PNG\r\n\x1a\n\0\0"), Err(Refusal::Binary));
        assert_eq!(decode(&[0xc3, 0x28, 0xa0, 0xff, 0xfe, 0x41, 0x42]), Err(Refusal::Unknown));
    }

    #[test]
    fn a_declared_encoding_is_believed() {
        let text = format!("<meta charset=\"gbk\">\n{NEWS}");
        assert_eq!(decode(&GBK.encode(&text).0), Ok(text.clone()));
    }
}
