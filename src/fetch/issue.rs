//! An address that stands for an issue: its page leads to other pages, and these to articles.

use std::collections::{HashSet, VecDeque};

use url::Url;

use super::client::Client;
use super::error::Error;
use super::input::{Input, asked, named};
use super::options::{self, Options};
use super::pages::Sites;

/// An issue has no more pages and articles.
const MOST: usize = 400;

/// What stands at an address, and all that it leads to.
#[derive(Debug, Default)]
pub struct Issue {
    /// What was fetched; first what stands at the address itself.
    pub inputs: Vec<Input>,
    /// What could not be fetched, in words.
    pub problems: Vec<String>,
}

/// Fetches an address that a person gave, and the pages of its issue. `listed` tells the links of a page by its name and
/// its bytes; only those of the same site and the same day are followed, one after the other, where the site lets programs read.
///
/// # Errors
/// As [`input`](super::input::input).
pub async fn issue(
    address: &str,
    options: &Options,
    listed: &dyn Fn(&str, &[u8]) -> Vec<String>,
) -> Result<Issue, Error> {
    let client = Client::new(options.contact.as_deref())?;
    let own = options::address(address).map_err(Error::NoAddress)?;
    let mut issue = Issue { inputs: vec![asked(&client, address).await?], problems: Vec::new() };
    let sites = Sites::default();
    let mut links = Links { own: own.clone(), day: day(&own), seen: HashSet::from([own.clone()]) };
    let mut waiting = VecDeque::new();
    let first = &issue.inputs[0];
    waiting.extend(links.fresh(&own, listed(&first.name, &first.bytes)));
    while let Some(link) = waiting.pop_front() {
        if issue.inputs.len() + issue.problems.len() > MOST {
            issue
                .problems
                .push(format!("{address}: it leads to more than {MOST} pages; the others were not fetched"));
            break;
        }
        match sites.page(&client, &link, &own).await {
            Ok(content) => {
                let name = named(link.as_str(), &content.mime, &content.bytes);
                waiting.extend(links.fresh(&link, listed(&name, &content.bytes)));
                issue.inputs.push(Input { name, bytes: content.bytes });
            }
            Err(fault) => issue.problems.push(format!("{link}: {fault}")),
        }
    }
    Ok(issue)
}

/// Where links may lead, and where they led already.
struct Links {
    own: Url,
    day: String,
    seen: HashSet<Url>,
}

impl Links {
    /// The links that are new, and of the same issue.
    fn fresh(&mut self, from: &Url, links: Vec<String>) -> Vec<Url> {
        let mut found = Vec::new();
        for link in links {
            let Ok(mut url) = from.join(&link) else { continue };
            url.set_fragment(None);
            // The first page may be the paper's own, which leads to an issue.
            if self.day.is_empty() {
                self.day = day(&url);
            }
            if url.origin() == self.own.origin() && day(&url) == self.day && self.seen.insert(url.clone()) {
                found.push(url);
            }
        }
        found
    }
}

/// The figures of an address's folders: 2026-03/05 and 202603/05 are one day.
fn day(url: &Url) -> String {
    let folder = url.path().rsplit_once('/').map_or("", |(folder, _)| folder);
    folder.chars().filter(char::is_ascii_digit).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_are_followed_within_their_issue_and_once() {
        let own = Url::parse("https://a.example/index.htm").unwrap();
        let mut links = Links { own: own.clone(), day: day(&own), seen: HashSet::new() };
        let mut new = |from: &str, link: &str| {
            links
                .fresh(&own.join(from).unwrap(), vec![link.to_owned()])
                .first()
                .map(|url| url.path().to_owned())
        };
        assert_eq!(new("/", "html/2026-03/05/node_1.htm").as_deref(), Some("/html/2026-03/05/node_1.htm"));
        let page = "/html/2026-03/05/node_1.htm";
        assert_eq!(new(page, "node_2.htm#a").as_deref(), Some("/html/2026-03/05/node_2.htm"));
        assert_eq!(new(page, "node_2.htm"), None);
        assert_eq!(new(page, "../04/node_1.htm"), None);
        assert_eq!(new(page, "https://b.example/html/2026-03/05/node_3.htm"), None);
        assert!(new(page, "/content/202603/05/c1.html").is_some());
    }
}
