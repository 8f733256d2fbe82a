//! Small lines that stand alone at the head or the foot of a page, in forms that call nothing a header.

use super::frame::{Frame, around};
use super::region::{Label, Region};
use super::size;

/// The share of a page's height that is its head or its foot.
const EDGE: f32 = 0.05;
/// So many sizes of running text are white between such a line and what stands next to it.
const WHITE: f32 = 1.2;
/// The share of a page's height in which the line below a running head is drawn, and that of its width that it takes.
const HEAD: f32 = 0.12;
const ACROSS: f32 = 0.8;
/// No such line is longer, in characters.
const LONGEST: usize = 60;

/// Calls them furniture, which is then judged as such. What stands in small print above a line that is drawn across the
/// page's head is its running head, too.
pub fn mark(regions: &mut [Region], rules: &[Frame], body: Option<f32>) {
    let frames: Vec<_> = regions.iter().map(|region| region.frame).collect();
    let (Some(whole), Some(body)) = (around(frames.iter().flatten().copied()), body) else { return };
    let edge = whole.height() * EDGE;
    let is_head_rule = |rule: &&Frame| {
        rule.width() >= whole.width() * ACROSS
            && rule.width() > rule.height()
            && rule.bottom > whole.top
            && rule.top < whole.top + whole.height() * HEAD
    };
    let head = rules.iter().filter(is_head_rule).map(|rule| rule.top).fold(f32::NEG_INFINITY, f32::max);
    for region in regions {
        let Some(frame) = region.frame else { continue };
        let small = region.text.len() <= LONGEST && !size::is_large(region.size, Some(body));
        let at_foot = frame.top >= whole.bottom - edge;
        let near = frames.iter().flatten().filter(|other| **other != frame).any(|other| {
            let beside = other.left < frame.right && frame.left < other.right;
            beside && other.top < frame.top && frame.top - other.bottom < body * WHITE
        });
        if region.label == Label::Text && small && (frame.bottom <= head || at_foot && !near) {
            region.label = Label::Furniture;
        }
    }
}
