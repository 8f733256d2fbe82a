//! The mark behind a `spoken` that nobody changed.

/// What stands before the two hashes in the comment behind a `spoken` that nobody changed.
pub const AUTO: &str = "# auto ";

/// A hash that tells whether a text was changed.
pub fn fingerprint(text: &str) -> String {
    blake3::hash(text.as_bytes()).to_hex()[..6].to_owned()
}
