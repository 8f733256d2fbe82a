//! Lines of print with their places, put together into paragraphs: a line that is set in begins one, and so does the line
//! behind one that ends its sentence and leaves room.

use super::frame::{Frame, around};
use crate::articles::features::endings::is_finished;
use crate::articles::text::Text;
use crate::articles::weights::weights;

/// A line of print.
#[derive(Debug)]
pub struct Line {
    /// What it says.
    pub text: Text,
    /// Where it stands; `None` where the file does not say.
    pub frame: Option<Frame>,
}

/// The lines of one block as paragraphs, each with the lines' frame; hyphens of divided words are returned beside them.
pub fn paragraphs(lines: Vec<Line>) -> (Vec<Line>, Vec<Text>) {
    let block = around(lines.iter().filter_map(|line| line.frame));
    let (mut open, mut hyphens): (Vec<Line>, Vec<Text>) = (Vec::new(), Vec::new());
    let mut above: Option<Frame> = None;
    for line in lines {
        let frame = line.frame;
        match open.last_mut() {
            Some(paragraph) if !begins(paragraph, &line, above, block) => {
                hyphens.extend(paragraph.text.join(line.text));
                paragraph.frame = match (paragraph.frame, frame) {
                    (Some(one), Some(other)) => Some(one.with(&other)),
                    (one, other) => one.or(other),
                };
            }
            _ => open.push(line),
        }
        above = frame;
    }
    (open, hyphens)
}

/// True where a line begins a paragraph of its own below another one.
fn begins(paragraph: &Line, line: &Line, above: Option<Frame>, block: Option<Frame>) -> bool {
    let (Some(here), Some(above), Some(block)) = (line.frame, above, block) else { return false };
    let size = here.height().min(above.height());
    let weights = weights();
    let indent = size * weights.layout_indent;
    let set_in = here.left - block.left > indent && above.left - block.left < indent;
    let leaves_room = block.right - above.right > size * weights.layout_line_short;
    let alike = weights.layout_line_alike;
    let alike = here.height() < above.height() * alike && above.height() < here.height() * alike;
    // A line that stands for itself, a writer's, ends no sentence.
    is_finished(&paragraph.text) && (set_in || leaves_room) || set_in && leaves_room || !alike
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_that_are_set_in_begin_paragraphs() {
        let line = |print: &str, left: f32, top: f32, right: f32| Line {
            text: Text::of(print, (top * 10.0) as u32),
            frame: Frame::of(&[left, top, right, top + 10.0]),
        };
        let lines = vec![
            line("　渡口今天恢复通", 20.0, 0.0, 100.0),
            line("航。", 0.0, 12.0, 20.0),
            line("首班渡船在七点离", 20.0, 24.0, 100.0),
            line("岸。", 0.0, 36.0, 20.0),
        ];
        let (paragraphs, hyphens) = paragraphs(lines);
        let said: Vec<String> = paragraphs.iter().map(|line| line.text.string()).collect();
        assert_eq!(said, ["渡口今天恢复通航。", "首班渡船在七点离岸。"]);
        assert_eq!(paragraphs[1].frame, Frame::of(&[0.0, 24.0, 100.0, 46.0]));
        assert!(hyphens.is_empty());
    }
}
