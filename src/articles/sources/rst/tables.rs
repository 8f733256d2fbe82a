//! Tables of reStructuredText: grids drawn with `+---+`, and columns below `====  ====`.

use super::inline;
use super::rows::{Page, Row, columns};
use crate::articles::sources::builder::Builder;
use crate::articles::sources::frames::Container;

/// How many lines from the first on are a table; 0 where they are none.
pub fn length(page: &Page<'_>, rows: &[Row]) -> usize {
    let Some(&first) = rows.first() else { return 0 };
    if is_grid_border(page.of(first)) {
        return rows
            .iter()
            .take_while(|row| page.of(**row).first().is_some_and(|c| "+|".contains(*c)))
            .count();
    }
    if !is_simple_border(page.of(first)) {
        return 0;
    }
    // It ends with the last border before a blank line that no border follows: the second or the third one.
    let mut borders = 1;
    for (at, row) in rows.iter().enumerate().skip(1) {
        if is_simple_border(page.of(*row)) {
            borders += 1;
            let ends = rows.get(at + 1).is_none_or(|next| next.is_blank());
            if borders == 3 || ends {
                return at + 1;
            }
        }
    }
    0
}

fn is_grid_border(chars: &[char]) -> bool {
    chars.len() >= 3 && chars[0] == '+' && chars.iter().all(|c| matches!(c, '+' | '-' | '='))
}

fn is_simple_border(chars: &[char]) -> bool {
    chars.iter().all(|c| matches!(c, '=' | ' ')) && chars.windows(2).any(|two| two == ['=', ' '])
}

/// Tells the rows of a table.
pub fn tell(page: &Page<'_>, rows: &[Row], builder: &mut Builder) {
    builder.open(Container::Table);
    let told = if is_grid_border(page.of(rows[0])) { grid(page, rows) } else { simple(page, rows) };
    for row in told.iter().filter(|row| !row.is_empty()) {
        builder.open(Container::Row);
        for cell in row {
            builder.open(Container::Cell);
            inline::tell(page, cell, builder);
            builder.close();
        }
        builder.close();
    }
    builder.close();
}

/// Each row's cells, each of one line or more.
type Cells = Vec<Vec<Vec<Row>>>;

fn grid(page: &Page<'_>, rows: &[Row]) -> Cells {
    let mut cells: Cells = vec![Vec::new()];
    for &row in rows {
        let chars = page.of(row);
        if is_grid_border(chars) {
            cells.push(Vec::new());
            continue;
        }
        let mut start = 0;
        let bars = chars.iter().enumerate().filter(|(_, c)| **c == '|').map(|(at, _)| at).skip(1);
        for (column, bar) in bars.enumerate() {
            put(&mut cells, column, part(page, row, start + 1, bar));
            start = bar;
        }
    }
    cells
}

fn simple(page: &Page<'_>, rows: &[Row]) -> Cells {
    let border = page.of(rows[0]);
    let opens = |at: usize| border[at] == '=' && (at == 0 || border[at - 1] == ' ');
    let starts: Vec<usize> = (0..border.len()).filter(|&at| opens(at)).collect();
    let mut cells: Cells = Vec::new();
    for &row in rows.iter().filter(|row| !row.is_blank() && !is_simple_border(page.of(**row))) {
        let chars = page.of(row);
        let mut parts = vec![(0, 0); starts.len()];
        let (mut column, mut place, mut from) = (0, row.indent.saturating_sub(rows[0].indent), 0);
        for (at, &c) in chars.iter().enumerate() {
            if column + 1 < starts.len() && place >= starts[column + 1] {
                parts[column] = (from, at);
                column += 1;
                from = at;
            }
            place += columns(c);
        }
        parts[column] = (from, chars.len());
        // A line without a first cell goes on with the row above.
        if row.indent == rows[0].indent || cells.is_empty() {
            cells.push(Vec::new());
        }
        for (column, (start, end)) in parts.into_iter().enumerate() {
            put(&mut cells, column, part(page, row, start, end));
        }
    }
    cells
}

fn part(page: &Page<'_>, row: Row, start: usize, end: usize) -> Row {
    Row { end: row.start + end, ..row }.behind(page, start)
}

fn put(cells: &mut Cells, column: usize, part: Row) {
    if let Some(row) = cells.last_mut() {
        row.resize(row.len().max(column + 1), Vec::new());
        row[column].push(part);
    }
}
