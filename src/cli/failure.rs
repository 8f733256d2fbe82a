//! `on_failure`: somebody must hear that something failed while nobody looked.

use std::process::Stdio;

use super::output::tell;
use crate::environment;

/// The variable in which the command finds what failed.
const VARIABLE: &str = "NEWSCASTER_FAILURE";

/// Runs the user's command for a failure; what the command does wrong is told and is no failure of its own.
pub(super) fn report(command: Option<&str>, failure: &str) {
    let Some(command) = command else { return };
    let (shell, flag) = if cfg!(windows) { ("cmd", "/C") } else { ("sh", "-c") };
    let mut run = environment::command(shell);
    run.args([flag, command]).env(VARIABLE, failure).stdin(Stdio::null()).stdout(Stdio::null());
    match run.status() {
        Ok(status) if status.success() => {}
        Ok(status) => tell(&format!("on_failure ended with {status}: {command}")),
        Err(error) => tell(&format!("on_failure cannot be run ({error}): {command}")),
    }
}
