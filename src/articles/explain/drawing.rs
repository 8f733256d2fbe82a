//! A page drawn with its blocks in place: stories in their colours, with arrows to where each goes on.

use serde::Serialize;

use crate::articles::frame::{Frame, around};

/// A page.
#[derive(Serialize)]
pub struct Drawing {
    /// What SVG calls its `viewBox`.
    view: String,
    /// The size of the figures on it.
    size: f32,
    boxes: Vec<Shape>,
    arrows: Vec<Arrow>,
}

#[derive(Serialize)]
struct Shape {
    left: f32,
    top: f32,
    width: f32,
    height: f32,
    /// The colour of its story; none where it is skipped.
    hue: Option<String>,
    /// The story's number, on its first block.
    number: Option<usize>,
}

#[derive(Serialize)]
struct Arrow {
    path: String,
    hue: String,
}

/// Draws a page. `story` tells which story the print that begins at a place is of; `hue` is a story's colour.
pub fn draw(
    frames: &[(u32, Frame)],
    story: &dyn Fn(u32) -> Option<usize>,
    hue: fn(usize) -> String,
) -> Option<Drawing> {
    /// White around the blocks, as a share of the page.
    const MARGIN: f32 = 0.02;
    /// So many lines of its figures would fill the page.
    const LINES: f32 = 40.0;
    let whole = around(frames.iter().map(|(_, frame)| *frame))?;
    let (x, y) = (whole.width() * MARGIN, whole.height() * MARGIN);
    let (left, top) = (whole.left - x, whole.top - y);
    let (width, height) = (whole.width() + 2.0 * x, whole.height() + 2.0 * y);
    let mut page = Drawing {
        view: format!("{left:.1} {top:.1} {width:.1} {height:.1}"),
        size: height / LINES,
        boxes: Vec::new(),
        arrows: Vec::new(),
    };
    let mut latest: Vec<(usize, Frame)> = Vec::new();
    for &(at, frame) in frames {
        let own = story(at);
        let mut number = None;
        if let Some(own) = own {
            if let Some((_, before)) = latest.iter_mut().find(|(known, _)| *known == own) {
                let from = std::mem::replace(before, frame);
                page.arrows.extend(arrow(&from, &frame, height).map(|path| Arrow { path, hue: hue(own) }));
            } else {
                number = Some(own + 1);
                latest.push((own, frame));
            }
        }
        page.boxes.push(Shape {
            left: frame.left,
            top: frame.top,
            width: frame.width(),
            height: frame.height(),
            hue: own.map(hue),
            number,
        });
    }
    Some(page)
}

/// From the foot of a block to the head of the next one, unless that stands right below.
fn arrow(from: &Frame, to: &Frame, height: f32) -> Option<String> {
    /// The share of the page that is right below.
    const BELOW: f32 = 0.04;
    let near = from.left < to.right
        && to.left < from.right
        && (0.0..height * BELOW).contains(&(to.top - from.bottom));
    let middle = f32::midpoint(from.center(), to.center());
    (!near).then(|| {
        format!(
            "M{:.1} {:.1} C{middle:.1} {:.1} {middle:.1} {:.1} {:.1} {:.1}",
            from.center(),
            from.bottom,
            from.bottom,
            to.top,
            to.center(),
            to.top
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_arrow_leads_to_the_next_column_and_not_to_the_block_right_below() {
        let frame = |left: f32, top: f32| Frame::of(&[left, top, left + 90.0, top + 95.0]).unwrap();
        let frames =
            [(0, frame(0.0, 0.0)), (1, frame(0.0, 97.0)), (2, frame(100.0, 0.0)), (3, frame(100.0, 97.0))];
        let page = draw(&frames, &|at| (at < 3).then_some(4), |story| story.to_string()).unwrap();
        assert_eq!(page.arrows.len(), 1);
        let numbers: Vec<Option<usize>> = page.boxes.iter().map(|shape| shape.number).collect();
        assert_eq!(numbers, [Some(5), None, None, None]);
        assert_eq!(page.boxes[3].hue, None);
    }
}
