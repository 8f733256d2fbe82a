//! The command line in Chinese: English goes in, and where the reader's locale is Chinese, Chinese comes out.
//!
//! Nothing behind the terminal knows of it: every room and verb speaks English, and `words.tsv` has the Chinese of what
//! people meet. What it does not have stays English. What programs read never comes here.

mod help;
mod misuse;
mod words;

use std::borrow::Cow;
use std::env;
use std::sync::LazyLock;

use clap::{ArgMatches, Command};

use words::{Script, Words};

/// The reader's words; `None` where English is read.
static WORDS: LazyLock<Option<Words>> = LazyLock::new(|| script(|name| env::var(name).ok()).map(Words::new));

/// Where a locale is looked for, the first that says something wins.
const VARIABLES: [&str; 4] = ["NEWSCASTER_LANG", "LC_ALL", "LC_MESSAGES", "LANG"];

/// A text of lines in the reader's language.
pub(super) fn said(text: &str) -> Cow<'_, str> {
    WORDS.as_ref().map_or(Cow::Borrowed(text), |words| Cow::Owned(words.text(text)))
}

/// What the command line holds, with help in the reader's language.
///
/// # Errors
/// What is wrong with it, to be told.
pub(super) fn matches(program: Command) -> Result<ArgMatches, String> {
    let Some(words) = WORDS.as_ref() else { return Ok(program.get_matches()) };
    help::told(program, words)
        .try_get_matches()
        .map_err(|mistake| misuse::told(&mistake, words).unwrap_or_else(|| mistake.exit()))
}

/// The characters that a reader of Chinese wants.
fn script(variable: impl Fn(&str) -> Option<String>) -> Option<Script> {
    let locale = VARIABLES.into_iter().filter_map(variable).find(|value| !value.is_empty())?;
    let locale = locale.to_ascii_lowercase().replace('-', "_");
    let is_named = |names: &[&str]| names.iter().any(|name| locale.starts_with(name));
    match () {
        () if !is_named(&["zh"]) => None,
        () if is_named(&["zh_tw", "zh_hk", "zh_mo", "zh_hant"]) => Some(Script::Traditional),
        () => Some(Script::Simplified),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_variable_that_says_something_wins() {
        let of = |set: &[(&str, &str)]| {
            script(|name| set.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned()))
        };
        assert_eq!(of(&[]), None);
        assert_eq!(of(&[("LANG", "C.UTF-8")]), None);
        assert_eq!(of(&[("LANG", "zh_CN.UTF-8")]), Some(Script::Simplified));
        assert_eq!(of(&[("LANG", "zh_TW.UTF-8")]), Some(Script::Traditional));
        assert_eq!(of(&[("LC_ALL", "zh-Hant"), ("LANG", "zh_CN")]), Some(Script::Traditional));
        assert_eq!(of(&[("LC_ALL", ""), ("LANG", "zh")]), Some(Script::Simplified));
        assert_eq!(of(&[("NEWSCASTER_LANG", "en"), ("LANG", "zh_CN.UTF-8")]), None);
    }
}
