//! The podcast's feed as one listener gets it: its addresses are those that were asked for.

use std::fmt::Write;

/// What names an address in the feed as newscaster writes it: the elements whose text is one, and attributes.
const ELEMENTS: [&str; 2] = ["<link>", "<url>"];
const ATTRIBUTES: [&str; 3] = [" href=\"", " url=\"", " uri=\""];
/// Asks directories to leave a private feed out.
const BLOCK: &str = "<itunes:block>Yes</itunes:block>\n";

/// The feed with the addresses below `base`, which ends with a slash. A private one asks to be left out of directories.
///
/// `name` is what the feed is called, as it stands in an address.
pub fn readdressed(feed: &str, name: &str, base: &str, is_private: bool) -> String {
    let old = old_base(feed);
    let mut out = String::with_capacity(feed.len() + feed.len() / 8);
    let mut rest = feed;
    let mut has_self = old.is_some();
    while let Some(at) = rest.find('<') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let end = rest.find('>').map_or(rest.len(), |end| end + 1);
        let (tag, behind) = rest.split_at(end);
        rest = behind;
        let is_head_s_end = tag == "<item>" || tag == "</channel>";
        if is_head_s_end && !has_self {
            has_self = true;
            // Writing into a string cannot fail.
            let _ =
                writeln!(out, "<atom:link href=\"{base}{name}\" rel=\"self\" type=\"application/rss+xml\"/>");
        }
        if is_head_s_end && is_private && !out.contains(BLOCK) {
            out.push_str(BLOCK);
        }
        push_tag(&mut out, tag, old, base);
        if ELEMENTS.contains(&tag) {
            let end = rest.find('<').unwrap_or(rest.len());
            out.push_str(&moved(&rest[..end], old, base));
            rest = &rest[end..];
        }
    }
    out.push_str(rest);
    out
}

/// The address that the feed was written for: that of its link to itself; `None` where its addresses are relative.
fn old_base(feed: &str) -> Option<&str> {
    let head = feed.split("<item>").next().unwrap_or(feed);
    let link = head.split("<atom:link ").nth(1)?.split('>').next()?;
    let own = link.split("href=\"").nth(1)?.split('"').next()?;
    own.rfind('/').map(|slash| &own[..=slash])
}

fn push_tag(out: &mut String, tag: &str, old: Option<&str>, base: &str) {
    let mut rest = tag;
    while let Some((at, attribute)) =
        ATTRIBUTES.iter().filter_map(|name| Some((rest.find(name)?, *name))).min_by_key(|(at, _)| *at)
    {
        let start = at + attribute.len();
        let end = rest[start..].find('"').map_or(rest.len(), |end| start + end);
        out.push_str(&rest[..start]);
        out.push_str(&moved(&rest[start..end], old, base));
        rest = &rest[end..];
    }
    out.push_str(rest);
}

/// An address below the old base, or a relative one, below the new one; others stay as they are.
fn moved(address: &str, old: Option<&str>, base: &str) -> String {
    match old {
        Some(old) => {
            address.strip_prefix(old).map_or_else(|| address.to_owned(), |rest| format!("{base}{rest}"))
        }
        None if address.contains(':') || address.starts_with('/') => address.to_owned(),
        None => format!("{base}{address}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const RELATIVE: &str = "<rss><channel>\n<title>a &lt;b&gt; href=&quot;x&quot;</title>\n<link>index.html</link>\n\
        <image><url>cover.png</url></image>\n<itunes:image href=\"cover.png\"/>\n<item>\n<link>2026-03-05/index.html</link>\n\
        <enclosure url=\"2026-03-05/edition.mp3\" length=\"9\" type=\"audio/mpeg\"/>\n\
        <podcast:source uri=\"2026-03-05/edition.opus\"/>\n</item>\n</channel></rss>";

    #[test]
    fn relative_addresses_become_those_that_were_asked_for() {
        let feed = readdressed(RELATIVE, "feed.xml", "http://radio:8080/l/t/", true);
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
        assert!(!readdressed(RELATIVE, "feed.xml", "http://radio/", false).contains("itunes:block"));
    }

    #[test]
    fn addresses_of_another_base_move_and_others_stay() {
        let feed = "<channel><atom:link href=\"https://old.org/n/feed.xml\" rel=\"self\"/>\n\
            <link>https://old.org/n/index.html</link><item><enclosure url=\"https://old.org/n/a/e.mp3\"/>\
            <link>https://elsewhere.org/x</link></item></channel>";
        assert_eq!(
            readdressed(feed, "feed.xml", "http://new/", false),
            "<channel><atom:link href=\"http://new/feed.xml\" rel=\"self\"/>\n\
            <link>http://new/index.html</link><item><enclosure url=\"http://new/a/e.mp3\"/>\
            <link>https://elsewhere.org/x</link></item></channel>"
        );
    }

    #[test]
    fn a_feed_that_breaks_off_is_no_trouble() {
        for cut in 0..RELATIVE.len() {
            if RELATIVE.is_char_boundary(cut) {
                readdressed(&RELATIVE[..cut], "feed.xml", "http://x/", true);
            }
        }
    }
}
