//! The picture that an entry of a feed carries: Media RSS, enclosures, links, and what podcasts have.

use crate::articles::sources::xml::Element;

/// Media are gathered in groups, and groups in none.
const DEEPEST: usize = 2;

/// The address of an entry's picture: the picture itself, or its small form where that is all there is.
pub fn of_entry(entry: &Element<'_>) -> Option<String> {
    let found = find(entry, DEEPEST, &whole).or_else(|| find(entry, DEEPEST, &small));
    found.map(|address| address.trim().to_owned())
}

fn find<'e>(
    element: &'e Element<'_>,
    depth: usize,
    address: &dyn for<'a> Fn(&'a Element<'_>) -> Option<&'a str>,
) -> Option<&'e str> {
    element.elements().find_map(|child| {
        let is_group =
            depth > 1 && child.prefix == "media" && matches!(child.name.as_str(), "group" | "content");
        let within = || if is_group { find(child, depth - 1, address) } else { None };
        address(child).or_else(within)
    })
}

fn whole<'a>(element: &'a Element<'_>) -> Option<&'a str> {
    let is_picture = || match element.attribute("type") {
        Some(kind) => kind.starts_with("image/"),
        None => element.attribute("medium") == Some("image"),
    };
    match (element.prefix.as_str(), element.name.as_str()) {
        ("media", "content") | ("" | "rss", "enclosure") => element.attribute("url").filter(|_| is_picture()),
        ("" | "atom", "link") if element.attribute("rel") == Some("enclosure") => {
            element.attribute("href").filter(|_| is_picture())
        }
        ("itunes", "image") => element.attribute("href"),
        _ => None,
    }
}

fn small<'a>(element: &'a Element<'_>) -> Option<&'a str> {
    let is_thumbnail = element.prefix == "media" && element.name == "thumbnail";
    element.attribute("url").filter(|_| is_thumbnail)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::articles::sources::xml;

    fn picture(entry: &str) -> Option<String> {
        of_entry(&xml::read(&format!("<item>{entry}</item>")).root)
    }

    #[test]
    fn a_picture_is_found_where_feeds_put_it() {
        let there = Some("https://a.example/p.jpg".to_owned());
        for entry in [
            r#"<media:content url="https://a.example/p.jpg" medium="image"/>"#,
            r#"<media:group><media:content type="video/mp4" url="https://a.example/v"/><media:content url=" https://a.example/p.jpg " type="image/jpeg"/></media:group>"#,
            r#"<media:content url="https://a.example/v.mp4" type="video/mp4"><media:thumbnail url="https://a.example/p.jpg"/></media:content>"#,
            r#"<media:thumbnail url="https://a.example/small.jpg"/><enclosure url="https://a.example/p.jpg" type="image/jpeg" length="1"/>"#,
            r#"<link rel="enclosure" type="image/png" href="https://a.example/p.jpg"/>"#,
            r#"<itunes:image href="https://a.example/p.jpg"/>"#,
        ] {
            assert_eq!(picture(entry), there, "{entry}");
        }
    }

    #[test]
    fn sound_and_pages_are_no_pictures() {
        let entry = r#"<enclosure url="https://a.example/a.mp3" type="audio/mpeg"/><link href="https://a.example/p.jpg"/>
            <media:content url="https://a.example/v.mp4" type="video/mp4"/><media:group><other url="x"/></media:group>"#;
        assert_eq!(picture(entry), None);
        let deep =
            "<media:group>".repeat(50) + r#"<media:content url="https://a.example/p.jpg" medium="image"/>"#;
        assert_eq!(picture(&deep), None, "groups hold no groups");
    }
}
