//! The sound files: their length, counted packet by packet, their chapters and the cover in them.
//!
//! Packets are read but not decoded: that finds a file that is cut short, in a moment even for a long edition.

use std::io::{self, BufReader, Read};
use std::path::Path;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use id3::TagLike as _;
use mp4ameta::FreeformIdent;

use super::error::{Error, unreadable};
use super::findings::Findings;
use super::stops::stops;
use crate::files::regular;
use crate::loudness::SoundTrack;
use crate::model::{Millis, Report, clock};

/// An MP3 decoder adds its own delay and cuts it off again; what is left may differ by a frame.
const FRAME_S: f64 = 0.027;
/// AAC and Opus come in packets of at most this length.
const PACKET_S: f64 = 0.1;

/// Blocks of FLAC (RFC 9639, 8.1).
const COMMENTS: u8 = 4;
const PICTURE: u8 = 6;
/// The kind of picture that a cover is.
const FRONT_COVER: u32 = 3;
/// Players read all of a picture before the sound begins, so a larger one, in bytes, stays outside.
const LARGEST_COVER: usize = 1 << 20;

/// The key of the label of generated sound.
pub const LABEL: &str = "AIGC";

/// A chapter as a file has it: milliseconds and title.
type Mark = (u64, String);

/// `edition.mp3`.
pub fn mp3(path: &Path, report: &Report, findings: &mut Findings<'_>) -> Result<(), Error> {
    findings.near("the end", length(path)?, report.duration_s, FRAME_S);
    let tag = id3::Tag::read_from_path(path).map_err(|error| unreadable(path, error))?;
    findings.titled(tag.title(), report);
    let title = |frames: &[id3::Frame]| {
        let text = frames.iter().find(|frame| frame.id() == "TIT2").and_then(|frame| frame.content().text());
        text.unwrap_or_default().to_owned()
    };
    let mut marks: Vec<(u32, String)> = tag.chapters().map(|c| (c.start_time, title(&c.frames))).collect();
    marks.sort_by_key(|mark| mark.0);
    let marks: Vec<Mark> = marks.into_iter().map(|(start, title)| (start.into(), title)).collect();
    hold(&marks, report, findings);
    findings.discloses(report, tag.comments().next().map(|comment| comment.text.as_str()));
    let label = tag.extended_texts().find(|text| text.description == LABEL);
    findings.labelled(report, label.map(|label| label.value.as_str()));
    hold_tables(&tag, report, findings);
    hold_cover(tag.pictures().next().map(|picture| picture.data.as_slice()), path, findings)
}

/// How far a part's own MP3 may end from where its part does: a frame and the decoder's delay, in seconds.
pub const FILE_S: f64 = 0.06;

/// A file of a talking book, from `start` on: it lasts until the `end` that its book tells, and says that its sound is
/// generated.
pub fn of_book(
    path: &Path,
    start: f64,
    end: Option<f64>,
    report: &Report,
    findings: &mut Findings<'_>,
) -> Result<(), Error> {
    if report.disclosure.is_some() {
        let tag = id3::Tag::read_from_path(path).map_err(|error| unreadable(path, error))?;
        let label = tag.extended_texts().find(|text| text.description == LABEL);
        findings.labelled(report, label.map(|label| label.value.as_str()));
    }
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let told = start + end.unwrap_or(f64::NAN);
    findings.near(format!("the end of {name}"), start + length(path)?, told, FILE_S);
    Ok(())
}

/// `edition.mp4`.
pub fn video(path: &Path, report: &Report, findings: &mut Findings<'_>) -> Result<(), Error> {
    mp4(path, report, findings).map(drop)
}

/// `edition.m4b`.
pub fn m4b(path: &Path, report: &Report, findings: &mut Findings<'_>) -> Result<(), Error> {
    let tag = mp4(path, report, findings)?;
    hold_cover(tag.artwork().map(|picture| picture.data), path, findings)
}

/// Length, title, chapters and what is told of the sound in a file of MP4's kind.
fn mp4(path: &Path, report: &Report, findings: &mut Findings<'_>) -> Result<mp4ameta::Tag, Error> {
    findings.near("the end", length(path)?, report.duration_s, PACKET_S);
    let tag = mp4ameta::Tag::read_from_path(path).map_err(|error| unreadable(path, error))?;
    findings.titled(tag.title(), report);
    let marks = tag.userdata.chapters().iter();
    let marks = marks.map(|chapter| (chapter.start.as_millis() as u64, chapter.title.clone()));
    hold(&marks.collect::<Vec<_>>(), report, findings);
    findings.discloses(report, tag.comment());
    let label = FreeformIdent::new_static("com.apple.iTunes", LABEL);
    findings.labelled(report, tag.strings_of(&label).next());
    Ok(tag)
}

/// `edition.flac`.
pub fn flac(path: &Path, report: &Report, findings: &mut Findings<'_>) -> Result<(), Error> {
    findings.same_time("the end", length(path)?, report.duration_s);
    let block = |kind| flac_block(path, kind).map_err(|error| unreadable(path, error));
    let comments = block(COMMENTS)?.unwrap_or_default();
    hold_comments(&entries(&comments, path)?, report, findings);
    let picture = block(PICTURE)?;
    hold_cover(picture.as_deref().map(picture_in), path, findings)
}

/// The first block of a kind.
fn flac_block(path: &Path, wanted: u8) -> io::Result<Option<Vec<u8>>> {
    let mut file = BufReader::new(regular::open(path)?);
    let mut head = [0; 4];
    file.read_exact(&mut head)?;
    loop {
        file.read_exact(&mut head)?;
        let size = u32::from_be_bytes([0, head[1], head[2], head[3]]);
        if head[0] & 0x7f == wanted {
            let mut block = vec![0; size as usize];
            file.read_exact(&mut block)?;
            return Ok(Some(block));
        }
        if head[0] & 0x80 != 0 {
            return Ok(None);
        }
        file.seek_relative(size.into())?;
    }
}

/// `edition.opus`.
pub fn opus(path: &Path, report: &Report, findings: &mut Findings<'_>) -> Result<(), Error> {
    findings.near("the end", length(path)?, report.duration_s, PACKET_S);
    let file = regular::open(path).map_err(|error| unreadable(path, error))?;
    let mut packets = ogg::PacketReader::new(BufReader::new(file));
    let mut second = || packets.read_packet().and_then(|_| packets.read_packet_expected());
    let packet = second().map_err(|error| unreadable(path, error))?;
    let entries = entries(packet.data.strip_prefix(b"OpusTags").unwrap_or_default(), path)?;
    hold_comments(&entries, report, findings);
    let block =
        value(&entries, "METADATA_BLOCK_PICTURE").map(|text| STANDARD.decode(text).unwrap_or_default());
    hold_cover(block.as_deref().map(picture_in), path, findings)
}

/// The entries of a block of Vorbis comments.
fn entries(block: &[u8], path: &Path) -> Result<Vec<String>, Error> {
    fn text<'a>(rest: &mut &'a [u8]) -> Option<&'a [u8]> {
        let (size, after) = rest.split_first_chunk()?;
        let (text, after) = after.split_at_checked(u32::from_le_bytes(*size) as usize)?;
        *rest = after;
        Some(text)
    }
    let read = |mut rest| -> Option<Vec<String>> {
        text(&mut rest)?;
        let (count, mut rest) = rest.split_first_chunk()?;
        let entry = |_| text(&mut rest).map(|text| String::from_utf8_lossy(text).into_owned());
        (0..u32::from_le_bytes(*count)).map(entry).collect()
    };
    read(block).ok_or_else(|| unreadable(path, "its comments are broken"))
}

/// The value of the first entry of a name.
fn value<'a>(entries: &'a [String], key: &str) -> Option<&'a str> {
    let mut pairs = entries.iter().filter_map(|entry| entry.split_once('='));
    pairs.find(|(name, _)| *name == key).map(|(_, value)| value)
}

/// `CHAPTER001=00:00:00.000` and `CHAPTER001NAME=…`.
fn hold_comments(entries: &[String], report: &Report, findings: &mut Findings<'_>) {
    let get = |key: &str| value(entries, key);
    findings.titled(get("TITLE"), report);
    findings.discloses(report, get("COMMENT"));
    findings.labelled(report, get(LABEL));
    for (number, chapter) in (1..).zip(stops(report)) {
        let expected = clock::stamp(Millis((chapter.start_s * 1_000.0).round() as u64));
        let (start, name) = (get(&format!("CHAPTER{number:03}")), get(&format!("CHAPTER{number:03}NAME")));
        if start != Some(&expected) || name != Some(chapter.title) {
            findings.fault(format!("chapter {number} is not “{}” at {expected}", chapter.title));
        }
    }
}

/// The picture of a FLAC picture block (RFC 9639, 8.8) that is a front cover; nothing where it is not.
fn picture_in(block: &[u8]) -> &[u8] {
    fn number<'a>(rest: &mut &'a [u8]) -> Option<u32> {
        let (four, after): (&'a [u8; 4], _) = rest.split_first_chunk()?;
        *rest = after;
        Some(u32::from_be_bytes(*four))
    }
    fn text<'a>(rest: &mut &'a [u8]) -> Option<&'a [u8]> {
        let (text, after) = number(rest).and_then(|size| rest.split_at_checked(size as usize))?;
        *rest = after;
        Some(text)
    }
    let read = |mut rest| {
        let is_front = number(&mut rest)? == FRONT_COVER;
        let kind = text(&mut rest)?;
        text(&mut rest)?;
        // Width, height, depth and number of colours; 0 where the picture says them itself.
        rest = rest.get(16..)?;
        let picture = text(&mut rest)?;
        let fits = [&b"image/png"[..], b"image/jpeg"].contains(&kind);
        (is_front && fits && rest.is_empty()).then_some(picture)
    };
    read(block).unwrap_or_default()
}

/// The picture in a file is the edition's cover, and there is none where the cover is too large.
pub fn hold_cover(found: Option<&[u8]>, path: &Path, findings: &mut Findings<'_>) -> Result<(), Error> {
    let covers = ["cover.png", "cover.jpg"].map(|name| path.with_file_name(name));
    let cover = covers.iter().find(|cover| cover.exists());
    let cover = cover
        .map(|cover| regular::read(cover, regular::LARGEST_CLIP).map_err(|error| unreadable(cover, error)))
        .transpose()?;
    let cover = cover.filter(|cover| cover.len() <= LARGEST_COVER);
    if found != cover.as_deref() {
        findings.fault("the picture in it is not the edition's cover");
    }
    Ok(())
}

/// Each section with stories is a table below the top one.
fn hold_tables(tag: &id3::Tag, report: &Report, findings: &mut Findings<'_>) {
    let title = |table: &id3::frame::TableOfContents| {
        let text = table.frames.iter().find(|frame| frame.id() == "TIT2").and_then(|f| f.content().text());
        text.unwrap_or_default().to_owned()
    };
    let titles: Vec<String> = tag.tables_of_contents().filter(|table| !table.top_level).map(title).collect();
    if tag.tables_of_contents().filter(|table| table.top_level).count() != 1 {
        findings.fault("it has other than one table of contents");
    }
    let stops = stops(report);
    for (index, section) in report.chapters.iter().enumerate().filter(|(_, chapter)| chapter.level == 1) {
        let stories = report.chapters[index + 1..].iter().take_while(|chapter| chapter.level > 1);
        let is_heard = stories.into_iter().any(|story| stops.iter().any(|stop| stop.title == story.title));
        if is_heard && !titles.contains(&section.title) {
            findings.fault(format!("its table of contents lacks the section “{}”", section.title));
        }
    }
}

fn hold(marks: &[Mark], report: &Report, findings: &mut Findings<'_>) {
    let stops = stops(report);
    if findings.same_count("chapters", marks.len(), stops.len()) {
        for ((start, title), chapter) in marks.iter().zip(&stops) {
            findings.same_time(format!("“{}”", chapter.title), Millis(*start).seconds(), chapter.start_s);
            if *title != chapter.title {
                findings.fault(format!("“{}” has another title: “{title}”", chapter.title));
            }
        }
    }
}

/// A file's length in seconds: what its header says, or the sum of its packets where that is less.
pub fn length(path: &Path) -> Result<f64, Error> {
    let mut sound = SoundTrack::open(path).map_err(|error| unreadable(path, error))?;
    let base = sound.track.time_base.ok_or_else(|| unreadable(path, "it does not say its rate"))?;
    let told = sound.track.num_frames;
    let mut ticks = 0;
    while let Some(packet) = sound.packet().map_err(|error| unreadable(path, error))? {
        ticks += packet.dur.get();
    }
    // Packets may count the encoder's delay and padding; the header does not.
    ticks = told.map_or(ticks, |told| told.min(ticks));
    Ok(ticks as f64 * f64::from(base.numer.get()) / f64::from(base.denom.get()))
}
