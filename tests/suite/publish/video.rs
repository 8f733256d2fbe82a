//! What else an edition is: a video, and a master that says what it is.

use std::fs;
use std::process::Command;

use newscaster::progress::Silent;
use newscaster::verify::listen;

use super::{edition, publish_in, published};

#[test]
fn the_master_says_that_its_sound_is_generated() {
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(published(folder.path(), "").faults, [""; 0]);
    let wav = fs::read(folder.path().join("edition.wav")).unwrap();
    let size = u32::from_le_bytes(*wav[4..].first_chunk().unwrap()) as usize;
    assert_eq!(size + 8, wav.len());
    let at = wav.windows(8).rposition(|part| &part[..4] == b"AIGC").expect("a label");
    let length = u32::from_le_bytes(*wav[at + 4..].first_chunk().unwrap()) as usize;
    let label: serde_json::Value = serde_json::from_slice(&wav[at + 8..at + 7 + length]).unwrap();
    assert_eq!((&label["Label"], &label["ContentProducer"]), (&"1".into(), &"青河日报".into()));
    // Published again, it says so once.
    let edition = edition::chinese(folder.path());
    publish_in(folder.path(), &edition, "");
    publish_in(folder.path(), &edition, "");
    assert!(fs::read(folder.path().join("edition.wav")).unwrap() == wav);
}

#[test]
fn the_video_has_the_chapters_and_its_captions_are_in_the_picture() {
    if Command::new("ffmpeg").arg("-version").output().is_err() {
        return crate::needs::skip(format_args!("no ffmpeg on PATH"));
    }
    let folder = tempfile::tempdir().unwrap();
    let edition = edition::chinese(folder.path());
    assert_eq!(publish_in(folder.path(), &edition, "video").faults, [""; 0]);
    let heard = listen(folder.path(), &Silent).unwrap().faults;
    assert!(
        heard.iter().all(|fault| !fault.contains("edition.mp4: decoded, it has a true peak")),
        "{heard:?}"
    );
    let path = folder.path().join("edition.mp4");
    let probe = Command::new("ffprobe")
        .args(["-v", "error", "-show_entries", "stream_tags=language", "-of", "csv=p=0"])
        .arg(&path)
        .output()
        .unwrap();
    assert_eq!(String::from_utf8_lossy(&probe.stdout).lines().collect::<Vec<_>>(), ["zho"; 3]);
    let frame = |seconds: &str| {
        let crop = "crop=1280:150:0:560,format=gray";
        let output = Command::new("ffmpeg")
            .args(["-v", "error", "-ss", seconds, "-i"])
            .arg(&path)
            .args(["-frames:v", "1", "-vf", crop, "-f", "rawvideo", "-"])
            .output()
            .unwrap();
        assert_eq!(output.stdout.len(), 1_280 * 150, "{}", String::from_utf8_lossy(&output.stderr));
        output.stdout.iter().filter(|&&light| light > 200).count()
    };
    // The first sentence is heard at 0.5 s; between the first and the second nobody speaks.
    assert!(frame("0.7") > 500, "no caption");
    assert_eq!(frame("2.0"), 0, "a caption in silence");
}
