//! Reading the tables that are compiled in.

use std::path::Path;

use serde::de::DeserializeOwned;

use crate::files::parse_settings;

/// A compiled-in TOML table.
///
/// # Panics
/// Where the table is wrong, which the tests that load every table find.
pub(super) fn parse<T: DeserializeOwned>(table: &str) -> T {
    parse_settings(table, Path::new("a built-in table")).unwrap_or_else(|error| panic!("{error}"))
}

/// The rows of a compiled-in table with tabs between the cells; lines that start with # are comments.
pub(super) fn rows(table: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    table
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with("# "))
        .map(|line| line.split('\t').map(str::trim).collect())
}
