//! ID3 2.3 with chapters (the Chapter Frame Addendum 1.0): a CHAP frame each, and tables of contents.

use id3::frame::{self, Chapter, Content, PictureType, TableOfContents};
use id3::{Encoder, Frame, Tag, TagLike, Version};

use super::picture::Picture;
use super::title::title;
use crate::model::{Edition, Language, Samples};

/// A table of contents counts its entries in one byte.
const LONGEST_TABLE: usize = 255;
/// "No byte offset; go by the time."
const BY_TIME: u32 = u32::MAX;

/// The tag that stands before the sound, with the paper as artist and album, and the cover.
///
/// # Errors
/// What the encoder says.
pub(super) fn tag(edition: &Edition, paper: Option<&str>, cover: Option<Picture>) -> id3::Result<Vec<u8>> {
    let script = &edition.script;
    let mut tag = Tag::new();
    tag.set_title(title(edition));
    tag.set_text("TYER", script.date.strftime("%Y").to_string());
    tag.set_text("TDAT", script.date.strftime("%d%m").to_string());
    tag.set_text("TLAN", if script.language == Language::Zh { "zho" } else { "eng" });
    tag.set_text("TLEN", millis(edition, edition.length).to_string());
    tag.set_genre("Podcast");
    if let Some(paper) = paper {
        tag.set_artist(paper);
        tag.set_album(paper);
    }
    for table in tables(edition) {
        tag.add_frame(table);
    }
    for (index, (chapter, span)) in script.chapters.iter().zip(&edition.chapters).enumerate() {
        tag.add_frame(Chapter {
            element_id: chapter_id(index),
            start_time: millis(edition, span.start),
            end_time: millis(edition, span.end),
            start_offset: BY_TIME,
            end_offset: BY_TIME,
            frames: vec![Frame::text("TIT2", &chapter.title)],
        });
    }
    if let Some(cover) = cover {
        tag.add_frame(frame::Picture {
            mime_type: cover.mime.to_owned(),
            picture_type: PictureType::CoverFront,
            description: String::new(),
            data: cover.bytes,
        });
    }
    let mut bytes = Vec::new();
    Encoder::new().version(Version::Id3v23).encode(&tag, &mut bytes)?;
    Ok(bytes)
}

fn millis(edition: &Edition, at: Samples) -> u32 {
    u32::try_from(at.millis(edition.rate).0).unwrap_or(u32::MAX)
}

fn chapter_id(index: usize) -> String {
    format!("chp{index}")
}

/// The top-level table and, where the chapters are too many for it, the tables below it: one a section, and
/// where those are too many or too long, one for each 255.
fn tables(edition: &Edition) -> Vec<Frame> {
    let chapters = &edition.script.chapters;
    let leaf = |index: usize| (chapter_id(index), chapters[index].title.clone());
    let mut tables = Vec::new();
    let mut entries: Vec<(String, String)> = (0..chapters.len()).map(leaf).collect();
    if entries.len() > LONGEST_TABLE {
        let sections = chapters.chunk_by(|_, next| next.level > 1);
        let mut from = 0;
        let mut groups = Vec::new();
        for section in sections {
            let all: Vec<_> = (from..from + section.len()).map(leaf).collect();
            from += section.len();
            groups.extend(all.chunks(LONGEST_TABLE).map(<[_]>::to_vec));
        }
        entries = grouped(groups, &mut tables);
    }
    while entries.len() > LONGEST_TABLE {
        entries = grouped(entries.chunks(LONGEST_TABLE).map(<[_]>::to_vec).collect(), &mut tables);
    }
    let top = table("toc".to_owned(), true, entries, &title(edition));
    tables.insert(0, top);
    tables
}

/// Makes a table of each group, named after its first entry; gives the entries that stand for them.
fn grouped(groups: Vec<Vec<(String, String)>>, tables: &mut Vec<Frame>) -> Vec<(String, String)> {
    let mut entries = Vec::with_capacity(groups.len());
    for group in groups {
        // A group of one needs no table of its own.
        if group.len() == 1 {
            entries.extend(group);
            continue;
        }
        let id = format!("toc{}", tables.len());
        let title = group[0].1.clone();
        tables.push(table(id.clone(), false, group, &title));
        entries.push((id, title));
    }
    entries
}

fn table(element_id: String, top_level: bool, entries: Vec<(String, String)>, title: &str) -> Frame {
    let elements = entries.into_iter().map(|(id, _)| id).collect();
    let frames = vec![Frame::text("TIT2", title)];
    let content = TableOfContents { element_id, top_level, ordered: true, elements, frames };
    Frame::with_content("CTOC", Content::TableOfContents(content))
}
