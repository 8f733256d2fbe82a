//! Tags of XML and HTML, well made or not: as much as telling items apart needs.

/// A tag: where it stands, and its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tag<'t> {
    /// Its first byte.
    pub start: usize,
    /// One past its last byte.
    pub end: usize,
    /// Its name, with a prefix, without the slash.
    pub name: &'t str,
    inner: &'t str,
}

impl<'t> Tag<'t> {
    /// Whether it opens an element.
    pub fn is_start(self) -> bool {
        !self.inner.starts_with('/')
    }

    /// Whether it opens and closes one.
    pub fn is_empty(self) -> bool {
        self.inner.ends_with('/')
    }

    /// Its name without a prefix.
    pub fn local(self) -> &'t str {
        self.name.rsplit(':').next().unwrap_or(self.name)
    }

    /// Whether it opens an element of this name.
    pub fn is(self, name: &str) -> bool {
        self.is_start() && self.name.eq_ignore_ascii_case(name)
    }

    /// Whether it closes an element of this name.
    pub fn ends(self, name: &str) -> bool {
        !self.is_start() && self.name.eq_ignore_ascii_case(name)
    }

    /// An attribute as it is written.
    pub fn attribute(self, name: &str) -> Option<&'t str> {
        let mut rest = self.inner;
        loop {
            let at = rest.find(name)?;
            let (before, behind) = (&rest[..at], rest[at + name.len()..].trim_start());
            if before.ends_with(char::is_whitespace)
                && let Some(value) = behind.strip_prefix('=').map(str::trim_start)
            {
                let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
                return value[1..].split(quote).next();
            }
            rest = &rest[at + name.len()..];
        }
    }

    /// Where the element that it opens ends: at its closing tag, or at the end of the text.
    pub fn content_end(self, text: &str) -> usize {
        let mut depth = 1;
        for tag in tags_from(text, self.end).filter(|tag| tag.name == self.name && !tag.is_empty()) {
            if tag.is_start() {
                depth += 1;
            } else {
                depth -= 1;
            }
            if depth == 0 {
                return tag.start;
            }
        }
        text.len()
    }
}

/// The tags of a text, without those in remarks and in CDATA.
pub fn tags(text: &str) -> impl Iterator<Item = Tag<'_>> {
    tags_from(text, 0)
}

fn tags_from(text: &str, from: usize) -> impl Iterator<Item = Tag<'_>> {
    let mut at = from;
    std::iter::from_fn(move || {
        loop {
            let start = at + text.get(at..)?.find('<')?;
            let rest = &text[start..];
            if let Some(end) = skipped(rest) {
                at = start + end;
                continue;
            }
            let length = rest.find('>').map(|end| end + 1)?;
            let inner = &rest[1..length - 1];
            at = start + length;
            let name = inner.trim_start_matches('/');
            let name = name.split(|c: char| c.is_whitespace() || c == '/').next().unwrap_or_default();
            if name.starts_with(char::is_alphabetic) {
                return Some(Tag { start, end: at, name, inner });
            }
        }
    })
}

/// The length of a remark or of CDATA at the head of a text; one that never ends takes the rest.
fn skipped(text: &str) -> Option<usize> {
    let pairs = [("<!--", "-->"), ("<![CDATA[", "]]>"), ("<?", "?>")];
    let (open, close) = pairs.into_iter().find(|(open, _)| text.starts_with(open))?;
    Some(text[open.len()..].find(close).map_or(text.len(), |at| open.len() + at + close.len()))
}

/// What an element's text means: CDATA and entities made plain.
pub fn value(written: &str) -> String {
    let mut out = String::new();
    let mut rest = written;
    while let Some(at) = rest.find("<![CDATA[") {
        out.push_str(&plain(&rest[..at]));
        let inner = &rest[at + 9..];
        let end = inner.find("]]>").unwrap_or(inner.len());
        out.push_str(&inner[..end]);
        rest = inner.get(end + 3..).unwrap_or_default();
    }
    out.push_str(&plain(rest));
    out.trim().to_owned()
}

fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let end = rest.bytes().take(12).position(|byte| byte == b';');
        if let Some((c, end)) = end.and_then(|end| Some((entity(&rest[1..end])?, end))) {
            out.push(c);
            rest = &rest[end + 1..];
        } else {
            out.push('&');
            rest = &rest[1..];
        }
    }
    out + rest
}

fn entity(name: &str) -> Option<char> {
    match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        "nbsp" => Some(' '),
        _ => {
            let number = name.strip_prefix('#')?;
            let hex = number.strip_prefix(['x', 'X']).map(|hex| u32::from_str_radix(hex, 16));
            char::from_u32(hex.unwrap_or_else(|| number.parse()).ok()?)
        }
    }
}

/// The words of a text with marks, one blank between them: what two versions are compared by.
pub fn text_of(marked: &str) -> String {
    let mut out = String::with_capacity(marked.len());
    let mut at = 0;
    for tag in tags(marked) {
        out.push_str(&marked[at.min(tag.start)..tag.start]);
        at = tag.end;
    }
    out.push_str(&marked[at..]);
    value(&out).split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn tags_in_remarks_and_cdata_are_none() {
        let text = "<?xml?><a x='1' yx=\"2\"><!-- <b> --><![CDATA[<c>]]><a/></a>t</a><d";
        assert_eq!(tags(text).map(|tag| tag.name).collect::<Vec<_>>(), ["a", "a", "a", "a"]);
        let first = tags(text).next().unwrap();
        assert_eq!(
            (first.attribute("x"), first.attribute("yx"), first.attribute("z")),
            (Some("1"), Some("2"), None)
        );
        assert!(text[first.content_end(text)..].starts_with("</a>t"));
    }

    #[test]
    fn values_are_plain() {
        assert_eq!(
            value(" &lt;p&gt; &amp;amp; &#x4e2d;&#25991; &nope; & <![CDATA[a &amp; <b>]]> c"),
            "<p> &amp; 中文 &nope; & a &amp; <b> c"
        );
        assert_eq!(text_of("<p>a <b>b</b>\n c</p>"), "a b c");
    }

    proptest! {
        #[test]
        fn no_text_is_too_broken(text in "[<>/!a&;\\[\\]CDAT\\-?\"' #x中]{0,60}") {
            for tag in tags(&text) {
                tag.attribute("a");
                tag.content_end(&text);
            }
            text_of(&text);
        }
    }
}
