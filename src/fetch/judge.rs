//! What fetching cannot tell by itself.

/// Who can tell how much text there is in a file.
pub trait Judge: Send + Sync {
    /// How many characters a reader would get of a file of this name.
    fn characters(&self, name: &str, bytes: &[u8]) -> usize;
}
