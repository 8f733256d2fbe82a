//! The clip store: every sentence that was ever spoken, under a hash of everything that shapes its sound.
//!
//! A clip is a WAV file and a sidecar that names it and tells its hash:
//!
//! ```text
//! clips/3f/3f9c…e1.json                 the sidecar: which WAV, its hash, length, who made it
//! clips/3f/3f9c…e1-77a0c2d4e6f81b35.wav the sound, named after its key and its own hash
//! ```
//!
//! Every file appears complete under its name or not at all, and no file is ever changed. Two processes that make
//! the same clip write two WAV files, and the later sidecar wins; both stay readable. A clip is verified whenever
//! it is read; one that does not match its hash is set aside and made again.

mod keeping;
mod key;
mod sidecar;
mod store;

pub use self::keeping::{Checked, Removed, Stats};
pub(super) use self::key::{Maker, key};
pub(super) use self::store::Found;
pub use self::store::{ClipStore, Options, default_folder};
