//! What the tags and remarks of an e-paper's page say: its properties, its links, and where the article stands.

use std::collections::HashMap;
use std::ops::Range;

use html5gum::emitters::default::DefaultEmitter;
use html5gum::{Token, Tokenizer};

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
    let mut scan = Scan::default();
    let mut open: Vec<(String, String, usize, usize)> = Vec::new();
    let mut link: Option<Link> = None;
    let mut body: Option<usize> = None;
    for token in Tokenizer::new_with_emitter(html, emitter) {
        let Ok(token) = token;
        match token {
            Token::Comment(comment) => {
                let words = String::from_utf8_lossy(&comment.value).into_owned();
                match words.trim() {
                    "enpcontent" => body = body.or(Some(comment.span.end)),
                    "/enpcontent" => {
                        scan.body = scan.body.take().or(body.map(|start| start..comment.span.start));
                    }
                    words if words.starts_with("enpproperty") => scan.properties.extend(properties(words)),
                    _ => {}
                }
            }
            Token::StartTag(tag) => {
                let value = |name: &str| {
                    let value = tag.attributes.get(name.as_bytes())?;
                    Some(String::from_utf8_lossy(&value.value).trim().to_owned())
                };
                let element = String::from_utf8_lossy(&tag.name).into_owned();
                if element == "a" {
                    link = value("href").map(|href| Link {
                        href,
                        inner: tag.span.end..tag.span.end,
                        words: String::new(),
                    });
                }
                if let Some(last) = open.last_mut().filter(|last| last.0 == element && !tag.self_closing) {
                    last.3 += 1;
                }
                let names = [value("id"), value("class")].into_iter().flatten().collect::<Vec<_>>().join(" ");
                let names = names.to_lowercase();
                let kept = names.split_whitespace().find(|name| NAMED.contains(name)).map(str::to_owned);
                let kept = kept.or_else(|| (element == "founder-content").then(|| element.clone()));
                if let Some(name) = kept.filter(|_| !tag.self_closing && open.len() < 64) {
                    open.push((element, name, tag.span.end, 1));
                }
            }
            Token::String(string) => {
                if let Some(link) = &mut link {
                    link.words.push_str(&String::from_utf8_lossy(&string.value));
                }
            }
            Token::EndTag(tag) => {
                let element = String::from_utf8_lossy(&tag.name);
                if element == "a" {
                    scan.links.extend(link.take().map(|mut link| {
                        link.inner.end = tag.span.start.max(link.inner.start);
                        link.words = link.words.split_whitespace().collect::<Vec<_>>().join(" ");
                        link
                    }));
                }
                if let Some(last) = open.last_mut().filter(|last| last.0 == element) {
                    last.3 -= 1;
                    if last.3 == 0
                        && let Some((_, name, start, _)) = open.pop()
                    {
                        scan.named.push((name, start..tag.span.start));
                    }
                }
            }
            Token::Doctype(_) | Token::Error(_) => {}
        }
    }
    scan.named.extend(open.into_iter().map(|(_, name, start, _)| (name, start..html.len())));
    let content = ["founder-content", "ozoom", "articlecontent"].iter().find_map(|name| scan.range(name));
    scan.body = content.or(scan.body.take()).or(body.map(|start| start..html.len()));
    scan
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
