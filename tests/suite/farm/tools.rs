//! Brokers, object stores and workers as processes, and a network that breaks what goes through it.

use std::fs::{self, File};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use crate::house::House;
use crate::needs::skip;
use crate::safety::signal;

/// A port that nobody listens at.
pub fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

/// Waits for what must come, or fails.
#[track_caller]
pub fn until(what: &str, mut is_so: impl FnMut() -> bool) {
    let begin = Instant::now();
    while !is_so() {
        assert!(begin.elapsed() < Duration::from_mins(3), "{what} does not come");
        thread::sleep(Duration::from_millis(20));
    }
}

/// A process that ends with its test.
pub struct Process(pub Child);

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// A NATS server with a folder of its own.
pub struct Broker {
    port: u16,
    folder: tempfile::TempDir,
    process: Option<Process>,
    /// Whether it knows the users `master` and `worker`, whose passwords are their names.
    has_users: bool,
}

impl Broker {
    /// Starts one; `None`, and a word about it, where there is no `nats-server`.
    pub fn start() -> Option<Self> {
        Self::with("")
    }

    /// Starts one with a configuration.
    pub fn with(configuration: &str) -> Option<Self> {
        let (port, folder) = (free_port(), tempfile::tempdir().unwrap());
        fs::write(folder.path().join("nats.conf"), configuration).unwrap();
        let has_users = configuration.contains("users");
        let mut broker = Self { port, folder, process: None, has_users };
        if !broker.run() {
            skip("there is no nats-server");
            return None;
        }
        Some(broker)
    }

    /// Gives a program the name and the password of a user, where there are users.
    pub fn as_user<'a>(&self, command: &'a mut Command, user: &str) -> &'a mut Command {
        if self.has_users {
            command.env("NEWSCASTER_QUEUE_USER", user).env("NEWSCASTER_QUEUE_PASSWORD", user);
        }
        command
    }

    pub fn address(&self) -> String {
        format!("nats://127.0.0.1:{}", self.port)
    }

    /// Kills it, and forgets everything that it knew.
    pub fn kill_and_wipe(&mut self) {
        self.process = None;
        let folder = self.folder.path().join("jetstream");
        fs::remove_dir_all(folder).unwrap();
    }

    /// Runs it at its port; false where it cannot be started.
    pub fn run(&mut self) -> bool {
        let port = self.port.to_string();
        let child = Command::new("nats-server")
            .args(["-js", "-a", "127.0.0.1", "-p", &port, "-sd", self.folder.path().to_str().unwrap()])
            .arg("-c")
            .arg(self.folder.path().join("nats.conf"))
            .envs([("MASTER", "master"), ("WORKER", "worker")])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn();
        let Ok(child) = child else { return false };
        self.process = Some(Process(child));
        until("the broker", || TcpStream::connect(("127.0.0.1", self.port)).is_ok());
        true
    }
}

/// An S3 server that knows nothing but a bucket `clips`.
pub struct S3 {
    pub port: u16,
    _process: Process,
}

impl S3 {
    /// Starts one; `None`, and a word about it, where there is no `moto_server`.
    pub fn start() -> Option<Self> {
        let port = free_port();
        let child = Command::new("moto_server")
            .args(["-H", "127.0.0.1", "-p", &port.to_string()])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn();
        let Ok(child) = child else {
            skip("there is no moto_server");
            return None;
        };
        let process = Process(child);
        until("the S3 server", || TcpStream::connect(("127.0.0.1", port)).is_ok());
        let mut stream = TcpStream::connect(("127.0.0.1", port)).unwrap();
        write!(stream, "PUT /clips HTTP/1.1\r\nhost: x\r\ncontent-length: 0\r\nconnection: close\r\n\r\n")
            .unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        assert!(answer.contains(" 200 "), "{answer}");
        Some(Self { port, _process: process })
    }
}

/// Lets a program find an S3 server at a port.
pub fn with_s3(command: &mut Command, port: u16) -> &mut Command {
    command
        .env("AWS_ENDPOINT", format!("http://127.0.0.1:{port}"))
        .env("AWS_ALLOW_HTTP", "true")
        .env("AWS_REGION", "us-east-1")
        .env("AWS_ACCESS_KEY_ID", "testing")
        .env("AWS_SECRET_ACCESS_KEY", "canary-4711")
}

/// What happens to a request on its way.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Way {
    Through,
    /// The server says 503.
    Down,
    /// The last byte of the answer's body is another one.
    Flipped,
    /// The server does not see the condition.
    Unconditional,
}

/// A way to a server on which things happen; the first argument of the plan is the request's number, the second its
/// first line.
pub struct Network {
    pub port: u16,
    pub faults: Arc<AtomicUsize>,
}

impl Network {
    pub fn before(upstream: u16, plan: impl Fn(usize, &str) -> Way + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let (plan, faults, number) =
            (Arc::new(plan), Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
        let counted = Arc::clone(&faults);
        thread::spawn(move || {
            for stream in listener.incoming().map_while(Result::ok) {
                let (plan, faults, number) = (Arc::clone(&plan), Arc::clone(&counted), Arc::clone(&number));
                thread::spawn(move || {
                    // Whoever hangs up early is no news.
                    let _ = pass(stream, upstream, &*plan, &faults, &number);
                });
            }
        });
        Self { port, faults }
    }
}

fn pass(
    mut stream: TcpStream,
    upstream: u16,
    plan: &(dyn Fn(usize, &str) -> Way + Send + Sync),
    faults: &AtomicUsize,
    number: &AtomicUsize,
) -> std::io::Result<()> {
    let mut reader = BufReader::new(stream.try_clone()?);
    let mut first = String::new();
    reader.read_line(&mut first)?;
    let way = plan(number.fetch_add(1, Ordering::SeqCst), &first);
    faults.fetch_add(usize::from(way != Way::Through), Ordering::SeqCst);
    let (mut head, mut length) = (first, 0);
    loop {
        let mut line = String::new();
        reader.read_line(&mut line)?;
        let lower = line.to_lowercase();
        if let Some(count) = lower.strip_prefix("content-length:") {
            length = count.trim().parse().unwrap_or(0);
        }
        if line.trim().is_empty() {
            break;
        }
        let is_condition = lower.starts_with("if-none-match") && way == Way::Unconditional;
        if !lower.starts_with("connection:") && !is_condition {
            head += &line;
        }
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body)?;
    if way == Way::Down {
        return write!(stream, "HTTP/1.1 503 Down\r\ncontent-length: 0\r\nconnection: close\r\n\r\n");
    }
    let mut server = TcpStream::connect(("127.0.0.1", upstream))?;
    write!(server, "{head}connection: close\r\n\r\n")?;
    server.write_all(&body)?;
    let mut answer = Vec::new();
    server.read_to_end(&mut answer)?;
    if let Some(last) = answer.last_mut().filter(|_| way == Way::Flipped) {
        *last ^= 1;
    }
    stream.write_all(&answer)
}

/// A worker in a house of its own.
pub struct Worker {
    pub house: House,
    process: Process,
    said: PathBuf,
}

impl Worker {
    /// Starts one for the voice `main` and waits until it works.
    pub fn start(configuration: &str, broker: &Broker, store: &str, s3: Option<u16>) -> Self {
        let house = House::new().file("newscaster.toml", configuration);
        let said = house.path("said");
        let process = Self::run(&house, broker, store, s3);
        let mut worker = Self { house, process, said };
        worker.ready();
        worker
    }

    fn run(house: &House, broker: &Broker, store: &str, s3: Option<u16>) -> Process {
        let arguments =
            format!("work --queue {} --store {store} --voices main --health 127.0.0.1:0", broker.address());
        let mut command = house.command(&arguments);
        if let Some(port) = s3 {
            with_s3(&mut command, port);
        }
        broker.as_user(&mut command, "worker");
        let said = File::create(house.path("said")).unwrap();
        Process(command.stdout(Stdio::null()).stderr(said).spawn().unwrap())
    }

    fn ready(&mut self) {
        until("the worker", || {
            let ended = self.process.0.try_wait().unwrap();
            assert!(ended.is_none(), "{ended:?}: {}", self.said());
            self.said().contains("Speaking for whoever asks")
        });
    }

    /// What it said so far.
    pub fn said(&self) -> String {
        fs::read_to_string(&self.said).unwrap_or_default()
    }

    /// Kills it and starts another in its place.
    pub fn kill_and_replace(&mut self, broker: &Broker, store: &str) {
        signal(self.process.0.id(), "KILL");
        let _ = self.process.0.wait();
        self.process = Self::run(&self.house, broker, store, None);
        self.ready();
    }

    /// Asks it politely to end; its exit code.
    pub fn end(&mut self) -> Option<i32> {
        signal(self.process.0.id(), "TERM");
        self.process.0.wait().unwrap().code()
    }

    /// What its health address says for a path.
    pub fn health(&self, path: &str) -> String {
        let said = self.said();
        let address = said.split("Health: http://").nth(1).and_then(|rest| rest.split('/').next()).unwrap();
        let mut stream = TcpStream::connect(address).unwrap();
        write!(stream, "GET {path} HTTP/1.1\r\nhost: x\r\n\r\n").unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer
    }

    /// A counter of the voice `main`.
    pub fn counted(&self, name: &str) -> f64 {
        let metrics = self.health("/metrics");
        let line = format!("newscaster_{name}{{voice=\"main\"}} ");
        let value = metrics.split(&line).nth(1).unwrap_or_else(|| panic!("no {name} in {metrics}"));
        value.lines().next().unwrap().parse().unwrap()
    }
}
