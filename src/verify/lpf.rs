//! `edition.lpf`: a manifest, and every file that it names as it stands beside the package.

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
        let Ok(mut entry) = book.by_name(url) else {
            findings.fault(format!("it names {url}, which is not in it"));
            continue;
        };
        let beside = path.with_file_name(url);
        let bytes =
            regular::read(&beside, u64::from(u32::MAX)).map_err(|error| unreadable(&beside, error))?;
        let mut packed = Vec::with_capacity(bytes.len());
        // A byte more would differ already.
        let read = entry.by_ref().take(bytes.len() as u64 + 1).read_to_end(&mut packed);
        read.map_err(|error| unreadable(path, format!("{url}: {error}")))?;
        if packed != bytes {
            findings.fault(format!("its {url} is not the edition's"));
        }
    }
    Ok(())
}
