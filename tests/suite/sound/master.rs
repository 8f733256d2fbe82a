//! The master: the same bytes from the same clips, music, and what cannot be assembled.

use std::fs;
use std::path::Path;

use newscaster::files::Shelf;
use newscaster::model::{ArticleId, Edition};
use newscaster::progress::Silent;
use newscaster::publish::sound::{self, Encoding};
use newscaster::stitch::{Options, assemble};

use crate::editions::{self, Programme};

#[test]
fn kept_sounds_give_the_same_master_and_a_spoiled_one_is_made_again() {
    let folder = tempfile::tempdir().unwrap();
    let programme = Programme::of(folder.path(), 1, 2, 3);
    let kept = folder.path().join("kept");
    let keeping = Shelf::at(kept.clone());
    let assembled = |shelf: Option<&Shelf>| {
        let edition = programme.assemble_keeping(folder.path(), &Options::default(), shelf);
        (fs::read(edition.master).unwrap(), edition.loudness, edition.levels)
    };
    let plain = assembled(None);
    assert!(assembled(Some(&keeping)) == plain, "the first time they are made");
    // Beside them stands the mark of the folder.
    let files = || {
        let files = fs::read_dir(&kept).unwrap().map(|entry| entry.unwrap().path());
        files.filter(|file| !file.ends_with(newscaster::files::MARK)).collect::<Vec<_>>()
    };
    let first = files();
    assert_eq!(first.len(), programme.takes.len() + 1, "each as it was mastered, and how all were heard");
    assert!(assembled(Some(&keeping)) == plain, "then they are taken from the shelf");
    for file in &first {
        let mut bytes = fs::read(file).unwrap();
        bytes[20] ^= 0x40;
        fs::write(file, bytes).unwrap();
    }
    assert!(assembled(Some(&keeping)) == plain, "spoiled ones are noticed");
    assert_eq!(files().len(), first.len());
}

#[test]
fn same_clips_same_bytes() {
    let (one, two) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let programme = Programme::of(one.path(), 1, 2, 2);
    let (first, second) = (programme.assemble(one.path()), programme.assemble(two.path()));
    assert_eq!(fs::read(&first.master).unwrap(), fs::read(&second.master).unwrap());
    let encoded = |edition: &Edition, folder: &Path| {
        let path = folder.join("edition.mp3");
        sound::mp3(edition, &Encoding::plain(&sound::Options::default()), &path).unwrap();
        fs::read(path).unwrap()
    };
    assert!(encoded(&first, one.path()) == encoded(&second, two.path()));
}

/// A stereo file of 24 bits at 48 kHz with a low tone.
fn music(path: &Path, seconds: usize) {
    let spec = hound::WavSpec {
        channels: 2,
        sample_rate: 48_000,
        bits_per_sample: 24,
        sample_format: hound::SampleFormat::Int,
    };
    let mut writer = hound::WavWriter::create(path, spec).unwrap();
    for n in 0..48_000 * seconds * 2 {
        writer.write_sample((2e6 * ((n / 2) as f64 * 0.02).sin()) as i32).unwrap();
    }
    writer.finalize().unwrap();
}

#[test]
fn music_is_heard_where_it_should_be_and_without_clicks() {
    let folder = tempfile::tempdir().unwrap();
    let (jingle, bed) = (folder.path().join("jingle.wav"), folder.path().join("bed.wav"));
    music(&jingle, 2);
    music(&bed, 7);
    let mut programme = Programme { script: editions::script(), takes: Vec::new() };
    programme.open("Opening".to_owned(), 1, None);
    for headline in 0..4 {
        programme.say(folder.path(), format!("Headline {headline}."), 2_000);
    }
    for section in 0..2 {
        programme.open(format!("Section {section}"), 1, None);
        programme.say(folder.path(), "News.".to_owned(), 1_000);
        programme.open("Story".to_owned(), 2, Some(ArticleId("a".to_owned())));
        programme.say(folder.path(), "Story.".to_owned(), 2_000);
    }
    let options = options!(Options {
        opening: Some(jingle.clone()),
        closing: Some(jingle),
        bed: Some(bed),
        chime: true
    });
    let edition = programme.assemble_with(folder.path(), &options);
    let samples: Vec<i16> =
        hound::WavReader::open(&edition.master).unwrap().samples().map(Result::unwrap).collect();
    assert_eq!(samples.len() as u64, edition.length.0);
    let at = |place: u64| place as usize;
    let loudest =
        |from: u64, to: u64| samples[at(from)..at(to)].iter().map(|s| s.unsigned_abs()).max().unwrap();
    assert!(loudest(44_100, 66_150) > 3_000, "the opening");
    let cues = &edition.cues;
    let pauses = cues.windows(2).take(3).map(|pair| (pair[0].end.0, pair[1].start.0));
    for (from, to) in pauses {
        let middle = from.midpoint(to);
        assert!((300..4_000).contains(&loudest(middle - 2_000, middle + 2_000)), "the bed in a pause");
        let steps = samples[at(from) + 200..at(to) - 200].windows(2);
        let steepest = steps.map(|pair| pair[1].abs_diff(pair[0])).max().unwrap();
        assert!(steepest < 150, "a click of {steepest}");
    }
    let pause = cues[4].end.0..cues[5].start.0;
    assert_eq!(loudest(pause.start, pause.end), 0, "no bed under the stories");
    let chime = cues[5].end.0..cues[6].start.0;
    assert!(loudest(chime.start, chime.end) > 3_000, "the chime before the second section");
    assert!(loudest(cues[7].end.0, edition.length.0) > 3_000, "the closing");
}

#[test]
fn a_clip_that_is_not_what_the_store_says_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let mut programme = Programme::of(folder.path(), 1, 1, 1);
    let assembled = |programme: &Programme| {
        let (options, master) = (Default::default(), folder.path().join("edition.wav"));
        assemble(&programme.script, &programme.takes, &options, None, &master, &Silent)
            .map_err(|error| error.to_string())
    };
    let whole = fs::read(folder.path().join("clip-1.wav")).unwrap();
    fs::write(folder.path().join("clip-1.wav"), &whole[..whole.len() / 2]).unwrap();
    let cut_short = assembled(&programme).unwrap_err();
    assert!(cut_short.contains("segment s0001") && cut_short.contains("cut short"), "{cut_short}");
    fs::write(folder.path().join("clip-1.wav"), b"").unwrap();
    assert!(assembled(&programme).unwrap_err().contains("too short to be a WAV file"));
    fs::remove_file(folder.path().join("clip-1.wav")).unwrap();
    assert!(assembled(&programme).unwrap_err().contains("the next run speaks the segment again"));
    programme.takes.pop();
    assert!(
        assembled(&programme).unwrap_err().starts_with("the script has 2 segments but there are 1 takes")
    );
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let programme = Programme::of(folder.path(), 1, 1, 1);
    let (options, full) = (Default::default(), Path::new("/dev/full"));
    let error = assemble(&programme.script, &programme.takes, &options, None, full, &Silent);
    assert!(error.unwrap_err().to_string().starts_with("the disk is full: /dev/full needs 1 MB"));
    let edition = programme.assemble(folder.path());
    let error = sound::mp3(&edition, &Encoding::plain(&sound::Options::default()), full).unwrap_err();
    assert!(error.to_string().starts_with("the disk is full while writing /dev/full"), "{error}");
}
