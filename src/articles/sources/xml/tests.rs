//! The tree of XML, whole and broken.

use super::*;

#[test]
fn texts_keep_their_places_through_entities_and_verbatim_stretches() {
    let text = "<?xml version='1.0'?><!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>\
        <a><b q='1 &amp; 2'>渡&#21475; &lt;i&gt; &x; &nbsp;</b><c:d><![CDATA[<p>&amp;</p>]]></c:d></a>";
    let xml = read(text);
    assert!(xml.damage.is_none(), "{:?}", xml.damage);
    let offsets = Offsets::new(text);
    let b = xml.root.first("b").unwrap();
    assert_eq!(b.attribute("q"), Some("1 & 2"));
    let print = b.attribute_text("q", text, 0, &offsets).unwrap();
    assert_eq!((print.text.as_str(), print.place(0, &Offsets::new(&print.text))), ("1 & 2", 84));
    let said = b.text(0, &offsets);
    assert_eq!(said.text, "渡口 <i> &x; &nbsp;");
    let chars: Vec<char> = text.chars().collect();
    let here = Offsets::new(&said.text);
    for (byte, c) in said.text.char_indices().filter(|(_, c)| !"口<>&".contains(*c)) {
        assert_eq!(chars[said.place(byte, &here) as usize], c);
    }
    assert_eq!(xml.root.first("d").unwrap().text(0, &offsets).text, "<p>&amp;</p>");
    assert_eq!(&text[b.inner.clone()], "渡&#21475; &lt;i&gt; &x; &nbsp;");
}

#[test]
fn the_root_is_found_behind_everything_that_may_stand_before_it() {
    for text in [
        "<rss version='2.0'>",
        "\u{feff} <?xml version='1.0'?><!-- <x> --><!DOCTYPE rss [<!ENTITY a '>'>]>\n<rss>",
        "<!DOCTYPE rss SYSTEM 'a.dtd'><x:rss/>",
    ] {
        assert_eq!(root_name(text), Some("rss"), "{text}");
    }
    for text in ["", "text", "< 3", "<!-- open", "{}"] {
        assert_eq!(root_name(text), None, "{text}");
    }
}

#[test]
fn broken_documents_are_read_as_far_as_they_go() {
    let xml = read("<a><b>one & two</c></b><d>three");
    assert_eq!(xml.root.first("b").unwrap().string(), "one & two");
    assert_eq!(xml.root.first("d").unwrap().string(), "three");
    assert!(xml.damage.is_some());
    assert!(read("no markup").root.name.is_empty());
    let deep = "<a>".repeat(50_000);
    assert!(read(&deep).damage.is_some());
}
