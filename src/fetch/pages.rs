//! The pages of items, for their whole text, where their site lets programs read them.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use url::Url;

use super::client::{Client, Content, Reply, Validators};
use super::decode::decode;
use super::fault::Fault;
use super::robots::{self, Robots};

/// What sites say in their robots.txt, asked once a run.
#[derive(Debug, Default)]
pub struct Sites {
    known: Mutex<HashMap<String, Arc<Robots>>>,
}

impl Sites {
    /// Fetches the page of an item.
    ///
    /// # Errors
    /// Why it could not be fetched; a site that asks to leave it alone.
    pub async fn page(&self, client: &Client, link: &Url, own: &Url) -> Result<Content, Fault> {
        let robots = self.robots(client, link, own).await?;
        let path =
            link.query().map_or_else(|| link.path().to_owned(), |query| format!("{}?{query}", link.path()));
        if !robots.allow(&path) {
            return Err(Fault::Robots);
        }
        match client.get(link, own, &Validators::default()).await? {
            Reply::Content(content) => Ok(content),
            Reply::Unchanged(_) => {
                Err(Fault::Unreadable("it says unchanged to who never asked before".to_owned()))
            }
        }
    }

    async fn robots(&self, client: &Client, link: &Url, own: &Url) -> Result<Arc<Robots>, Fault> {
        let site = link.origin().ascii_serialization();
        let lock = || self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(robots) = lock().get(&site) {
            return Ok(Arc::clone(robots));
        }
        let robots = Arc::new(ask(client, link, own).await?);
        lock().insert(site, Arc::clone(&robots));
        Ok(robots)
    }
}

/// RFC 9309, 2.3.1: no such file, no rules; a server that cannot say forbids all. Where nobody may be asked, that is said.
async fn ask(client: &Client, link: &Url, own: &Url) -> Result<Robots, Fault> {
    let Ok(address) = link.join("/robots.txt") else { return Ok(Robots::shut()) };
    Ok(match client.get(&address, own, &Validators::default()).await {
        Ok(Reply::Content(content)) => {
            let head = &content.bytes[..content.bytes.len().min(robots::LARGEST)];
            Robots::parse(&decode(head, &content.mime))
        }
        Ok(Reply::Unchanged(_)) | Err(Fault::Status { status: 400..=499, .. } | Fault::Circle(_)) => {
            Robots::open()
        }
        Err(fault @ Fault::Private(_)) => return Err(fault),
        Err(_) => Robots::shut(),
    })
}
