//! The engines' tables, compiled in.

/// The rows of a table of two columns with a tab between them; lines that start with # are comments.
pub(in super::super) fn rows(table: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    table.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once('\t'))
}
