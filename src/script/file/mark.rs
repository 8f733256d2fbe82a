//! The marks that tell whether a script, and in it a `spoken`, was changed since it was written.

/// What stands before the two hashes in the comment behind a `spoken` that nobody changed.
pub const AUTO: &str = "# auto ";

/// A hash that tells whether a text was changed.
pub fn fingerprint(text: &str) -> String {
    blake3::hash(text.as_bytes()).to_hex()[..6].to_owned()
}

/// What stands before the hash in the last line of a script.
const SEAL: &str = "# unchanged ";

/// The script with a last line that tells whether anything above it was changed.
pub fn sealed(text: String) -> String {
    let hash = fingerprint(&text);
    text + "\n" + SEAL + &hash + "\n"
}

/// True for a script as it was written: nothing of it is a person's.
pub fn is_unchanged(text: &str) -> bool {
    let script = text.rsplit_once(SEAL).and_then(|(script, _)| script.strip_suffix('\n'));
    script.is_some_and(|script| sealed(script.to_owned()) == text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_change_breaks_the_seal() {
        let script = sealed("title = \"a\"\n".to_owned());
        assert!(is_unchanged(&script), "{script}");
        for changed in [
            script.replace("\"a\"", "\"b\""),
            script.clone() + "# mine\n",
            script.replace("# unchanged", "#"),
            String::new(),
        ] {
            assert!(!is_unchanged(&changed), "{changed}");
        }
    }
}
