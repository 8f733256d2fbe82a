//! Patterns of print that the rules look for.

use regex::Regex;

/// Builds a pattern that the program itself brings. `\w` is a letter of English and its neighbours or a figure: that
/// of all scripts makes automata many times as large, and they are built anew each time the program starts.
pub fn rule(pattern: &str) -> Regex {
    Regex::new(&pattern.replace(r"\w", r"[0-9A-Za-z_\u{c0}-\u{24f}]"))
        .unwrap_or_else(|error| unreachable!("a rule of the program's own: {error}"))
}
