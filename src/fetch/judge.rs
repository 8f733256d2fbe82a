//! What fetching cannot tell by itself.

use jiff::civil::Date;

/// Who can tell how much text there is in a file, and what is out.
pub trait Judge: Send + Sync {
    /// How many characters a reader would get of a file of this name.
    fn characters(&self, name: &str, bytes: &[u8]) -> usize;
    /// Whether the edition of a day is made and waits for its hour, so that it can still be put right.
    fn waits(&self, day: Date) -> bool;
}
