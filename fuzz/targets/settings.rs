//! Any text as newscaster.toml: read, or refused with a place that is in it.

#![no_main]

use std::path::Path;

use libfuzzer_sys::fuzz_target;
use newscaster::config::Config;
use newscaster::files::parse_settings;

fuzz_target!(|bytes: &[u8]| {
    let text = String::from_utf8_lossy(bytes);
    if let Err(mistake) = parse_settings::<Config>(&text, Path::new("newscaster.toml")) {
        assert!((1..=text.matches('\n').count() + 1).contains(&mistake.line), "{mistake}");
    }
});
