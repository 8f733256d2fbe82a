//! `briefing.json`: the newest edition's briefing as Alexa's flash briefings are fed (Flash Briefing Skill API).

use serde::Serialize;
use uuid::Uuid;

use super::editions::Edition;
use super::feed::Feed;
use super::guid;
use crate::publish::briefing::FILE;

/// What it is called.
pub const NAME: &str = "briefing.json";

/// An item of sound; the names are Amazon's.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Item {
    uid: String,
    update_date: String,
    title_text: String,
    /// Has to be there, and is not read where there is sound.
    main_text: String,
    stream_url: String,
    redirection_url: String,
}

/// The item, where the newest edition has a briefing and stands on the web: Amazon takes no sound but from `https`.
pub fn render(feed: &Feed<'_>, editions: &[Edition]) -> Option<String> {
    let newest = editions.first()?.whole().filter(|episode| episode.has(FILE))?;
    let address = newest.address(feed, FILE);
    if !address.starts_with("https://") {
        return None;
    }
    let modified = newest.summary.modified(feed);
    // A correction is another item: an old one is not asked for again.
    let own = guid::episode(feed.guid, &newest.summary.folder);
    let item = Item {
        uid: Uuid::new_v5(&own, format!("{FILE} {modified}").as_bytes()).urn().to_string(),
        update_date: modified.strftime("%Y-%m-%dT%H:%M:%S.0Z").to_string(),
        title_text: newest.title(),
        main_text: newest.report.disclosure.clone().unwrap_or_default(),
        stream_url: address,
        redirection_url: newest.address(feed, "index.html"),
    };
    serde_json::to_string_pretty(&[item]).ok().map(|text| text + "\n")
}
