//! Small lines that stand alone at the head or the foot of a page, in forms that call nothing a header.

use super::frame::{Frame, around};
use super::region::{Label, Region};
use super::size;
use crate::articles::weights::weights;

/// No such line is longer, in characters.
const LONGEST: usize = 60;

/// Calls them furniture, which is then judged as such. What stands in small print above a line that is drawn across the
/// page's head is its running head, too.
pub fn mark(regions: &mut [Region], rules: &[Frame], body: Option<f32>) {
    let frames: Vec<_> = regions.iter().map(|region| region.frame).collect();
    let (Some(whole), Some(body)) = (around(frames.iter().flatten().copied()), body) else { return };
    let weights = weights();
    let edge = whole.height() * weights.layout_foot;
    let is_head_rule = |rule: &&Frame| {
        rule.width() >= whole.width() * weights.layout_head_rule
            && rule.width() > rule.height()
            && rule.bottom > whole.top
            && rule.top < whole.top + whole.height() * weights.layout_head
    };
    let head = rules.iter().filter(is_head_rule).map(|rule| rule.top).fold(f32::NEG_INFINITY, f32::max);
    for region in regions {
        let Some(frame) = region.frame else { continue };
        let small = region.text.len() <= LONGEST && !size::is_large(region.size, Some(body));
        let at_foot = frame.top >= whole.bottom - edge;
        let near = frames.iter().flatten().filter(|other| **other != frame).any(|other| {
            let beside = other.left < frame.right && frame.left < other.right;
            beside && other.top < frame.top && frame.top - other.bottom < body * weights.layout_foot_apart
        });
        if region.label == Label::Text && small && (frame.bottom <= head || at_foot && !near) {
            region.label = Label::Furniture;
        }
    }
}
