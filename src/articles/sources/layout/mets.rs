//! METS: what a library says of an issue whose pages are ALTO files: which blocks of which pages are an article. Some say so
//! with pointers below the article, others with links from the article to areas of the pages.

use std::collections::HashMap;

use crate::articles::contents::{Area, Contents, Plan, Planned};
use crate::articles::input::Input;
use crate::articles::sources::offsets::Offsets;
use crate::articles::sources::xml::{self, Element};
use crate::articles::text::Text;

/// Parts of an issue are nested no deeper than this.
const DEEPEST: usize = 60;

/// Reads what it says.
pub fn read(input: &Input, base: u32) -> Contents {
    let mut contents = Contents::of("alto");
    let xml = xml::read(&input.text);
    if let Some(damage) = &xml.damage {
        contents.problems.push(format!("it breaks off or is no sound XML ({damage}); it was read so far"));
    }
    let offsets = Offsets::new(&input.text);
    let named = files(&xml.root);
    let mut reader = Reader {
        files: named.iter().cloned().collect(),
        titles: HashMap::new(),
        areas: HashMap::new(),
        links: links(&xml.root),
    };
    for section in xml.root.find_all("dmdSec") {
        let Some(id) = section.attribute("ID") else { continue };
        // What is told of the original or of the series stands deeper.
        let title = section.find_all("mods").first().and_then(|mods| mods.at(&["titleInfo"])).map(|info| {
            let mut title = Text::default();
            for part in ["nonSort", "title", "subTitle"].iter().filter_map(|name| info.first(name)) {
                if title.len() > 0 {
                    title.push_unprinted(' ');
                }
                title.append(part.text(base, &offsets).line());
            }
            title
        });
        reader.titles.extend(title.filter(|title| !title.is_blank()).map(|title| (id.to_owned(), title)));
    }
    let maps = xml.root.find_all("structMap");
    for map in &maps {
        reader.gather_areas(map, 0);
    }
    let mut plan = Plan { files: named.into_iter().map(|(_, path)| path).collect(), articles: Vec::new() };
    for map in maps
        .iter()
        .filter(|map| map.attribute("TYPE").is_none_or(|kind| kind.eq_ignore_ascii_case("LOGICAL")))
    {
        reader.articles(map, 0, &mut plan.articles);
    }
    for title in reader.titles.into_values() {
        contents.skip(crate::model::SkipReason::Boilerplate, title);
    }
    contents.plan = Some(Box::new(plan));
    contents
}

struct Reader {
    /// The files of text by their names in this one.
    files: HashMap<String, String>,
    titles: HashMap<String, Text>,
    /// The areas that stand below a part of the issue itself, by its name.
    areas: HashMap<String, Vec<Area>>,
    /// Which parts are linked to which areas.
    links: HashMap<String, Vec<String>>,
}

impl Reader {
    /// Notes the areas of every part by its name.
    fn gather_areas(&mut self, part: &Element<'_>, depth: usize) {
        for inner in part.all("div").filter(|_| depth < DEEPEST) {
            if let Some(id) = inner.attribute("ID") {
                let areas = self.below(inner, 0);
                self.areas.insert(id.to_owned(), areas);
            }
            self.gather_areas(inner, depth + 1);
        }
    }

    /// The areas that a part points to itself, not its parts.
    fn below(&self, part: &Element<'_>, depth: usize) -> Vec<Area> {
        let mut areas = Vec::new();
        for inner in
            part.elements().filter(|inner| depth < DEEPEST && !inner.name.eq_ignore_ascii_case("div"))
        {
            if let (Some(file), Some(begin)) = (inner.attribute("FILEID"), inner.attribute("BEGIN")) {
                areas.extend(self.files.get(file).map(|file| Area {
                    file: file.clone(),
                    begin: begin.to_owned(),
                    end: inner.attribute("END").map(str::to_owned),
                }));
            }
            areas.extend(self.below(inner, depth + 1));
        }
        areas
    }

    /// The articles within a part, in order.
    fn articles(&mut self, part: &Element<'_>, depth: usize, found: &mut Vec<Planned>) {
        for inner in part.all("div").filter(|_| depth < DEEPEST) {
            let kind = inner.attribute("TYPE").unwrap_or_default().to_ascii_uppercase();
            let is_advert = kind.starts_with("ADVERT");
            if !is_advert
                && !matches!(kind.as_str(), "ARTICLE" | "LETTER" | "POEM" | "OBITUARY" | "INTERVIEW")
            {
                self.articles(inner, depth + 1, found);
                continue;
            }
            let mut areas = Vec::new();
            self.of_part(inner, depth, &mut areas);
            let title = inner.attribute("DMDID").and_then(|id| self.titles.remove(id));
            found.push(Planned { title, is_advert, areas });
        }
    }

    /// All areas of a part: its own, those that it is linked to, and those of its parts.
    fn of_part(&self, part: &Element<'_>, depth: usize, areas: &mut Vec<Area>) {
        if let Some(id) = part.attribute("ID") {
            areas.extend(self.areas.get(id).into_iter().flatten().cloned());
            let linked = self.links.get(id).into_iter().flatten();
            areas.extend(linked.filter_map(|area| self.areas.get(area)).flatten().cloned());
        } else {
            areas.extend(self.below(part, 0));
        }
        for inner in part.all("div").filter(|_| depth < DEEPEST) {
            self.of_part(inner, depth + 1, areas);
        }
    }
}

/// The names in the document of the files that hold text, and their paths; in the order of the pages.
fn files(root: &Element<'_>) -> Vec<(String, String)> {
    let named = |file: &Element<'_>| {
        let href = file.first("FLocat")?.attribute("xlink:href")?;
        let path = href.strip_prefix("file://").unwrap_or(href).trim_start_matches("./");
        let is_text = path
            .rsplit('.')
            .next()
            .is_some_and(|ending| matches!(ending.to_ascii_lowercase().as_str(), "xml" | "alto"));
        is_text.then(|| Some((file.attribute("ID")?.to_owned(), path.to_owned())))?
    };
    root.find_all("file").into_iter().filter_map(named).collect()
}

/// Links from one part to others: the first of a group leads to those behind it.
fn links(root: &Element<'_>) -> HashMap<String, Vec<String>> {
    let mut links: HashMap<String, Vec<String>> = HashMap::new();
    for group in root.find_all("smLinkGrp") {
        let mut named = group.all("smLocatorLink").filter_map(|locator| locator.attribute("xlink:href"));
        let mut named = named.by_ref().map(|name| name.trim_start_matches('#').to_owned());
        let Some(from) = named.next() else { continue };
        links.entry(from).or_default().extend(named);
    }
    for link in root.find_all("smLink") {
        if let (Some(from), Some(to)) = (link.attribute("xlink:from"), link.attribute("xlink:to")) {
            let plain = |name: &str| name.trim_start_matches('#').to_owned();
            links.entry(plain(from)).or_default().push(plain(to));
        }
    }
    links
}
