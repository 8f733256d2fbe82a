//! Names that never change: UUIDs of version 5, so that everybody who computes them gets the same.

use uuid::{Uuid, uuid};

use super::super::Error;

/// The podcast namespace's own UUID namespace.
const PODCAST: Uuid = uuid!("ead4c236-bf58-58c6-a2c6-a6b28d128cb6");

/// `podcast:guid`: as the options say, or over the feed's address without scheme and trailing slashes.
pub fn podcast(given: Option<&str>, feed: Option<String>) -> Result<Option<Uuid>, Error> {
    match (given, feed) {
        (Some(given), _) => match given.parse() {
            Ok(guid) => Ok(Some(guid)),
            Err(_) => Err(Error::Setting(format!(
                "the podcast's guid `{given}` is no UUID; leave it out to have one made"
            ))),
        },
        (None, Some(feed)) => Ok(Some(of_address(&feed))),
        (None, None) => Ok(None),
    }
}

/// The guid of a feed at an address, over the address without scheme and trailing slashes.
pub fn of_address(feed: &str) -> Uuid {
    let bare = feed.split_once("://").map_or(feed, |(_, rest)| rest).trim_end_matches('/');
    Uuid::new_v5(&PODCAST, bare.as_bytes())
}

/// An episode's guid: a correction in the same folder keeps it, so that nobody gets the episode twice.
pub fn episode(podcast: Option<Uuid>, folder: &str) -> Uuid {
    Uuid::new_v5(&podcast.unwrap_or(PODCAST), folder.as_bytes())
}

/// The name of the catalogue of all editions; where no address is known, it is made from the podcast's title.
pub fn catalogue(podcast: Option<Uuid>, title: &str) -> Uuid {
    let own = podcast.unwrap_or_else(|| Uuid::new_v5(&PODCAST, title.as_bytes()));
    Uuid::new_v5(&own, b"opds.xml")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_specification_s_example_gives_its_guid() {
        let guid = podcast(None, Some("https://podnews.net/rss/".into())).unwrap().unwrap();
        assert_eq!(guid.to_string(), "9b024349-ccf0-5f69-a609-6b82873eab3c");
    }

    #[test]
    fn a_given_guid_is_kept_and_a_wrong_one_named() {
        let given = "9b024349-ccf0-5f69-a609-6b82873eab3c";
        assert_eq!(
            podcast(Some(given), Some("https://x.org/feed.xml".into())).unwrap().unwrap().to_string(),
            given
        );
        assert!(podcast(Some("12"), None).unwrap_err().to_string().contains("`12`"));
    }
}
