//! What stands at an address that a person gave.

use std::path::Path;

use super::client::{Client, Reply, Validators};
use super::decode::decode;
use super::error::Error;
use super::fault::Fault;
use super::feed::Feed;
use super::options::{self, Options};
use super::spool;

/// What stands at an address that was given as an input.
#[derive(Debug)]
pub struct Input {
    /// A name that ends as its kind of file does.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

impl Input {
    /// A name for a file of it: its address in letters and figures, with the ending of its kind.
    pub fn file_name(&self) -> String {
        let address = self.name.split(['?', '#']).next().unwrap_or(&self.name);
        let address = address.split_once("://").map_or(address, |(_, address)| address);
        let (stem, own) = match address.rsplit_once('/') {
            Some((above, file)) => {
                let (stem, ending) = file.rsplit_once('.').unwrap_or((file, ""));
                (format!("{above}/{stem}"), ending)
            }
            None => (address.to_owned(), ""),
        };
        let ending = match Feed::read(&decode(&self.bytes, "")) {
            Some(feed) => feed.ending(),
            None if self.name.ends_with("#page.html") => "html",
            None => own,
        };
        let name = spool::slug(&stem);
        if ending.is_empty() { name } else { format!("{name}.{ending}") }
    }
}

/// Fetches an address that a person gave as an input.
///
/// # Errors
/// What is no address; why it could not be fetched.
pub async fn input(address: &str, options: &Options) -> Result<Input, Error> {
    asked(&Client::new(options.contact.as_deref())?, address).await
}

/// The same, by a client.
///
/// # Errors
/// As [`input`].
pub async fn asked(client: &Client, address: &str) -> Result<Input, Error> {
    let url = options::address(address).map_err(Error::NoAddress)?;
    let failed = |fault| Error::Input { address: address.to_owned(), fault };
    match client.get(&url, &url, &Validators::default()).await.map_err(failed)? {
        Reply::Content(content) => {
            Ok(Input { name: named(address, &content.mime, &content.bytes), bytes: content.bytes })
        }
        Reply::Unchanged(_) => {
            Err(failed(Fault::Unreadable("it says unchanged to who never asked before".to_owned())))
        }
    }
}

/// An address with the ending of its page, where it has none itself: files are told by it.
pub fn named(address: &str, mime: &str, bytes: &[u8]) -> String {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(200)]).trim_start().to_ascii_lowercase();
    let is_page = mime.starts_with("text/html") && !head.starts_with("<?xml") && !head.starts_with("<rss");
    let path = address.split(['?', '#']).next().unwrap_or(address);
    let has_ending =
        |ending: &&str| Path::new(path).extension().is_some_and(|own| own.eq_ignore_ascii_case(ending));
    let is_named = address == path && ["html", "htm", "xhtml"].iter().any(has_ending);
    if is_page && !is_named { format!("{address}#page.html") } else { address.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_came_from_an_address_has_a_plain_name_with_its_ending() {
        let file = |address: &str, mime: &str, bytes: &str| {
            let bytes = bytes.as_bytes().to_vec();
            Input { name: named(address, mime, &bytes), bytes }.file_name()
        };
        let page = "<!DOCTYPE html><title>x</title>";
        assert_eq!(file("https://example.org/news.php?p=7", "text/html", page), "example-org-news.html");
        assert_eq!(file("https://example.org", "text/html", page), "example-org.html");
        assert_eq!(file("https://example.org/a.html", "text/html", page), "example-org-a.html");
        assert_eq!(
            file("https://example.org/feed/", "text/xml", "<rss version='2.0'/>"),
            "example-org-feed.xml"
        );
        assert_eq!(file("https://example.org/../今.md#x", "text/plain", "# x"), "example-org-今.md");
        assert_eq!(file("https://example.org/page.pdf", "application/pdf", "%PDF-"), "example-org-page.pdf");
    }
}
