//! A site on loopback that says what a test puts there, and remembers what it was asked.

use std::collections::HashMap;
use std::io::{BufRead, BufReader, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;

/// What stands at a path.
#[derive(Clone, Debug)]
pub struct Page {
    pub status: u16,
    pub headers: Vec<(&'static str, String)>,
    pub body: Vec<u8>,
    /// Sends so many bytes and closes, whatever was announced.
    pub cut: Option<usize>,
}

/// A request as it came.
#[derive(Clone, Debug)]
pub struct Asked {
    pub path: String,
    pub headers: HashMap<String, String>,
}

#[derive(Default)]
struct State {
    pages: HashMap<String, Page>,
    asked: Vec<Asked>,
}

pub struct NewsServer {
    pub address: SocketAddr,
    state: Arc<Mutex<State>>,
}

pub fn page(mime: &'static str, body: impl AsRef<[u8]>) -> Page {
    Page {
        status: 200,
        headers: vec![("Content-Type", mime.to_owned())],
        body: body.as_ref().to_vec(),
        cut: None,
    }
}

pub fn status(status: u16) -> Page {
    Page { status, headers: Vec::new(), body: b"no".to_vec(), cut: None }
}

impl Page {
    pub fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }
}

impl NewsServer {
    pub fn new() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let state = Arc::new(Mutex::new(State::default()));
        let shared = Arc::clone(&state);
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let state = Arc::clone(&shared);
                thread::spawn(move || answer(stream, &state));
            }
        });
        Self { address, state }
    }

    pub fn put(&self, path: &str, page: Page) {
        self.state.lock().unwrap().pages.insert(path.to_owned(), page);
    }

    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// What was asked since the last time.
    pub fn asked(&self) -> Vec<Asked> {
        std::mem::take(&mut self.state.lock().unwrap().asked)
    }

    pub fn paths(&self) -> Vec<String> {
        self.asked().into_iter().map(|asked| asked.path).collect()
    }
}

fn answer(mut stream: TcpStream, state: &Mutex<State>) -> Option<()> {
    let mut lines = BufReader::new(stream.try_clone().ok()?).lines().map_while(Result::ok);
    let path = lines.next()?.split(' ').nth(1)?.to_owned();
    let headers: HashMap<String, String> = lines
        .by_ref()
        .take_while(|line| !line.is_empty())
        .filter_map(|line| line.split_once(": ").map(|(name, value)| (name.to_lowercase(), value.to_owned())))
        .collect();
    let page = {
        let mut state = state.lock().unwrap();
        let page = state.pages.get(&path).cloned().unwrap_or_else(|| status(404));
        state.asked.push(Asked { path, headers: headers.clone() });
        page
    };
    let own = |name: &str| page.headers.iter().find(|(own, _)| *own == name).map(|(_, value)| value);
    let is_same = |sent: &str, own: Option<&String>| own.is_some_and(|own| headers.get(sent) == Some(own));
    let is_known = is_same("if-none-match", own("ETag"))
        || !headers.contains_key("if-none-match") && is_same("if-modified-since", own("Last-Modified"));
    let (status, body) = if is_known { (304, &[][..]) } else { (page.status, page.body.as_slice()) };
    let lines: String = page.headers.iter().map(|(name, value)| format!("{name}: {value}\r\n")).collect();
    let length = if is_known { String::new() } else { format!("Content-Length: {}\r\n", body.len()) };
    stream
        .write_all(format!("HTTP/1.1 {status} x\r\n{lines}{length}Connection: close\r\n\r\n").as_bytes())
        .ok()?;
    stream.write_all(&body[..page.cut.unwrap_or(body.len()).min(body.len())]).ok()
}
