//! Any bytes as a WAV file of ours and as a sound file of any kind: its samples are within it, and listening to it ends.

#![no_main]

use std::fs;

use libfuzzer_sys::fuzz_target;
use newscaster::files::WavFile;
use newscaster::loudness::heard;

fuzz_target!(|bytes: &[u8]| {
    let folder = tempfile::tempdir().expect("there is a folder for such things");
    let path = folder.path().join("sound");
    fs::write(&path, bytes).expect("it can be written");
    if let Ok(mut wav) = WavFile::open(&path) {
        assert!(wav.length.0 * 2 <= bytes.len() as u64);
        let _ = wav.read_all();
    }
    let _ = heard(&path);
});
