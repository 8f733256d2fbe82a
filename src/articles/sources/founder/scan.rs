//! What the tags and remarks of an e-paper's page say: its properties, its links, and where the article stands.

use std::collections::HashMap;
use std::ops::Range;

use html5gum::emitters::default::DefaultEmitter;
use html5gum::{EndTag, StartTag, Token, Tokenizer};

/// A link of the page.
#[derive(Debug, Default)]
pub struct Link {
    /// Where it leads.
    pub href: String,
    /// The bytes of its words.
    pub inner: Range<usize>,
    /// Its words.
    pub words: String,
}

/// What was found.
#[derive(Debug, Default)]
pub struct Scan {
    /// The properties of the article, by their names without `founder-`.
    pub properties: HashMap<String, String>,
    /// The bytes of the article's text.
    pub body: Option<Range<usize>>,
    /// The bytes of elements by their id or class: `article`, `sec`, `date`, `ban`.
    pub named: Vec<(String, Range<usize>)>,
    /// All links.
    pub links: Vec<Link>,
}

/// Elements whose places are kept.
const NAMED: [&str; 8] = ["article", "sec", "date", "ban", "author", "ozoom", "articlecontent", "bantitle"];

/// Reads a page's tags.
pub fn read(html: &str) -> Scan {
    let mut emitter = DefaultEmitter::<usize>::new_with_span();
    emitter.naively_switch_states(true);
    let mut scanner = Scanner::default();
    for token in Tokenizer::new_with_emitter(html, emitter) {
        let Ok(token) = token;
        match token {
            Token::Comment(comment) => {
                let at = comment.span.start..comment.span.end;
                scanner.remark(&String::from_utf8_lossy(&comment.value), at);
            }
            Token::StartTag(tag) => scanner.start(&tag),
            Token::EndTag(tag) => scanner.end(&tag),
            Token::String(string) => {
                if let Some(link) = &mut scanner.link {
                    link.words.push_str(&String::from_utf8_lossy(&string.value));
                }
            }
            Token::Doctype(_) | Token::Error(_) => {}
        }
    }
    scanner.close(html.len())
}

/// An element whose place is kept, until it ends.
struct Element {
    tag: String,
    /// Its id or class.
    name: String,
    start: usize,
    /// How many elements of its tag are open within it, itself among them.
    depth: usize,
}

/// What was found, and what is open.
#[derive(Default)]
struct Scanner {
    scan: Scan,
    open: Vec<Element>,
    link: Option<Link>,
    body: Option<usize>,
}

impl Scanner {
    fn remark(&mut self, words: &str, at: Range<usize>) {
        match words.trim() {
            "enpcontent" => self.body = self.body.or(Some(at.end)),
            "/enpcontent" => {
                let body = self.body.map(|start| start..at.start);
                self.scan.body = self.scan.body.take().or(body);
            }
            words if words.starts_with("enpproperty") => self.scan.properties.extend(properties(words)),
            _ => {}
        }
    }

    fn start(&mut self, tag: &StartTag<usize>) {
        const DEEPEST: usize = 64;
        let value = |name: &str| {
            let value = tag.attributes.get(name.as_bytes())?;
            Some(String::from_utf8_lossy(&value.value).trim().to_owned())
        };
        let element = String::from_utf8_lossy(&tag.name).into_owned();
        if element == "a" {
            let inner = tag.span.end..tag.span.end;
            self.link = value("href").map(|href| Link { href, inner, words: String::new() });
        }
        if let Some(last) = self.open.last_mut().filter(|last| last.tag == element && !tag.self_closing) {
            last.depth += 1;
        }
        let names = [value("id"), value("class")].into_iter().flatten().collect::<Vec<_>>().join(" ");
        let names = names.to_lowercase();
        let kept = names.split_whitespace().find(|name| NAMED.contains(name)).map(str::to_owned);
        let kept = kept.or_else(|| (element == "founder-content").then(|| element.clone()));
        if let Some(name) = kept.filter(|_| !tag.self_closing && self.open.len() < DEEPEST) {
            self.open.push(Element { tag: element, name, start: tag.span.end, depth: 1 });
        }
    }

    fn end(&mut self, tag: &EndTag<usize>) {
        let element = String::from_utf8_lossy(&tag.name);
        if element == "a" {
            self.scan.links.extend(self.link.take().map(|mut link| {
                link.inner.end = tag.span.start.max(link.inner.start);
                link.words = link.words.split_whitespace().collect::<Vec<_>>().join(" ");
                link
            }));
        }
        if let Some(last) = self.open.last_mut().filter(|last| last.tag == element) {
            last.depth -= 1;
            if last.depth == 0
                && let Some(ended) = self.open.pop()
            {
                self.scan.named.push((ended.name, ended.start..tag.span.start));
            }
        }
    }

    /// What is open ends with the page.
    fn close(self, end: usize) -> Scan {
        let Self { mut scan, open, body, .. } = self;
        scan.named.extend(open.into_iter().map(|element| (element.name, element.start..end)));
        let content = ["founder-content", "ozoom", "articlecontent"].iter().find_map(|name| scan.range(name));
        scan.body = content.or(scan.body.take()).or(body.map(|start| start..end));
        scan
    }
}

/// `<founder-title>…</founder-title>`, or `<title>…</title>`, of a remark.
fn properties(remark: &str) -> HashMap<String, String> {
    let mut found = HashMap::new();
    let mut rest = remark;
    while let Some(at) = rest.find('<') {
        rest = &rest[at + 1..];
        let Some(end) = rest.find('>') else { break };
        let name = rest[..end].trim().to_lowercase();
        let close = format!("</{name}>");
        let inner = &rest[end + 1..];
        let lower = inner.to_ascii_lowercase();
        if name.starts_with('/') || name.contains(' ') {
            continue;
        }
        if let Some(length) = lower.find(&close) {
            let value = plain(&inner[..length]);
            if !value.is_empty() {
                found.entry(name.trim_start_matches("founder-").to_owned()).or_insert(value);
            }
            rest = &inner[length + close.len()..];
        }
    }
    found
}

/// A value without its tags; a line's end in it is a blank.
fn plain(value: &str) -> String {
    let mut words = String::new();
    let mut rest = value;
    while let Some(at) = rest.find('<') {
        words.push_str(&rest[..at]);
        words.push(' ');
        rest = rest[at..].find('>').map_or("", |end| &rest[at + end + 1..]);
    }
    words.push_str(rest);
    let words = words.replace("&nbsp;", " ").replace("&amp;", "&").replace("&quot;", "\"");
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

impl Scan {
    /// The bytes of the first element of a name.
    pub fn range(&self, name: &str) -> Option<Range<usize>> {
        self.named.iter().find(|(known, _)| known == name).map(|(_, range)| range.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn properties_stand_in_a_remark() {
        let html = "<!--enpproperty <founder-title>渡口<br>复航</founder-title><AUTHOR>□ 林 远</AUTHOR><date>2026-03-05</date> /enpproperty-->\
            <!--enpcontent--><P>甲</P><!--/enpcontent--><a href=node_2.htm id=pageLink>第02版：要闻</a>";
        let scan = read(html);
        assert_eq!(scan.properties["title"], "渡口 复航");
        assert_eq!(scan.properties["author"], "□ 林 远");
        assert_eq!(&html[scan.body.unwrap()], "<P>甲</P>");
        assert_eq!(
            (scan.links[0].href.as_str(), scan.links[0].words.as_str()),
            ("node_2.htm", "第02版：要闻")
        );
    }
}
