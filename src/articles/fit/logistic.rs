//! Logistic regression: the weights of signs by which a yes is likeliest where it was one.

/// The signs of one case, and whether it was a yes.
pub type Case = (Vec<f32>, bool);

/// The weights that fit best, by Newton's method; large ones cost a little (ridge), so that a sign that is always so does not
/// weigh without end.
pub fn fit(cases: &[Case], ridge: f64) -> Vec<f64> {
    const ROUNDS: usize = 25;
    let signs = cases.first().map_or(0, |case| case.0.len());
    let mut weights = vec![0.0; signs];
    for _ in 0..ROUNDS {
        let mut slope: Vec<f64> = weights.iter().map(|weight| -ridge * weight).collect();
        let mut curve = vec![vec![0.0; signs]; signs];
        for (i, row) in curve.iter_mut().enumerate() {
            row[i] = ridge;
        }
        for (values, yes) in cases {
            let sum: f64 =
                values.iter().zip(&weights).map(|(value, weight)| f64::from(*value) * weight).sum();
            let likely = 1.0 / (1.0 + (-sum).exp());
            let missed = f64::from(u8::from(*yes)) - likely;
            let bend = likely * (1.0 - likely);
            for i in 0..signs {
                let value = f64::from(values[i]);
                slope[i] += missed * value;
                for j in 0..signs {
                    curve[i][j] += bend * value * f64::from(values[j]);
                }
            }
        }
        for (weight, step) in weights.iter_mut().zip(solve(curve, slope)) {
            *weight += step;
        }
    }
    weights
}

/// Gaussian elimination with pivots.
fn solve(mut rows: Vec<Vec<f64>>, mut sums: Vec<f64>) -> Vec<f64> {
    let n = sums.len();
    for i in 0..n {
        let pivot = (i..n).max_by(|&a, &b| rows[a][i].abs().total_cmp(&rows[b][i].abs())).unwrap();
        rows.swap(i, pivot);
        sums.swap(i, pivot);
        let (done, below) = rows.split_at_mut(i + 1);
        let pivot = &done[i];
        for (n, row) in below.iter_mut().enumerate() {
            let factor = row[i] / pivot[i];
            for (cell, top) in row[i..].iter_mut().zip(&pivot[i..]) {
                *cell -= factor * top;
            }
            sums[i + 1 + n] -= factor * sums[i];
        }
    }
    for i in (0..n).rev() {
        let known: f64 = (i + 1..n).map(|j| rows[i][j] * sums[j]).sum();
        sums[i] = (sums[i] - known) / rows[i][i];
    }
    sums
}

#[test]
fn weights_give_the_odds_that_cases_have() {
    // Of those with the sign three in four are a yes, of those without one in two: weights ln 3 and 0.
    let case = |sign: f32, yes: bool| (vec![1.0, sign], yes);
    let cases: Vec<Case> = [(1.0, true), (1.0, true), (1.0, true), (1.0, false), (0.0, true), (0.0, false)]
        .map(|(s, y)| case(s, y))
        .into();
    let weights = fit(&cases, 1e-9);
    assert!(weights[0].abs() < 1e-6 && (weights[1] - 3.0_f64.ln()).abs() < 1e-6, "{weights:?}");
}
