//! Bodies of answers: bytes at hand and stretches of a file, read piece by piece as the client takes them.

use std::collections::VecDeque;
use std::fs::File;
use std::io;
use std::ops::Range;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

use hyper::body::{Bytes, Frame, SizeHint};
use tokio::task::JoinHandle;

use super::feed::Feed;
use crate::files::read_at;

/// How much of a file is held for one client, in bytes.
const CHUNK: u64 = 128 << 10;

/// A part of a body.
#[derive(Debug)]
pub enum Piece {
    /// Bytes at hand.
    Bytes(Bytes),
    /// A stretch of the file.
    Stretch(Range<u64>),
    /// A stretch of the file as a listener gets it.
    Feed(Arc<Feed>, Range<u64>),
}

impl Piece {
    fn length(&self) -> u64 {
        match self {
            Self::Bytes(bytes) => bytes.len() as u64,
            Self::Stretch(range) | Self::Feed(_, range) => range.end - range.start,
        }
    }
}

/// What is sent. The file stays open as it was when the answer began, whatever has its name meanwhile.
#[derive(Debug, Default)]
pub struct Body {
    file: Option<Arc<File>>,
    pieces: VecDeque<Piece>,
    left: u64,
    reading: Option<JoinHandle<io::Result<Bytes>>>,
}

impl Body {
    /// Bytes at hand.
    pub fn of(bytes: impl Into<Bytes>) -> Self {
        Self::new(None, [Piece::Bytes(bytes.into())])
    }

    /// Bytes and stretches of a file, in their order.
    pub fn new(file: Option<Arc<File>>, pieces: impl IntoIterator<Item = Piece>) -> Self {
        let pieces: VecDeque<Piece> = pieces.into_iter().filter(|piece| piece.length() > 0).collect();
        let left = pieces.iter().map(Piece::length).sum();
        Self { file, pieces, left, reading: None }
    }

    /// A feed with a listener's own addresses.
    pub fn feed(file: Arc<File>, feed: Feed) -> Self {
        let feed = Arc::new(feed);
        let piece = |range| Piece::Feed(Arc::clone(&feed), range);
        let pieces = feed.stretches(CHUNK).into_iter().map(piece).collect();
        Self { file: Some(file), pieces, left: feed.length(), reading: None }
    }

    /// A stretch of a file. A short one is read at once, where the disk is waited for anyway.
    pub fn stretch(file: Arc<File>, range: Range<u64>) -> Self {
        let short = Some(range.clone()).filter(|range| range.end - range.start <= CHUNK);
        match short.and_then(|range| read(&file, range).ok()) {
            Some(bytes) => Self::of(bytes),
            None => Self::new(Some(file), [Piece::Stretch(range)]),
        }
    }

    /// How many bytes it has.
    pub fn length(&self) -> u64 {
        self.left
    }

    fn took(&mut self, bytes: Bytes) -> Frame<Bytes> {
        self.left = self.left.saturating_sub(bytes.len() as u64);
        Frame::data(bytes)
    }
}

impl hyper::body::Body for Body {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<io::Result<Frame<Bytes>>>> {
        loop {
            if let Some(reading) = &mut self.reading {
                let read = ready!(Pin::new(reading).poll(context)).map_err(io::Error::other);
                self.reading = None;
                return Poll::Ready(Some(read.flatten().map(|bytes| self.took(bytes))));
            }
            match (self.pieces.pop_front(), self.file.clone()) {
                (Some(Piece::Bytes(bytes)), _) => return Poll::Ready(Some(Ok(self.took(bytes)))),
                (Some(Piece::Feed(feed, range)), Some(file)) => {
                    self.reading = Some(tokio::task::spawn_blocking(move || feed.read(&file, &range)));
                }
                (Some(Piece::Stretch(range)), Some(file)) => {
                    let end = range.end.min(range.start + CHUNK);
                    if end < range.end {
                        self.pieces.push_front(Piece::Stretch(end..range.end));
                    }
                    self.reading = Some(tokio::task::spawn_blocking(move || read(&file, range.start..end)));
                }
                _ => return Poll::Ready(None),
            }
        }
    }

    fn is_end_stream(&self) -> bool {
        self.left == 0
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.left)
    }
}

fn read(file: &File, range: Range<u64>) -> io::Result<Bytes> {
    let mut bytes = vec![0; usize::try_from(range.end - range.start).map_err(io::Error::other)?];
    read_at(file, &mut bytes, range.start)?;
    Ok(bytes.into())
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use http_body_util::BodyExt;

    use super::*;

    #[tokio::test]
    async fn pieces_come_in_their_order_and_a_file_that_shrinks_breaks_off() {
        let mut file = tempfile::tempfile().unwrap();
        file.write_all(&vec![7; 300_000]).unwrap();
        let file = Arc::new(file);
        let pieces = [Piece::Bytes("ab".into()), Piece::Stretch(0..0), Piece::Stretch(10..300_000)];
        let body = Body::new(Some(Arc::clone(&file)), pieces);
        assert_eq!(body.length(), 2 + 299_990);
        let bytes = body.collect().await.unwrap().to_bytes();
        assert!(bytes.starts_with(b"ab\x07") && bytes.len() == 299_992);
        file.set_len(200_000).unwrap();
        assert!(Body::new(Some(file), [Piece::Stretch(0..300_000)]).collect().await.is_err());
    }
}
