//! Straight lines that a page draws: strokes along its edges, and rectangles so thin that they are lines.

use hayro_syntax::content::ops::TypedInstruction;

use super::matrix::Matrix;
use crate::articles::frame::{Frame, around};
use crate::articles::weights::weights;

/// Pages of drawings have no more lines than this that anybody looks at.
const MOST: usize = 5_000;

/// The path that is being drawn.
#[derive(Debug, Default)]
pub struct Path {
    start: Option<(f32, f32)>,
    at: Option<(f32, f32)>,
    strokes: Vec<Frame>,
    boxes: Vec<Frame>,
}

impl Path {
    /// Follows an instruction that draws; false for all others.
    pub fn draw(
        &mut self,
        instruction: &TypedInstruction<'_, '_>,
        to_page: &Matrix,
        rules: &mut Vec<Frame>,
    ) -> bool {
        let point = |x: f64, y: f64| {
            let (x, y) = to_page.point(x, y);
            (x as f32, y as f32)
        };
        match instruction {
            TypedInstruction::MoveTo(to) => {
                self.at = Some(point(to.0.as_f64(), to.1.as_f64()));
                self.start = self.at;
            }
            TypedInstruction::LineTo(to) => self.line(Some(point(to.0.as_f64(), to.1.as_f64()))),
            TypedInstruction::CubicTo(to) => self.at = Some(point(to.4.as_f64(), to.5.as_f64())),
            TypedInstruction::CubicStartTo(to) => self.at = Some(point(to.2.as_f64(), to.3.as_f64())),
            TypedInstruction::CubicEndTo(to) => self.at = Some(point(to.2.as_f64(), to.3.as_f64())),
            TypedInstruction::ClosePath(_) => self.line(self.start),
            TypedInstruction::RectPath(rect) => {
                let [x, y, width, height] = [rect.0, rect.1, rect.2, rect.3].map(|number| number.as_f64());
                self.boxes.extend(between(point(x, y), point(x + width, y + height)));
            }
            TypedInstruction::StrokePath(_) => self.paint(true, rules),
            TypedInstruction::CloseAndStrokePath(_)
            | TypedInstruction::FillAndStrokeNonZero(_)
            | TypedInstruction::FillAndStrokeEvenOdd(_)
            | TypedInstruction::CloseFillAndStrokeNonZero(_)
            | TypedInstruction::CloseFillAndStrokeEvenOdd(_) => {
                self.line(self.start);
                self.paint(true, rules);
            }
            TypedInstruction::FillPathNonZero(_)
            | TypedInstruction::FillPathNonZeroCompatibility(_)
            | TypedInstruction::FillPathEvenOdd(_) => self.paint(false, rules),
            TypedInstruction::EndPath(_) => *self = Self::default(),
            _ => return false,
        }
        true
    }

    fn line(&mut self, to: Option<(f32, f32)>) {
        if let (Some(from), Some(to)) = (self.at, to)
            && self.strokes.len() < MOST
        {
            self.strokes.extend(between(from, to));
        }
        self.at = to;
    }

    fn paint(&mut self, is_stroked: bool, rules: &mut Vec<Frame>) {
        let Self { strokes, boxes, .. } = std::mem::take(self);
        let edges = boxes.iter().flat_map(|frame| {
            let Frame { left, top, right, bottom } = *frame;
            [
                between((left, top), (right, top)),
                between((left, bottom), (right, bottom)),
                between((left, top), (left, bottom)),
                between((right, top), (right, bottom)),
            ]
        });
        let drawn: Vec<Frame> = if is_stroked {
            strokes.into_iter().chain(edges.flatten()).chain(boxes.iter().copied()).collect()
        } else {
            // The outline of a thin shape that is filled is a line, too.
            boxes.iter().copied().chain(around(strokes.into_iter())).collect()
        };
        let is_line = |frame: &Frame| {
            let (thin, long) = (frame.width().min(frame.height()), frame.width().max(frame.height()));
            thin <= weights().pdf_rule_thickest && long >= weights().pdf_rule_shortest
        };
        let room = MOST.saturating_sub(rules.len());
        rules.extend(drawn.into_iter().filter(is_line).take(room));
    }
}

/// The frame between two corners, which is never thinner than a hairline.
fn between(one: (f32, f32), other: (f32, f32)) -> Option<Frame> {
    const HAIRLINE: f32 = 0.25;
    let ordered = |one: f32, other: f32| {
        let (from, to) = (one.min(other), one.max(other));
        if to - from < HAIRLINE {
            (f32::midpoint(from, to) - HAIRLINE, f32::midpoint(from, to) + HAIRLINE)
        } else {
            (from, to)
        }
    };
    let ((left, right), (top, bottom)) = (ordered(one.0, other.0), ordered(one.1, other.1));
    Frame::of(&[left, top, right, bottom])
}

#[cfg(test)]
mod tests {
    use hayro_syntax::content::TypedIter;

    use super::*;

    fn drawn(content: &str) -> Vec<Frame> {
        let (mut path, mut rules) = (Path::default(), Vec::new());
        let mut instructions = TypedIter::new(content.as_bytes());
        while let Some(instruction) = instructions.next() {
            path.draw(&instruction, &Matrix::IDENTITY, &mut rules);
        }
        rules
    }

    #[test]
    fn strokes_thin_boxes_and_the_edges_of_boxes_are_lines() {
        assert_eq!(drawn("10 10 m 200 10 l S").len(), 1);
        assert_eq!(drawn("10 10 300 0.5 re f").len(), 1);
        assert_eq!(drawn("10 10 300 200 re S").len(), 4);
        assert_eq!(drawn("10 10 m 300 10 l 300 11 l 10 11 l h f").len(), 1);
        assert!(drawn("10 10 300 200 re f").is_empty(), "a coloured ground");
        assert!(drawn("10 10 m 200 100 l S").is_empty(), "aslant");
        assert!(drawn("10 10 300 200 re W n 10 10 m 20 10 l S").is_empty(), "a clip, a dash");
    }
}
