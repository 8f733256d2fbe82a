//! Connections: how many, how long, and how they end.

use std::convert::Infallible;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use http_body_util::{BodyExt, Limited};
use hyper::body::{Bytes, Incoming};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, watch};
use tokio::time::{sleep, timeout};

use super::answer::{Answer, words};
use super::patient::Patient;
use super::request::Request;
use super::service::Station;
use super::{Error, Options};

/// A client has so long to send the head of a request, and to send another one over the same connection.
const HEAD: Duration = Duration::from_secs(15);
/// A form with its files has so long to come.
const BODY: Duration = Duration::from_mins(2);
/// A client that takes nothing for so long is given up; players that are paused come back by a range.
const STALL: Duration = Duration::from_mins(5);
/// What is being sent has so long when the station ends.
const FAREWELL: Duration = Duration::from_secs(10);
/// The longest head of a request, in bytes.
const LONGEST_HEAD: usize = 16 << 10;
/// What waits in memory to be sent over one connection, in bytes.
const WAITING: usize = 64 << 10;
/// Where no connection can be taken, for want of files, it is tried again after so long.
const PAUSE: Duration = Duration::from_millis(100);
/// Files that the program needs besides those of connections.
const OWN_FILES: u64 = 64;

/// An open door: from here on clients are not refused.
#[derive(Debug)]
pub struct Server {
    listener: TcpListener,
    address: SocketAddr,
    places: usize,
}

impl Server {
    /// Takes the address.
    ///
    /// # Errors
    /// An address that cannot be had.
    pub async fn bind(options: &Options) -> Result<Self, Error> {
        let failed = |source| Error::Listen { address: options.listen, source };
        let listener = TcpListener::bind(options.listen).await.map_err(failed)?;
        let address = listener.local_addr().map_err(failed)?;
        Ok(Self { listener, address, places: places(options.connections.get()) })
    }

    /// The address that was taken.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Serves until `stop`; what is being sent then has some seconds to end.
    pub async fn serve(self, station: Arc<Station>, stop: impl Future<Output = ()>) {
        let places = Arc::new(Semaphore::new(self.places));
        let (ending, ended) = watch::channel(false);
        tokio::pin!(stop);
        loop {
            let taken = tokio::select! {
                taken = accept(&self.listener, &places) => taken,
                () = &mut stop => break,
            };
            match taken {
                Some((stream, peer, place)) => {
                    let connection = connection(stream, peer, Arc::clone(&station), ended.clone());
                    tokio::spawn(async move {
                        connection.await;
                        drop(place);
                    });
                }
                None => sleep(PAUSE).await,
            }
        }
        drop(self.listener);
        // Nobody may be left to be told.
        let _ = ending.send(true);
        let all = u32::try_from(self.places).unwrap_or(u32::MAX);
        let _ = timeout(FAREWELL, places.acquire_many(all)).await;
    }
}

/// The next connection, as soon as there is a place for it; `None` where the system cannot give it.
async fn accept(
    listener: &TcpListener,
    places: &Arc<Semaphore>,
) -> Option<(TcpStream, SocketAddr, OwnedSemaphorePermit)> {
    let place = Arc::clone(places).acquire_owned().await.ok()?;
    match listener.accept().await {
        Ok((stream, peer)) => Some((stream, peer, place)),
        Err(error) => {
            tracing::warn!("a connection could not be taken: {error}");
            None
        }
    }
}

async fn connection(
    stream: TcpStream,
    peer: SocketAddr,
    station: Arc<Station>,
    mut ended: watch::Receiver<bool>,
) {
    let Ok(local) = stream.local_addr() else { return };
    // Small answers shall not wait for larger ones.
    let _ = stream.set_nodelay(true);
    let service = service_fn(move |request| answered(Arc::clone(&station), request, peer, local));
    let mut builder = http1::Builder::new();
    builder
        .timer(TokioTimer::new())
        .header_read_timeout(HEAD)
        .max_buf_size(WAITING)
        .max_header_size(LONGEST_HEAD);
    let connection = builder.serve_connection(TokioIo::new(Patient::new(stream, STALL)), service);
    tokio::pin!(connection);
    let served = tokio::select! {
        served = connection.as_mut() => served,
        () = async { let _ = ended.wait_for(|ended| *ended).await; } => {
            connection.as_mut().graceful_shutdown();
            connection.await
        }
    };
    if let Err(error) = served {
        tracing::debug!("a connection of {} ended: {error}", peer.ip());
    }
}

async fn answered(
    station: Arc<Station>,
    request: hyper::Request<Incoming>,
    peer: SocketAddr,
    local: SocketAddr,
) -> Result<Answer, Infallible> {
    let (head, body) = request.into_parts();
    let request = Request { method: head.method, uri: head.uri, headers: head.headers, peer, local };
    let body = match station.room(&request) {
        0 => Bytes::new(),
        // Who says beforehand that it is too much need not send it.
        room if hyper::body::Body::size_hint(&body).lower() > room as u64 => return Ok(too_large()),
        room => match timeout(BODY, Limited::new(body, room).collect()).await {
            Ok(Ok(body)) => body.to_bytes(),
            _ => return Ok(too_large()),
        },
    };
    let answer = tokio::task::spawn_blocking(move || station.answer(&request, &body)).await;
    Ok(answer.unwrap_or_else(|error| {
        tracing::error!("an answer could not be made: {error}");
        words(hyper::StatusCode::INTERNAL_SERVER_ERROR, "Something went wrong.")
    }))
}

fn too_large() -> Answer {
    words(hyper::StatusCode::PAYLOAD_TOO_LARGE, "This is too large, or came too slowly.")
}

/// How many connections there may be: those that are wanted, as far as the system gives files for them. Each may need two.
fn places(wanted: u32) -> usize {
    let files = open_files(2 * u64::from(wanted) + OWN_FILES);
    let possible = files.saturating_sub(OWN_FILES) / 2;
    usize::try_from(possible.clamp(1, u64::from(wanted))).unwrap_or(1)
}

/// How many files may be open, raised as far as is wanted and allowed.
#[cfg(unix)]
fn open_files(wanted: u64) -> u64 {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
    let limit = getrlimit(Resource::Nofile);
    let Some(current) = limit.current.filter(|current| *current < wanted) else { return wanted };
    let raised = limit.maximum.map_or(wanted, |most| most.min(wanted));
    let is_raised =
        setrlimit(Resource::Nofile, Rlimit { current: Some(raised), maximum: limit.maximum }).is_ok();
    if is_raised { raised } else { current }
}

#[cfg(not(unix))]
fn open_files(wanted: u64) -> u64 {
    wanted
}

#[cfg(test)]
mod tests {
    use std::net::Ipv4Addr;

    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    use tokio::time::Instant;

    use super::*;

    /// A client that was answered once, so that its connection is one of a running station.
    async fn client(folder: &std::path::Path) -> TcpStream {
        let options = Options {
            listen: SocketAddr::from((Ipv4Addr::LOCALHOST, 0)),
            listeners: folder.join("listeners.toml"),
            ..Options::default()
        };
        let station = Arc::new(Station::new(folder, &options, None).unwrap());
        let server = Server::bind(&options).await.unwrap();
        let address = server.address();
        tokio::spawn(server.serve(station, std::future::pending()));
        let mut client = TcpStream::connect(address).await.unwrap();
        client.write_all(b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n").await.unwrap();
        let mut answer = Vec::new();
        while !answer.windows(4).any(|four| four == b"\r\n\r\n") {
            assert!(client.read_buf(&mut answer).await.unwrap() > 0);
        }
        client
    }

    /// How long a connection lives whose client sends a letter a second.
    async fn lived(mut client: TcpStream, first: &[u8]) -> Duration {
        let begun = Instant::now();
        client.write_all(first).await.unwrap();
        let (mut reading, mut writing) = client.split();
        let letters = async {
            loop {
                sleep(Duration::from_secs(1)).await;
                // Who has hung up takes none.
                let _ = writing.write_all(b"a").await;
            }
        };
        let mut rest = Vec::new();
        tokio::select! {
            _ = reading.read_to_end(&mut rest) => begun.elapsed(),
            () = letters => Duration::MAX,
        }
    }

    #[tokio::test(start_paused = true)]
    async fn a_head_that_comes_letter_by_letter_is_not_waited_for() {
        let folder = tempfile::tempdir().unwrap();
        for begin in [b"GET / HTTP/1.1\r\nHost: x\r\nX-".as_slice(), b"G", b""] {
            let lived = lived(client(folder.path()).await, begin).await;
            assert!(lived + Duration::from_secs(1) >= HEAD && lived < 2 * HEAD, "{lived:?}");
        }
    }
}
