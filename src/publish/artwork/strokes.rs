//! Strokes with round ends, and figures made of them, for pictures without a font.

/// A place in pixels: across and down.
pub type Point = (f32, f32);

/// A stroke with round ends.
#[derive(Clone, Copy, Debug)]
pub struct Stroke {
    /// Where it begins.
    pub from: Point,
    /// Where it ends.
    pub to: Point,
    /// Half of how thick it is.
    pub half_width: f32,
}

impl Stroke {
    /// Where it ends at the right.
    pub fn right(&self) -> f32 {
        self.from.0.max(self.to.0) + self.half_width
    }
}

/// From a point to a stroke's middle line.
pub fn distance(point: Point, stroke: &Stroke) -> f32 {
    let (dx, dy) = (stroke.to.0 - stroke.from.0, stroke.to.1 - stroke.from.1);
    let (px, py) = (point.0 - stroke.from.0, point.1 - stroke.from.1);
    let length = dx * dx + dy * dy;
    let along = if length > 0.0 { ((px * dx + py * dy) / length).clamp(0.0, 1.0) } else { 0.0 };
    let (x, y) = (px - along * dx, py - along * dy);
    // No pixel is so far away that squares overflow, which is all that `hypot` would add, slowly.
    (x * x + y * y).sqrt()
}

/// Figures in a row, `width` wide each and 1.6 times as high.
pub fn write(text: &str, (left, top): Point, width: f32, half_width: f32) -> Vec<Stroke> {
    let mut x = left;
    let mut strokes = Vec::new();
    for character in text.chars() {
        let place = |(px, py): Point| (x + px * width, top + py * width);
        for line in figure(character) {
            let pairs = line.windows(2);
            strokes.extend(pairs.map(|pair| Stroke { from: place(pair[0]), to: place(pair[1]), half_width }));
        }
        x += if character == '.' { width * 0.75 } else { width + half_width * 3.4 };
    }
    strokes
}

/// A figure's lines in a box one wide and 1.6 high.
fn figure(character: char) -> Vec<Vec<Point>> {
    match character {
        '0' => vec![arc((0.5, 0.8), (0.5, 0.8), 0.0, 360.0)],
        '1' => vec![vec![(0.15, 0.35), (0.55, 0.0), (0.55, 1.6)]],
        '2' => {
            let mut line = arc((0.5, 0.48), (0.48, 0.48), 180.0, 395.0);
            line.extend([(0.03, 1.6), (1.0, 1.6)]);
            vec![line]
        }
        '3' => vec![arc((0.48, 0.4), (0.44, 0.4), 200.0, 450.0), arc((0.48, 1.2), (0.5, 0.4), 270.0, 520.0)],
        '4' => vec![vec![(0.75, 1.6), (0.75, 0.0), (0.0, 1.15), (1.0, 1.15)]],
        '5' => {
            let mut line = vec![(0.9, 0.0), (0.17, 0.0), (0.12, 0.74)];
            line.extend(arc((0.47, 1.1), (0.5, 0.5), 226.0, 510.0));
            vec![line]
        }
        '6' => vec![arc((0.5, 1.1), (0.5, 0.5), 0.0, 360.0), arc((1.0, 1.1), (1.0, 1.1), 180.0, 250.0)],
        '7' => vec![vec![(0.0, 0.0), (1.0, 0.0), (0.35, 1.6)]],
        '8' => vec![arc((0.5, 0.38), (0.42, 0.38), 0.0, 360.0), arc((0.5, 1.18), (0.5, 0.42), 0.0, 360.0)],
        '9' => vec![arc((0.5, 0.5), (0.5, 0.5), 0.0, 360.0), arc((0.0, 0.5), (1.0, 1.1), 0.0, 70.0)],
        '.' => vec![vec![(0.1, 1.58), (0.1, 1.58)]],
        _ => Vec::new(),
    }
}

/// An arc of an ellipse; degrees run clockwise from the right.
fn arc((cx, cy): Point, (rx, ry): Point, from: f32, to: f32) -> Vec<Point> {
    const STEPS: usize = 48;
    let at = |step: usize| (from + (to - from) * step as f32 / STEPS as f32).to_radians();
    (0..=STEPS).map(|step| (cx + rx * at(step).cos(), cy + ry * at(step).sin())).collect()
}
