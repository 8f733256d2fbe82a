//! The assembler and the sound files, judged by their own samples and by ffmpeg and ffprobe.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use newscaster::files::Shelf;
use newscaster::model::{ArticleId, Edition};
use newscaster::progress::Silent;
use newscaster::syndicate::{self, sound};

use crate::editions::{self, Programme};

/// Whether a judge is installed; says so where it is not.
fn has(judge: &str) -> bool {
    let found = Command::new(judge).arg("-version").output().is_ok();
    if !found {
        println!("skipped: {judge} is not installed");
    }
    found
}

/// Chapters as ffprobe lists them: start and end in milliseconds, title.
fn chapters_of(file: &Path) -> Vec<(u64, u64, String)> {
    let arguments = ["-v", "error", "-show_chapters", "-of", "json"];
    let output = Command::new("ffprobe").args(arguments).arg(file).output().unwrap();
    let json: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let millis = |value: &serde_json::Value| {
        (value.as_str().unwrap().parse::<f64>().unwrap() * 1_000.0).round() as u64
    };
    json["chapters"]
        .as_array()
        .unwrap()
        .iter()
        .map(|chapter| {
            let title = chapter["tags"]["title"].as_str().unwrap_or_default().to_owned();
            (millis(&chapter["start_time"]), millis(&chapter["end_time"]), title)
        })
        .collect()
}

/// The chapters that a file should have.
fn chapters_in(edition: &Edition) -> Vec<(u64, u64, String)> {
    let spans = edition.chapters.iter();
    spans
        .zip(&edition.script.chapters)
        .map(|(span, chapter)| {
            (span.start.millis(edition.rate).0, span.end.millis(edition.rate).0, chapter.title.clone())
        })
        .collect()
}

/// Integrated loudness as dual mono and true peak, by ffmpeg's meter.
fn measured(file: &Path) -> (f64, f64) {
    let filter = "ebur128=dualmono=true:peak=true";
    let arguments = ["-nostats", "-hide_banner", "-i"];
    let output = Command::new("ffmpeg")
        .args(arguments)
        .arg(file)
        .args(["-map", "0:a", "-af", filter, "-f", "null", "-"])
        .output()
        .unwrap();
    let log = String::from_utf8_lossy(&output.stderr);
    let summary = log.rsplit("Summary:").next().unwrap();
    let value = |name: &str| -> f64 {
        let rest = summary.split(name).nth(1).unwrap_or_else(|| panic!("no {name} in {log}"));
        rest.split_whitespace().next().unwrap().parse().unwrap()
    };
    (value("I:"), value("Peak:"))
}

/// The samples of a file, decoded by ffmpeg at its own rate.
fn decoded(file: &Path) -> Vec<i16> {
    let output = Command::new("ffmpeg")
        .args(["-v", "error", "-i"])
        .arg(file)
        .args(["-map", "0:a", "-f", "s16le", "-ac", "1", "-ar", "44100", "-"])
        .output()
        .unwrap();
    output.stdout.as_chunks().0.iter().map(|pair| i16::from_le_bytes(*pair)).collect()
}

#[test]
fn wav_and_mp3_are_as_loud_as_asked_for() {
    if !has("ffmpeg") {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let edition = editions::edition(folder.path());
    let mp3 = folder.path().join("edition.mp3");
    sound::mp3(&edition, &sound::Options::default(), &mp3).unwrap();
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
        let options = sound::Options { mp3_kbps: kbps.try_into().unwrap(), ..Default::default() };
        let mp3 = folder.path().join(format!("{kbps}.mp3"));
        sound::mp3(&edition, &options, &mp3).unwrap();
        let (loudness, _) = measured(&mp3);
        assert!((loudness - master).abs() <= 0.2, "{kbps} kbit/s: {loudness} against {master} LUFS");
    }
}

/// All sound files of an edition, in its folder.
fn all_formats(edition: &Edition, folder: &Path) -> Vec<PathBuf> {
    let options = sound::Options::default();
    let file = |name: &str| folder.join(name);
    sound::mp3(edition, &options, &file("edition.mp3")).unwrap();
    sound::opus(edition, &options, &file("edition.opus")).unwrap();
    sound::flac(edition, &file("edition.flac")).unwrap();
    sound::m4b(edition, &options, &file("edition.m4b")).unwrap();
    ["edition.mp3", "edition.opus", "edition.flac", "edition.m4b"].map(file).to_vec()
}

#[test]
fn chapters_are_those_of_the_timeline() {
    if !has("ffprobe") || !has("ffmpeg") {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let edition = editions::edition(folder.path());
    // A WAV cue has no end and an Opus comment neither; ffprobe ends the last chapter with its idea of the file.
    let starts = |chapters: Vec<(u64, u64, String)>| -> Vec<_> {
        chapters.into_iter().map(|(start, _, title)| (start, title)).collect()
    };
    for file in all_formats(&edition, folder.path()).iter().chain([&edition.master]) {
        assert_eq!(starts(chapters_of(file)), starts(chapters_in(&edition)), "{}", file.display());
    }
    assert_eq!(chapters_of(&folder.path().join("edition.mp3")), chapters_in(&edition));
}

#[test]
fn three_hundred_chapters_are_in_every_format() {
    if !has("ffprobe") || !has("ffmpeg") {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("clip.wav");
    let samples = editions::babble(1, 16_000, 0.5, 0.3);
    editions::write_clip(&path, 16_000, &samples);
    let mut programme = Programme { script: editions::script(), takes: Vec::new() };
    for story in 0..300 {
        programme.open(format!("第{story}条"), 1 + u8::from(story % 40 != 0), None);
        programme.add(format!("第{story}条。"), 300, editions::clip(&path, 16_000, samples.len()));
    }
    let edition = programme.assemble(folder.path());
    for file in all_formats(&edition, folder.path()).iter().chain([&edition.master]) {
        let found: Vec<_> = chapters_of(file).into_iter().map(|(start, _, title)| (start, title)).collect();
        let wanted: Vec<_> =
            chapters_in(&edition).into_iter().map(|(start, _, title)| (start, title)).collect();
        assert_eq!(found, wanted, "{}", file.display());
    }
    let tag = id3::Tag::read_from_path(folder.path().join("edition.mp3")).unwrap();
    assert_eq!(tag.version(), id3::Version::Id3v23);
    let tables: Vec<_> = tag.tables_of_contents().collect();
    assert_eq!(tables.iter().filter(|table| table.top_level).count(), 1);
    assert!(tables.iter().all(|table| table.elements.len() <= 255 && table.frames.len() == 1));
    let mut entries: Vec<_> = tables.iter().flat_map(|table| table.elements.iter().cloned()).collect();
    let mut ids: Vec<_> = tag.chapters().map(|chapter| chapter.element_id.clone()).collect();
    ids.extend(tables.iter().filter(|table| !table.top_level).map(|table| table.element_id.clone()));
    entries.sort();
    ids.sort();
    assert_eq!(entries, ids, "each chapter and each table stands in one table");
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

/// What a program says about a file; `None`, said aloud, where the program is not installed.
fn said(judge: &str, arguments: &[&str], file: &Path) -> Option<(bool, String)> {
    let Ok(output) = Command::new(judge).args(arguments).arg(file).output() else {
        println!("skipped: {judge} is not installed");
        return None;
    };
    let text = [output.stdout, output.stderr].concat();
    Some((output.status.success(), String::from_utf8_lossy(&text).into_owned()))
}

#[test]
fn the_judges_of_opus_and_flac_find_no_fault() {
    let folder = tempfile::tempdir().unwrap();
    let edition = editions::edition(folder.path());
    let (opus, flac) = (folder.path().join("edition.opus"), folder.path().join("edition.flac"));
    sound::opus(&edition, &sound::Options::default(), &opus).unwrap();
    sound::flac(&edition, &flac).unwrap();
    if let Some((passed, text)) = said("opusinfo", &[], &opus) {
        assert!(passed && !text.to_lowercase().contains("warning"), "{text}");
        let chapters = edition.chapters.len();
        assert!(text.contains(&format!("CHAPTER{chapters:03}NAME=")), "{text}");
    }
    // With -t, flac decodes it all and holds it against the MD5 in its head.
    if let Some((passed, text)) = said("flac", &["-t", "--warnings-as-errors"], &flac) {
        assert!(passed, "{text}");
    }
    if let Some((passed, text)) = said("metaflac", &["--list", "--block-type=VORBIS_COMMENT"], &flac) {
        assert!(passed && text.matches("NAME=").count() == edition.chapters.len(), "{text}");
    }
}

/// The ratio of a signal to what another differs from it, in dB.
fn likeness(signal: &[i16], other: &[i16]) -> f64 {
    let power = |values: &mut dyn Iterator<Item = f64>| values.map(|value| value * value).sum::<f64>();
    let pairs = signal.iter().zip(other);
    let error = power(&mut pairs.map(|(a, b)| f64::from(*a) - f64::from(*b)));
    10.0 * (power(&mut signal.iter().map(|a| f64::from(*a))) / error).log10()
}

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
    sound::mp3(&edition, &sound::Options::default(), &mp3).unwrap();
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
    sound::mp3_part(&edition, story.start..story.end, &sound::Options::default(), &file).unwrap();
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
        sound::mp3(&edition, &sound::Options { shelf: frames.map(Shelf::at), ..Default::default() }, &path)
            .unwrap();
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
fn kept_sounds_give_the_same_master_and_a_spoiled_one_is_made_again() {
    let folder = tempfile::tempdir().unwrap();
    let programme = Programme::of(folder.path(), 1, 2, 3);
    let plain = fs::read(programme.assemble(folder.path()).master).unwrap();
    let kept = folder.path().join("kept");
    let options = newscaster::stitch::Options { shelf: Some(Shelf::at(kept.clone())), ..Default::default() };
    let assembled = || fs::read(programme.assemble_with(folder.path(), &options).master).unwrap();
    assert!(assembled() == plain, "the first time they are made");
    let files: Vec<_> = fs::read_dir(&kept).unwrap().map(|entry| entry.unwrap().path()).collect();
    assert_eq!(files.len(), programme.takes.len());
    assert!(assembled() == plain, "then they are taken from the shelf");
    let mut bytes = fs::read(&files[0]).unwrap();
    bytes[100] ^= 0x40;
    fs::write(&files[0], bytes).unwrap();
    assert!(assembled() == plain, "a spoiled one is noticed");
    assert_eq!(fs::read_dir(&kept).unwrap().count(), files.len());
}

#[test]
fn a_corrected_story_leaves_the_frames_of_the_others() {
    let folder = tempfile::tempdir().unwrap();
    let shelf = folder.path().join("frames");
    let options = sound::Options { shelf: Some(Shelf::at(shelf.clone())), ..Default::default() };
    let mut programme = Programme::of(folder.path(), 2, 5, 3);
    let kept = |programme: &Programme| {
        let edition = programme.assemble(folder.path());
        sound::mp3(&edition, &options, &folder.path().join("edition.mp3")).unwrap();
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

#[test]
fn same_clips_same_bytes() {
    let (one, two) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let programme = Programme::of(one.path(), 1, 2, 2);
    let (first, second) = (programme.assemble(one.path()), programme.assemble(two.path()));
    assert_eq!(fs::read(&first.master).unwrap(), fs::read(&second.master).unwrap());
    let encoded = |edition: &Edition, folder: &Path| {
        let path = folder.join("edition.mp3");
        sound::mp3(edition, &sound::Options::default(), &path).unwrap();
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
    let options = newscaster::stitch::Options {
        opening: Some(jingle.clone()),
        closing: Some(jingle),
        bed: Some(bed),
        chime: true,
        ..Default::default()
    };
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
        newscaster::stitch::assemble(&programme.script, &programme.takes, &options, &master, &Silent)
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
    let error = newscaster::stitch::assemble(&programme.script, &programme.takes, &options, full, &Silent);
    assert!(error.unwrap_err().to_string().starts_with("the disk is full: /dev/full needs 1 MB"));
    let edition = programme.assemble(folder.path());
    let error = sound::mp3(&edition, &sound::Options::default(), full).unwrap_err();
    assert!(error.to_string().starts_with("the disk is full while writing /dev/full"), "{error}");
}

/// An edition with these formats beside what every edition has.
fn published(folder: &Path, formats: &[&str]) -> Edition {
    let edition = editions::edition(folder);
    let options = syndicate::Options {
        formats: formats.iter().map(|format| format.parse().unwrap()).collect(),
        ..Default::default()
    };
    let target = syndicate::Target { folder, options: &options, paper: None, problems: &[], changes: &[] };
    syndicate::publish(&edition, &target, &Silent).unwrap();
    edition
}

#[test]
fn every_delivered_file_is_decoded_and_as_loud_as_the_master() {
    let folder = tempfile::tempdir().unwrap();
    let mut formats = vec!["opus", "flac", "epub", "daisy"];
    formats.extend(has("ffmpeg").then_some("m4b"));
    published(folder.path(), &formats);
    let heard = syndicate::listen(folder.path(), &Silent).unwrap();
    assert_eq!(heard.faults, Vec::<String>::new());
    let files = ["edition.mp3", "edition.opus", "edition.flac", "edition.wav", "daisy"];
    assert!(
        files.iter().all(|file| heard.checked.iter().any(|checked| checked == file)),
        "{:?}",
        heard.checked
    );
}

#[test]
fn a_file_that_sounds_otherwise_than_the_report_says_is_named() {
    let folder = tempfile::tempdir().unwrap();
    published(folder.path(), &["opus", "epub"]);
    let faults = || syndicate::listen(folder.path(), &Silent).unwrap().faults.join("\n");
    let mp3 = folder.path().join("edition.mp3");
    let whole = fs::read(&mp3).unwrap();
    let mut hole = whole.clone();
    let middle = whole.len() / 2;
    hole[middle..middle + 40_000].fill(0);
    fs::write(&mp3, &hole).unwrap();
    let found = faults();
    assert!(found.contains("edition.mp3: the end of what can be decoded is at"), "{found}");
    assert!(found.contains("its sound is not that of edition.mp3"), "{found}");
    fs::write(&mp3, &whole).unwrap();
    let report = folder.path().join("report.json");
    let mut told: serde_json::Value = serde_json::from_slice(&fs::read(&report).unwrap()).unwrap();
    told["loudness"]["integrated_lufs"] = serde_json::json!(-18.0);
    fs::write(&report, told.to_string()).unwrap();
    let found = faults();
    for file in ["edition.wav", "edition.mp3", "edition.opus"] {
        assert!(found.contains(&format!("{file}: decoded, it has -16.")), "{found}");
    }
}
