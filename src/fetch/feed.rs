//! A feed taken apart into files of one item each, as they stand in it: what an item says is read later, by who reads files
//! of all forms. Only what tells one item from another is looked at here.

use std::ops::Range;

use serde_json::{Map, Value, json};

use super::markup::{Tag, tags, text_of, value};

/// The most items that are looked at.
const MOST: usize = 2_000;

/// The longest head of a feed that each of its items keeps, in bytes.
const LONGEST_HEAD: usize = 16 << 10;
/// What each item keeps of a JSON feed whose head is longer.
const KEPT: [&str; 6] = ["version", "title", "home_page_url", "feed_url", "language", "authors"];

/// An item of a feed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Item {
    /// Its id as the feed gives it.
    pub id: Option<String>,
    /// The address of its page.
    pub link: Option<String>,
    /// Its title.
    pub title: String,
    /// Its words, without marks.
    pub text: String,
}

/// What came from an address: items, and how each stands in a file of its own.
#[derive(Debug)]
pub struct Feed<'t> {
    /// The items in their order.
    pub items: Vec<Item>,
    body: Body<'t>,
}

#[derive(Debug)]
enum Body<'t> {
    Xml { text: &'t str, head: String, tail: String, ranges: Vec<Range<usize>> },
    Json { head: Map<String, Value>, items: Vec<Value> },
    Page(&'t str),
}

impl<'t> Feed<'t> {
    /// Reads a feed; `None` for what is none.
    pub fn read(text: &'t str) -> Option<Self> {
        let text = text.trim_start_matches('\u{feff}').trim_start();
        if text.starts_with('{') { json_feed(text) } else { xml_feed(text) }
    }

    /// A page as its only item.
    pub fn page(text: &'t str, address: &str) -> Self {
        let title = tags(text).find(|tag| tag.is("title"));
        let title = title.map(|tag| value(&text[tag.end..tag.content_end(text)])).unwrap_or_default();
        let item = Item { id: None, link: Some(address.to_owned()), title, text: text_of(text) };
        Self { items: vec![item], body: Body::Page(text) }
    }

    /// The ending of its items' files.
    pub fn ending(&self) -> &'static str {
        match self.body {
            Body::Xml { .. } => "xml",
            Body::Json { .. } => "json",
            Body::Page(_) => "html",
        }
    }

    /// A file of the item at a place of the list, which tells where it is from.
    pub fn file(&self, place: usize, origin: &str) -> String {
        match &self.body {
            Body::Xml { text, head, tail, ranges } => {
                let own = ranges.get(place).map_or("", |range| &text[range.clone()]);
                let origin = remark(origin);
                format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n{origin}\n{head}{own}{tail}\n")
            }
            Body::Json { head, items } => {
                let mut map = head.clone();
                map.insert("_newscaster".to_owned(), json!({ "about": origin }));
                map.insert("items".to_owned(), Value::Array(items.get(place).cloned().into_iter().collect()));
                format!("{:#}\n", Value::Object(map))
            }
            Body::Page(text) => page_file(text, origin),
        }
    }
}

/// A page's file, which tells where it is from.
pub fn page_file(text: &str, origin: &str) -> String {
    format!("{}\n{}\n", text.trim_end(), remark(origin))
}

fn remark(text: &str) -> String {
    format!("<!-- {} -->", text.replace("--", "- -").replace('>', " "))
}

fn json_feed(text: &str) -> Option<Feed<'_>> {
    let Value::Object(mut head) = serde_json::from_str(text).ok()? else { return None };
    head.get("version")?.as_str().filter(|version| version.contains("jsonfeed.org"))?;
    let items = match head.remove("items") {
        Some(Value::Array(items)) => items.into_iter().filter(Value::is_object).take(MOST).collect(),
        _ => Vec::new(),
    };
    if serde_json::to_string(&head).is_ok_and(|head| head.len() > LONGEST_HEAD) {
        head.retain(|key, _| KEPT.contains(&key.as_str()));
    }
    Some(Feed { items: items.iter().map(json_item).collect(), body: Body::Json { head, items } })
}

fn json_item(item: &Value) -> Item {
    let text = |key: &str| item.get(key).and_then(Value::as_str).map(str::to_owned);
    let words = [text("content_text"), text("content_html").map(|html| text_of(&html)), text("summary")];
    Item {
        id: item.get("id").map(|id| id.as_str().map_or_else(|| id.to_string(), str::to_owned)),
        link: text("url").or_else(|| text("external_url")),
        title: text("title").unwrap_or_default(),
        text: words.into_iter().flatten().collect::<Vec<_>>().join(" "),
    }
}

fn xml_feed(text: &str) -> Option<Feed<'_>> {
    let root = tags(text).find(|tag| tag.is_start())?;
    let item_name = match root.local() {
        "rss" | "RDF" => "item",
        "feed" => "entry",
        _ => return None,
    };
    let ranges = ranges(text, item_name);
    let first = ranges.first().map_or(text.len(), |range| range.start);
    let begin = declaration(text);
    let count = |ends: bool| {
        tags(&text[begin..first])
            .filter(|tag| if ends { tag.ends("channel") } else { tag.is("channel") })
            .count()
    };
    let is_open = count(false) > count(true);
    let head = match (first - begin > LONGEST_HEAD, is_open) {
        (false, _) => text[begin..first].trim_start().to_owned(),
        (true, true) => format!("{}<channel>", &text[root.start..root.end]),
        (true, false) => text[root.start..root.end].to_owned(),
    };
    let tail = format!("{}</{}>", if is_open { "</channel>" } else { "" }, root.name);
    let items = ranges.iter().map(|range| xml_item(&text[range.clone()])).collect();
    Some(Feed { items, body: Body::Xml { text, head, tail, ranges } })
}

fn xml_item(own: &str) -> Item {
    let own = without(own, "source");
    let one = |names: &[&str]| names.iter().find_map(|name| child(&own, name));
    let all = ["content:encoded", "content", "description", "summary"];
    let words = all.iter().filter_map(|name| child(&own, name)).map(|inner| text_of(&inner));
    Item {
        id: one(&["guid", "id", "dc:identifier"]).filter(|id| !id.is_empty()),
        link: link(&own),
        title: text_of(&one(&["title"]).unwrap_or_default()),
        text: words.collect::<Vec<_>>().join(" "),
    }
}

/// Where the items stand. One that breaks off is none.
fn ranges(text: &str, name: &str) -> Vec<Range<usize>> {
    let (mut found, mut open, mut depth) = (Vec::new(), 0, 0_u32);
    for tag in tags(text).filter(|tag| tag.local() == name && !tag.is_empty()) {
        if tag.is_start() {
            if depth == 0 {
                open = tag.start;
            }
            depth += 1;
        } else if depth > 0 {
            depth -= 1;
            if depth == 0 {
                found.push(open..tag.end);
            }
        }
        if found.len() == MOST {
            break;
        }
    }
    found
}

/// The length of the XML declaration.
fn declaration(text: &str) -> usize {
    if text.starts_with("<?xml") { text.find("?>").map_or(0, |at| at + 2) } else { 0 }
}

/// What stands in the first element of a name.
fn child(item: &str, name: &str) -> Option<String> {
    let tag = tags(item).find(|tag| tag.is_start() && tag.name == name)?;
    Some(if tag.is_empty() { String::new() } else { value(&item[tag.end..tag.content_end(item)]) })
}

/// The address of an item's page: the text of RSS's link, the reference of Atom's, an id that is an address.
fn link(item: &str) -> Option<String> {
    let links =
        tags(item).filter(|tag| tag.is_start() && tag.local() == "link" && !tag.name.starts_with("atom10"));
    let found = links.filter_map(|tag: Tag<'_>| match tag.attribute("href") {
        Some(href) => tag.attribute("rel").is_none_or(|rel| rel == "alternate").then(|| value(href)),
        None => Some(value(&item[tag.end..tag.content_end(item)])),
    });
    let is_address = |text: &String| text.starts_with("http://") || text.starts_with("https://");
    let guid = || child(item, "guid").filter(is_address);
    found.map(|text| text.trim().to_owned()).find(|text| !text.is_empty()).or_else(guid)
}

/// An item without an element in it that tells of another feed.
fn without(item: &str, name: &str) -> String {
    match tags(item).find(|tag| tag.is_start() && tag.name == name && !tag.is_empty()) {
        Some(tag) => {
            let end = tag.content_end(item);
            format!("{}{}", &item[..tag.start], &item[end..])
        }
        None => item.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const RSS: &str = "<?xml version=\"1.0\" encoding=\"gb2312\"?>\n<rss version=\"2.0\" xmlns:media=\"m\"><channel>\
        <title>河湾日报</title><link>https://example.org/</link>\n<item><media:title>no</media:title>\
        <title><![CDATA[桥 & <b>路</b>]]></title><link>https://example.org/1</link><guid>g1</guid>\
        <description>&lt;p&gt;今天&amp;amp;明天 </item> 开放。&lt;/p&gt;</description></item>\
        <!-- <item>no</item> --><item/><item><title>二</title><guid isPermaLink=\"true\">https://example.org/2</guid></item>\
        <item><title>broken off</channel></rss>";

    #[test]
    fn each_item_of_rss_is_a_feed_of_its_own() {
        let text = RSS.replace("</item> 开放", "<![CDATA[</item>]]> 开放");
        let feed = Feed::read(&text).unwrap();
        let items = &feed.items;
        assert_eq!(items.len(), 2);
        assert_eq!(
            (items[0].id.as_deref(), items[0].link.as_deref()),
            (Some("g1"), Some("https://example.org/1"))
        );
        assert_eq!(items[0].title, "桥 & 路");
        assert!(items[0].text.contains("今天&明天") && items[0].text.contains("开放。"), "{}", items[0].text);
        assert_eq!(items[1].link.as_deref(), Some("https://example.org/2"));
        let file = feed.file(0, "from a -- b>");
        assert!(
            file.starts_with("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!-- from a - - b  -->\n<rss"),
            "{file}"
        );
        assert!(file.contains("<title>河湾日报</title>") && file.ends_with("</item></channel></rss>\n"));
        assert_eq!(Feed::read(&file).unwrap().items, items[..1]);
    }

    #[test]
    fn atom_rdf_and_json_feeds_are_taken_apart_too() {
        let atom = "<feed xmlns=\"a\"><title>t</title><entry><source><id>no</id><title>no</title></source><id>i</id>\
            <title type=\"html\">A &amp;lt;b&amp;gt;</title><link rel=\"self\" href=\"https://x.org/no\"/>\
            <link href=\"https://x.org/1?a=1&amp;b=2\"/><content type=\"html\">words</content></entry></feed>";
        let feed = Feed::read(atom).unwrap();
        let item = &feed.items[0];
        assert_eq!((item.id.as_deref(), item.link.as_deref()), (Some("i"), Some("https://x.org/1?a=1&b=2")));
        assert!(feed.file(0, "o").ends_with("</entry></feed>\n"));
        let rdf = "<rdf:RDF xmlns:rdf=\"r\"><channel rdf:about=\"c\"><title>t</title></channel><item rdf:about=\"1\">\
            <title>a</title><link>https://x.org/1</link></item></rdf:RDF>";
        assert!(Feed::read(rdf).unwrap().file(0, "o").ends_with(
            "</channel><item rdf:about=\"1\"><title>a</title>\
            <link>https://x.org/1</link></item></rdf:RDF>\n"
        ));
        let json = r#"{"version":"https://jsonfeed.org/version/1.1","title":"t","items":[{"id":1,"url":"https://x.org/1",
            "title":"a","content_html":"<p>words</p>"},"odd"]}"#;
        let feed = Feed::read(json).unwrap();
        assert_eq!(
            (feed.items.len(), feed.items[0].id.as_deref(), feed.items[0].text.as_str()),
            (1, Some("1"), "words")
        );
        assert_eq!(Feed::read(&feed.file(0, "o")).unwrap().items, feed.items);
    }

    #[test]
    fn a_long_head_is_not_kept_by_each_item() {
        let head = "<image>x</image>".repeat(10_000);
        let text =
            format!("<rss><channel>{head}{}</channel></rss>", "<item><title>a</title></item>".repeat(2_500));
        let feed = Feed::read(&text).unwrap();
        assert_eq!(feed.items.len(), MOST);
        assert_eq!(
            feed.file(1, "o").lines().last(),
            Some("<rss><channel><item><title>a</title></item></channel></rss>")
        );
    }

    #[test]
    fn what_is_no_feed_is_none_and_a_cut_one_gives_what_it_has() {
        for other in
            ["<html><body><item>x</item></body></html>", "{}", "{\"version\":\"1\"}", "news", "", "<", "[1]"]
        {
            assert!(Feed::read(other).is_none(), "{other}");
        }
        for cut in (0..RSS.len()).filter(|&cut| RSS.is_char_boundary(cut)) {
            Feed::read(&RSS[..cut]);
        }
        assert!(Feed::read("<rss><channel></channel></rss>").unwrap().items.is_empty());
        let page = Feed::page("<html><title>今天</title><p>开放</p></html>", "https://x.org/");
        assert_eq!((page.items[0].title.as_str(), page.ending()), ("今天", "html"));
    }
}
