//! HTML of mails: tables that only place things, and what nobody sees. Their tags are written over, byte for byte, so
//! that everything else stays in its place.

use html5gum::emitters::default::DefaultEmitter;
use html5gum::{StartTag, Token, Tokenizer};

/// Tables are nested no deeper than this; what is deeper is left as it is.
const DEEPEST: usize = 200;

/// The HTML with cells of such tables as paragraphs and with hidden elements as furniture.
pub fn plain(html: &str) -> String {
    let tags = tags(html);
    let mut bytes = html.as_bytes().to_vec();
    hide(&tags, &mut bytes);
    for tag in layout_tags(&tags) {
        put(&mut bytes, tag, "p");
    }
    // Only whole tags were written over, in ASCII.
    String::from_utf8(bytes).unwrap_or_else(|_| html.to_owned())
}

struct Tag {
    start: usize,
    end: usize,
    name: String,
    closes: bool,
    hidden: bool,
    /// The size of its letters, where it sets one: true for none, false for any.
    sizeless: Option<bool>,
}

fn tags(html: &str) -> Vec<Tag> {
    let mut emitter = DefaultEmitter::<usize>::new_with_span();
    emitter.naively_switch_states(true);
    let mut tags = Vec::new();
    for token in Tokenizer::new_with_emitter(html, emitter) {
        let Ok(token) = token;
        let (span, name, closes, (hidden, sizeless)) = match &token {
            Token::StartTag(tag) => (&tag.span, &tag.name, false, shown(tag)),
            Token::EndTag(tag) => (&tag.span, &tag.name, true, (false, None)),
            _ => continue,
        };
        let (start, end) = (span.start, span.end.min(html.len()));
        if html.as_bytes().get(start) == Some(&b'<') {
            let name = String::from_utf8_lossy(name).into_owned();
            tags.push(Tag { start, end, name, closes, hidden, sizeless });
        }
    }
    tags
}

/// Whether a tag hides what it holds, and what it says of the size of its letters.
fn shown(tag: &StartTag<usize>) -> (bool, Option<bool>) {
    let value = |name: &str| {
        tag.attributes.get(name.as_bytes()).map(|value| String::from_utf8_lossy(&value.value).to_lowercase())
    };
    let style: String = value("style").unwrap_or_default().split_whitespace().collect();
    let is_hidden = ["display:none", "visibility:hidden", "max-height:0", "mso-hide:all"]
        .iter()
        .any(|sign| style.contains(sign))
        || value("class").is_some_and(|class| class.split_whitespace().any(|word| word == "preheader"));
    let size = style.split(';').filter_map(|rule| rule.strip_prefix("font-size:")).next_back();
    let size = size.map(|size| size.trim_end_matches(|c: char| c.is_alphabetic() || c == '!' || c == '%'));
    (is_hidden, size.map(|size| !size.is_empty() && size.trim_matches(['0', '.']).is_empty()))
}

/// Writes a tag over with a name that is no longer than its own.
fn put(bytes: &mut [u8], tag: &Tag, name: &str) {
    const OURS: [&str; 8] = ["table", "tbody", "thead", "tfoot", "tr", "td", "th", "center"];
    if OURS.contains(&tag.name.as_str()) {
        write(bytes, tag, name);
    }
}

fn write(bytes: &mut [u8], tag: &Tag, name: &str) {
    let print = if tag.closes { format!("</{name}") } else { format!("<{name}") };
    let Some(place) = bytes.get_mut(tag.start..tag.end).filter(|place| place.len() > print.len()) else {
        return;
    };
    place.fill(b' ');
    place[..print.len()].copy_from_slice(print.as_bytes());
    if let Some(last) = place.last_mut() {
        *last = b'>';
    }
}

/// Hidden elements of which the end is known become navigation, which is furniture.
fn hide(tags: &[Tag], bytes: &mut [u8]) {
    let mut at = 0;
    while let Some(found) = tags.get(at..).and_then(|rest| rest.iter().position(Tag::may_hide)) {
        let first = at + found;
        at = first + 1;
        if !matches!(tags[first].name.as_str(), "div" | "span" | "td" | "table" | "p" | "tr") {
            continue;
        }
        let mut depth = 0_usize;
        let same = tags.iter().enumerate().skip(first).filter(|(_, tag)| tag.name == tags[first].name);
        for (place, tag) in same.take(DEEPEST * 10) {
            depth = if tag.closes { depth - 1 } else { depth + 1 };
            if depth == 0 {
                // Letters within it may have a size of their own.
                let has_size = |tag: &Tag| tag.sizeless == Some(false);
                if !tags[first].hidden && tags[first..place].iter().any(has_size) {
                    break;
                }
                // Room for the longer name: in a cell's own tags there is none.
                if tag.end - tag.start >= "</nav>".len() {
                    write(bytes, &tags[first], "nav");
                    write(bytes, tag, "nav");
                }
                at = place;
                break;
            }
        }
    }
}

impl Tag {
    fn may_hide(&self) -> bool {
        self.hidden || self.sizeless == Some(true)
    }
}

struct Table {
    tags: Vec<usize>,
    heads: bool,
    nests: bool,
    widest: usize,
    cells: usize,
}

/// The tags of tables that hold no rows of figures: such without heads of columns, or with other tables within.
fn layout_tags(tags: &[Tag]) -> Vec<&Tag> {
    let mut open: Vec<Table> = Vec::new();
    let mut found = Vec::new();
    for (at, tag) in tags.iter().enumerate() {
        if tag.name == "table" && !tag.closes && open.len() < DEEPEST {
            if let Some(outer) = open.last_mut() {
                outer.nests = true;
            }
            open.push(Table { tags: vec![at], heads: false, nests: false, widest: 0, cells: 0 });
            continue;
        }
        let Some(table) = open.last_mut() else { continue };
        table.tags.push(at);
        match (tag.name.as_str(), tag.closes) {
            ("table", true) => {
                if let Some(table) = open.pop()
                    && (table.nests || !table.heads || table.widest <= 1)
                {
                    found.extend(table.tags);
                }
            }
            (name @ ("tr" | "td" | "th"), false) => {
                table.heads |= name == "th";
                table.cells = if name == "tr" { 0 } else { table.cells + 1 };
                table.widest = table.widest.max(table.cells);
            }
            _ => {}
        }
    }
    found.into_iter().map(|at| &tags[at]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_that_only_place_things_go_and_tables_of_figures_stay() {
        let html = "<table><tr><td><h2>渡口</h2><table><tr><th>船<th>时</tr><tr><td>安<td>九</tr></table></td></tr></table>\
            <div style='display: none'>hidden</div>";
        let plain = plain(html);
        assert_eq!(plain.len(), html.len());
        assert!(plain.starts_with("<p    ><p ><p ><h2>渡口"), "{plain}");
        assert!(plain.contains("<th>船<th>时") && plain.contains("<td>安<td>九</tr></table>"), "{plain}");
        assert!(plain.contains("<nav ") && plain.ends_with("hidden</nav>"), "{plain}");
    }

    #[test]
    fn letters_without_a_size_hide_only_what_has_none_of_its_own() {
        let seen =
            "<div style='font-size:0px;line-height:1'><p style='font-size:16px'>The lock opens.</p></div>";
        assert!(!plain(seen).contains("<nav"), "{}", plain(seen));
        for size in ["0", "0px", "0.0em", "0 !important"] {
            let hidden =
                format!("<div style='color:red;font-size: {size}'><span>The lock opens.</span></div>");
            assert!(plain(&hidden).contains("<nav"), "{hidden}");
        }
        assert!(!plain("<div style='font-size:10px'>The lock opens.</div>").contains("<nav"));
    }
}
