//! The command line: one file a verb, with its arguments and its function.
//!
//! What a person reads goes to standard error, what a program reads to standard output.

mod articles;
mod chinese;
mod clips;
mod common;
mod completions;
mod exit;
mod explain;
mod failure;
mod fetch;
mod init;
mod listener;
mod make;
mod man;
mod notify;
mod output;
mod player;
mod preview;
mod progress;
mod read;
mod run;
mod say;
mod script;
mod serve;
mod service;
mod sources;
mod spool;
mod verify;
mod voices;
mod work;

use std::process::ExitCode;

use clap::{CommandFactory, FromArgMatches, Parser, Subcommand};

use common::Common;

use crate::speech;

/// Reads the day's newspaper aloud: a page goes in, a spoken edition with chapters comes out.
#[derive(Debug, Parser)]
#[command(version, arg_required_else_help = true, after_help = AFTER_HELP, max_term_width = 100)]
struct Cli {
    #[command(flatten)]
    common: Common,
    #[command(subcommand)]
    verb: Verb,
}

const AFTER_HELP: &str = "\
First steps:
  newscaster make page.md              makes output/<date>/ and tells where to listen
  newscaster articles page.md          shows how the page was read
  newscaster script page.md -o s.toml  writes the running order for you to change
  newscaster make s.toml               speaks it

Exit codes: 0 done, 1 the edition is incomplete, 2 the command line or the configuration is wrong,
3 an input cannot be read, 4 a speech backend or the disk failed.";

#[derive(Debug, Subcommand)]
enum Verb {
    /// Make an edition: from pages, or from a script that you saved
    Make(Box<make::Args>),
    /// Show how pages are read: articles, and what was skipped and why
    Articles(articles::Args),
    /// Show the running order as it will be spoken, or save it to change it
    Script(script::Args),
    /// List the forms that can be read
    Sources(sources::Args),
    /// Turn printed lines into spoken ones: standard input to standard output
    Read(read::Args),
    /// Speak one text, story or segment into a WAV file
    Say(say::Args),
    /// Speak one sentence with every voice that works here, with a page to compare them
    Try(preview::Args),
    /// List the voices, and why some cannot be used on this machine
    Voices(voices::Args),
    /// Check a finished edition against its own report
    Verify(verify::Args),
    /// Draw how a page was read, or how its sentences are pronounced
    Explain(explain::Args),
    /// Ask the sources of the configuration, and put what is new into the spool
    Fetch(fetch::Args),
    /// Fetch, make and publish at the hours of the configuration, day after day
    Run(run::Args),
    /// Serve the folder of editions to players and browsers
    Serve(serve::Args),
    /// Speak sentences for other machines, as a worker of a farm
    Work(work::Args),
    /// Add, list and remove private listeners
    Listener(listener::Args),
    /// Look after the store of spoken clips
    Clips(clips::Args),
    /// Write a commented newscaster.toml
    Init(init::Args),
    /// Print a completion script for your shell
    Completions(completions::Args),
    /// Write the manual's pages into a folder
    #[command(hide = true)]
    Man(man::Args),
}

/// Runs the program: arguments in, exit code out.
pub fn run() -> ExitCode {
    let matches = match chinese::matches(Cli::command()) {
        Ok(matches) => matches,
        Err(mistake) => return exit::misuse(&mistake),
    };
    let cli = Cli::from_arg_matches(&matches).unwrap_or_else(|error| error.exit());
    cli.common.start_logging();
    let common = &cli.common;
    let done = match cli.verb {
        Verb::Make(args) => args.run(common),
        Verb::Articles(args) => args.run(common),
        Verb::Script(args) => args.run(common),
        Verb::Sources(args) => args.run(),
        Verb::Read(args) => args.run(common),
        Verb::Say(args) => args.run(common),
        Verb::Try(args) => args.run(common),
        Verb::Voices(args) => args.run(common),
        Verb::Verify(args) => args.run(common),
        Verb::Explain(args) => args.run(common),
        Verb::Fetch(args) => args.run(common),
        Verb::Run(args) => args.run(common),
        Verb::Serve(args) => args.run(common),
        Verb::Work(args) => args.run(common),
        Verb::Listener(args) => args.run(common),
        Verb::Clips(args) => args.run(common),
        Verb::Init(args) => args.run(),
        Verb::Completions(args) => args.run(Cli::command()),
        Verb::Man(args) => args.run(Cli::command()),
    };
    // A voice's program may be in the midst of a sentence that nobody waits for any more.
    speech::end_programs();
    exit::code(done)
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    #[test]
    fn the_arguments_are_well_formed() {
        super::Cli::command().debug_assert();
    }
}
