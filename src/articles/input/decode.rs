//! Bytes into characters: UTF-8 first, then what a mark, a declaration or the bytes make plain.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{BIG5, Encoding, GB18030, GBK, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

use crate::articles::text::is_blank;

/// Why bytes are no text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// Nothing but blanks.
    Empty,
    /// A picture, a PDF, a program; in words.
    Binary(&'static str),
    /// Text, but no encoding explains it.
    Unknown,
}

/// A file's text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decoded {
    /// The text, without a byte order mark.
    pub text: String,
    /// In how many places it could not be read; � stands there.
    pub broken: usize,
}

/// Turns a file's bytes into text.
pub fn decode(bytes: &[u8]) -> Result<Decoded, Refusal> {
    let decoded = find_encoding(bytes)?;
    if decoded.text.chars().all(is_blank) {
        return Err(Refusal::Empty);
    }
    Ok(decoded)
}

fn find_encoding(bytes: &[u8]) -> Result<Decoded, Refusal> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        // UTF-32 begins as UTF-16 does.
        return read_as(encoding, &bytes[mark..])
            .filter(|found| !found.text.contains('\0'))
            .ok_or(Refusal::Unknown);
    }
    if let Some((_, what)) = MAGIC.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        return Err(Refusal::Binary(what));
    }
    if !bytes.contains(&0)
        && let Ok(text) = std::str::from_utf8(bytes)
    {
        return if has_controls(bytes) {
            Err(BINARY)
        } else {
            Ok(Decoded { text: text.to_owned(), broken: 0 })
        };
    }
    if let Some(encoding) = utf16_without_mark(bytes) {
        return read_as(encoding, bytes).ok_or(BINARY);
    }
    if has_controls(bytes) {
        return Err(BINARY);
    }
    // A few zeros among much text were put there by a broken program.
    if bytes.contains(&0) {
        let others: Vec<u8> = bytes.iter().copied().filter(|&byte| byte != 0).collect();
        let zeros = bytes.len() - others.len();
        if zeros * 100 > bytes.len() {
            return Err(BINARY);
        }
        return find_encoding(&others).map(|found| Decoded { broken: found.broken + zeros, ..found });
    }
    not_utf8(bytes).or_else(|| in_markup(bytes, guess(bytes))).ok_or(Refusal::Unknown)
}

/// Text between tags is text, whatever its bytes: what the file declares, however broken, else what its bytes look like.
fn in_markup(bytes: &[u8], guess: &'static Encoding) -> Option<Decoded> {
    const MOST_BROKEN: usize = 4;
    if !bytes.trim_ascii_start().starts_with(b"<") {
        return None;
    }
    let declared = declared(bytes).filter(|found| *found != UTF_8);
    let found = declared.or(Some(guess).filter(|guess| guess.is_single_byte()))?;
    let (text, _) = found.decode_without_bom_handling(bytes);
    let strange = text.chars().filter(|c| !c.is_ascii() && *c != char::REPLACEMENT_CHARACTER).count();
    let broken = text.matches(char::REPLACEMENT_CHARACTER).count();
    (broken * MOST_BROKEN <= strange).then(|| Decoded { text: text.into_owned(), broken })
}

fn guess(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(&bytes[..bytes.len().min(1 << 16)], true);
    detector.guess(None, Utf8Detection::Deny)
}

/// Decodes bytes of which one in a thousand at most is broken. What is cut off at the end is no loss.
fn read_as(encoding: &'static Encoding, bytes: &[u8]) -> Option<Decoded> {
    let (text, is_broken) = encoding.decode_without_bom_handling(bytes);
    let mut text = text.into_owned();
    if !is_broken {
        return Some(Decoded { text, broken: 0 });
    }
    if text.ends_with(char::REPLACEMENT_CHARACTER) {
        text.pop();
    }
    // Without a single character beyond ASCII that is whole, nothing speaks for the encoding.
    let speaks = text.chars().any(|c| !c.is_ascii() && c != char::REPLACEMENT_CHARACTER);
    let broken = text.split(|c| c != char::REPLACEMENT_CHARACTER).filter(|run| !run.is_empty()).count();
    (speaks && broken * 1_000 <= bytes.len()).then_some(Decoded { text, broken })
}

/// What holds no text and does not say what it is.
const BINARY: Refusal = Refusal::Binary("something unknown");

/// First bytes of formats that people hand in by mistake, and what they are.
const MAGIC: [(&[u8], &str); 13] = [
    (b"%PDF", "a PDF"),
    (b"\x89PNG", "a picture (PNG)"),
    (b"\xff\xd8\xff", "a picture (JPEG)"),
    (b"GIF8", "a picture (GIF)"),
    (b"II*\0", "a picture (TIFF)"),
    (b"MM\0*", "a picture (TIFF)"),
    (b"PK\x03\x04", "an archive (zip)"),
    (b"\x1f\x8b", "an archive (gzip)"),
    (b"Rar!", "an archive (rar)"),
    (b"RIFF", "sound or a picture (RIFF)"),
    (b"ID3", "sound (MP3)"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"\x7fELF", "a program"),
];

/// UTF-8 with damage, what the file says, what its bytes say, English as Windows writes it: the first that reads well.
fn not_utf8(bytes: &[u8]) -> Option<Decoded> {
    let declared = declared(bytes);
    let guess = guess(bytes);
    // A broken byte makes the detector doubt the true one.
    let chinese = [declared, Some(guess), Some(GB18030), Some(BIG5)].into_iter().flatten();
    let chinese = chinese.filter(|found| [GBK, GB18030, BIG5].contains(found));
    let mut chinese = chinese.filter_map(|found| read_as(if found == GBK { GB18030 } else { found }, bytes));
    let western =
        declared.filter(|found| found.is_single_byte()).or(is_windows_english(bytes).then_some(WINDOWS_1252));
    read_as(UTF_8, bytes)
        .or_else(|| chinese.find(|found| reads_like_chinese(&found.text)))
        .or_else(|| read_as(western?, bytes))
}

/// The encoding that the file itself names in its first lines: `charset=gbk`, `coding: big5`, `encoding="…"`.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(1024)]).to_ascii_lowercase();
    ["charset", "coding"].iter().find_map(|key| {
        let rest = &head[head.find(key)? + key.len()..];
        let rest = rest.trim_start_matches([' ', '=', ':', '"', '\'']);
        let end = rest.find(|c: char| !c.is_ascii_alphanumeric() && !"-_".contains(c)).unwrap_or(rest.len());
        Encoding::for_label(&rest.as_bytes()[..end])
    })
}

/// UTF-16 is what reads as Chinese or as English in one order of bytes and not in the other.
fn utf16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(4096) & !1];
    let reads = |encoding: &'static Encoding| {
        let (text, _) = encoding.decode_without_bom_handling(head);
        let letters = text.chars().filter(|c| c.is_ascii_graphic() || c.is_ascii_whitespace()).count();
        let sound = text.matches(['\0', char::REPLACEMENT_CHARACTER]).count() <= 1;
        sound && (letters * 10 >= text.chars().count() * 9 || reads_like_chinese(&text))
    };
    match (reads(UTF_16LE), reads(UTF_16BE)) {
        (true, false) => Some(UTF_16LE),
        (false, true) => Some(UTF_16BE),
        _ => None,
    }
}

/// True where quotation marks, dashes and letters with accents stand one by one among plain English.
fn is_windows_english(bytes: &[u8]) -> bool {
    let is_mark = |b: u8| matches!(b, 0x85 | 0x91..=0x97);
    let known = |b: u8| is_mark(b) || matches!(b, 0xa0 | 0xa3 | 0xb0 | 0xb7 | 0xbc..=0xbe | 0xe0..=0xfc);
    let high = bytes.iter().filter(|b| !b.is_ascii()).count();
    let alone = |two: &[u8]| two[0].is_ascii() || two[1].is_ascii() || is_mark(two[0]) && is_mark(two[1]);
    high * 10 <= bytes.len() && bytes.iter().all(|&b| b.is_ascii() || known(b)) && bytes.windows(2).all(alone)
}

/// More control characters than any text has.
fn has_controls(bytes: &[u8]) -> bool {
    let controls =
        bytes.iter().filter(|&&b| b < 0x20 && !matches!(b, b'\n' | b'\r' | b'\t' | 0x0c | 0x1a)).count();
    controls * 50 > bytes.len()
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

    fn read(bytes: &[u8]) -> Result<String, Refusal> {
        decode(bytes).map(|found| found.text)
    }

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
            assert_eq!(read(&bytes).as_deref(), Ok(NEWS));
        }
        assert_eq!(read(&big5).as_deref(), Ok(TRADITIONAL));
    }

    #[test]
    fn what_is_no_text_is_refused_by_name() {
        assert_eq!(decode(b" \n\t"), Err(Refusal::Empty));
        assert_eq!(decode(b""), Err(Refusal::Empty));
        assert_eq!(decode(b"\x89PNG\r\n\x1a\n\0\0"), Err(Refusal::Binary("a picture (PNG)")));
        assert_eq!(decode(&[0xc3, 0x28, 0xa0, 0xff, 0xfe, 0x41, 0x42]), Err(Refusal::Unknown));
    }

    #[test]
    fn a_declared_encoding_is_believed() {
        let text = format!("<meta charset=\"gbk\">\n{NEWS}");
        assert_eq!(read(&GBK.encode(&text).0), Ok(text.clone()));
    }

    #[test]
    fn a_declared_encoding_that_lies_is_not_believed() {
        for (lie, chinese) in
            [("big5", GBK), ("iso-8859-1", GBK), ("utf-8", GBK), ("gbk", BIG5), ("gbk", UTF_8)]
        {
            let news = if chinese == BIG5 { TRADITIONAL } else { NEWS };
            let text = format!("<meta charset=\"{lie}\">\n{news}");
            assert_eq!(read(&chinese.encode(&text).0), Ok(text.clone()), "{lie}");
        }
    }

    #[test]
    fn a_few_broken_characters_are_counted_and_many_refused() {
        let news = NEWS.repeat(40);
        for encoding in [UTF_8, GBK] {
            let mut bytes = encoding.encode(&news).0.into_owned();
            bytes[300] = 0xff;
            let found = decode(&bytes).unwrap();
            assert_eq!((found.broken, found.text.contains('\u{fffd}')), (1, true));
            bytes.pop();
            bytes.push(0xe4);
            assert_eq!(decode(&bytes).map(|found| found.broken), Ok(1), "cut off at the end");
            (0..40).for_each(|n| bytes.insert(300 + n * 60, 0xff));
            assert_eq!(decode(&bytes), Err(Refusal::Unknown));
        }
    }

    #[test]
    fn what_stands_between_tags_is_read_however_broken() {
        let feed =
            "<?xml version='1.0' encoding='gb2312'?><rss><title>渡口</title><p>新船今天下水。</p></rss>";
        let mut bytes = GBK.encode(feed).0.into_owned();
        let at = bytes.len() - 12;
        bytes.insert(at, 0xff);
        let found = decode(&bytes).unwrap();
        assert!(found.broken == 1 && found.text.contains("渡口") && found.text.contains("新船"), "{found:?}");
        let latin = "<rss><title>Café da manhã</title><p>A câmara aprova a versão; é só o começo da sessão.</p></rss>";
        assert_eq!(read(&WINDOWS_1252.encode(latin).0).as_deref(), Ok(latin));
        assert_eq!(decode(&WINDOWS_1252.encode("é só o começo da sessão à noite").0), Err(Refusal::Unknown));
    }

    #[test]
    fn a_few_zeros_are_left_out_and_counted() {
        let text = NEWS.repeat(2);
        for bytes in [text.as_bytes().to_vec(), GBK.encode(&text).0.into_owned()] {
            let zeros = [&bytes[..30], b"\0", &bytes[30..]].concat();
            assert_eq!(decode(&zeros), Ok(Decoded { text: text.clone(), broken: 1 }));
            assert_eq!(decode(&[&zeros[..], &[0; 9]].concat()), Err(BINARY));
        }
    }

    #[test]
    fn english_as_windows_writes_it_is_read() {
        let text = "The café on Mill Road opened on Monday, and more than two hundred people came in its first hour. “We are glad,” said \
                    the owner’s daughter — “very glad.”";
        assert_eq!(read(&WINDOWS_1252.encode(text).0).as_deref(), Ok(text));
        let rare = NEWS.replace("图书馆", "𠮷田图书馆㙟");
        assert_eq!(read(&utf16(&rare, true, false)), Ok(rare));
        assert_eq!(read(&utf16(NEWS.trim(), false, false)), Ok(NEWS.trim().to_owned()));
        assert_eq!(
            decode(&utf16(NEWS, false, true).iter().flat_map(|&b| [b, 0]).collect::<Vec<_>>()),
            Err(BINARY)
        );
    }
}
