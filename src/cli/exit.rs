//! What went wrong, told on standard error, and the exit code that stands for it.

use std::io::{self, ErrorKind};
use std::process::ExitCode;

use super::output::tell;
use crate::speech::InstallError;
use crate::{config, pipeline};

/// How a verb that did not fail ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Done {
    /// All of it.
    Well,
    /// An edition stands, but something in it is missing or stood in for.
    Incomplete,
    /// Stopped by ctrl-C.
    Stopped,
}

/// A mistake in what was asked for, found by the command line itself.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub(super) struct Misuse(pub String);

/// Tells what is wrong with the command line.
pub(super) fn misuse(mistake: &str) -> ExitCode {
    tell(mistake);
    ExitCode::from(2)
}

/// Tells the error and gives the exit code of the contract.
pub(super) fn code(done: anyhow::Result<Done>) -> ExitCode {
    match done {
        Ok(Done::Well) => ExitCode::SUCCESS,
        Ok(Done::Incomplete) => ExitCode::from(1),
        Ok(Done::Stopped) => ExitCode::from(130),
        Err(error) if is_closed_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            tell(&format!("newscaster: {}", told_once(&error)));
            ExitCode::from(number(&error))
        }
    }
}

/// The error and what it comes from, without a cause that the words before it have named already.
fn told_once(error: &anyhow::Error) -> String {
    error.chain().map(ToString::to_string).fold(String::new(), |told, cause| match told.as_str() {
        "" => cause,
        _ if told.contains(&cause) => told,
        _ => format!("{told}: {cause}"),
    })
}

/// Whoever read our standard output has had enough; that is no error.
fn is_closed_pipe(error: &anyhow::Error) -> bool {
    error.downcast_ref::<io::Error>().is_some_and(|error| error.kind() == ErrorKind::BrokenPipe)
}

fn number(error: &anyhow::Error) -> u8 {
    if error.is::<Misuse>() || error.is::<config::Error>() {
        return 2;
    }
    if let Some(error) = error.downcast_ref::<InstallError>() {
        return match error {
            InstallError::Nothing(_) => 2,
            InstallError::Unreadable { .. } | InstallError::Another { .. } | InstallError::Unfit(_) => 3,
            InstallError::NotFetched { .. } | InstallError::Unwritable { .. } => 4,
        };
    }
    error.downcast_ref::<pipeline::Error>().map_or(4, |error| match error.fault() {
        pipeline::Fault::Request => 2,
        pipeline::Fault::Input => 3,
        pipeline::Fault::Machine => 4,
    })
}

#[cfg(test)]
mod tests {
    use anyhow::Context;

    use super::*;

    #[test]
    fn a_cause_is_told_once() {
        let error = || io::Error::other("the disk is full");
        let told = |context: &'static str| told_once(&Err::<(), _>(error()).context(context).unwrap_err());
        assert_eq!(told("cannot write x"), "cannot write x: the disk is full");
        assert_eq!(told("cannot write x: the disk is full"), "cannot write x: the disk is full");
    }
}
