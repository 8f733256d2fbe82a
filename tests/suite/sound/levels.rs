//! How loud the files are, and how like the master.

use newscaster::publish::sound::{self, Encoding};
use newscaster::stitch::Options;

use super::{all_formats, decoded, has, likeness, measured};
use crate::editions::{self, Programme};

#[test]
fn wav_and_mp3_are_as_loud_as_asked_for() {
    if !has("ffmpeg") {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let edition = editions::edition(folder.path());
    let mp3 = folder.path().join("edition.mp3");
    sound::mp3(&edition, &Encoding::plain(&sound::Options::default()), &mp3).unwrap();
    for file in [&edition.master, &mp3] {
        let (loudness, peak) = measured(file);
        eprintln!("{}: {loudness} LUFS, {peak} dBTP", file.display());
        assert!((loudness + 16.0).abs() <= 0.3, "{}: {loudness} LUFS", file.display());
        assert!(peak <= -1.0, "{}: {peak} dBTP", file.display());
    }
    let (loudness, peak) = measured(&edition.master);
    assert!((loudness - edition.loudness.integrated).abs() <= 0.1, "{:?}", edition.loudness);
    assert!((peak - edition.loudness.true_peak).abs() <= 0.3, "{peak}: {:?}", edition.loudness);
}

#[test]
fn every_mp3_rate_keeps_the_level() {
    if !has("ffmpeg") {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let edition = Programme::of(folder.path(), 1, 2, 2).assemble(folder.path());
    let (master, _) = measured(&edition.master);
    for kbps in [64, 96, 128, 192] {
        let options = options!(sound::Options { mp3_kbps: kbps.try_into().unwrap() });
        let mp3 = folder.path().join(format!("{kbps}.mp3"));
        sound::mp3(&edition, &Encoding::plain(&options), &mp3).unwrap();
        let (loudness, _) = measured(&mp3);
        assert!((loudness - master).abs() <= 0.2, "{kbps} kbit/s: {loudness} against {master} LUFS");
    }
}

#[test]
fn every_format_sounds_like_the_master_from_the_first_sample_to_the_last() {
    if !has("ffmpeg") {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let edition = editions::edition(folder.path());
    let master = decoded(&edition.master);
    assert_eq!(master.len() as u64, edition.length.0);
    for file in all_formats(&edition, folder.path()) {
        let coded = decoded(&file);
        // AAC is the exception: it has no field for what its last frame has too much.
        let slack = if file.extension().is_some_and(|e| e == "m4b") { 1_024 } else { 1 };
        assert!(coded.len().abs_diff(master.len()) <= slack, "{}: {}", file.display(), coded.len());
        let ratio = likeness(&master, &coded);
        eprintln!("{}: {ratio:.1} dB", file.display());
        assert!(ratio > 12.0, "{}: signal to difference is {ratio} dB", file.display());
        let (loudness, peak) = measured(&file);
        assert!((loudness + 16.0).abs() <= 0.3, "{}: {loudness} LUFS", file.display());
        assert!(peak <= -1.0, "{}: {peak} dBTP", file.display());
    }
}

/// A square wave that is at full strength from the first sample on, and dies away.
fn struck(pitch: f64, decay: f64) -> Vec<i16> {
    let at = |n| f64::from(n) / 44_100.0;
    let wave = |time: f64| if (time * pitch).fract() < 0.5 { 30_000.0 } else { -30_000.0 };
    (0..44_100).map(|n| (wave(at(n)) * (-decay * at(n)).exp()) as i16).collect()
}

#[test]
fn music_that_begins_at_full_strength_stays_below_the_peak_that_is_delivered() {
    if !has("ffmpeg") {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let programme = Programme::of(folder.path(), 2, 1, 1);
    let mut wrong = Vec::new();
    for (pitch, decay) in [(100.0, 2.0), (300.0, 8.0)] {
        let jingle = folder.path().join(format!("{pitch}.wav"));
        editions::write_clip(&jingle, 44_100, &struck(pitch, decay));
        let options = options!(Options { opening: Some(jingle.clone()), sting: Some(jingle) });
        let edition = programme.assemble_with(folder.path(), &options);
        for file in all_formats(&edition, folder.path()) {
            let (loudness, peak) = measured(&file);
            let line = format!("{pitch} Hz, {}: {loudness} LUFS, {peak} dBTP", file.display());
            eprintln!("{line}");
            wrong.extend(
                (peak > -1.0 || (loudness - edition.loudness.integrated).abs() > 0.3).then_some(line),
            );
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}
