//! Why an address could not be fetched.

use jiff::Timestamp;

/// Why an address could not be fetched, for a person.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Fault {
    /// No connection, or one that broke.
    #[error("{0}")]
    Lost(String),
    /// It took too long.
    #[error("no whole answer within {0} seconds")]
    Slow(u64),
    /// The server refuses it.
    #[error("{}", told(*.status, *.retry_at))]
    Status {
        /// The status.
        status: u16,
        /// When it may be asked again.
        retry_at: Option<Timestamp>,
    },
    /// It asked to be left alone until then.
    #[error("it asked to be left alone until {} (Retry-After)", minute(*.0))]
    Waiting(Timestamp),
    /// It leads from one address to another without an end.
    #[error("it leads from one address to another, {0} times and more")]
    Circle(usize),
    /// It leads into this network.
    #[error("it leads to {0}, which is no address of the open internet")]
    Private(String),
    /// It leads to what is no web address.
    #[error("it leads to `{0}`, which is no web address")]
    NoAddress(String),
    /// It is too large.
    #[error("it is larger than {} MiB", .0 >> 20)]
    Large(usize),
    /// It cannot be unpacked or read.
    #[error("{0}")]
    Unreadable(String),
    /// The site's robots.txt asks to leave it alone.
    #[error("the site's robots.txt asks programs to leave this page alone")]
    Robots,
}

fn told(status: u16, retry_at: Option<Timestamp>) -> String {
    let what = match status {
        401 | 403 => "the server refuses it; ask the publisher, or leave this source out",
        404 | 410 => "there is nothing at this address any more; set a new url",
        429 => "the server is asked too often",
        500.. => "the server has trouble of its own",
        _ => "the server does not give it",
    };
    let until =
        retry_at.map_or(String::new(), |time| format!("; it asks to be left alone until {}", minute(time)));
    format!("{what} (status {status}){until}")
}

/// A time as people read it.
fn minute(time: Timestamp) -> String {
    time.strftime("%Y-%m-%d %H:%M UTC").to_string()
}
