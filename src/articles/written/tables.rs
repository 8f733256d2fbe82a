//! Tables of texts for screens: small ones are told row by row, others announced.

use crate::articles::document::Line;
use crate::articles::text::{Text, is_blank, is_han, is_letter};
use crate::articles::treatment::Treatment;

/// What becomes of a table.
pub enum TableText {
    /// A sentence for each row.
    Rows(Vec<Text>),
    /// It is only said that there is one; its cells.
    Announced(Vec<Text>),
}

/// Small tables have no more rows below their head, and no more columns.
const MOST_ROWS: usize = 12;
const MOST_COLUMNS: usize = 4;
/// Tables of more columns are small where all they say is no longer than this, in characters.
const SHORT: usize = 400;
const MOST_SHORT_COLUMNS: usize = 6;

/// Decides how a table is told; its first row is its head.
pub fn told(rows: Vec<Vec<Line>>, treatment: Treatment) -> TableText {
    let filled = |row: &Vec<Line>| row.iter().filter(|cell| !cell.text.is_blank()).count();
    let columns = rows.iter().map(filled).max().unwrap_or(0);
    let longest = rows.iter().flatten().map(|cell| cell.text.len()).max().unwrap_or(0);
    // Pages are laid out in tables of one column or of long texts.
    if columns <= 1 || rows.len() == 1 || longest > 160 {
        return TableText::Rows(
            rows.into_iter()
                .flatten()
                .map(|cell| cell.text)
                .filter(|text| text.chars().iter().any(|&c| is_letter(c)))
                .collect(),
        );
    }
    let all: usize = rows.iter().flatten().map(|cell| cell.text.len()).sum();
    let most_columns = if all <= SHORT { MOST_SHORT_COLUMNS } else { MOST_COLUMNS };
    let untold = treatment != Treatment::Say;
    if untold || !is_prose(&rows) && (rows.len() > MOST_ROWS + 1 || columns > most_columns) {
        return TableText::Announced(rows.into_iter().flatten().map(|cell| cell.text).collect());
    }
    if is_numbered(&rows) {
        return TableText::Rows(rows.into_iter().map(joined).filter(|row| row.len() > 0).collect());
    }
    let mut rows = rows.into_iter();
    let head = rows.next().unwrap_or_default();
    let mut told = Vec::new();
    for (number, row) in rows.enumerate() {
        let mut sentence = Text::default();
        for (column, cell) in row.into_iter().enumerate() {
            if cell.text.is_blank() {
                continue;
            }
            if sentence.len() > 0 {
                mark(&mut sentence, '，', ',');
            }
            // The first column names the row; its head is said once.
            if let Some(name) =
                head.get(column).filter(|name| !name.text.is_blank() && (column > 0 || number == 0))
            {
                // Only the first time its print is told; later it is said again without a place.
                if number == 0 {
                    sentence.append(name.text.clone());
                } else {
                    name.text.chars().iter().for_each(|&c| sentence.push_unprinted(c));
                }
                mark(&mut sentence, '：', ':');
            }
            sentence.append(cell.text);
        }
        if sentence.len() > 0 {
            told.push(sentence);
        }
    }
    TableText::Rows(told)
}

/// True for items in rows: nothing but their numbers stands in the first column, from the first row on.
fn is_numbered(rows: &[Vec<Line>]) -> bool {
    let print = |row: &Vec<Line>| row.first().map(|cell| cell.text.string().trim().to_owned());
    let numbers: Vec<String> = rows.iter().filter_map(print).filter(|print| !print.is_empty()).collect();
    let is_number = |print: &String| {
        let figures = print.trim_end_matches(['.', '、', ')', '．']);
        (1..=3).contains(&figures.len())
            && figures.len() < print.len()
            && figures.bytes().all(|c| c.is_ascii_digit())
    };
    numbers.len() >= 2 && numbers.iter().all(is_number)
}

/// A row's cells one behind the other.
fn joined(row: Vec<Line>) -> Text {
    let mut joined = Text::default();
    for cell in row.into_iter().filter(|cell| !cell.text.is_blank()) {
        if joined.len() > 0 {
            joined.push_unprinted(' ');
        }
        joined.append(cell.text);
    }
    joined
}

/// True where most rows have a cell of running text: the table is the news itself.
fn is_prose(rows: &[Vec<Line>]) -> bool {
    let is_text = |cell: &Line| {
        let han = cell.text.chars().iter().filter(|&&c| is_han(c)).count();
        let words = cell.text.chars().split(|&c| is_blank(c)).filter(|word| word.len() > 1).count();
        han >= 16 || words >= 8
    };
    let told = rows.iter().skip(1).filter(|row| row.iter().any(is_text)).count();
    told * 2 > rows.len() - 1
}

/// A mark that nobody printed, as the text's script wants it.
fn mark(text: &mut Text, chinese: char, english: char) {
    if text.chars().iter().any(|&c| is_han(c)) {
        text.push_unprinted(chinese);
    } else {
        text.push_unprinted(english);
        text.push_unprinted(' ');
    }
}
