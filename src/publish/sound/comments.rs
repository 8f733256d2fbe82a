//! Vorbis comments, which Opus and FLAC share, with chapters as `CHAPTER001` and `CHAPTER001NAME`.

use super::encoding::{Encoding, LABEL};
use super::picture::Picture;
use super::title::title;
use crate::model::{Edition, clock};

/// The comment block, with the paper as artist and album: who wrote it, then `KEY=value` entries, each with its length
/// before it, and the cover where the format has no other place for it.
pub(super) fn block(edition: &Edition, encoding: &Encoding<'_>, cover: Option<&Picture>) -> Vec<u8> {
    let script = &edition.script;
    let mut entries = vec![
        format!("TITLE={}", title(edition)),
        format!("DATE={}", script.date),
        format!("LANGUAGE={}", encoding.locale(edition).tag()),
        "GENRE=Podcast".to_owned(),
    ];
    entries.extend(encoding.narrators().map(|names| format!("PERFORMER={names}")));
    entries.extend(encoding.disclosure().map(|text| format!("COMMENT={text}")));
    entries.extend(encoding.label().map(|label| format!("{LABEL}={label}")));
    entries.extend(
        encoding.paper.iter().flat_map(|paper| [format!("ARTIST={paper}"), format!("ALBUM={paper}")]),
    );
    for (number, stop) in (1..).zip(edition.stops()) {
        let start = clock::stamp(stop.start.millis(edition.rate));
        entries.push(format!("CHAPTER{number:03}={start}"));
        entries.push(format!("CHAPTER{number:03}NAME={}", script.chapters[stop.chapter].title));
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
