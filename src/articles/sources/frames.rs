//! The containers that a builder has open.

use super::spans::{Cell, laid};
use crate::articles::document::Block;

/// What holds other blocks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Container {
    /// The whole document.
    Root,
    /// A quotation.
    Quote,
    /// A list, numbered or not.
    List {
        /// Numbered.
        ordered: bool,
    },
    /// An item of a list.
    Item,
    /// A table.
    Table,
    /// A row of a table.
    Row,
    /// A cell of a row.
    Cell,
    /// The text of a footnote.
    Footnote(String),
    /// What the markup calls navigation, a form, the page's foot.
    Furniture,
}

/// A container that is open.
pub struct Frame {
    /// What it is.
    pub kind: Container,
    /// Its blocks so far.
    pub blocks: Vec<Block>,
    /// Of a list, its items.
    pub items: Vec<Vec<Block>>,
    /// Of a table, its rows.
    pub rows: Vec<Vec<Cell>>,
    /// Of a row, its cells.
    pub cells: Vec<Cell>,
    /// Of a cell, over how many columns and rows it reaches.
    pub reach: (usize, usize),
    /// Of a row, the level of its last cell where that is a heading.
    pub heading: Option<u8>,
}

impl Frame {
    /// An empty one.
    pub fn new(kind: Container) -> Self {
        Self {
            kind,
            blocks: Vec::new(),
            items: Vec::new(),
            rows: Vec::new(),
            cells: Vec::new(),
            reach: (1, 1),
            heading: None,
        }
    }
}

/// A row of a table; what it holds besides cells parts the table.
pub fn close_row(mut row: Frame, table: &mut Frame) {
    // A row of one heading and nothing else heads the rows below it.
    if let (Some(level), 1, true) = (row.heading, row.cells.len(), row.blocks.is_empty()) {
        row.blocks.extend(row.cells.pop().map(|cell| Block::Heading(level, cell.line)));
    }
    let is_blank = row.cells.iter().all(|cell| cell.line.text.is_blank());
    if !is_blank || row.blocks.is_empty() && !row.cells.is_empty() {
        table.rows.push(row.cells);
    }
    if !row.blocks.is_empty() && !table.rows.is_empty() {
        let rows = std::mem::take(&mut table.rows);
        table.blocks.push(Block::Table(laid(rows)));
    }
    table.blocks.append(&mut row.blocks);
}
