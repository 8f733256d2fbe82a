//! The text of a feed, in whatever encoding it came.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::Encoding;

/// How far a declaration is looked for, in bytes.
const HEAD: usize = 400;

/// Decodes a feed: by its mark, as UTF-8 where it is that, by what the server and the feed declare, else by its letters.
pub fn decode(bytes: &[u8], mime: &str) -> String {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return encoding.decode_without_bom_handling(&bytes[mark..]).0.into_owned();
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return text.to_owned();
    }
    let declared = charset(mime).or_else(|| {
        let head = String::from_utf8_lossy(&bytes[..bytes.len().min(HEAD)]).to_ascii_lowercase();
        let value = head.split("encoding=").nth(1)?.trim_start_matches(['"', '\'']).to_owned();
        Encoding::for_label(value.split(['"', '\'', '?', ' ']).next()?.as_bytes())
    });
    // What says UTF-8 and is mostly that has a broken byte here and there.
    let encoding = declared.unwrap_or_else(|| {
        let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
        detector.feed(bytes, true);
        detector.guess(None, Utf8Detection::Allow)
    });
    encoding.decode(bytes).0.into_owned()
}

fn charset(mime: &str) -> Option<&'static Encoding> {
    let label = mime.split("charset=").nth(1)?.split(';').next()?.trim().trim_matches('"');
    Encoding::for_label(label.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_feed_is_read_as_it_is_and_not_as_it_says() {
        let text = "<?xml version=\"1.0\" encoding=\"gb2312\"?><t>图书馆今天开放</t>";
        assert_eq!(decode(text.as_bytes(), "text/xml; charset=gb2312"), text);
        let (gb, _, _) = encoding_rs::GB18030.encode(text);
        assert_eq!(decode(&gb, ""), text);
        assert_eq!(decode(&gb, "text/xml; charset=GBK"), text);
        let mut broken = "图书馆<t>".as_bytes().to_vec();
        broken.push(0xff);
        assert!(decode(&broken, "text/xml; charset=utf-8").starts_with("图书馆<t>"));
    }
}
