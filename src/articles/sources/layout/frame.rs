//! Frames as JSON writes them.

use crate::articles::sources::json::Value;

pub use crate::articles::frame::{Frame, around};

/// `[left, top, right, bottom]`.
pub fn frame(edges: &Value<'_>) -> Option<Frame> {
    let Value::Array(edges) = edges else { return None };
    let edges: Vec<f32> = edges.iter().filter_map(|edge| edge.string()?.parse().ok()).collect();
    Frame::of(&edges)
}
