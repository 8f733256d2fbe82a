//! The desk: the day's script before an editor, in plain pages with a little script.
//!
//! `gate` says who may come, `route` what is asked for, and an [`Editor`] does it. Every page works without a script.

mod actions;
mod editor;
mod form;
mod gate;
mod halt;
mod pages;
mod route;
mod work;

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::Path;
use std::sync::Arc;

use hyper::body::Bytes;
use hyper::header::{CONTENT_SECURITY_POLICY, CONTENT_TYPE, LOCATION, SET_COOKIE};
use hyper::{Method, StatusCode};

use super::Error;
use super::answer::{Answer, answer, nothing_here, set, words};
use super::body::Body;
use super::request::Request;
use super::way::Way;
pub use editor::{
    Cast, Casting, Editor, Heard, Joined, Line, Listed, Out, Pages, Section, Sheet, Skipped, State, Story,
    Trouble, Upload, Version, VoiceCard, Word,
};
use form::Form;
pub use gate::Reach;
use gate::{Gate, Guest};
pub use halt::Halt;
use route::Route;
use work::Work;

/// The longest form without files, in bytes.
const LONGEST_FORM: usize = 256 << 10;
/// The most that can be dropped onto the desk at once, in bytes.
const LONGEST_DROP: usize = 48 << 20;

/// A desk that answers.
#[derive(Debug)]
pub struct Desk {
    gate: Gate,
    editor: Arc<dyn Editor>,
    work: Work,
    /// So many voices speak for the desk at once.
    voices: std::sync::Mutex<()>,
}

impl Desk {
    /// A desk with a new token.
    ///
    /// # Errors
    /// A machine without randomness.
    pub fn new(editor: Arc<dyn Editor>, reach: Reach) -> Result<Self, Error> {
        Ok(Self {
            gate: Gate::new(reach)?,
            editor,
            work: Work::default(),
            voices: std::sync::Mutex::default(),
        })
    }

    /// The address that opens it, for a station that listens at `address`.
    pub fn address(&self, address: SocketAddr) -> String {
        let ip = match address.ip() {
            ip if ip.is_unspecified() => IpAddr::V4(Ipv4Addr::LOCALHOST),
            ip => ip,
        };
        format!("http://{}/desk/in/{}", SocketAddr::new(ip, address.port()), self.gate.token().expose())
    }

    /// Ends the work that goes on.
    pub fn end(&self) {
        self.work.end();
    }

    /// How long the body of a request may be: of those who may not come, nothing is read.
    pub(super) fn room(&self, request: &Request) -> usize {
        let may_come = self.gate.is_near(request) && self.guest(request).is_some() && gate::is_own(request);
        match request.method {
            Method::POST if may_come && request.header(CONTENT_TYPE.as_str()).starts_with("multipart/") => {
                LONGEST_DROP
            }
            Method::POST if may_come => LONGEST_FORM,
            _ => 0,
        }
    }

    /// Answers; `way` is what stands behind `/desk/`. It waits for the disk, and for voices.
    pub(super) fn answer(&self, request: &Request, way: &Way, body: &Bytes, is_secure: bool) -> Answer {
        if !self.gate.is_near(request) {
            return nothing_here();
        }
        let parts = way.parts();
        if let ["in", token] = parts.as_slice() {
            return self.enter(token, request, is_secure);
        }
        if let Some(answer) = resource(&parts) {
            return answer;
        }
        let Some(guest) = self.guest(request) else { return locked(request) };
        if !gate::is_own(request) {
            return locked(request);
        }
        match (Route::of(way), &request.method) {
            (Some(Route::Look(look)), &Method::GET | &Method::HEAD) => self.look(request, &guest, &look),
            (Some(Route::Do(deed)), &Method::POST) => {
                let form = Form::parse(request.header(CONTENT_TYPE.as_str()), body);
                match form.filter(|form| guest.has_mark(form.get("mark"))) {
                    Some(form) => self.act(request, &guest, &deed, &form),
                    None => locked(request),
                }
            }
            // Who loads the answer to a form again.
            (Some(Route::Do(_)), &Method::GET) => on("./"),
            (Some(_), _) => words(StatusCode::METHOD_NOT_ALLOWED, "This is not asked for in that way."),
            (None, _) => nothing_here(),
        }
    }

    fn guest(&self, request: &Request) -> Option<Guest> {
        self.gate.guest(request.cookie(&cookie_name(request))?)
    }

    /// Who has the token gets a cookie, and is led on by a page of the desk: a cookie for own pages only would not be sent
    /// on a way that began elsewhere.
    fn enter(&self, token: &str, request: &Request, is_secure: bool) -> Answer {
        let Some(ticket) = self.gate.enter(token) else { return locked(request) };
        let mut page = html(pages::entrance(request));
        let secure = if is_secure { "; Secure" } else { "" };
        let name = cookie_name(request);
        let cookie = format!("{name}={}; Path=/; HttpOnly; SameSite=Strict{secure}", ticket.expose());
        set(&mut page, SET_COOKIE, &cookie);
        page
    }
}

/// Cookies know no ports; desks of two stations on one machine shall not take one another's.
fn cookie_name(request: &Request) -> String {
    format!("newscaster-desk-{}", request.local.port())
}

fn resource(parts: &[&str]) -> Option<Answer> {
    let (text, mime) = match parts {
        ["desk.css"] => {
            (concat!(include_str!("../station.css"), include_str!("desk.css")), "text/css; charset=utf-8")
        }
        ["desk.svg"] => (include_str!("desk.svg"), "image/svg+xml"),
        ["desk.js"] => (include_str!("desk.js"), "text/javascript; charset=utf-8"),
        _ => return None,
    };
    let mut answer = answer(StatusCode::OK, Body::of(text));
    set(&mut answer, CONTENT_TYPE, mime);
    Some(answer)
}

/// For who has no cookie, or whose form is not one of ours.
fn locked(request: &Request) -> Answer {
    let mut page = html(pages::locked(request));
    *page.status_mut() = StatusCode::FORBIDDEN;
    page
}

/// A page of the desk: its script is a file, and nothing comes from elsewhere.
fn html(page: Option<String>) -> Answer {
    let Some(page) = page else {
        return words(StatusCode::INTERNAL_SERVER_ERROR, "The page cannot be filled in.");
    };
    let mut answer = super::answer::page(page);
    set(
        &mut answer,
        CONTENT_SECURITY_POLICY,
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; media-src 'self'; connect-src 'self'; \
         frame-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
    );
    answer
}

/// Leads from a form to a page.
fn on(place: &str) -> Answer {
    let mut answer = words(StatusCode::SEE_OTHER, "See the address in Location.");
    set(&mut answer, LOCATION, place);
    answer
}

/// The drawing of pages as it stands: no script runs in it, and nothing leads out of it.
fn drawing(page: &str) -> Answer {
    let mut shown = String::with_capacity(page.len());
    let mut rest = page;
    while let Some((before, script)) = rest.split_once("<script>") {
        shown.push_str(before);
        rest = script.split_once("</script>").map_or("", |(_, after)| after);
    }
    shown.push_str(rest);
    let mut answer = super::answer::page(shown);
    set(
        &mut answer,
        CONTENT_SECURITY_POLICY,
        "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'; sandbox",
    );
    answer
}

/// A sound that was spoken for the desk, with ranges, as players want it.
fn sound(path: &Path, request: &Request) -> Answer {
    use super::catalog::{Found, Keeping};
    use super::conditions::Validators;
    let Ok(file) = crate::files::regular::open(path) else { return nothing_here() };
    let Ok(stamp) = crate::files::Stamp::of(&file) else { return nothing_here() };
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let found = Found {
        file: Arc::new(file),
        length: stamp.length,
        validators: Validators { tag: format!("\"{name}\""), modified: stamp.modified },
        kind: super::kind::Kind::of("a.wav"),
        keeping: Keeping::Ask,
        name: "a.wav".to_owned(),
        is_feed: false,
    };
    let asking =
        super::sending::Asking { method: &request.method, headers: &request.headers, is_private: true };
    super::sending::send(&found, &asking, &super::gzip::Shortened::default())
}
