//! Any bytes as an edition's report.json and B3SUMS, parted at the first NUL: known as an edition or not, and a list never
//! leads out of its folder.

#![no_main]

use std::fs;

use libfuzzer_sys::fuzz_target;
use newscaster::files::{Sums, edition};

fuzz_target!(|bytes: &[u8]| {
    let mut parts = bytes.splitn(2, |byte| *byte == 0);
    let (report, sums) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
    if let Some(sums) = Sums::parse(&String::from_utf8_lossy(sums)) {
        assert!(sums.iter().all(|(name, _)| !name.starts_with('/') && name.split('/').all(|part| part != "..")));
    }
    let folder = tempfile::tempdir().expect("there is a folder for such things");
    fs::write(folder.path().join("report.json"), report).expect("it can be written");
    fs::write(folder.path().join("B3SUMS"), sums).expect("it can be written");
    if let Some(sums) = edition(folder.path()) {
        let _ = sums.strangers(folder.path());
    }
});
