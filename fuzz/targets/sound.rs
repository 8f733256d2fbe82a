//! Any bytes as a WAV file of ours, as a sound file of any kind and as the answer of a service: its samples are within it,
//! and listening to it ends.

#![no_main]

use std::fs;

use libfuzzer_sys::fuzz_target;
use newscaster::files::WavFile;
use newscaster::loudness::heard;
use newscaster::speech::is_sound;

fuzz_target!(|bytes: &[u8]| {
    let folder = tempfile::tempdir().expect("there is a folder for such things");
    let mut path = folder.path().join("sound.wav");
    fs::write(&path, bytes).expect("it can be written");
    if let Ok(mut wav) = WavFile::open(&path) {
        assert!(wav.length.0 * 2 <= bytes.len() as u64);
        let _ = wav.read_all();
    }
    // A file's ending chooses the reader.
    for kind in ["wav", "opus", "mp3"] {
        let named = folder.path().join(format!("sound.{kind}"));
        fs::rename(&path, &named).expect("it can be renamed");
        path = named;
        let _ = heard(&path);
    }
    let _ = is_sound(bytes);
});
