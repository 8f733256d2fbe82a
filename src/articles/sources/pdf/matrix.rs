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
        let (right, up) = (other.direction(self.0[0], self.0[1]), other.direction(self.0[2], self.0[3]));
        let origin = other.point(self.0[4], self.0[5]);
        Self([right.0, right.1, up.0, up.1, origin.0, origin.1])
    }

    /// Where a point comes to lie.
    pub fn point(&self, x: f64, y: f64) -> (f64, f64) {
        let to = self.direction(x, y);
        (to.0 + self.0[4], to.1 + self.0[5])
    }

    /// What becomes of a direction.
    pub fn direction(&self, x: f64, y: f64) -> (f64, f64) {
        (self.0[0] * x + self.0[2] * y, self.0[1] * x + self.0[3] * y)
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
