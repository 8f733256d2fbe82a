//! A book's package and its table of contents.

use std::collections::HashMap;

use crate::articles::sources::mapped::Mapped;
use crate::articles::sources::offsets::Offsets;
use crate::articles::sources::xml::{self, Element};

/// What the package says.
#[derive(Debug, Default)]
pub struct Package {
    /// Its title.
    pub title: Option<String>,
    /// The day that it is of.
    pub date: Option<String>,
    /// Who made it.
    pub creators: Vec<String>,
    /// True for an issue of a newspaper.
    pub is_periodical: bool,
    /// The paths of its documents, in the order of reading.
    pub spine: Vec<String>,
    /// The path of its table of contents.
    pub toc: Option<String>,
}

/// Reads a package that stands at a path.
pub fn read(opf: &str, path: &str) -> Package {
    let xml = xml::read(opf);
    let root = &xml.root;
    let mut package = Package::default();
    let mut items: HashMap<&str, String> = HashMap::new();
    let mut ncx = None;
    for item in root.first("manifest").into_iter().flat_map(|manifest| manifest.all("item")) {
        let (Some(id), Some(href)) = (item.attribute("id"), item.attribute("href")) else { continue };
        let at = resolve(path, href);
        if item.attribute("properties").is_some_and(|names| names.split(' ').any(|name| name == "nav")) {
            package.toc = Some(at.clone());
        }
        if item.attribute("media-type") == Some("application/x-dtbncx+xml") {
            ncx = Some(at.clone());
        }
        items.insert(id, at);
    }
    if let Some(spine) = root.first("spine") {
        let named = spine.attribute("toc").and_then(|id| items.get(id)).cloned();
        // The contents of EPUB 2 tell calibre's sections more often than those of EPUB 3 beside them.
        package.toc = named.or(ncx).or(package.toc.take());
        let of = |item: &Element<'_>| items.get(item.attribute("idref")?).cloned();
        package.spine = spine.all("itemref").filter_map(of).collect();
    }
    let metadata = root.first("metadata");
    for element in metadata.into_iter().flat_map(Element::elements) {
        let said = element.string();
        match element.name.as_str() {
            "title" if package.title.is_none() => package.title = Some(said),
            "date" if package.date.is_none() => package.date = Some(said),
            "creator" => package.creators.push(said),
            "meta" => {
                let value = element.attribute("content").unwrap_or_default();
                package.is_periodical |= value.starts_with("periodical") || said.starts_with("periodical");
            }
            "publication-type" => package.is_periodical |= said.starts_with("periodical"),
            _ => {}
        }
    }
    package
}

/// An entry of the table of contents.
#[derive(Debug, Default)]
pub struct Entry {
    /// What it says.
    pub label: Mapped,
    /// The path of the document that it leads to.
    pub path: String,
    /// The element in it.
    pub fragment: Option<String>,
    /// How many entries it stands in.
    pub depth: usize,
    /// True where other entries stand in it.
    pub has_children: bool,
}

/// The entries in order; the first character of the contents stands at `base`.
pub fn contents(toc: &str, path: &str, base: u32) -> Vec<Entry> {
    let xml = xml::read(toc);
    let reader = Contents { path, base, offsets: &Offsets::new(toc), entries: Vec::new() };
    if let Some(map) = xml.root.first("navMap") {
        return reader.points(map);
    }
    let navs = xml.root.find_all("nav");
    let is_toc = |nav: &&&Element<'_>| nav.attribute("epub:type").is_some_and(|kind| kind == "toc");
    match navs.iter().find(is_toc).or(navs.first()).and_then(|nav| nav.first("ol")) {
        Some(list) => reader.list(list),
        None => Vec::new(),
    }
}

struct Contents<'a> {
    path: &'a str,
    base: u32,
    offsets: &'a Offsets<'a>,
    entries: Vec<Entry>,
}

/// Entries are nested no deeper than this.
const DEEPEST: usize = 12;

impl Contents<'_> {
    fn points(mut self, map: &Element<'_>) -> Vec<Entry> {
        self.point(map, 0);
        self.entries
    }

    fn point(&mut self, parent: &Element<'_>, depth: usize) {
        for point in parent.all("navPoint").filter(|_| depth < DEEPEST) {
            let label = point.at(&["navLabel", "text"]);
            let target = point.first("content").and_then(|content| content.attribute("src"));
            let has_children = point.first("navPoint").is_some();
            self.add(label, target, depth, has_children);
            self.point(point, depth + 1);
        }
    }

    fn list(mut self, list: &Element<'_>) -> Vec<Entry> {
        self.items(list, 0);
        self.entries
    }

    fn items(&mut self, list: &Element<'_>, depth: usize) {
        for item in list.all("li").filter(|_| depth < DEEPEST) {
            let link = item.first("a");
            let label = link.or_else(|| item.first("span"));
            let inner = item.first("ol");
            self.add(label, link.and_then(|link| link.attribute("href")), depth, inner.is_some());
            if let Some(inner) = inner {
                self.items(inner, depth + 1);
            }
        }
    }

    fn add(&mut self, label: Option<&Element<'_>>, target: Option<&str>, depth: usize, has_children: bool) {
        let label = label.map(|label| label.text(self.base, self.offsets)).unwrap_or_default();
        let (path, fragment) = match target.map(|target| target.split_once('#').unwrap_or((target, ""))) {
            Some((file, fragment)) => {
                let path = if file.is_empty() { self.path.to_owned() } else { resolve(self.path, file) };
                (path, Some(fragment.to_owned()).filter(|fragment| !fragment.is_empty()))
            }
            None => (String::new(), None),
        };
        self.entries.push(Entry { label, path, fragment, depth, has_children });
    }
}

/// A path that is relative to that of another file.
pub fn resolve(from: &str, href: &str) -> String {
    let href = percent_encoding::percent_decode_str(href).decode_utf8_lossy();
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in href.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    parts.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_lead_from_file_to_file() {
        assert_eq!(resolve("OEBPS/content.opf", "feed_0/index.html"), "OEBPS/feed_0/index.html");
        assert_eq!(resolve("a/b/c.ncx", "../d%20e.html"), "a/d e.html");
        assert_eq!(resolve("c.opf", "../../d.html"), "d.html");
    }
}
