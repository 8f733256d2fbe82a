//! Which way print is turned on a page. What is set from top to bottom is turned to the right, as a turned line is.

use super::content::Glyph;
use crate::articles::frame::Frame;

/// Where a line runs to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Turn {
    /// To the right, as most print does.
    #[default]
    Upright,
    /// Down; the next line stands to the left.
    Down,
    /// To the left, upside down.
    Over,
    /// Up; the next line stands to the right.
    Up,
}

impl Turn {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Upright, Self::Down, Self::Over, Self::Up];

    /// That of a character; `None` where its pen does not move.
    pub fn of(glyph: &Glyph) -> Option<Self> {
        /// No pen moves less, in points.
        const STILL: f32 = 0.01;
        let (x, y) = (glyph.to.0 - glyph.from.0, glyph.to.1 - glyph.from.1);
        match (x.abs() >= y.abs(), x > 0.0, y > 0.0) {
            _ if x.abs().max(y.abs()) < STILL => None,
            (true, true, _) => Some(Self::Upright),
            (true, false, _) => Some(Self::Over),
            (false, _, true) => Some(Self::Down),
            (false, _, false) => Some(Self::Up),
        }
    }

    /// Where a point of the page lies for who looks at such print upright.
    pub fn upright(self, (x, y): (f32, f32)) -> (f32, f32) {
        match self {
            Self::Upright => (x, y),
            Self::Down => (y, -x),
            Self::Over => (-x, -y),
            Self::Up => (-y, x),
        }
    }

    /// Where an upright point lies on the page.
    pub fn back(self, (x, y): (f32, f32)) -> (f32, f32) {
        match self {
            Self::Upright => (x, y),
            Self::Down => (-y, x),
            Self::Over => (-x, -y),
            Self::Up => (y, -x),
        }
    }

    /// A frame that is upright for this turn, as it is for another one.
    pub fn frame_for(self, other: Self, frame: Frame) -> Frame {
        let corner = |x: f32, y: f32| other.upright(self.back((x, y)));
        let (one, two) = (corner(frame.left, frame.top), corner(frame.right, frame.bottom));
        Frame {
            left: one.0.min(two.0),
            top: one.1.min(two.1),
            right: one.0.max(two.0),
            bottom: one.1.max(two.1),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_turned_page_is_looked_at_upright_and_back() {
        for turn in Turn::ALL {
            assert_eq!(turn.back(turn.upright((3.0, 7.0))), (3.0, 7.0));
        }
        // A line that runs down is upright for who tilts the head; the next one, to its left, is below it.
        let (first, next) = (Turn::Down.upright((100.0, 10.0)), Turn::Down.upright((80.0, 10.0)));
        assert!(next.1 > first.1 && Turn::Down.upright((100.0, 20.0)).0 > first.0);
        let frame = Frame::of(&[10.0, -100.0, 50.0, -90.0]).unwrap();
        assert_eq!(
            Turn::Down.frame_for(Turn::Upright, frame),
            Frame::of(&[90.0, 10.0, 100.0, 50.0]).unwrap()
        );
    }
}
