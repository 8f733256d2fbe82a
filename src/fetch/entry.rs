//! What goes into the spool.

use super::feed::Item;
use super::seen::Change;

/// A file for the spool, and what it is in the memory.
pub struct Entry {
    /// What tells it from others.
    pub item: Item,
    /// What it is to who remembers.
    pub change: Change,
    /// The ending of its file's name.
    pub ending: String,
    /// What is in the file.
    pub bytes: Vec<u8>,
}
