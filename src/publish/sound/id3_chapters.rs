//! ID3 2.3 with chapters (the Chapter Frame Addendum 1.0): a CHAP frame each, and tables of contents.

use id3::frame::{self, Chapter, Comment, Content, ExtendedText, PictureType, TableOfContents};
use id3::{Encoder, Frame, Tag, TagLike, Version};

use super::encoding::{Encoding, LABEL};
use super::picture::Picture;
use super::story::Story;
use super::title::title;
use crate::model::{Edition, Samples, Stop};

/// A table of contents counts its entries in one byte.
const LONGEST_TABLE: usize = 255;
/// "No byte offset; go by the time."
const BY_TIME: u32 = u32::MAX;

/// The tag that stands before the sound, with the paper as artist and album, and the cover.
///
/// # Errors
/// What the encoder says.
pub(super) fn tag(
    edition: &Edition,
    encoding: &Encoding<'_>,
    cover: Option<Picture>,
) -> id3::Result<Vec<u8>> {
    let mut tag = described(edition, encoding, &title(edition), edition.length, cover);
    if let Some(paper) = encoding.paper {
        tag.set_album(paper);
    }
    let script = &edition.script;
    let stops = edition.stops();
    for table in tables(edition, &stops) {
        tag.add_frame(table);
    }
    for stop in &stops {
        tag.add_frame(Chapter {
            element_id: chapter_id(stop.chapter),
            start_time: millis(edition, stop.start),
            end_time: millis(edition, stop.end),
            start_offset: BY_TIME,
            end_offset: BY_TIME,
            frames: vec![Frame::text("TIT2", &script.chapters[stop.chapter].title)],
        });
    }
    encoded(&tag)
}

/// The tag of a story in a file of its own; the edition is its album.
///
/// # Errors
/// What the encoder says.
pub(super) fn story_tag(
    edition: &Edition,
    story: &Story<'_>,
    encoding: &Encoding<'_>,
    cover: Option<Picture>,
) -> id3::Result<Vec<u8>> {
    let length = story.span.end.saturating_sub(story.span.start);
    let mut tag = described(edition, encoding, story.title, length, cover);
    tag.set_album(title(edition));
    tag.set_text("TRCK", format!("{}/{}", story.number, story.of));
    encoded(&tag)
}

/// A tag with the label of generated sound alone.
///
/// # Errors
/// What the encoder says.
pub(super) fn label_tag(label: &str) -> id3::Result<Vec<u8>> {
    let mut tag = Tag::new();
    tag.add_frame(ExtendedText { description: LABEL.to_owned(), value: label.to_owned() });
    encoded(&tag)
}

fn encoded(tag: &Tag) -> id3::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    Encoder::new().version(Version::Id3v23).encode(tag, &mut bytes)?;
    Ok(bytes)
}

/// What every tag tells: title, day, language, length, the paper as artist, what is told of the voices, the cover.
fn described(
    edition: &Edition,
    encoding: &Encoding<'_>,
    title: &str,
    length: Samples,
    cover: Option<Picture>,
) -> Tag {
    let script = &edition.script;
    let language = encoding.locale(edition).three_letters();
    let mut tag = Tag::new();
    tag.set_title(title);
    tag.set_text("TYER", script.date.strftime("%Y").to_string());
    tag.set_text("TDAT", script.date.strftime("%d%m").to_string());
    tag.set_text("TLAN", language);
    tag.set_text("TLEN", millis(edition, length).to_string());
    tag.set_genre("Podcast");
    if let Some(paper) = encoding.paper {
        tag.set_artist(paper);
    }
    if let Some(text) = encoding.disclosure() {
        let (lang, text) = (language.to_owned(), text.to_owned());
        tag.add_frame(Comment { lang, description: String::new(), text });
    }
    let extended = [(LABEL, encoding.label().map(str::to_owned)), ("NARRATOR", encoding.narrators())];
    for (description, value) in extended.into_iter().filter_map(|(name, value)| Some((name, value?))) {
        tag.add_frame(ExtendedText { description: description.to_owned(), value });
    }
    if let Some(cover) = cover {
        tag.add_frame(frame::Picture {
            mime_type: cover.mime.to_owned(),
            picture_type: PictureType::CoverFront,
            description: String::new(),
            data: cover.bytes,
        });
    }
    tag
}

fn millis(edition: &Edition, at: Samples) -> u32 {
    u32::try_from(at.millis(edition.rate).0).unwrap_or(u32::MAX)
}

fn chapter_id(index: usize) -> String {
    format!("chp{index}")
}

/// The top-level table, and below it a table for each section with its stories; where entries are too many for a
/// table, more tables of 255 each.
fn tables(edition: &Edition, stops: &[Stop]) -> Vec<Frame> {
    let chapters = &edition.script.chapters;
    let section_of = |stop: &Stop| {
        let is_story = chapters[stop.chapter].level > 1;
        is_story.then(|| (0..stop.chapter).rev().find(|&before| chapters[before].level == 1)).flatten()
    };
    let mut tables = Vec::new();
    let mut entries = Vec::new();
    for group in stops.chunk_by(|one, next| section_of(one).is_some() && section_of(one) == section_of(next))
    {
        let leaves: Vec<String> = group.iter().map(|stop| chapter_id(stop.chapter)).collect();
        match section_of(&group[0]) {
            Some(section) => entries.push(grouped(leaves, &chapters[section].title, &mut tables)),
            None => entries.extend(leaves),
        }
    }
    let entries = within(entries, &title(edition), &mut tables);
    tables.insert(0, table("toc".to_owned(), true, entries, &title(edition)));
    tables
}

/// Makes a table of entries, with tables below it where they are too many; gives its name.
fn grouped(entries: Vec<String>, title: &str, tables: &mut Vec<Frame>) -> String {
    let entries = within(entries, title, tables);
    let id = format!("toc{}", tables.len());
    tables.push(table(id.clone(), false, entries, title));
    id
}

/// Entries that fit a table: as they are, or tables of them.
fn within(mut entries: Vec<String>, title: &str, tables: &mut Vec<Frame>) -> Vec<String> {
    while entries.len() > LONGEST_TABLE {
        let groups: Vec<Vec<String>> = entries.chunks(LONGEST_TABLE).map(<[_]>::to_vec).collect();
        entries = groups.into_iter().map(|group| grouped(group, title, tables)).collect();
    }
    entries
}

fn table(element_id: String, top_level: bool, elements: Vec<String>, title: &str) -> Frame {
    let frames = vec![Frame::text("TIT2", title)];
    let content = TableOfContents { element_id, top_level, ordered: true, elements, frames };
    Frame::with_content("CTOC", Content::TableOfContents(content))
}
