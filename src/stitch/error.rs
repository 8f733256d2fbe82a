use std::io;
use std::path::{Path, PathBuf};

use crate::model::SegmentId;

/// Why an edition could not be assembled.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// Nothing to assemble.
    #[error(
        "the script has no segments, so there is nothing to assemble; check that its articles were not all left out"
    )]
    Empty,
    /// The caller's lists do not fit together.
    #[error("the script has {segments} segments but there are {takes} takes; each segment needs exactly one")]
    Takes {
        /// How many segments there are.
        segments: usize,
        /// How many takes came.
        takes: usize,
    },
    /// A segment that names a chapter which is not there.
    #[error(
        "segment {segment} is in chapter {chapter}, but the script has {chapters} chapters (counted from 0); correct its `chapter`"
    )]
    NoSuchChapter {
        /// The segment.
        segment: SegmentId,
        /// What it names.
        chapter: usize,
        /// How many there are.
        chapters: usize,
    },
    /// A clip that cannot be read, or is not what the clip store said.
    #[error("segment {segment}: the clip {} cannot be used: {reason}; delete that file, and the next run speaks the segment again", path.display())]
    Clip {
        /// The segment.
        segment: SegmentId,
        /// The clip's file.
        path: PathBuf,
        /// What is wrong with it.
        reason: String,
    },
    /// A jingle, sting or bed that cannot be read.
    #[error("the {role} {} cannot be used: {reason}; give a mono or stereo WAV file of 16, 24 or 32 bits, or take it out of [sound]", path.display())]
    Music {
        /// Which option named it.
        role: &'static str,
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        reason: String,
    },
    /// The disk is full.
    #[error("the disk is full: {} needs {} MB; make room and run again, the clips are kept", path.display(), bytes.div_ceil(1_000_000))]
    DiskFull {
        /// The master.
        path: PathBuf,
        /// Its whole size.
        bytes: u64,
    },
    /// The master cannot be written for another reason.
    #[error("cannot write {}: {source}; check that the folder is there and can be written to", path.display())]
    Write {
        /// The master.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
}

impl Error {
    /// Whether the configuration names what cannot be used.
    pub fn is_misuse(&self) -> bool {
        matches!(self, Self::Music { .. })
    }

    /// The error of writing a master of so many bytes.
    pub(super) fn writing(path: &Path, bytes: u64, source: io::Error) -> Self {
        let path = path.to_owned();
        match source.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Self::DiskFull { path, bytes },
            _ => Self::Write { path, source },
        }
    }
}
