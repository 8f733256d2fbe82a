//! The podcast's feed as one listener gets it: its addresses are those that were asked for.
//!
//! A feed over thousands of editions is large, and each listener's is another one. So only the places of its addresses
//! are kept, and each listener's are put in while it is sent.

use std::fs::File;
use std::io::{self, BufRead, BufReader};
use std::ops::Range;
use std::sync::Arc;

use hyper::body::Bytes;
use memchr::memmem::find;

use crate::files::read_at;

/// What names an address in the feed as newscaster writes it: the elements whose text is one, and attributes.
const ELEMENTS: [&[u8]; 2] = [b"<link>", b"<url>"];
const ATTRIBUTES: [&[u8]; 3] = [b" href=\"", b" url=\"", b" uri=\""];
/// Asks directories to leave a private feed out.
const BLOCK: &str = "<itunes:block>Yes</itunes:block>\n";
/// How far from the beginning the feed's link to itself is looked for, in bytes.
const HEAD: usize = 64 << 10;

/// Where something is put into a feed.
#[derive(Clone, Copy, Debug)]
struct Cut {
    at: u64,
    /// How many bytes go.
    skipped: u32,
    what: What,
}

#[derive(Clone, Copy, Debug)]
enum What {
    /// The base of the addresses.
    Base,
    /// A link of the feed to itself.
    Link,
    /// What asks directories to leave a private feed out.
    Block,
}

/// The places of a feed's addresses.
#[derive(Debug)]
pub struct Places {
    /// By their place.
    cuts: Vec<Cut>,
    length: u64,
    hash: blake3::Hash,
}

impl Places {
    /// Finds them.
    ///
    /// # Errors
    /// What the disk says.
    pub fn find(file: &Arc<File>, length: u64) -> io::Result<Self> {
        let mut head = vec![0; usize::try_from(length).map_or(HEAD, |length| length.min(HEAD))];
        read_at(file, &mut head, 0)?;
        let head = find(&head, b"<item>").map_or(head.as_slice(), |end| &head[..end]);
        let old = old_base(head);
        let is_blocked = find(head, BLOCK.trim_end().as_bytes()).is_some();
        let mut finding =
            Finding { old, needs_link: old.is_none(), needs_block: !is_blocked, cuts: Vec::new() };
        let mut reader = BufReader::with_capacity(HEAD, Reader { file, place: 0, length });
        let mut hasher = blake3::Hasher::new();
        let (mut place, mut is_address, mut piece) = (0, false, Vec::new());
        // A tag ends each piece; before it stands a text.
        while reader.read_until(b'>', &mut piece)? > 0 {
            hasher.update(&piece);
            let start = memchr::memchr(b'<', &piece).unwrap_or(piece.len());
            let (text, tag) = piece.split_at(start);
            if is_address {
                finding.address(place, text);
            }
            finding.tag(place + start as u64, tag);
            is_address = ELEMENTS.contains(&tag);
            place += piece.len() as u64;
            piece.clear();
        }
        // A feed that breaks off within an address has none at its end.
        finding.cuts.retain(|cut| cut.at < place);
        Ok(Self { cuts: finding.cuts, length: place, hash: hasher.finalize() })
    }
}

struct Finding<'a> {
    /// The base that the feed was written for.
    old: Option<&'a [u8]>,
    needs_link: bool,
    needs_block: bool,
    cuts: Vec<Cut>,
}

impl Finding<'_> {
    fn cut(&mut self, at: u64, skipped: usize, what: What) {
        self.cuts.push(Cut { at, skipped: skipped as u32, what });
    }

    /// An address below the old base, or a relative one, moves; others stay as they are.
    fn address(&mut self, at: u64, address: &[u8]) {
        match self.old {
            Some(old) if address.starts_with(old) => self.cut(at, old.len(), What::Base),
            None if !address.contains(&b':') && !address.starts_with(b"/") => self.cut(at, 0, What::Base),
            _ => {}
        }
    }

    fn tag(&mut self, at: u64, tag: &[u8]) {
        if tag == b"<item>" || tag == b"</channel>" {
            // Here the head ends, where that was not before.
            if std::mem::take(&mut self.needs_link) {
                self.cut(at, 0, What::Link);
            }
            if std::mem::take(&mut self.needs_block) {
                self.cut(at, 0, What::Block);
            }
        }
        let mut done = 0;
        while let Some((found, name)) =
            ATTRIBUTES.iter().filter_map(|name| Some((find(&tag[done..], name)?, *name))).min()
        {
            let start = done + found + name.len();
            let end = memchr::memchr(b'"', &tag[start..]).map_or(tag.len(), |end| start + end);
            self.address(at + start as u64, &tag[start..end]);
            done = end;
        }
    }
}

/// The address that the feed was written for: that of its link to itself; `None` where its addresses are relative.
fn old_base(head: &[u8]) -> Option<&[u8]> {
    let link = &head[find(head, b"<atom:link ")?..];
    let link = &link[..memchr::memchr(b'>', link)?];
    let own = &link[find(link, b"href=\"")? + 6..];
    let own = &own[..memchr::memchr(b'"', own)?];
    memchr::memrchr(b'/', own).map(|slash| &own[..=slash])
}

/// A file from its beginning, whatever else is read in it.
struct Reader<'a> {
    file: &'a File,
    place: u64,
    length: u64,
}

impl io::Read for Reader<'_> {
    fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
        let left = usize::try_from(self.length - self.place).unwrap_or(usize::MAX);
        let count = left.min(bytes.len());
        read_at(self.file, &mut bytes[..count], self.place)?;
        self.place += count as u64;
        Ok(count)
    }
}

/// A feed whose addresses begin as a listener asked for.
#[derive(Clone, Debug)]
pub struct Feed {
    places: Arc<Places>,
    base: String,
    link: String,
    is_private: bool,
}

impl Feed {
    /// The feed of this name, as it stands in an address, below `base`, which ends with a slash. A private one asks to be
    /// left out of directories.
    pub fn new(places: Arc<Places>, name: &str, base: &str, is_private: bool) -> Self {
        let link = format!("<atom:link href=\"{base}{name}\" rel=\"self\" type=\"application/rss+xml\"/>\n");
        Self { places, base: base.to_owned(), link, is_private }
    }

    /// How long it is, in bytes.
    pub fn length(&self) -> u64 {
        let cuts = self.places.cuts.iter();
        let (more, less) = cuts.fold((0, 0), |(more, less), cut| {
            (more + self.put(*cut).len() as u64, less + u64::from(cut.skipped))
        });
        (self.places.length + more).saturating_sub(less)
    }

    /// Its entity tag: another one whenever a byte is another one.
    pub fn tag(&self) -> String {
        let made_of = format!("{} {} {}", self.places.hash.to_hex(), self.is_private, self.link);
        format!("\"{}\"", &blake3::hash(made_of.as_bytes()).to_hex()[..32])
    }

    /// The stretches of the file in which it can be read, each of about so many bytes.
    pub fn stretches(&self, chunk: u64) -> Vec<Range<u64>> {
        let mut stretches = Vec::new();
        let mut start = 0;
        while start < self.places.length {
            let mut end = self.places.length.min(start + chunk);
            // What is skipped is skipped in one piece.
            let last = self.places.cuts.partition_point(|cut| cut.at < end).checked_sub(1);
            if let Some(cut) = last.map(|last| self.places.cuts[last]) {
                end = end.max(cut.at + u64::from(cut.skipped));
            }
            stretches.push(start..end);
            start = end;
        }
        stretches
    }

    /// A stretch of it; the last one ends with the file.
    ///
    /// # Errors
    /// What the disk says.
    pub fn read(&self, file: &File, stretch: &Range<u64>) -> io::Result<Bytes> {
        let size = |length: u64| usize::try_from(length).map_err(io::Error::other);
        let mut bytes = vec![0; size(stretch.end - stretch.start)?];
        read_at(file, &mut bytes, stretch.start)?;
        let cuts = &self.places.cuts;
        let cuts = &cuts[cuts.partition_point(|cut| cut.at < stretch.start)..];
        let mut out = Vec::with_capacity(bytes.len() * 5 / 4);
        let mut done = 0;
        for cut in cuts.iter().take_while(|cut| cut.at < stretch.end) {
            let at = size(cut.at - stretch.start)?;
            out.extend_from_slice(bytes.get(done..at).unwrap_or_default());
            out.extend_from_slice(self.put(*cut).as_bytes());
            done = at + cut.skipped as usize;
        }
        out.extend_from_slice(bytes.get(done..).unwrap_or_default());
        Ok(out.into())
    }

    /// All of it.
    ///
    /// # Errors
    /// What the disk says.
    pub fn whole(&self, file: &File) -> io::Result<Bytes> {
        self.read(file, &(0..self.places.length))
    }

    fn put(&self, cut: Cut) -> &str {
        match cut.what {
            What::Base => &self.base,
            What::Link => &self.link,
            What::Block if self.is_private => BLOCK,
            What::Block => "",
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    const RELATIVE: &str = "<rss><channel>\n<title>a &lt;b&gt; href=&quot;x&quot;</title>\n<link>index.html</link>\n\
        <image><url>cover.png</url></image>\n<itunes:image href=\"cover.png\"/>\n<item>\n<link>2026-03-05/index.html</link>\n\
        <enclosure url=\"2026-03-05/edition.mp3\" length=\"9\" type=\"audio/mpeg\"/>\n\
        <podcast:source uri=\"2026-03-05/edition.opus\"/>\n</item>\n</channel></rss>";

    /// The feed as it is sent, and the same in stretches of every length.
    fn readdressed(text: &str, base: &str, is_private: bool) -> String {
        let mut file = tempfile::tempfile().unwrap();
        file.write_all(text.as_bytes()).unwrap();
        let file = Arc::new(file);
        let places = Places::find(&file, text.len() as u64).unwrap();
        let feed = Feed::new(Arc::new(places), "feed.xml", base, is_private);
        let whole = feed.whole(&file).unwrap();
        assert_eq!(whole.len() as u64, feed.length());
        for chunk in [1, 7, 64, 1_000] {
            let stretches = feed.stretches(chunk).into_iter();
            let parts: Vec<Bytes> = stretches.map(|stretch| feed.read(&file, &stretch).unwrap()).collect();
            assert_eq!(parts.concat(), whole, "{chunk}");
        }
        String::from_utf8(whole.to_vec()).unwrap()
    }

    #[test]
    fn relative_addresses_become_those_that_were_asked_for() {
        let feed = readdressed(RELATIVE, "http://radio:8080/l/t/", true);
        for wanted in [
            "<link>http://radio:8080/l/t/index.html</link>",
            "<url>http://radio:8080/l/t/cover.png</url>",
            "<itunes:image href=\"http://radio:8080/l/t/cover.png\"/>",
            "<link>http://radio:8080/l/t/2026-03-05/index.html</link>",
            "url=\"http://radio:8080/l/t/2026-03-05/edition.mp3\" length=\"9\"",
            "uri=\"http://radio:8080/l/t/2026-03-05/edition.opus\"",
            "<atom:link href=\"http://radio:8080/l/t/feed.xml\" rel=\"self\" type=\"application/rss+xml\"/>",
            "<itunes:block>Yes</itunes:block>\n<item>",
            "<title>a &lt;b&gt; href=&quot;x&quot;</title>",
        ] {
            assert_eq!(feed.matches(wanted).count(), 1, "{wanted}\n{feed}");
        }
        assert!(!readdressed(RELATIVE, "http://radio/", false).contains("itunes:block"));
        assert_eq!(
            readdressed(&feed, "http://b/l/t/", true).matches("itunes:block").count(),
            2,
            "a pair of tags"
        );
    }

    #[test]
    fn addresses_of_another_base_move_and_others_stay() {
        let feed = "<channel><atom:link href=\"https://old.org/n/feed.xml\" rel=\"self\"/>\n\
            <link>https://old.org/n/index.html</link><item><enclosure url=\"https://old.org/n/a/e.mp3\"/>\
            <link>https://elsewhere.org/x</link></item></channel>";
        assert_eq!(
            readdressed(feed, "http://new/", false),
            "<channel><atom:link href=\"http://new/feed.xml\" rel=\"self\"/>\n\
            <link>http://new/index.html</link><item><enclosure url=\"http://new/a/e.mp3\"/>\
            <link>https://elsewhere.org/x</link></item></channel>"
        );
    }

    #[test]
    fn a_feed_that_breaks_off_is_no_trouble() {
        for cut in 0..RELATIVE.len() {
            if RELATIVE.is_char_boundary(cut) {
                readdressed(&RELATIVE[..cut], "http://x/", true);
            }
        }
    }

    #[test]
    fn another_listener_s_feed_has_another_tag() {
        let mut file = tempfile::tempfile().unwrap();
        file.write_all(RELATIVE.as_bytes()).unwrap();
        let places = Arc::new(Places::find(&Arc::new(file), RELATIVE.len() as u64).unwrap());
        let tag = |base, is_private| Feed::new(Arc::clone(&places), "feed.xml", base, is_private).tag();
        assert_eq!(tag("http://a/", false), tag("http://a/", false));
        assert!(
            tag("http://a/", false) != tag("http://b/", false)
                && tag("http://a/", true) != tag("http://a/", false)
        );
    }
}
