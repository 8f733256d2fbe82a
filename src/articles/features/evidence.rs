//! Evidence for and against one question, weighed: a table has a row for each sign, with its weight in either language.

use crate::articles::text::{Text, has_han};

/// The weights of a question's signs, in their order.
pub struct Scales {
    chinese: Vec<f32>,
    english: Vec<f32>,
}

impl Scales {
    /// Reads a table: name, weight in Chinese, weight in English, meaning.
    pub fn read(table: &'static str, names: impl Iterator<Item = &'static str>) -> Self {
        let rows: Vec<Vec<&str>> = table
            .lines()
            .filter(|line| !line.starts_with('#'))
            .map(|line| line.split('\t').collect())
            .collect();
        let weight = |name: &str, cell: usize| -> f32 {
            let row = rows.iter().find(|row| row[0] == name);
            let weight = row.and_then(|row| row.get(cell)?.parse().ok());
            weight.unwrap_or_else(|| unreachable!("a table has no weight for {name}"))
        };
        let (chinese, english) = names.map(|name| (weight(name, 1), weight(name, 2))).unzip();
        Self { chinese, english }
    }

    /// What signs weigh in all; above zero they speak for it. Their order is that of the names.
    pub fn weigh(&self, is_chinese: bool, signs: impl Iterator<Item = f32>) -> f32 {
        let weights = if is_chinese { &self.chinese } else { &self.english };
        weights.iter().zip(signs).map(|(weight, sign)| weight * sign).sum()
    }
}

/// A text that is weighed beside others. Its first two signs are how likely those above and below it are what is asked for.
pub struct Case {
    /// Its place among the texts of the page.
    pub at: usize,
    /// Which of the table's weights are its own.
    pub is_chinese: bool,
    /// What speaks for and against it.
    pub signs: Vec<f32>,
}

impl Scales {
    /// What cases weigh on a page of so many texts: what each is bears on its neighbours, so they are weighed again until they
    /// agree.
    pub fn weigh_together(&self, cases: &mut [Case], texts: usize) -> Vec<f32> {
        const ROUNDS: usize = 4;
        let mut weights = vec![0.0; cases.len()];
        // Nothing is likely at first.
        let mut likely = vec![0.0; texts + 2];
        for _ in 0..ROUNDS {
            for (case, weight) in cases.iter_mut().zip(&mut weights) {
                (case.signs[0], case.signs[1]) = (likely[case.at], likely[case.at + 2]);
                *weight = self.weigh(case.is_chinese, case.signs.iter().copied());
                likely[case.at + 1] = 1.0 / (1.0 + (-*weight).exp());
            }
        }
        weights
    }
}

/// 1 for what is so, 0 for what is not.
pub fn sign(holds: bool) -> f32 {
    if holds { 1.0 } else { 0.0 }
}

/// How well one text reads on in another, or how it begins, as a sign: the tables' weights are fitted to this scale.
pub fn bounded(score: f32) -> f32 {
    const MOST: f32 = 1.5;
    score.clamp(-MOST, MOST)
}

/// The words of a title; two characters of Chinese count as one.
pub fn words(title: &Text) -> f32 {
    if has_han(title) {
        return title.len() as f32 / 2.0;
    }
    title.string().split_whitespace().count() as f32
}

/// So many words as a sign: 1 for a usual title, and no more than twice as much.
pub fn length(words: f32) -> f32 {
    const USUAL: f32 = 8.0;
    (words / USUAL).min(2.0)
}

/// What was weighed: the signs of one case, and the blocks that it is about.
#[cfg(test)]
pub struct Seen {
    pub is_chinese: bool,
    pub signs: Vec<f32>,
    /// The print of the first of them, as it was then.
    pub print: String,
    pub about: [Vec<usize>; 2],
}

#[cfg(test)]
thread_local! {
    /// What was weighed in this thread since it was taken last, each with the question.
    static SEEN: std::cell::RefCell<Vec<(&'static str, Seen)>> = const { std::cell::RefCell::new(Vec::new()) };
}

/// Remembers what was weighed, for a fit.
#[cfg(test)]
pub fn remember(question: &'static str, seen: Seen) {
    SEEN.with_borrow_mut(|all| all.push((question, seen)));
}

/// Takes what was weighed of a question in this thread, and forgets the rest.
#[cfg(test)]
pub fn take_seen(question: &str) -> Vec<Seen> {
    SEEN.take().into_iter().filter(|(asked, _)| *asked == question).map(|(_, seen)| seen).collect()
}

/// Holds that a table has a row with a meaning for each sign, in their order, and no other.
#[cfg(test)]
pub fn hold(table: &str, names: &[&str]) {
    let rows: Vec<Vec<&str>> =
        table.lines().filter(|line| !line.starts_with('#')).map(|line| line.split('\t').collect()).collect();
    assert_eq!(rows.iter().map(|row| row[0]).collect::<Vec<_>>(), names);
    for row in rows {
        assert!(row.len() == 4 && row[3].ends_with('.'), "{row:?}");
        assert!(row[1..3].iter().all(|weight| weight.parse::<f32>().is_ok_and(f32::is_finite)), "{row:?}");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_are_weighed_in_their_language() {
        let scales = Scales::read("# head\nb\t2\t-1\tB.\na\t0.5\t4\tA.\n", ["a", "b"].into_iter());
        let signs = || [sign(true), 0.5].into_iter();
        assert_eq!((scales.weigh(true, signs()), scales.weigh(false, signs())), (1.5, 3.5));
    }
}
