//! Affine transforms of the plane.

/// `x' = a·x + c·y + e`, `y' = b·x + d·y + f`, as PDF writes them.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Matrix(pub [f64; 6]);

impl Matrix {
    /// Changes nothing.
    pub const IDENTITY: Self = Self([1.0, 0.0, 0.0, 1.0, 0.0, 0.0]);

    /// A shift.
    pub const fn shift(x: f64, y: f64) -> Self {
        Self([1.0, 0.0, 0.0, 1.0, x, y])
    }

    /// This one first, then another.
    pub fn then(&self, other: &Self) -> Self {
        let ([a, b, c, d, e, f], [oa, ob, oc, od, oe, of]) = (self.0, other.0);
        Self([
            a * oa + b * oc,
            a * ob + b * od,
            c * oa + d * oc,
            c * ob + d * od,
            e * oa + f * oc + oe,
            e * ob + f * od + of,
        ])
    }

    /// Where a point comes to lie.
    pub fn point(&self, x: f64, y: f64) -> (f64, f64) {
        let [a, b, c, d, e, f] = self.0;
        (a * x + c * y + e, b * x + d * y + f)
    }

    /// What becomes of a direction.
    pub fn direction(&self, x: f64, y: f64) -> (f64, f64) {
        let [a, b, c, d, ..] = self.0;
        (a * x + c * y, b * x + d * y)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn transforms_follow_one_another() {
        let larger = Matrix([2.0, 0.0, 0.0, 2.0, 0.0, 0.0]);
        let both = larger.then(&Matrix::shift(10.0, 5.0));
        assert_eq!(both.point(1.0, 1.0), (12.0, 7.0));
        assert_eq!(Matrix::shift(10.0, 5.0).then(&larger).point(1.0, 1.0), (22.0, 12.0));
        assert_eq!(both.direction(1.0, 0.0), (2.0, 0.0));
    }
}
