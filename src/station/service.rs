//! One request, one answer.

use std::collections::VecDeque;
use std::io;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use hyper::body::Bytes;
use hyper::header::{ALLOW, CONTENT_TYPE};
use hyper::{Method, StatusCode};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use super::address::Standing;
use super::answer::{Answer, answer, elsewhere, nothing_here, page, set, words};
use super::body::Body;
use super::catalog::{Catalog, Found};
use super::desk::Desk;
use super::feed::{Feed, Places};
use super::gzip::Shortened;
use super::listeners::{Door, Entry};
use super::request::Request;
use super::sending::{Asking, send, send_feed};
use super::way::Way;
use super::{Error, Options, subscribe, template};

/// Of how many feeds the places of addresses are kept: the podcast's and a few sections'.
const FEEDS: usize = 8;
/// What is escaped in the name of a feed.
const IN_NAMES: &AsciiSet = &NON_ALPHANUMERIC.remove(b'.').remove(b'-').remove(b'_');

/// A folder of editions that answers.
#[derive(Debug)]
pub struct Station {
    catalog: Catalog,
    door: Door,
    standing: Standing,
    shortened: Shortened,
    feeds: Mutex<VecDeque<(String, Arc<Places>)>>,
    desk: Option<Desk>,
}

/// Where a request stands: the address of the folder as it sees it.
struct Place<'a> {
    base: String,
    asking: Asking<'a>,
}

impl Station {
    /// A station for a folder; `base_url` is where the folder stands on the web, if it does.
    ///
    /// # Errors
    /// A folder or a file of listeners that cannot be used.
    pub fn new(folder: &Path, options: &Options, base_url: Option<&str>) -> Result<Self, Error> {
        Ok(Self {
            catalog: Catalog::new(folder)?,
            door: Door::new(&options.listeners)?,
            standing: Standing {
                base_url: base_url.map(|base| format!("{}/", base.trim_end_matches('/'))),
                trusted: options.trusted_proxies.clone(),
            },
            shortened: Shortened::default(),
            feeds: Mutex::default(),
            desk: None,
        })
    }

    /// The same with a desk for editors, at `/desk/`.
    #[must_use]
    pub fn with_desk(mut self, desk: Desk) -> Self {
        self.desk = Some(desk);
        self
    }

    /// Its desk, where it has one.
    pub fn desk(&self) -> Option<&Desk> {
        self.desk.as_ref()
    }

    /// How long the body of a request may be, in bytes.
    pub(super) fn room(&self, request: &Request) -> usize {
        let desk = self.desk.as_ref().filter(|_| request.uri.path().starts_with("/desk/"));
        desk.map_or(0, |desk| desk.room(request))
    }

    /// Whether a token is needed.
    pub fn entry(&self) -> Entry {
        self.door.entry()
    }

    /// Answers. It waits for the disk.
    pub fn answer(&self, request: &Request, body: &Bytes) -> Answer {
        let way = Way::parse(request.uri.path());
        if let (Some(desk), Some(way)) = (&self.desk, &way)
            && way.names.first().is_some_and(|first| first == "desk")
        {
            return self.at_desk(desk, request, way, body);
        }
        if request.method != Method::GET && request.method != Method::HEAD {
            let mut answer = words(StatusCode::METHOD_NOT_ALLOWED, "Only GET and HEAD are answered here.");
            set(&mut answer, ALLOW, "GET, HEAD");
            return answer;
        }
        let mut answer = way.map_or_else(nothing_here, |way| self.led(&way, request));
        if request.method == Method::HEAD {
            *answer.body_mut() = Body::default();
        }
        answer
    }

    fn at_desk(&self, desk: &Desk, request: &Request, way: &Way, body: &Bytes) -> Answer {
        let base = self.standing.base(&request.headers, request.peer, request.local);
        let mut answer = if way.names.len() == 1 && !way.is_folder {
            elsewhere(StatusCode::PERMANENT_REDIRECT, "desk/")
        } else {
            desk.answer(request, &way.below(1), body, base.starts_with("https:"))
        };
        if request.method == Method::HEAD {
            *answer.body_mut() = Body::default();
        }
        answer
    }

    fn led(&self, way: &Way, request: &Request) -> Answer {
        let parts = way.parts();
        if parts == ["healthz"] {
            return words(StatusCode::OK, "ok");
        }
        let base = self.standing.base(&request.headers, request.peer, request.local);
        let asking = |is_private| Asking { method: &request.method, headers: &request.headers, is_private };
        match (self.door.entry(), parts.as_slice()) {
            (Entry::Shut, _) => words(StatusCode::SERVICE_UNAVAILABLE, "The listeners' file cannot be read."),
            (Entry::Open, _) => self.place(way, &Place { base, asking: asking(false) }),
            (Entry::Private, ["l", token]) if !way.is_folder && self.door.admits(token) => {
                elsewhere(StatusCode::PERMANENT_REDIRECT, &format!("{token}/"))
            }
            (Entry::Private, ["l", token, ..]) if self.door.admits(token) => {
                let place = Place { base: format!("{base}l/{token}/"), asking: asking(true) };
                self.place(&way.below(2), &place)
            }
            (Entry::Private, _) => nothing_here(),
        }
    }

    fn place(&self, way: &Way, place: &Place<'_>) -> Answer {
        let parts = way.parts();
        let file = |names: &[&str]| {
            self.catalog.find(names).map_or_else(nothing_here, |found| self.sent(&found, place))
        };
        match parts.as_slice() {
            [] if !place.asking.is_private && self.catalog.find(&["index.html"]).is_some() => {
                file(&["index.html"])
            }
            [] | ["subscribe"] => subscription(place),
            ["station.css"] => resource(include_str!("station.css").into(), "text/css; charset=utf-8"),
            ["qr.svg"] => subscribe::code(&format!("{}feed.xml", place.base))
                .map_or_else(nothing_here, |code| resource(code, "image/svg+xml")),
            [edition] if way.is_folder => file(&[edition, "index.html"]),
            [edition] if self.catalog.has_edition(edition) => {
                let name = utf8_percent_encode(edition, NON_ALPHANUMERIC);
                elsewhere(StatusCode::PERMANENT_REDIRECT, &format!("./{name}/"))
            }
            _ if way.is_folder => nothing_here(),
            names => file(names),
        }
    }

    fn sent(&self, found: &Found, place: &Place<'_>) -> Answer {
        if !found.is_feed {
            return send(found, &place.asking, &self.shortened);
        }
        let Ok(places) = self.places(found) else {
            return words(StatusCode::INTERNAL_SERVER_ERROR, "The feed cannot be read.");
        };
        let name = utf8_percent_encode(&found.name, IN_NAMES).to_string();
        let feed = Feed::new(places, &name, &place.base, place.asking.is_private);
        send_feed(feed, found, &place.asking, &self.shortened)
    }

    /// Where the addresses of a feed are. They are looked for once, whoever else asks meanwhile.
    fn places(&self, found: &Found) -> io::Result<Arc<Places>> {
        let key = format!("{} {}", found.name, found.validators.tag);
        let mut feeds = self.feeds.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, places)) = feeds.iter().find(|(known, _)| *known == key) {
            return Ok(Arc::clone(places));
        }
        let places = Arc::new(Places::find(&found.file, found.length)?);
        feeds.push_front((key, Arc::clone(&places)));
        feeds.truncate(FEEDS);
        Ok(places)
    }
}

fn subscription(place: &Place<'_>) -> Answer {
    let language = template::language(place.asking.headers);
    let feed = format!("{}feed.xml", place.base);
    subscribe::page(&feed, place.asking.is_private, language).map_or_else(nothing_here, page)
}

fn resource(text: String, mime: &str) -> Answer {
    let mut answer = answer(StatusCode::OK, Body::of(text));
    set(&mut answer, CONTENT_TYPE, mime);
    answer
}
