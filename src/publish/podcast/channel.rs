//! `feed.xml`, or the feed of a section.

use std::borrow::Cow;

use minijinja::context;
use minijinja::value::Serde;
use uuid::Uuid;

use super::super::{Error, template};
use super::editions::Edition;
use super::episode::Item;
use super::feed::Feed;
use super::guid;

/// What ends a feed.
pub const END: &str = "</channel>\n</rss>";

/// A feed's own name and address.
pub struct Channel {
    title: String,
    /// Its address, where it is known.
    own: Option<String>,
    guid: Option<Uuid>,
}

impl Channel {
    /// The whole podcast's.
    pub fn whole(feed: &Feed<'_>) -> Self {
        let own = feed.options.base_url.as_ref().map(|_| feed.base.of("feed.xml"));
        Self { title: feed.title.clone(), own, guid: feed.guid }
    }

    /// A section's.
    pub fn section(feed: &Feed<'_>, section: &str, name: &str) -> Self {
        let own = feed.options.base_url.as_ref().map(|_| feed.base.of(name));
        Self {
            title: format!("{} · {}", feed.title, section.trim()),
            guid: own.as_deref().map(guid::of_address),
            own,
        }
    }
}

/// What stands before the episodes, the newest of which tells when the feed was published.
///
/// # Errors
/// A template that cannot be filled.
pub fn head(
    feed: &Feed<'_>,
    channel: &Channel,
    editions: &[Edition],
    episodes: &[Cow<'_, [u8]>],
    cover: &str,
) -> Result<String, Error> {
    let podcast = &feed.options.podcast;
    let disclosure = editions.iter().find_map(|edition| edition.summary.disclosure.as_deref());
    let (category, subcategory) = match podcast.category.split_once('/') {
        Some((category, subcategory)) => (category.trim(), Some(subcategory.trim())),
        None => (podcast.category.trim(), None),
    };
    template::render(
        "feed.xml",
        context! {
            w => Serde(feed.words()),
            title => channel.title.as_str(),
            link => feed.base.of("index.html"),
            feed => channel.own.as_deref(),
            cover => feed.base.of(cover),
            description => feed.description(disclosure),
            disclosed => disclosure.is_some(),
            language => feed.locale.feed_tag(),
            author => podcast.author.as_deref().unwrap_or(&feed.title),
            email => podcast.email.as_deref(),
            explicit => podcast.explicit,
            private => podcast.private,
            rule => podcast.frequency.rule(),
            txt => Serde(&podcast.txt),
            category => category,
            subcategory => subcategory,
            guid => channel.guid.map(|guid| guid.to_string()),
            published => episodes.iter().find_map(|episode| published(episode)),
        },
    )
    .map(|head| head + "\n")
}

/// An episode.
///
/// # Errors
/// A template that cannot be filled.
pub fn item(feed: &Feed<'_>, item: &Item) -> Result<String, Error> {
    let context = context! { item => Serde(item), explicit => feed.options.podcast.explicit };
    template::render("item.xml", context).map(|item| item + "\n")
}

/// When the first of these episodes was published, as its item says.
fn published(episodes: &[u8]) -> Option<&str> {
    Some(std::str::from_utf8(episodes).ok()?.split_once("<pubDate>")?.1.split_once("</pubDate>")?.0)
}
