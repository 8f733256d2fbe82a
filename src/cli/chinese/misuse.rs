//! Mistakes on the command line, told in Chinese.

use std::error::Error as _;

use clap::Error;
use clap::error::{ContextKind, ErrorKind};

use super::words::Words;

/// What is wrong, in one line and a hint, still in English; `None` where only clap knows the words, or help was asked for.
pub(super) fn told(mistake: &Error, words: &Words) -> Option<String> {
    let context = |kind| mistake.get(kind).map(ToString::to_string);
    let what = context(ContextKind::InvalidArg)
        .or_else(|| context(ContextKind::InvalidSubcommand))
        .unwrap_or_default();
    let value = context(ContextKind::InvalidValue).unwrap_or_default();
    let line = match mistake.kind() {
        ErrorKind::InvalidSubcommand => format!("there is no verb {what}"),
        ErrorKind::UnknownArgument => format!("there is no argument {what} here"),
        ErrorKind::MissingRequiredArgument => format!("this is missing: {}", what.replace('\n', " ")),
        ErrorKind::ArgumentConflict => {
            format!("{what} cannot stand beside {}", context(ContextKind::PriorArg)?.replace('\n', " "))
        }
        ErrorKind::InvalidValue if value.is_empty() => format!("{what} wants a value"),
        ErrorKind::InvalidValue => {
            format!("{what} cannot be {value}, only: {}", context(ContextKind::ValidValue)?)
        }
        ErrorKind::ValueValidation => {
            format!("{what} cannot be {value}: {}", words.line(&mistake.source()?.to_string()))
        }
        _ => return None,
    };
    let near = context(ContextKind::SuggestedArg).or_else(|| context(ContextKind::SuggestedSubcommand));
    let hint = near.map(|near| format!("did you mean {near}?"));
    let lines = [Some(format!("newscaster: {line}")), hint, Some("--help tells what can be said".to_owned())];
    Some(lines.into_iter().flatten().collect::<Vec<_>>().join("\n"))
}
