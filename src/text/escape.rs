//! What must not stand as it is in HTML and XML.

/// A text for a page of HTML or an XML file, without what XML 1.0 cannot hold.
pub fn escape_html(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            '\t' | '\n' | '\r' => safe.push(c),
            '\u{fffe}' | '\u{ffff}' => {}
            c if c < ' ' => {}
            c => safe.push(c),
        }
    }
    safe
}

/// A text for one line of XML, as SSML takes it: breaks become blanks, and no control character is left.
pub fn escape_xml(text: &str) -> String {
    let blank = |c: char| if matches!(c, '\t' | '\n') { ' ' } else { c };
    let plain: String = text.chars().map(blank).filter(|c| !c.is_control()).collect();
    escape_html(&plain).replace("&#39;", "&apos;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_become_entities_and_what_cannot_be_written_is_dropped() {
        assert_eq!(escape_html("<a b=\"c\">\u{0}\n&'\u{ffff}"), "&lt;a b=&quot;c&quot;&gt;\n&amp;&#39;");
        assert_eq!(escape_xml("<a b=\"c\">\u{0}\u{8}\n&'\u{ffff}"), "&lt;a b=&quot;c&quot;&gt; &amp;&apos;");
    }
}
