//! Fonts of the system, for covers: `fonts.tsv`. The program brings none: one with hanzi is larger than all of it.

use std::path::PathBuf;

/// A font's file and the faces in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FontFile {
    /// Where it lies.
    pub path: PathBuf,
    /// The faces for simplified and for traditional characters; `None` for a font that has neither.
    pub han: Option<(u32, u32)>,
}

/// The fonts of the table that this system has, the best first.
pub fn system_fonts() -> Vec<FontFile> {
    known().filter(|font| font.path.is_file()).collect()
}

fn known() -> impl Iterator<Item = FontFile> {
    let rows = include_str!("fonts.tsv").lines().filter(|row| !row.starts_with('#'));
    rows.filter_map(|row| {
        let mut cells = row.split('\t');
        let path = PathBuf::from(cells.next()?);
        let face = |cell: Option<&str>| cell?.parse::<u32>().ok();
        let (simplified, traditional) = (face(cells.next()), face(cells.next()));
        Some(FontFile { path, han: simplified.zip(traditional) })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_a_font() {
        let rows = include_str!("fonts.tsv").lines().count() - 1;
        assert_eq!(known().count(), rows);
        assert!(known().any(|font| font.han == Some((2, 3))) && known().any(|font| font.han.is_none()));
        assert!(known().all(|font| font.path.extension().is_some()));
    }
}
