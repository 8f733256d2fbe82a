//! Cells that reach over several columns or rows, put where each row has a cell for every column.

use super::cells::join_title;
use crate::articles::document::Line;
use crate::articles::text::Text;

/// No table is wider than this, in columns; what says so is a slip.
const MOST: usize = 40;
/// Nor is one longer than this, in rows.
const MOST_ROWS: usize = 2_000;
/// A head has no more rows.
const MOST_HEADS: usize = 3;

/// A cell, and over how many columns and rows it reaches.
#[derive(Clone, Debug, Default)]
pub struct Cell {
    /// What it holds.
    pub line: Line,
    /// Columns.
    pub across: usize,
    /// Rows.
    pub down: usize,
}

impl Cell {
    /// True where it takes one place.
    fn is_single(&self) -> bool {
        self.across <= 1 && self.down <= 1
    }
}

/// The rows as a reader sees them. A head of several rows, as the first row's cells tell that reach down, becomes one, each
/// column called by all that stands above it. What reaches over several columns with names is said for each.
pub fn laid(rows: Vec<Vec<Cell>>) -> Vec<Vec<Line>> {
    if rows.iter().flatten().all(Cell::is_single) {
        return rows.into_iter().map(|row| row.into_iter().map(|cell| cell.line).collect()).collect();
    }
    let first = rows.first().map(Vec::as_slice).unwrap_or_default();
    let is_grouped = first.iter().any(|cell| cell.across > 1);
    // What reaches over more than a few rows names the table, not its columns.
    let reaches = first.iter().map(|cell| cell.down).filter(|&down| down <= MOST_HEADS).max();
    let down = reaches.unwrap_or(1).clamp(1, rows.len().saturating_sub(1).max(1));
    let mut grid = placed(rows);
    let body = grid.split_off(if is_grouped { down } else { 1 });
    let columns = grid.iter().map(Vec::len).max().unwrap_or(0);
    let mut head = vec![Line::default(); columns];
    for row in grid {
        for (name, place) in head.iter_mut().zip(row) {
            if let Place::Cell(line) = place {
                join_title(name, line);
            }
        }
    }
    let named = |column: usize| head.get(column).is_some_and(|name| !name.text.is_blank());
    let body: Vec<Vec<Line>> = body
        .into_iter()
        .map(|row| {
            let cell = |(column, place)| match place {
                Place::Cell(line) => line,
                Place::Again(text) if named(column) => Line { text, ..Line::default() },
                Place::Again(_) | Place::Taken => Line::default(),
            };
            row.into_iter().enumerate().map(cell).collect()
        })
        .collect();
    std::iter::once(head).chain(body).collect()
}

/// What stands at a row and a column.
enum Place {
    Cell(Line),
    /// The words of the cell beside it, which reaches here; they are printed once.
    Again(Text),
    /// A cell above reaches down to here.
    Taken,
}

fn placed(rows: Vec<Vec<Cell>>) -> Vec<Vec<Place>> {
    // For each column, how many rows more a cell above reaches down.
    let mut reach: Vec<usize> = Vec::new();
    let mut grid = Vec::with_capacity(rows.len());
    for row in rows {
        let mut places: Vec<Place> = Vec::new();
        let mut next = Vec::new();
        let take = |places: &mut Vec<Place>, next: &mut Vec<usize>, is_end: bool| {
            while let Some(rows) = reach.get(places.len()).filter(|&&rows| rows > 0 || is_end) {
                next.push(rows.saturating_sub(1));
                places.push(Place::Taken);
            }
        };
        for cell in row {
            take(&mut places, &mut next, false);
            let words = cell.line.text.string();
            let down = cell.down.clamp(1, MOST_ROWS) - 1;
            places.push(Place::Cell(cell.line));
            next.push(down);
            for _ in 1..cell.across.min(MOST) {
                places.push(Place::Again(Text::unprinted(&words)));
                next.push(down);
            }
        }
        take(&mut places, &mut next, true);
        reach = next;
        grid.push(places);
    }
    grid
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cell(print: &str, across: usize, down: usize) -> Cell {
        Cell { line: Line { text: Text::of(print, 0), ..Line::default() }, across, down }
    }

    #[test]
    fn cells_stand_below_the_names_that_they_are_printed_under() {
        let rows = vec![
            vec![cell("", 1, 2), cell("船闸", 2, 1), cell("水车", 1, 1)],
            vec![cell("早班", 1, 1), cell("晚班", 1, 1), cell("看守", 1, 1)],
            vec![cell("周一", 1, 1), cell("林河", 2, 1), cell("苏婉", 1, 1)],
        ];
        let laid = laid(rows);
        let texts: Vec<Vec<String>> =
            laid.iter().map(|row| row.iter().map(|cell| cell.text.string()).collect()).collect();
        assert_eq!(texts, [["", "船闸 早班", "晚班", "水车 看守"], ["周一", "林河", "林河", "苏婉"]]);
        // A place that nobody printed is not counted.
        assert_eq!(laid[1][2].text.stretches().count(), 0);
    }

    #[test]
    fn a_cell_that_reaches_down_keeps_its_column() {
        let rows = vec![
            vec![cell("日", 1, 1), cell("班", 1, 1), cell("人", 1, 1)],
            vec![cell("周一", 1, 2), cell("早", 1, 1), cell("林河", 1, 1)],
            vec![cell("晚", 1, 1), cell("苏婉", 1, 1)],
        ];
        let texts: Vec<String> = laid(rows)[2].iter().map(|cell| cell.text.string()).collect();
        assert_eq!(texts, ["", "晚", "苏婉"]);
    }
}
