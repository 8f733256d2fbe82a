//! Any text as a script that an editor saved: read or refused with its place, and what is read can be written and read again.

#![no_main]

use std::path::Path;
use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use newscaster::reading::{Options, Reader};
use newscaster::script::file::{parse, to_toml};

static READER: LazyLock<Reader> =
    LazyLock::new(|| Reader::new(&Options::default()).expect("the house lexicon is right"));

fuzz_target!(|bytes: &[u8]| {
    let text = String::from_utf8_lossy(bytes);
    let read = |text: &str| parse(text, Path::new("s.toml"), &READER, &|_| Ok(()));
    if let Ok(script) = read(&text) {
        let again = read(&to_toml(&script)).expect("what was written can be read");
        assert_eq!(again.segments.len(), script.segments.len());
    }
});
