//! Patterns of print that the rules look for.

use regex::Regex;

/// Builds a pattern that the program itself brings.
pub fn rule(pattern: &str) -> Regex {
    Regex::new(pattern).unwrap_or_else(|error| unreachable!("a rule of the program's own: {error}"))
}
