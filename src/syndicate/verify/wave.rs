//! `edition.wav`: rate, length, and the chapter marks.

use std::path::Path;

use super::super::Error;
use super::super::report::Report;
use super::super::wave::Wave;
use super::Findings;

/// The master against the report.
pub fn check(path: &Path, report: &Report, findings: &mut Findings<'_>) -> Result<(), Error> {
    let wave =
        Wave::open(path).map_err(|error| Error::Read { path: path.to_owned(), cause: error.to_string() })?;
    if wave.rate != report.sample_rate {
        findings.fault(format!("{} Hz, but report.json says {} Hz", wave.rate, report.sample_rate));
        return Ok(());
    }
    let rate = f64::from(wave.rate);
    findings.same_time("the end", wave.length() as f64 / rate, report.duration_s);
    if findings.same_count("cue points", wave.cues.len(), report.chapters.len()) {
        for ((id, position), chapter) in wave.cues.iter().zip(&report.chapters) {
            findings.same_time(format!("“{}”", chapter.title), f64::from(*position) / rate, chapter.start_s);
            let label = wave.labels.iter().find(|(of, _)| of == id).map_or("", |(_, label)| label);
            // Labels are cut at 511 bytes; ffmpeg reads no more.
            if label.is_empty() || !chapter.title.starts_with(label) {
                findings.fault(format!("the cue of “{}” has another label: “{label}”", chapter.title));
            }
        }
    }
    Ok(())
}
