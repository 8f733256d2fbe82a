//! A worker's health address: `GET /healthz` and `GET /metrics`.

use std::convert::Infallible;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use http_body_util::Full;
use hyper::body::{Bytes, Incoming};
use hyper::header::CONTENT_TYPE;
use hyper::service::service_fn;
use hyper::{Method, Request, Response, StatusCode};
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::TcpListener;

use super::metrics::Metrics;
use super::queue::Queue;

/// How long an asker may take for its head.
const PATIENCE: Duration = Duration::from_secs(5);
/// So many askers at once are plenty for health checks.
const AT_ONCE: usize = 32;

/// What the address tells of.
#[derive(Clone)]
pub(super) struct Health {
    pub metrics: Arc<Metrics>,
    pub queue: Queue,
}

impl Health {
    /// Listens; the address that was given, with its port where any was asked for.
    ///
    /// # Errors
    /// An address that cannot be had.
    pub async fn bind(address: SocketAddr) -> std::io::Result<(TcpListener, SocketAddr)> {
        let listener = TcpListener::bind(address).await?;
        let bound = listener.local_addr()?;
        Ok((listener, bound))
    }

    /// Answers until dropped.
    pub async fn serve(self, listener: TcpListener) {
        let permits = Arc::new(tokio::sync::Semaphore::new(AT_ONCE));
        loop {
            let Ok(permit) = Arc::clone(&permits).acquire_owned().await else { return };
            let Ok((stream, _)) = listener.accept().await else {
                tokio::time::sleep(Duration::from_millis(100)).await;
                continue;
            };
            let health = self.clone();
            tokio::spawn(async move {
                let answer = service_fn(|request| {
                    let answer = health.answer(&request);
                    async { Ok::<_, Infallible>(answer) }
                });
                let mut http = hyper::server::conn::http1::Builder::new();
                http.timer(TokioTimer::new()).header_read_timeout(PATIENCE).keep_alive(false);
                // Whoever hangs up early is no news.
                let _ = http.serve_connection(TokioIo::new(stream), answer).await;
                drop(permit);
            });
        }
    }

    fn answer(&self, request: &Request<Incoming>) -> Response<Full<Bytes>> {
        let (status, text) = match (request.method(), request.uri().path()) {
            (&Method::GET | &Method::HEAD, "/healthz") if self.queue.is_connected() => {
                (StatusCode::OK, "ok\n".to_owned())
            }
            (&Method::GET | &Method::HEAD, "/healthz") => {
                (StatusCode::SERVICE_UNAVAILABLE, "the queue is not connected\n".to_owned())
            }
            (&Method::GET | &Method::HEAD, "/metrics") => (StatusCode::OK, self.metrics.text()),
            _ => (StatusCode::NOT_FOUND, "/healthz and /metrics are here\n".to_owned()),
        };
        let mut response = Response::new(Full::new(Bytes::from(text)));
        *response.status_mut() = status;
        let kind = hyper::header::HeaderValue::from_static("text/plain; version=0.0.4; charset=utf-8");
        response.headers_mut().insert(CONTENT_TYPE, kind);
        response
    }
}
