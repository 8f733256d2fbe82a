//! Lists of words that are data: a table in which each line is a list's name and its words, tabs between them.

/// The words of one list of a table; what begins with # is a comment.
pub fn list(table: &'static str, name: &str) -> Vec<&'static str> {
    let lines = table.lines().filter(|line| !line.starts_with('#'));
    let of_list = lines.filter_map(|line| line.split_once('\t').filter(|(first, _)| *first == name));
    of_list.flat_map(|(_, words)| words.split('\t')).collect()
}

/// True where a list of characters has one; its cells are runs of them.
pub fn has(list: &[&str], c: char) -> bool {
    list.iter().any(|run| run.contains(c))
}

/// The names of a table's lists, each once, in their order.
#[cfg(test)]
pub fn names(table: &'static str) -> Vec<&'static str> {
    let lines = table.lines().filter(|line| !line.starts_with('#'));
    let mut names: Vec<&str> = lines.filter_map(|line| Some(line.split_once('\t')?.0)).collect();
    names.dedup();
    names
}

/// Declares a struct with one field for each list of a table, and the function `words` that reads it once. A test holds
/// the fields to the table.
macro_rules! word_lists {
    ($(#[$meta:meta])* pub struct $type:ident in $table:expr => $words:ident { $($name:ident),* $(,)? }) => {
        $(#[$meta])*
        #[allow(missing_docs, clippy::struct_field_names, reason = "the table says what each list is")]
        pub struct $type {
            $(pub $name: Vec<&'static str>,)*
        }

        /// The lists, read once.
        pub fn $words() -> &'static $type {
            static LISTS: std::sync::LazyLock<$type> = std::sync::LazyLock::new(|| {
                let table: &'static str = $table;
                $type { $($name: $crate::text::lists::list(table, stringify!($name)),)* }
            });
            &LISTS
        }

        #[cfg(test)]
        mod tests {
            #[test]
            fn every_list_of_the_table_is_asked_for_and_none_is_empty() {
                let table: &'static str = $table;
                assert_eq!($crate::text::lists::names(table), [$(stringify!($name)),*]);
                $(assert!(!super::$words().$name.is_empty(), stringify!($name));)*
            }
        }
    };
}

pub(crate) use word_lists;
