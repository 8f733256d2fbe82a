//! `edition.wav`: length, rate, and the cue points with their labels.

use std::fs::File;
use std::io::{BufReader, Read, Seek, SeekFrom};
use std::path::Path;

use super::super::Error;
use super::super::report::Report;
use super::Findings;

/// What the check reads of a WAV file.
#[derive(Debug, Default)]
struct Wave {
    rate: u32,
    frame: u32,
    bytes: u64,
    /// Cue points: id and sample offset.
    cues: Vec<(u32, u32)>,
    /// Labels: id and text.
    labels: Vec<(u32, String)>,
}

/// The master's length and its chapter marks against the report.
pub fn check(path: &Path, report: &Report, findings: &mut Findings<'_>) -> Result<(), Error> {
    let wave = read(path).map_err(|error| Error::Read { path: path.to_owned(), cause: error.to_string() })?;
    if wave.rate != report.sample_rate || wave.frame == 0 {
        findings.fault(format!("{} Hz, but report.json says {} Hz", wave.rate, report.sample_rate));
        return Ok(());
    }
    let rate = f64::from(wave.rate);
    findings.same_time("the end", (wave.bytes / u64::from(wave.frame)) as f64 / rate, report.duration_s);
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

fn read(path: &Path) -> std::io::Result<Wave> {
    let mut file = BufReader::new(File::open(path)?);
    let mut head = [0; 12];
    file.read_exact(&mut head)?;
    if !matches!(&head[..4], b"RIFF" | b"RF64") || &head[8..] != b"WAVE" {
        return Err(std::io::Error::other("it is no WAV file"));
    }
    let mut wave = Wave::default();
    let mut long_data = None;
    loop {
        let mut header = [0; 8];
        if file.read_exact(&mut header).is_err() {
            return Ok(wave);
        }
        let size = u64::from(number(&header[4..]));
        match &header[..4] {
            b"data" => {
                let size = if size == u64::from(u32::MAX) { long_data.unwrap_or(size) } else { size };
                wave.bytes = size;
                skip(&mut file, size)?;
            }
            id => {
                let mut body = vec![0; usize::try_from(size.min(1 << 24)).unwrap_or_default()];
                file.read_exact(&mut body)?;
                skip(&mut file, size - body.len() as u64 + size % 2)?;
                match id {
                    b"ds64" if body.len() >= 16 => {
                        long_data = body[8..16].try_into().ok().map(u64::from_le_bytes)
                    }
                    b"fmt " if body.len() >= 14 => {
                        wave.rate = number(&body[4..]);
                        wave.frame = u32::from(u16::from_le_bytes([body[12], body[13]]));
                    }
                    b"cue " => wave.cues = cues(&body),
                    b"LIST" if body.starts_with(b"adtl") => wave.labels = labels(&body[4..]),
                    _ => {}
                }
            }
        }
    }
}

fn skip(file: &mut BufReader<File>, bytes: u64) -> std::io::Result<()> {
    let bytes = i64::try_from(bytes).map_err(std::io::Error::other)?;
    file.seek_relative(bytes)?;
    file.seek(SeekFrom::Current(0)).map(|_| ())
}

/// The first four bytes, little endian; 0 where there are fewer.
fn number(bytes: &[u8]) -> u32 {
    bytes.first_chunk().map_or(0, |four| u32::from_le_bytes(*four))
}

fn cues(body: &[u8]) -> Vec<(u32, u32)> {
    body.get(4..).unwrap_or_default().chunks_exact(24).map(|cue| (number(cue), number(&cue[20..]))).collect()
}

fn labels(mut body: &[u8]) -> Vec<(u32, String)> {
    let mut labels = Vec::new();
    while let (Some(id), Some(size)) = (body.get(..4), body.get(4..8)) {
        let size = number(size) as usize;
        let Some(chunk) = body.get(8..8 + size) else { break };
        if id == b"labl" && size > 4 {
            let text = String::from_utf8_lossy(&chunk[4..]);
            labels.push((number(chunk), text.trim_end_matches('\0').to_owned()));
        }
        body = body.get(8 + size + size % 2..).unwrap_or_default();
    }
    labels
}
