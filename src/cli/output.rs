//! The two output streams, and files that the user named.

use std::fs;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use serde::Serialize;

use super::chinese::said;
use crate::files::{regular, write_atomically};
use crate::script::file::is_unchanged;
use crate::text::plain;

/// A line for a person, in the language that the terminal speaks, on standard error.
pub(super) fn tell(line: &str) {
    // A closed standard error leaves nobody to tell.
    // It may quote a server, a program or a file's name.
    let _ = writeln!(io::stderr().lock(), "{}", plain(&said(line)));
}

/// Text for a program or a pipe, on standard output.
pub(super) fn put(text: &str) -> anyhow::Result<()> {
    let mut out = io::stdout().lock();
    out.write_all(text.as_bytes())?;
    Ok(out.flush()?)
}

/// A value as JSON, on standard output.
pub(super) fn put_json(value: &impl Serialize) -> anyhow::Result<()> {
    let mut out = BufWriter::with_capacity(1 << 16, io::stdout().lock());
    serde_json::to_writer_pretty(&mut out, value).map_err(io::Error::from)?;
    out.write_all(b"\n")?;
    Ok(out.flush()?)
}

/// A text into the file that the user named.
pub(super) fn save(file: &Path, text: &str) -> anyhow::Result<()> {
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty());
    if let Some(folder) = folder.filter(|folder| !folder.is_dir()) {
        let (file, folder) = (file.display(), folder.display());
        anyhow::bail!(
            "cannot write {file}: there is no folder {folder}; make it, or name another file with -o"
        );
    }
    write_atomically(file, text.as_bytes()).map_err(|error| {
        anyhow::anyhow!("cannot write {}: {error}; name another file with -o", file.display())
    })
}

/// Keeps a script that a person may have changed under a name of its own beside it, where another is to be written there.
/// Returns where it is.
pub(super) fn set_aside(script: &Path, new: &str) -> anyhow::Result<Option<PathBuf>> {
    let is_own = |old: String| old == new || is_unchanged(&old);
    if !script.is_file() || regular::read_text(script, regular::LARGEST_TEXT).is_ok_and(is_own) {
        return Ok(None);
    }
    let mut free = script.with_added_extension("old");
    for count in 1.. {
        if free.symlink_metadata().is_err() {
            break;
        }
        free = script.with_added_extension(format!("old-{count}"));
    }
    fs::copy(script, &free).map_err(|error| {
        anyhow::anyhow!("cannot keep {}: {error}; name another file with -o", script.display())
    })?;
    Ok(Some(free))
}
