//! Voices of Kokoro's shape: `StyleTTS` 2 with a vector of style for every length of a sentence.
//!
//! Inputs `input_ids` or `tokens` i64[1, n], `style` f32[1, 256] and `speed` f32[1]; the output holds the samples, 24,000 a second. A
//! sentence begins and ends with the number 0; the style is the row of the voice's table that has as many symbols
//! (Kokoro-82M's model card).

use std::collections::HashMap;
use std::fs::File;
use std::io::{BufReader, Read};
use std::path::Path;

use zip::ZipArchive;

use super::error::VoiceError;
use super::network::{Fed, Network};
use crate::files::regular;

/// Numbers of a vector of style.
const WIDTH: usize = 256;
/// Lengths that a voice has styles for.
const ROWS: usize = 510;
/// The number before and behind a sentence.
const EDGE: i32 = 0;
/// The largest table of one voice, and the largest file of many, in bytes.
const LARGEST_TABLE: u64 = 4 << 20;
const LARGEST_FILE: u64 = 512 << 20;
/// Samples a second.
pub(super) const RATE: u32 = 24_000;

/// The numbers of the symbols.
pub(super) struct Vocabulary(HashMap<char, i32>);

impl Vocabulary {
    /// Reads them from `config.json` or `tokenizer.json` as they are published, or from lines of a symbol and its number.
    ///
    /// # Errors
    /// It has none.
    pub fn read(file: &Path) -> Result<Self, VoiceError> {
        let text = regular::read_text(file, regular::LARGEST_SETTINGS)
            .map_err(|source| VoiceError::Unreadable { file: file.to_owned(), source })?;
        let numbers = if text.trim_start().starts_with('{') { of_json(&text) } else { of_lines(&text) };
        match numbers {
            Some(numbers) if !numbers.is_empty() => Ok(Self(numbers)),
            _ => Err(VoiceError::Description {
                file: file.to_owned(),
                message: "it holds no `vocab`, a number for every symbol".to_owned(),
            }),
        }
    }

    /// Whether it has a symbol.
    pub fn has(&self, symbol: char) -> bool {
        self.0.contains_key(&symbol)
    }
}

fn of_json(text: &str) -> Option<HashMap<char, i32>> {
    let json: serde_json::Value = serde_json::from_str(text).ok()?;
    let listed = json.get("vocab").or_else(|| json.pointer("/model/vocab"))?.as_object()?;
    let number = |(symbol, id): (&String, &serde_json::Value)| {
        let id = i32::try_from(id.as_i64()?).ok().filter(|id| *id >= 0)?;
        Some((single(symbol)?, id))
    };
    Some(listed.iter().filter_map(number).collect())
}

/// Lines as in `tokens.txt`: a symbol, a space, its number; a space may be the symbol.
fn of_lines(text: &str) -> Option<HashMap<char, i32>> {
    let number = |line: &str| {
        let (symbol, id) = line.rsplit_once(' ')?;
        Some((single(if symbol.is_empty() { " " } else { symbol })?, id.parse().ok().filter(|id| *id >= 0)?))
    };
    text.lines().map(str::trim_end).filter(|line| !line.is_empty()).map(number).collect()
}

fn single(symbol: &str) -> Option<char> {
    let mut chars = symbol.chars();
    chars.next().filter(|_| chars.next().is_none())
}

/// The styles of one voice, a row for each length of a sentence.
pub(super) struct Styles(Vec<f32>);

impl Styles {
    /// Reads those of a voice: `NAME.npy` in an archive of `NumPy`'s (`.npz`, whatever its ending), or bare numbers, of one
    /// voice or of several in a row, of which `number` names one.
    ///
    /// # Errors
    /// There is no such voice, or what is there are no styles.
    pub fn read(file: &Path, name: &str, number: usize) -> Result<Self, VoiceError> {
        let unreadable = |source| VoiceError::Unreadable { file: file.to_owned(), source };
        let odd = |message: String| VoiceError::Description { file: file.to_owned(), message };
        let mut first = [0; 4];
        let is_archive = {
            let mut opened = regular::open(file).map_err(unreadable)?;
            opened.read_exact(&mut first).is_ok() && first == *b"PK\x03\x04"
        };
        let bytes = if is_archive {
            let opened = regular::open(file).map_err(unreadable)?;
            archived(opened, name).map_err(odd)?
        } else {
            bare(&regular::read(file, LARGEST_FILE).map_err(unreadable)?, number).map_err(odd)?
        };
        let numbers: Vec<f32> = bytes.as_chunks().0.iter().map(|bytes| f32::from_le_bytes(*bytes)).collect();
        if numbers.is_empty() || !numbers.len().is_multiple_of(WIDTH) || !bytes.len().is_multiple_of(4) {
            return Err(odd(format!("{} bytes are no rows of {WIDTH} numbers", bytes.len())));
        }
        if numbers.iter().any(|number| !number.is_finite()) {
            return Err(odd("it holds what is no number".to_owned()));
        }
        Ok(Self(numbers))
    }

    /// The style of a sentence of so many symbols.
    fn of(&self, symbols: usize) -> Vec<f32> {
        let row = symbols.min(self.rows() - 1);
        self.0[row * WIDTH..(row + 1) * WIDTH].to_vec()
    }

    /// How many symbols a sentence may have.
    pub fn rows(&self) -> usize {
        self.0.len() / WIDTH
    }
}

/// The bytes of an array in an archive.
fn archived(file: File, name: &str) -> Result<Vec<u8>, String> {
    let mut archive = ZipArchive::new(BufReader::new(file)).map_err(|error| error.to_string())?;
    let plain = |entry: &str| entry.strip_suffix(".npy").map(str::to_owned);
    let mut names: Vec<String> = archive.file_names().flatten().filter_map(|entry| plain(&entry)).collect();
    names.sort();
    let Ok(entry) = archive.by_name(&format!("{name}.npy")) else {
        let hint = crate::files::nearest(name, names.iter().map(String::as_str))
            .map_or_else(|| names.join(", "), |near| format!("did you mean `{near}`?"));
        return Err(format!("it has no voice `{name}`: {hint}"));
    };
    let mut bytes = Vec::new();
    let read = entry.take(LARGEST_TABLE + 1).read_to_end(&mut bytes).map_err(|error| error.to_string())?;
    if read as u64 > LARGEST_TABLE {
        return Err(format!("its voice `{name}` is far too large"));
    }
    array(&bytes)
        .map(<[u8]>::to_vec)
        .ok_or_else(|| format!("its voice `{name}` is no array of 32-bit numbers"))
}

/// What stands behind the head of an array in `NumPy`'s form (version 1 or 2), where its numbers are of 32 bits.
fn array(bytes: &[u8]) -> Option<&[u8]> {
    let rest = bytes.strip_prefix(b"\x93NUMPY")?;
    let (version, rest) = rest.split_first_chunk::<2>()?;
    let (length, rest) = if version[0] == 1 {
        let (length, rest) = rest.split_first_chunk::<2>()?;
        (usize::from(u16::from_le_bytes(*length)), rest)
    } else {
        let (length, rest) = rest.split_first_chunk::<4>()?;
        (usize::try_from(u32::from_le_bytes(*length)).ok()?, rest)
    };
    let (head, numbers) = rest.split_at_checked(length)?;
    let head = std::str::from_utf8(head).ok()?;
    (head.contains("'<f4'") && !head.contains("'fortran_order': True")).then_some(numbers)
}

/// One voice's bytes of a file of bare numbers.
fn bare(bytes: &[u8], number: usize) -> Result<Vec<u8>, String> {
    let table = ROWS * WIDTH * 4;
    if bytes.len() < 2 * table {
        return Ok(bytes.to_vec());
    }
    let all = bytes.len() / table;
    let voice = bytes.chunks_exact(table).nth(number);
    voice
        .map(<[u8]>::to_vec)
        .ok_or_else(|| format!("it has {all} voices, from 0, and none with the number {number}"))
}

/// A voice, as the files beside its model describe it.
pub(super) struct Kokoro {
    pub vocabulary: Vocabulary,
    pub styles: Styles,
    /// A factor: above 1 is faster.
    pub speed: f32,
}

/// What models call the numbers of symbols.
const IDS: [&str; 2] = ["input_ids", "tokens"];

impl Kokoro {
    /// The numbers of symbols between their edges; symbols that it does not know are left out. `None` where nothing is left.
    pub fn encode(&self, symbols: &[String]) -> Option<Vec<i32>> {
        let signs = symbols.iter().flat_map(|symbol| symbol.chars());
        let mut ids = vec![EDGE];
        ids.extend(signs.filter_map(|sign| self.vocabulary.0.get(&sign)));
        let said = ids.len() > 1;
        ids.push(EDGE);
        said.then_some(ids)
    }

    /// How many numbers it takes at once, edges included.
    pub fn longest(&self) -> usize {
        self.styles.rows() + 1
    }

    /// Whether a model is of this kind.
    ///
    /// # Errors
    /// What it lacks.
    pub fn check(network: &Network) -> Result<(), VoiceError> {
        [&IDS[..], &["style"], &["speed"]].iter().try_for_each(|names| network.input(names).map(|_| ()))
    }

    /// The samples of a sentence.
    ///
    /// # Errors
    /// The model's.
    pub fn say(&self, network: &Network, ids: Vec<i32>) -> Result<Vec<f32>, VoiceError> {
        let style = self.styles.of(ids.len() - 2);
        network.run(vec![
            (network.input(&IDS)?, Fed::Row(ids)),
            ("style", Fed::Style(style)),
            ("speed", Fed::Numbers(vec![self.speed])),
        ])
    }
}
