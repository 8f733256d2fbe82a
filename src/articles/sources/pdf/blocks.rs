//! Lines become blocks: what stands below one another in the same print, in one column.

use super::lines::Line;
use crate::articles::frame::Frame;
use crate::articles::text::is_han;
use crate::articles::weights::weights;

/// Puts pieces of one line together again, lets characters that stand alone one below the other be a line, and gives
/// initials to the lines that they begin.
pub fn mended(lines: Vec<Line>) -> Vec<Line> {
    initials(stacks(pieces(lines)))
}

/// Joins pieces that touch: print in other fonts, figures of notes.
fn pieces(mut lines: Vec<Line>) -> Vec<Line> {
    let weights = weights();
    lines.sort_by(|one, other| one.frame.left.total_cmp(&other.frame.left));
    let page = Page::of(&lines, &[]);
    let mut whole: Vec<Line> = Vec::with_capacity(lines.len());
    for line in lines {
        let touches = |open: &&mut Line| {
            let small = open.size.min(line.size);
            let shared = open.frame.bottom.min(line.frame.bottom) - open.frame.top.max(line.frame.top);
            let white = line.frame.left - open.frame.right;
            let alike = open.size.max(line.size) < small * weights.pdf_piece_alike;
            let is_column = white > small * weights.pdf_piece_at_margin && page.is_margin(line.frame.left);
            let near = -small * weights.pdf_piece_overlap..small * weights.pdf_piece_gap;
            alike && !is_column && shared > small * weights.pdf_piece_level && near.contains(&white)
        };
        match whole.iter_mut().rev().find(touches) {
            Some(open) => append(open, &line),
            None => whole.push(line),
        }
    }
    whole.sort_by_key(|line| line.order);
    whole
}

/// Adds what stands to the right of a line.
fn append(open: &mut Line, line: &Line) {
    let white = line.frame.left - open.frame.right;
    let han = |c: Option<char>| c.is_some_and(|c| is_han(c) || c > '\u{2fff}');
    let wide = han(open.print.chars().last()) || han(line.print.chars().next());
    let blank = if wide { weights().pdf_piece_blank_in_han } else { weights().pdf_piece_blank };
    if white > open.size.min(line.size) * blank {
        open.print.push(' ');
    }
    if line.print.chars().count() > open.print.chars().count() {
        (open.size, open.font, open.is_bold) = (line.size, line.font, line.is_bold);
    }
    open.print.push_str(&line.print);
    open.frame = open.frame.with(&line.frame);
    open.lost += line.lost;
    open.order = open.order.min(line.order);
}

/// Chinese characters that stand alone one below the other are a line from top to bottom.
fn stacks(lines: Vec<Line>) -> Vec<Line> {
    const FEWEST: usize = 3;
    let weights = weights();
    let is_single = |line: &Line| {
        let mut chars = line.print.chars();
        chars.next().is_some_and(|c| is_han(c) || c > '\u{2fff}') && chars.next().is_none()
    };
    let (mut singles, mut others): (Vec<Line>, Vec<Line>) = lines.into_iter().partition(is_single);
    singles.sort_by(|one, other| one.frame.top.total_cmp(&other.frame.top));
    let mut open: Vec<Vec<Line>> = Vec::new();
    for line in singles {
        let below = |stack: &&mut Vec<Line>| {
            stack.last().is_some_and(|last| {
                let white = line.frame.top - last.frame.bottom;
                let off = (line.frame.center() - last.frame.center()).abs();
                let aligned = off < line.size * weights.pdf_stack_aligned;
                let alike = (line.size - last.size).abs() < line.size * weights.pdf_stack_alike;
                let near = -line.size * weights.pdf_stack_overlap..line.size * weights.pdf_stack_gap;
                aligned && alike && near.contains(&white)
            })
        };
        match open.iter_mut().rev().find(below) {
            Some(stack) => stack.push(line),
            None => open.push(vec![line]),
        }
    }
    for stack in open {
        if stack.len() < FEWEST {
            others.extend(stack);
            continue;
        }
        let whole = stack.into_iter().reduce(|mut whole, line| {
            whole.print.push_str(&line.print);
            whole.frame = whole.frame.with(&line.frame);
            whole.order = whole.order.min(line.order);
            whole
        });
        others.extend(whole);
    }
    others.sort_by_key(|line| line.order);
    others
}

/// Gives an initial that is as high as several lines to the line that it begins.
fn initials(mut lines: Vec<Line>) -> Vec<Line> {
    let weights = weights();
    let mut at = 0;
    while at < lines.len() {
        let initial = &lines[at];
        let letter = initial.print.chars().count() <= 2 && initial.print.chars().all(char::is_alphabetic);
        let begun = |line: &Line| {
            let white = line.frame.left - initial.frame.right;
            initial.size >= line.size * weights.pdf_initial
                && line.print.chars().count() > 4
                && (-line.size..line.size * weights.pdf_initial_gap).contains(&white)
                && line.frame.bottom > initial.frame.top
                && line.frame.top < initial.frame.bottom
        };
        let first = (0..lines.len()).filter(|&n| letter && n != at && begun(&lines[n]));
        let first = first.min_by(|&one, &other| lines[one].frame.top.total_cmp(&lines[other].frame.top));
        let Some(mut first) = first else {
            at += 1;
            continue;
        };
        let initial = lines.remove(at);
        first -= usize::from(first > at);
        let line = &mut lines[first];
        line.print.insert_str(0, &initial.print);
        line.frame.left = initial.frame.left;
        line.lost += initial.lost;
        line.order = line.order.min(initial.order);
    }
    lines
}

/// Lines by their blocks, in the order of the file.
pub fn blocks(mut lines: Vec<Line>, rules: &[Frame]) -> Vec<Vec<Line>> {
    lines.sort_by(|one, other| {
        one.frame.bottom.total_cmp(&other.frame.bottom).then(one.frame.left.total_cmp(&other.frame.left))
    });
    let page = Page::of(&lines, rules);
    let mut blocks: Vec<Block> = Vec::new();
    for line in lines {
        let found = blocks.iter().enumerate().rev().filter(|(_, block)| block.takes(&line, &page));
        let nearest = found.min_by(|(_, one), (_, other)| {
            let far = |block: &Block| (line.frame.left - block.last().frame.left).abs();
            far(one).total_cmp(&far(other))
        });
        match nearest.map(|(at, _)| at) {
            Some(at) => blocks[at].add(line),
            None => blocks.push(Block { lines: vec![line] }),
        }
    }
    let mut blocks: Vec<Vec<Line>> = blocks.into_iter().flat_map(|block| apart(block.lines)).collect();
    blocks.sort_by_key(|block| block.iter().map(|line| line.order).min());
    blocks
}

/// Parts a block where the white between two lines is wider than it mostly is.
fn apart(lines: Vec<Line>) -> Vec<Vec<Line>> {
    const FEWEST: usize = 4;
    let wider = weights().pdf_gap_wider;
    let feet = |two: &[Line]| two[1].frame.bottom - two[0].frame.bottom;
    let mut gaps: Vec<f32> = lines.windows(2).map(feet).collect();
    gaps.sort_by(f32::total_cmp);
    let Some(&usual) = gaps.get(gaps.len() / 2).filter(|_| lines.len() >= FEWEST) else { return vec![lines] };
    let mut parts: Vec<Vec<Line>> = Vec::new();
    for line in lines {
        match parts.last_mut() {
            Some(part)
                if part.last().is_none_or(|last| line.frame.bottom - last.frame.bottom <= usual * wider) =>
            {
                part.push(line);
            }
            _ => parts.push(vec![line]),
        }
    }
    parts
}

/// What parts columns.
struct Page<'a> {
    rules: &'a [Frame],
    /// Where lines begin, in order.
    lefts: Vec<f32>,
}

impl<'a> Page<'a> {
    fn of(lines: &[Line], rules: &'a [Frame]) -> Self {
        let mut lefts: Vec<f32> = lines.iter().map(|line| line.frame.left).collect();
        lefts.sort_by(f32::total_cmp);
        Self { rules, lefts }
    }

    /// True where several lines begin that far from the left.
    fn is_margin(&self, left: f32) -> bool {
        const SEVERAL: usize = 3;
        let near = weights().pdf_margin;
        let until = |edge: f32| self.lefts.partition_point(|other| *other < edge);
        until(left + near) - until(left - near) >= SEVERAL
    }
}

/// A block under construction; it has a line.
struct Block {
    lines: Vec<Line>,
}

impl Block {
    fn last(&self) -> &Line {
        &self.lines[self.lines.len() - 1]
    }

    /// True where a line stands below this block, or beside its last line as a piece of it.
    fn takes(&self, line: &Line, page: &Page<'_>) -> bool {
        let last = self.last();
        let weights = weights();
        let most = weights.pdf_alike;
        let alike = line.size < last.size * most && last.size < line.size * most;
        let far = line.frame.bottom - last.frame.bottom;
        if !alike || far > line.size * weights.pdf_leading {
            return false;
        }
        let level = line.size * weights.pdf_level;
        if far < level {
            return self.is_beside(line) && !page.is_margin(line.frame.left);
        }
        let shared = line.frame.right.min(last.frame.right) - line.frame.left.max(last.frame.left);
        let narrower = line.frame.width().min(last.frame.width());
        let own = self.lines.windows(2).map(|two| two[1].frame.bottom - two[0].frame.bottom);
        let own = own.filter(|far| *far > level).fold(f32::INFINITY, f32::min);
        let between = |rule: &Frame| {
            let y = f32::midpoint(rule.top, rule.bottom);
            let crossed = rule.right.min(line.frame.right) - rule.left.max(line.frame.left);
            rule.width() > rule.height()
                && y > last.frame.bottom - level
                && y < line.frame.top + level
                && crossed > narrower * weights.pdf_rule_between
        };
        let near = far < own * weights.pdf_leading_wider;
        shared > narrower * weights.pdf_shared && near && !page.rules.iter().any(between) && !self.turns(line)
    }

    /// True where another font begins behind or with a line that is not full: a subhead, a byline.
    fn turns(&self, line: &Line) -> bool {
        let last = self.last();
        let right = self.lines.iter().map(|line| line.frame.right).fold(line.frame.right, f32::max);
        let is_short = |line: &Line| right - line.frame.right > line.size * weights().pdf_line_short;
        let turns = line.font != last.font || line.is_bold != last.is_bold;
        turns && (is_short(last) || is_short(line))
    }

    /// True for a piece of the last line: it stands to its right, within the column.
    fn is_beside(&self, line: &Line) -> bool {
        let [above @ .., last] = self.lines.as_slice() else { return false };
        let right = above.iter().map(|line| line.frame.right).fold(f32::NEG_INFINITY, f32::max);
        line.frame.left > last.frame.right
            && line.frame.right < right + line.size * weights().pdf_piece_beyond
    }

    /// Adds a line, or a piece of the last one.
    fn add(&mut self, line: Line) {
        match self.lines.last_mut() {
            Some(last) if line.frame.bottom - last.frame.bottom < line.size * weights().pdf_level => {
                append(last, &line);
            }
            _ => self.lines.push(line),
        }
    }
}
