//! Where a block stands on its page.

/// A rectangle, in the units of its page; down is more.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Frame {
    /// Its left edge.
    pub left: f32,
    /// Its upper edge.
    pub top: f32,
    /// Its right edge.
    pub right: f32,
    /// Its lower edge.
    pub bottom: f32,
}

impl Frame {
    /// Of four edges in the order left, top, right, bottom; `None` where they enclose nothing.
    pub fn of(edges: &[f32]) -> Option<Self> {
        let &[left, top, right, bottom] = edges else { return None };
        let sound = edges.iter().all(|edge| edge.is_finite() && edge.abs() < 1e7);
        (sound && left < right && top < bottom).then_some(Self { left, top, right, bottom })
    }

    /// How wide it is.
    pub fn width(&self) -> f32 {
        self.right - self.left
    }

    /// How high it is.
    pub fn height(&self) -> f32 {
        self.bottom - self.top
    }

    /// The smallest one around this one and another.
    pub fn with(&self, other: &Self) -> Self {
        Self {
            left: self.left.min(other.left),
            top: self.top.min(other.top),
            right: self.right.max(other.right),
            bottom: self.bottom.max(other.bottom),
        }
    }

    /// The `n`-th of as many parts one below the other.
    pub fn slice(&self, n: usize, of: usize) -> Self {
        let step = self.height() / of.max(1) as f32;
        let top = self.top + step * n as f32;
        Self { top, bottom: top + step, ..*self }
    }

    /// Where its middle lies, from left to right.
    pub fn center(&self) -> f32 {
        f32::midpoint(self.left, self.right)
    }
}

/// The smallest frame around all; `None` around none.
pub fn around(frames: impl Iterator<Item = Frame>) -> Option<Frame> {
    frames.reduce(|one, other| one.with(&other))
}
