//! Vorbis comments, which Opus and FLAC share, with chapters as `CHAPTER001` and `CHAPTER001NAME`.

use super::picture::Picture;
use super::title::title;
use crate::model::{Edition, clock};

/// The comment block, with the paper as artist and album: who wrote it, then `KEY=value` entries, each with its length
/// before it, and the cover where the format has no other place for it.
pub(super) fn block(edition: &Edition, paper: Option<&str>, cover: Option<&Picture>) -> Vec<u8> {
    let script = &edition.script;
    let mut entries = vec![
        format!("TITLE={}", title(edition)),
        format!("DATE={}", script.date),
        format!("LANGUAGE={}", script.language.tag()),
        "GENRE=Podcast".to_owned(),
    ];
    entries.extend(paper.iter().flat_map(|paper| [format!("ARTIST={paper}"), format!("ALBUM={paper}")]));
    for (number, (chapter, span)) in (1..).zip(script.chapters.iter().zip(&edition.chapters)) {
        let start = clock::stamp(span.start.millis(edition.rate));
        entries.push(format!("CHAPTER{number:03}={start}"));
        entries.push(format!("CHAPTER{number:03}NAME={}", chapter.title));
    }
    if let Some(cover) = cover {
        entries.push(format!("METADATA_BLOCK_PICTURE={}", cover.comment()));
    }
    let mut block = Vec::new();
    push(&mut block, concat!("newscaster ", env!("CARGO_PKG_VERSION")));
    block.extend((entries.len() as u32).to_le_bytes());
    for entry in entries {
        push(&mut block, &entry);
    }
    block
}

fn push(block: &mut Vec<u8>, text: &str) {
    block.extend((text.len() as u32).to_le_bytes());
    block.extend(text.bytes());
}
