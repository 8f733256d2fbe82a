//! `edition.lpf`: a manifest, and every file that it names as it stands beside the package.

use std::fs::File;
use std::io::{BufReader, Read};
use std::path::Path;

use serde_json::Value;
use zip::ZipArchive;

use super::error::{Error, unreadable};
use super::findings::Findings;
use super::input::millis;
use crate::files::regular;
use crate::model::{Report, clock};

/// `edition.lpf`.
pub fn check(path: &Path, report: &Report, findings: &mut Findings<'_>) -> Result<(), Error> {
    let file = regular::open(path).map_err(|error| unreadable(path, error))?;
    let mut book = ZipArchive::new(BufReader::new(file)).map_err(|error| unreadable(path, error))?;
    let manifest = book.by_name("publication.json").map_err(|error| unreadable(path, error))?;
    let manifest: Value = serde_json::from_reader(manifest).map_err(|error| unreadable(path, error))?;
    if manifest["duration"] != clock::iso(millis(report.duration_s)).as_str() {
        findings.fault(format!("it does not last {} s", report.duration_s));
    }
    findings.discloses(report, manifest["description"].as_str());
    let lists =
        ["readingOrder", "resources"].map(|list| manifest[list].as_array().cloned().unwrap_or_default());
    for url in lists.iter().flatten().map(|entry| entry["url"].as_str().unwrap_or_default()) {
        same(&mut book, url, path, &path.with_file_name(url), findings)?;
    }
    Ok(())
}

/// An entry of a package is there, and byte for byte what lies outside of it.
pub fn same(
    book: &mut ZipArchive<BufReader<File>>,
    name: &str,
    package: &Path,
    outside: &Path,
    findings: &mut Findings<'_>,
) -> Result<(), Error> {
    let Ok(mut entry) = book.by_name(name) else {
        findings.fault(format!("{name} is not in it"));
        return Ok(());
    };
    let bytes = regular::read(outside, u64::from(u32::MAX)).map_err(|error| unreadable(outside, error))?;
    let mut packed = Vec::with_capacity(bytes.len());
    // A byte more would differ already.
    let read = entry.by_ref().take(bytes.len() as u64 + 1).read_to_end(&mut packed);
    read.map_err(|error| unreadable(package, format!("{name}: {error}")))?;
    if packed != bytes {
        findings.fault(format!("its {name} is not the edition's"));
    }
    Ok(())
}
