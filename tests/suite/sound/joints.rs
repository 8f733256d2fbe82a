//! MP3 in stretches: joined without a seam, kept, and encoded again only where something changed.

use std::fs;
use std::path::{Path, PathBuf};

use newscaster::files::Shelf;
use newscaster::model::Edition;
use newscaster::publish::sound::{self, Encoding};

use super::{decoded, has, likeness};
use crate::editions::{self, Programme};

/// An edition that is one long tone, so that every joint of its MP3 lies in sound.
fn tone(folder: &Path, seconds: usize) -> Edition {
    let rate = 44_100;
    let samples: Vec<i16> =
        (0..rate * seconds).map(|n| (8_000.0 * (n as f64 * 0.0613).sin()) as i16).collect();
    let path = folder.join("tone.wav");
    editions::write_clip(&path, rate as u32, &samples);
    let mut programme = Programme { script: editions::script(), takes: Vec::new() };
    programme.open("Tone".to_owned(), 1, None);
    programme.add("—".to_owned(), 0, editions::clip(&path, rate as u32, samples.len()));
    programme.assemble(folder)
}

#[test]
fn a_tone_goes_through_every_joint_of_the_mp3() {
    if !has("ffmpeg") {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let edition = tone(folder.path(), 90);
    let mp3 = folder.path().join("edition.mp3");
    sound::mp3(&edition, &Encoding::plain(&sound::Options::default()), &mp3).unwrap();
    let (master, coded) = (decoded(&edition.master), decoded(&mp3));
    // From 1 s to the last second, in pieces of an eighth of a frame: no piece is worse than the others.
    let inside = 44_100..master.len() - 2 * 44_100;
    let pieces = master[inside.clone()].chunks(144).zip(coded[inside].chunks(144));
    let worst = pieces.map(|(a, b)| likeness(a, b)).fold(f64::MAX, f64::min);
    eprintln!("worst piece: {worst:.1} dB");
    assert!(worst > 30.0, "a seam of {worst} dB");
}

#[test]
fn a_part_is_the_same_sound_without_tags() {
    if !has("ffmpeg") {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let edition = editions::edition(folder.path());
    let story = edition.chapters[3];
    let file = folder.path().join("story.mp3");
    sound::mp3_part(&edition, story.start..story.end, &Encoding::plain(&sound::Options::default()), &file)
        .unwrap();
    assert!(fs::read(&file).unwrap().starts_with(&[0xFF, 0xFB]));
    let (master, coded) = (decoded(&edition.master), decoded(&file));
    let part = &master[story.start.0 as usize..story.end.0 as usize];
    assert_eq!(coded.len(), part.len());
    assert!(likeness(part, &coded) > 12.0);
}

#[test]
fn kept_frames_give_the_same_file_and_a_broken_one_is_made_again() {
    let folder = tempfile::tempdir().unwrap();
    let edition = editions::edition(folder.path());
    let shelf = folder.path().join("frames");
    let encoded = |frames: Option<PathBuf>| {
        let path = folder.path().join("edition.mp3");
        let shelf = frames.map(Shelf::at);
        let options = sound::Options::default();
        let encoding = Encoding { shelf: shelf.as_ref(), ..Encoding::plain(&options) };
        sound::mp3(&edition, &encoding, &path).unwrap();
        fs::read(path).unwrap()
    };
    let plain = encoded(None);
    assert!(encoded(Some(shelf.clone())) == plain);
    let kept: Vec<_> = fs::read_dir(&shelf).unwrap().map(|entry| entry.unwrap().path()).collect();
    assert!(kept.len() >= edition.chapters.len());
    fs::write(&kept[0], b"broken").unwrap();
    fs::write(&kept[1], b"").unwrap();
    assert!(encoded(Some(shelf)) == plain);
}

#[test]
fn a_corrected_story_leaves_the_frames_of_the_others() {
    let folder = tempfile::tempdir().unwrap();
    let shelf = folder.path().join("frames");
    let (options, keeping) = (sound::Options::default(), Shelf::at(shelf.clone()));
    let encoding = Encoding { shelf: Some(&keeping), ..Encoding::plain(&options) };
    let mut programme = Programme::of(folder.path(), 2, 5, 3);
    let kept = |programme: &Programme| {
        let edition = programme.assemble(folder.path());
        sound::mp3(&edition, &encoding, &folder.path().join("edition.mp3")).unwrap();
        fs::read_dir(&shelf).unwrap().count()
    };
    let before = kept(&programme);
    let path = folder.path().join("correction.wav");
    let samples = editions::babble(99, 22_050, 2.345, 0.3);
    editions::write_clip(&path, 22_050, &samples);
    programme.takes[6].clip = editions::clip(&path, 22_050, samples.len());
    let after = kept(&programme);
    assert!((1..=2).contains(&(after - before)), "{} stretches were encoded again", after - before);
}
