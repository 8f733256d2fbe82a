//! Any bytes as the sidecar of a clip: the store counts it or sets it aside.

#![no_main]

use std::fs;

use libfuzzer_sys::fuzz_target;
use newscaster::speech::clips::{ClipStore, Options};

fuzz_target!(|bytes: &[u8]| {
    let folder = tempfile::tempdir().expect("there is a folder for such things");
    let key = "ab".repeat(32);
    fs::create_dir(folder.path().join("ab")).expect("it can be made");
    fs::write(folder.path().join(format!("ab/{key}.json")), bytes).expect("it can be written");
    let mut options = Options::default();
    options.folder = Some(folder.path().to_owned());
    let store = ClipStore::new(&options);
    store.stats().expect("the folder can be read");
    store.check().expect("the folder can be read");
});
