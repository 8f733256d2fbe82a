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

/// The entries of a compiled-in TOML table, taken out by their names.
///
/// # Panics
/// Where an entry is missing, of another kind than is asked for, or asked for by nobody: the tests load every table.
pub(super) struct Entries(toml::Table);

impl Entries {
    pub fn of(table: &str) -> Self {
        Self(parse(table))
    }

    pub fn take<T: DeserializeOwned>(&mut self, name: &str) -> T {
        let entry = self.0.remove(name).unwrap_or_else(|| panic!("a built-in table has no {name}"));
        entry.try_into().unwrap_or_else(|error| panic!("{name} in a built-in table: {error}"))
    }

    pub fn end(self) {
        assert!(self.0.is_empty(), "nobody asks for these of a built-in table: {}", self.0);
    }
}

/// Declares a struct with a field for each entry of a compiled-in TOML table, and the function `get` that reads it once. Serde
/// could derive it, but of a struct with eighty fields it makes code that takes a compiler longer than a whole room.
macro_rules! tables {
    ($(#[$meta:meta])* pub struct $type:ident in $table:expr => {
        $($(#[$note:meta])* pub $name:ident: $kind:ty,)*
    }) => {
        $(#[$meta])*
        #[derive(Debug)]
        pub struct $type {
            $($(#[$note])* pub $name: $kind,)*
        }

        /// The tables, read once.
        pub fn get() -> &'static $type {
            static TABLES: std::sync::LazyLock<$type> = std::sync::LazyLock::new(|| {
                let mut entries = $crate::reading::tables::Entries::of($table);
                let tables = $type { $($name: entries.take(stringify!($name)),)* };
                entries.end();
                tables
            });
            &TABLES
        }
    };
}

pub(super) use tables;

/// The rows of a compiled-in table with tabs between the cells; lines that start with # are comments.
pub(super) fn rows(table: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    table
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with("# "))
        .map(|line| line.split('\t').map(str::trim).collect())
}
