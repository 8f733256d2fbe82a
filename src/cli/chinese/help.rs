//! The help of every verb in Chinese.

use clap::builder::PossibleValue;
use clap::{Arg, ArgAction, Command};

use super::words::Words;

/// The program with its help in Chinese.
pub(super) fn told(mut program: Command, words: &Words) -> Command {
    // Only now are the arguments for help there, and those that all verbs share.
    program.build();
    verb(program, words)
}

fn verb(command: Command, words: &Words) -> Command {
    let template =
        format!("{{about-with-newline}}\n{}{{usage}}\n\n{{all-args}}{{after-help}}", words.line("Usage:"));
    // clap writes the colon.
    let heading = |text| words.name(text).trim_end_matches(['：', ':']);
    let (about, after) =
        (command.get_about().map(ToString::to_string), command.get_after_help().map(ToString::to_string));
    let (arguments, options) = (heading("Arguments:"), heading("Options:"));
    let mut command = command
        .help_template(template)
        .subcommand_help_heading(heading("Commands:"))
        .mut_args(|arg| argument(arg, words, arguments, options))
        .mut_subcommands(|inner| verb(inner, words));
    if let Some(about) = about {
        command = command.about(words.line(&about));
    }
    match after {
        Some(after) => command.after_help(words.text(&after)),
        None => command,
    }
}

/// An argument: what it is for, then what it may be and what it is where nothing is said.
fn argument(arg: Arg, words: &Words, arguments: &'static str, options: &'static str) -> Arg {
    let mut text = arg.get_help().map_or_else(String::new, |help| words.text(&help.to_string()));
    let is_value = matches!(arg.get_action(), ArgAction::Set | ArgAction::Append);
    let values = if is_value { arg.get_possible_values() } else { Vec::new() };
    if !values.is_empty() {
        text.extend([" [", &words.line("possible values:"), &choices(&values, words), "]"]);
    }
    let defaults: Vec<String> =
        arg.get_default_values().iter().map(|value| value.to_string_lossy().into_owned()).collect();
    if is_value && !defaults.is_empty() {
        text.extend([" [", &words.line("default:"), &defaults.join(" "), "]"]);
    }
    let long = arg.get_long_help().map(|help| words.text(&help.to_string()));
    let heading = if arg.is_positional() { arguments } else { options };
    let arg = arg.help_heading(heading).help(text);
    let arg = arg.hide_possible_values(true).hide_default_value(true);
    match long {
        Some(long) => arg.long_help(long),
        None => arg,
    }
}

fn choices(values: &[PossibleValue], words: &Words) -> String {
    let named = values.iter().map(|value| match value.get_help() {
        Some(help) => format!("{}（{}）", value.get_name(), words.line(&help.to_string())),
        None => value.get_name().to_owned(),
    });
    named.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::super::words::Script;
    use super::*;
    use crate::text::is_han;

    /// Lines that are the same in every language: commands to type, and the end of a sentence for English voices.
    const COMMANDS: [&str; 2] = ["newscaster ", "outside.]"];

    /// The helps of a command and of all within it, long and short, with its name.
    fn helps(command: &mut Command, path: &str, found: &mut Vec<(String, String)>) {
        let name = format!("{path} {}", command.get_name());
        found.push((name.clone(), command.render_help().to_string()));
        found.push((name.clone(), command.render_long_help().to_string()));
        for inner in command.get_subcommands_mut() {
            helps(inner, &name, found);
        }
    }

    #[test]
    fn every_line_of_every_help_is_chinese() {
        for script in [Script::Simplified, Script::Traditional] {
            let mut found = Vec::new();
            helps(&mut told(crate::cli::Cli::command(), &Words::new(script)), "", &mut found);
            assert!(found.len() > 50, "only {} helps", found.len());
            let mut english = Vec::new();
            for (name, help) in &found {
                // A line with words that is neither Chinese, nor an argument's name alone, nor a command to type.
                let is_words =
                    |line: &&str| line.chars().any(|c| c.is_ascii_lowercase()) && !line.chars().any(is_han);
                let is_name = |line: &str| line.starts_with(['-', '[', '<']) && !line.contains("  ");
                let lines = help.lines().map(str::trim).filter(is_words);
                let lines = lines
                    .filter(|line| !is_name(line) && !COMMANDS.iter().any(|known| line.starts_with(known)));
                english.extend(lines.map(|line| format!("{name}: {line}")));
            }
            assert_eq!(english, [""; 0]);
        }
    }
}
