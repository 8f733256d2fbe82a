//! A speech service on loopback that does whatever a test tells it, well or badly, and remembers what was asked.
//!
//! It writes its answers byte by byte itself: a server framework would be too well-behaved.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

/// What the server does with a request.
#[derive(Clone, Debug)]
pub enum Act {
    /// Speaks, after this long.
    Speak(Duration),
    /// Answers with a status, headers and a body.
    Status(u16, Vec<(&'static str, String)>, String),
    /// Answers 200 with these bytes and says that they are sound.
    Bytes(Vec<u8>),
    /// Announces more bytes than it sends.
    BreakOff(Vec<u8>),
    /// Closes the connection without reading the request.
    Reset,
    /// Reads the request and never answers.
    Hang,
    /// Sends a byte a second, for ever.
    Drip,
}

/// Speaks at once.
pub const SPEAK: Act = Act::Speak(Duration::ZERO);

/// A status with nothing else.
pub fn status(code: u16) -> Act {
    Act::Status(code, Vec::new(), String::new())
}

/// A request as it came.
#[derive(Clone, Debug)]
pub struct Asked {
    pub at: Instant,
    pub path: String,
    pub headers: Vec<(String, String)>,
    pub body: String,
}

impl Asked {
    /// The text to speak, in whichever shape it came.
    pub fn text(&self) -> String {
        let json: Value = serde_json::from_str(&self.body).unwrap_or_default();
        let places = ["/input", "/text", "/input/ssml"];
        let text = places.iter().find_map(|place| json.pointer(place)?.as_str());
        text.unwrap_or(&self.body).to_owned()
    }

    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(n, _)| n == name).map(|(_, value)| value.as_str())
    }
}

type Plan = dyn Fn(usize, &Asked) -> Act + Send + Sync;

#[derive(Default)]
struct Memory {
    asked: Mutex<Vec<Asked>>,
    now: AtomicUsize,
    most: AtomicUsize,
    closed: AtomicBool,
}

/// The server; it ends when dropped.
pub struct SpeechServer {
    address: SocketAddr,
    memory: Arc<Memory>,
}

impl SpeechServer {
    /// Starts one. `plan` is given the request's number, from 0, and the request.
    pub fn start(plan: impl Fn(usize, &Asked) -> Act + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let memory = Arc::new(Memory::default());
        let (plan, state): (Arc<Plan>, _) = (Arc::new(plan), memory.clone());
        thread::spawn(move || {
            for stream in listener.incoming().map_while(Result::ok) {
                if state.closed.load(Ordering::SeqCst) {
                    return;
                }
                let (plan, state) = (plan.clone(), state.clone());
                thread::spawn(move || {
                    // The client may go away at any moment; that is its right.
                    let _ = serve(stream, &plan, &state);
                });
            }
        });
        Self { address, memory }
    }

    /// One that does the acts in turn, and speaks from then on.
    pub fn acting(acts: impl IntoIterator<Item = Act>) -> Self {
        let acts: Vec<Act> = acts.into_iter().collect();
        Self::start(move |n, _| acts.get(n).cloned().unwrap_or(SPEAK))
    }

    /// Its address, without a path.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// What was asked so far.
    pub fn asked(&self) -> Vec<Asked> {
        self.memory.asked.lock().unwrap().clone()
    }

    /// How many requests it worked at at the same time. One whose answer is being written is done: the client may
    /// have all of it, and ask for the next, before the writing ends here.
    pub fn most_at_once(&self) -> usize {
        self.memory.most.load(Ordering::SeqCst)
    }

    /// Settings for an `openai` voice that speaks through it.
    pub fn openai(&self) -> String {
        format!("base_url = '{}/v1'\n", self.url())
    }
}

impl Drop for SpeechServer {
    fn drop(&mut self) {
        self.memory.closed.store(true, Ordering::SeqCst);
        let _ = TcpStream::connect(self.address);
    }
}

/// A request that is worked at.
struct Work<'a>(&'a Memory);

impl<'a> Work<'a> {
    fn begin(memory: &'a Memory) -> Self {
        let now = memory.now.fetch_add(1, Ordering::SeqCst) + 1;
        memory.most.fetch_max(now, Ordering::SeqCst);
        Self(memory)
    }
}

impl Drop for Work<'_> {
    fn drop(&mut self) {
        self.0.now.fetch_sub(1, Ordering::SeqCst);
    }
}

fn serve(mut stream: TcpStream, plan: &Arc<Plan>, state: &Memory) -> std::io::Result<()> {
    // Else the parts of an answer wait for one another, up to 40 ms each.
    stream.set_nodelay(true)?;
    let mut reader = BufReader::new(stream.try_clone()?);
    let Some(asked) = read_request(&mut reader)? else { return Ok(()) };
    let number = {
        let mut all = state.asked.lock().unwrap();
        // A GET is a question about the server, no request to speak.
        let number = all.iter().filter(|asked| !asked.body.is_empty()).count();
        all.push(asked.clone());
        number
    };
    if asked.body.is_empty() {
        return answer(&mut stream, 200, &[], b"{\"voice\":{}}");
    }
    let work = Work::begin(state);
    let act = plan(number, &asked);
    if let Act::Speak(after) = act {
        thread::sleep(after);
    }
    drop(work);
    match act {
        Act::Speak(_) => {
            let (headers, body) = spoken(&asked);
            answer(&mut stream, 200, &headers, &body)
        }
        Act::Status(code, headers, body) => answer(&mut stream, code, &headers, body.as_bytes()),
        Act::Bytes(bytes) => answer(&mut stream, 200, &[("content-type", "audio/wav".into())], &bytes),
        Act::BreakOff(bytes) => {
            write!(stream, "HTTP/1.1 200 OK\r\ncontent-length: {}\r\n\r\n", bytes.len() + 1_000)?;
            stream.write_all(&bytes)
        }
        Act::Reset => stream.shutdown(Shutdown::Both),
        Act::Hang => wait_for_the_client(&mut reader),
        Act::Drip => {
            write!(stream, "HTTP/1.1 200 OK\r\ncontent-length: 100000\r\n\r\nRIFF")?;
            while stream.write_all(&[0]).is_ok() {
                thread::sleep(Duration::from_secs(1));
            }
            Ok(())
        }
    }
}

/// Returns when the client has given up.
fn wait_for_the_client(reader: &mut BufReader<TcpStream>) -> std::io::Result<()> {
    reader.read(&mut [0]).map(|_| ())
}

fn read_request(reader: &mut BufReader<TcpStream>) -> std::io::Result<Option<Asked>> {
    let mut line = String::new();
    reader.read_line(&mut line)?;
    let Some(path) = line.split(' ').nth(1).map(str::to_owned) else { return Ok(None) };
    let mut headers = Vec::new();
    loop {
        let mut line = String::new();
        reader.read_line(&mut line)?;
        let Some((name, value)) = line.trim_end().split_once(": ") else { break };
        headers.push((name.to_lowercase(), value.to_owned()));
    }
    let length = headers.iter().find(|(name, _)| name == "content-length").and_then(|(_, n)| n.parse().ok());
    let mut body = vec![0; length.unwrap_or(0)];
    reader.read_exact(&mut body)?;
    let body = String::from_utf8_lossy(&body).into_owned();
    Ok(Some(Asked { at: Instant::now(), path, headers, body }))
}

fn answer(stream: &mut TcpStream, code: u16, headers: &[(&str, String)], body: &[u8]) -> std::io::Result<()> {
    let mut head =
        format!("HTTP/1.1 {code} Status\r\ncontent-length: {}\r\nconnection: close\r\n", body.len());
    for (name, value) in headers {
        head += &format!("{name}: {value}\r\n");
    }
    stream.write_all(head.as_bytes())?;
    stream.write_all(b"\r\n")?;
    stream.write_all(body)
}

/// Good sound in the shape that the path asks for.
fn spoken(asked: &Asked) -> (Vec<(&'static str, String)>, Vec<u8>) {
    let text = asked.text();
    let sound = wav(beats(&text));
    let json =
        |json: Value| (vec![("content-type", "application/json".to_owned())], json.to_string().into_bytes());
    if asked.path.contains("with-timestamps") {
        let characters: Vec<String> = text.chars().map(String::from).collect();
        json(json!({ "audio_base64": STANDARD.encode(sound), "alignment": { "characters": characters } }))
    } else if asked.path.contains("text:synthesize") {
        json(json!({ "audioContent": STANDARD.encode(sound) }))
    } else {
        // Piper's server says the same of its sound.
        (vec![("content-type", "text/html; charset=utf-8".to_owned())], sound)
    }
}

/// About how many syllables a text has, tags aside.
pub fn beats(text: &str) -> usize {
    let mut in_tag = false;
    let mut beats = 0;
    for c in text.chars() {
        match c {
            '<' => in_tag = true,
            '>' => in_tag = false,
            c if !in_tag && c.is_alphanumeric() => beats += if c.is_ascii() { 1 } else { 3 },
            _ => {}
        }
    }
    (beats / 3).max(1)
}

pub const RATE: u32 = 24_000;

/// A tone of 0.25 s a beat as samples between −1 and 1.
pub fn tone(beats: usize) -> Vec<f32> {
    let length = beats * RATE as usize / 4;
    (0..length).map(|n| 0.25 * (n as f32 * 440.0 * std::f32::consts::TAU / RATE as f32).sin()).collect()
}

/// A good WAV file of so many beats.
pub fn wav(beats: usize) -> Vec<u8> {
    let samples = tone(beats);
    let data: Vec<u8> = samples.iter().flat_map(|s| ((s * 32_767.0) as i16).to_le_bytes()).collect();
    wav_of(1, 1, RATE, 16, &data)
}

/// A WAV file with a plain header: format tag (1 integers, 3 floats), channels, rate, bits, data.
pub fn wav_of(tag: u16, channels: u16, rate: u32, bits: u16, data: &[u8]) -> Vec<u8> {
    let frame = channels * bits / 8;
    let mut file = Vec::from(*b"RIFF");
    file.extend((36 + data.len() as u32).to_le_bytes());
    file.extend(b"WAVEfmt \x10\0\0\0");
    file.extend(tag.to_le_bytes());
    file.extend(channels.to_le_bytes());
    file.extend(rate.to_le_bytes());
    file.extend((rate * u32::from(frame)).to_le_bytes());
    file.extend(frame.to_le_bytes());
    file.extend(bits.to_le_bytes());
    file.extend(b"data");
    file.extend((data.len() as u32).to_le_bytes());
    file.extend(data);
    file
}
