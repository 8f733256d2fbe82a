//! A listener's page: the feed's address, its QR code, and buttons for the common apps.

use minijinja::context;
use minijinja::value::Serde;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use qrcode::QrCode;
use qrcode::render::svg;
use serde::Serialize;

use super::template;
use crate::model::Language;

/// The smallest picture of a code, in pixels.
const SIDE: u32 = 280;

#[derive(Serialize)]
struct App {
    name: &'static str,
    href: String,
    by_servers: bool,
}

/// The page for a feed's address; `None` where it cannot be drawn.
pub fn page(feed: &str, is_private: bool, language: Language) -> Option<String> {
    let w = template::words(language);
    let context = context! { w => Serde(w), feed, is_private, apps => Serde(apps(feed)) };
    template::render("subscribe.html", context).map_err(|error| tracing::error!("{error:#}")).ok()
}

/// The QR code of an address as a picture; `None` for one that is too long for a code.
pub fn code(address: &str) -> Option<String> {
    let code = QrCode::new(address.as_bytes()).ok()?;
    Some(code.render::<svg::Color<'_>>().min_dimensions(SIDE, SIDE).build())
}

fn apps(feed: &str) -> Vec<App> {
    let rows = include_str!("apps.tsv").lines().filter(|row| !row.starts_with('#'));
    let bare = feed.split_once("://").map_or(feed, |(_, rest)| rest);
    let encoded = utf8_percent_encode(feed, NON_ALPHANUMERIC).to_string();
    let app = |row: &'static str| {
        let mut cells = row.split('\t');
        let name = cells.next()?;
        let href = cells.next()?.replace("BARE", bare).replace("ENCODED", &encoded);
        Some(App { name, href, by_servers: cells.next()? == "servers" })
    };
    rows.filter_map(app).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_names_the_feed_and_opens_apps() {
        let feed = "http://radio.local:8080/l/abc/feed.xml";
        for language in [Language::Zh, Language::En] {
            let page = page(feed, true, language).unwrap();
            for wanted in [
                "href=\"http://radio.local:8080/l/abc/feed.xml\"",
                "href=\"podcast://radio.local:8080/l/abc/feed.xml\"",
                "url=http%3A%2F%2Fradio%2Elocal%3A8080%2Fl%2Fabc%2Ffeed%2Exml",
                "src=\"qr.svg\"",
            ] {
                assert!(page.contains(wanted), "{wanted}\n{page}");
            }
        }
        assert!(code(feed).unwrap().contains("<svg"));
        assert_eq!(code(&"x".repeat(5_000)), None);
    }
}
