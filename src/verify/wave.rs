//! `edition.wav`: rate, length, and the chapter marks.

use std::io::{self, BufReader, Read, Seek, SeekFrom};
use std::path::Path;

use super::error::{Error, unreadable};
use super::findings::Findings;
use super::stops::stops;
use crate::files::regular;
use crate::model::Report;

/// The master against the report.
pub fn check(path: &Path, report: &Report, findings: &mut Findings<'_>) -> Result<(), Error> {
    let wave = Wave::open(path).map_err(|error| unreadable(path, error))?;
    if wave.rate != report.sample_rate {
        findings.fault(format!("{} Hz, but report.json says {} Hz", wave.rate, report.sample_rate));
        return Ok(());
    }
    let rate = f64::from(wave.rate);
    findings.same_time("the end", wave.length() as f64 / rate, report.duration_s);
    let stops = stops(report);
    if findings.same_count("cue points", wave.cues.len(), stops.len()) {
        for ((id, position), chapter) in wave.cues.iter().zip(&stops) {
            findings.same_time(format!("“{}”", chapter.title), f64::from(*position) / rate, chapter.start_s);
            let label = wave.labels.iter().find(|(of, _)| of == id).map_or("", |(_, label)| label);
            // Labels are cut at 511 bytes; ffmpeg reads no more.
            if label.is_empty() || !chapter.title.starts_with(label.trim_end_matches('…')) {
                findings.fault(format!("the cue of “{}” has another label: “{label}”", chapter.title));
            }
        }
    }
    // The masters of older editions tell nothing of themselves.
    if wave.info.is_empty() {
        return Ok(());
    }
    let told = |name: &[u8; 4]| wave.info.iter().find(|(id, _)| id == name).map(|(_, text)| text.as_str());
    findings.titled(told(b"INAM"), report);
    findings.discloses(report, told(b"ICMT"));
    findings.labelled(report, told(b"AIGC"));
    Ok(())
}

/// What stands around the samples.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Wave {
    /// Samples a second.
    rate: u32,
    /// Bytes of one sample of all channels.
    frame: u16,
    /// How many bytes they are.
    bytes: u64,
    /// Cue points: id and sample offset.
    cues: Vec<(u32, u32)>,
    /// Their labels: id and text.
    labels: Vec<(u32, String)>,
    /// What the file says of itself, by the names of RIFF's `INFO`.
    info: Vec<([u8; 4], String)>,
}

/// Longest list that is read; a thousand chapters take a tenth of it.
const LONGEST_LIST: u64 = 4 << 20;

impl Wave {
    /// Reads the chunks of a file.
    fn open(path: &Path) -> io::Result<Self> {
        let mut file = BufReader::new(regular::open(path)?);
        let length = file.get_ref().metadata()?.len();
        let mut head = [0; 12];
        file.read_exact(&mut head)?;
        if !matches!(&head[..4], b"RIFF" | b"RF64") || &head[8..] != b"WAVE" {
            return Err(io::Error::other("it is no WAV file"));
        }
        let mut wave = Self::default();
        let mut long = None;
        let mut at = 12;
        while at + 8 <= length {
            file.seek(SeekFrom::Start(at))?;
            let mut header = [0; 8];
            file.read_exact(&mut header)?;
            let mut size = u64::from(number(&header[4..]));
            if &header[..4] == b"data" {
                size = long.filter(|_| size == u64::from(u32::MAX)).unwrap_or(size);
                wave.bytes = size;
                if at + 8 + size > length {
                    return Err(io::Error::other("it ends before its samples do"));
                }
            } else if size <= LONGEST_LIST {
                let mut body = vec![0; size as usize];
                file.read_exact(&mut body)?;
                long = long.or(wave.take(&header[..4], &body));
            }
            at += 8 + size + size % 2;
        }
        Ok(wave)
    }

    /// Keeps what a chunk says; RF64's `ds64` gives the samples' true size.
    fn take(&mut self, id: &[u8], body: &[u8]) -> Option<u64> {
        match id {
            b"fmt " if body.len() >= 16 => {
                self.rate = number(&body[4..]);
                self.frame = u16::from_le_bytes([body[12], body[13]]);
            }
            b"cue " => self.cues = cues(body),
            b"LIST" if body.starts_with(b"adtl") => self.labels = labels(&body[4..]),
            b"LIST" if body.starts_with(b"INFO") => self.info = info(&body[4..]),
            b"ds64" => {
                return body.get(8..).and_then(|rest| rest.first_chunk()).map(|n| u64::from_le_bytes(*n));
            }
            _ => {}
        }
        None
    }

    /// How many samples each channel has.
    fn length(&self) -> u64 {
        self.bytes / u64::from(self.frame.max(1))
    }
}

/// The first four bytes, little endian; 0 where there are fewer.
fn number(bytes: &[u8]) -> u32 {
    bytes.first_chunk().map_or(0, |four| u32::from_le_bytes(*four))
}

fn cues(body: &[u8]) -> Vec<(u32, u32)> {
    body.get(4..).unwrap_or_default().chunks_exact(24).map(|cue| (number(cue), number(&cue[20..]))).collect()
}

fn info(mut body: &[u8]) -> Vec<([u8; 4], String)> {
    let mut entries = Vec::new();
    while let Some((name, rest)) = body.split_first_chunk() {
        let size = number(rest) as usize;
        let Some(text) = rest.get(4..).and_then(|rest| rest.get(..size)) else { break };
        entries.push((*name, String::from_utf8_lossy(text).trim_end_matches('\0').to_owned()));
        body = rest.get(4 + size + size % 2..).unwrap_or_default();
    }
    entries
}

fn labels(mut body: &[u8]) -> Vec<(u32, String)> {
    let mut labels = Vec::new();
    while body.len() > 8 {
        let size = number(&body[4..]) as usize;
        let Some(chunk) = body.get(8..8 + size) else { break };
        if body.starts_with(b"labl") && size > 4 {
            let text = String::from_utf8_lossy(&chunk[4..]);
            labels.push((number(chunk), text.trim_end_matches('\0').to_owned()));
        }
        body = body.get(8 + size + size % 2..).unwrap_or_default();
    }
    labels
}
