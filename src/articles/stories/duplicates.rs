//! The same story twice: on one page or in two files. The complete one is read, of these the longer one, and of
//! nearly equal ones that which is printed first.

use rustc_hash::{FxHashMap, FxHashSet};
use smallvec::SmallVec;

use super::story::Story;
use crate::articles::text::{Text, is_han, is_letter};
use crate::model::SkipReason;

/// The length of the runs of characters that are compared.
const RUN: usize = 12;
/// The fewest letters of a story that is compared.
const SHORTEST: usize = RUN * 2;
/// One run in so many is compared, chosen by its content, of stories with so many letters.
const SAMPLE: u64 = 8;
const SAMPLED: usize = 200;

/// Takes the doubles out and returns them; all their print goes to `skipped`.
pub fn drop_doubles(stories: &mut Vec<Story>) -> Vec<Story> {
    let prints: Vec<Prints> = stories.iter().map(Prints::of).collect();
    let mut order: Vec<usize> = (0..stories.len()).collect();
    // Complete and long stories first; among equals the one printed first.
    order.sort_by_key(|&i| (!stories[i].article.complete, std::cmp::Reverse(prints[i].runs.len()), i));
    let mut double = vec![false; stories.len()];
    let mut owners = Owners::of(&prints);
    let mut pages: FxHashSet<(String, String)> = FxHashSet::default();
    for (rank, &i) in order.iter().enumerate() {
        // A teaser and the page that it leads to: the same address and the same headline.
        if page(&stories[i]).is_some_and(|page| !pages.insert(page)) {
            double[i] = true;
            continue;
        }
        let whole = owners.likest(&prints[i], |rank| !double[order[rank]]).map(|rank| order[rank]);
        if let Some(whole) = whole.filter(|&whole| prints[whole].letters <= prints[i].letters * LONGER)
            && says_all(&letters(&stories[whole]), &letters(&stories[i]))
        {
            let as_good = stories[i].article.complete == stories[whole].article.complete;
            let first = i < whole && as_good && prints[i].letters * 10 >= prints[whole].letters * 9;
            double[if first { whole } else { i }] = true;
        }
        if !double[i] {
            owners.add(&prints[i].runs, rank, |rank| !double[order[rank]]);
        }
    }
    let mut double = double.into_iter();
    stories.extract_if(.., |_| double.next() == Some(true)).collect()
}

/// The address that a story has of its own, and its headline.
fn page(story: &Story) -> Option<(String, String)> {
    let letters = |print: &String| print.chars().filter(|&c| is_letter(c)).collect::<String>();
    let headline = story.article.headline.as_ref().map(letters).filter(|headline| !headline.is_empty())?;
    Some((story.article.url.clone()?, headline))
}

/// What is compared of a story.
struct Prints {
    /// Hashes of a sample of its runs; a story of less than two runs has none and is never a double.
    runs: Vec<u64>,
    /// How many letters it has.
    letters: usize,
}

impl Prints {
    fn of(story: &Story) -> Self {
        let chars = letters(story);
        let runs = match chars.len() {
            0..SHORTEST => Vec::new(),
            SHORTEST..SAMPLED => hashes(&chars, RUN).collect(),
            _ => hashes(&chars, RUN).filter(|hash| hash % SAMPLE == 0).collect(),
        };
        Self { runs, letters: chars.len() }
    }
}

/// Which stories, by their rank, each run stands in. Nearly all print stands once: only what may stand in several is
/// kept.
struct Owners {
    /// How often runs of each slot are printed, up to 2.
    printed: Vec<u8>,
    ranks: FxHashMap<u64, SmallVec<[u32; 2]>>,
}

impl Owners {
    /// The most stories that are looked at for the sake of one run.
    const MOST: usize = 8;

    fn of(prints: &[Prints]) -> Self {
        let all = || prints.iter().flat_map(|prints| &prints.runs);
        let mut printed = vec![0_u8; (all().count() * 4).next_power_of_two()];
        let slots = printed.len();
        for &run in all() {
            let times = &mut printed[slot(run, slots)];
            *times = 2.min(*times + 1);
        }
        Self { printed, ranks: FxHashMap::default() }
    }

    /// The story that shares most runs, of equals the first; `None` where it shares too few.
    fn likest(&self, prints: &Prints, is_kept: impl Fn(usize) -> bool) -> Option<usize> {
        let mut shared: FxHashMap<usize, usize> = FxHashMap::default();
        for &rank in prints.runs.iter().filter_map(|run| self.ranks.get(run)).flatten() {
            *shared.entry(rank as usize).or_default() += 1;
        }
        let kept = shared.into_iter().filter(|&(rank, _)| is_kept(rank));
        let (rank, runs_shared) = kept.max_by_key(|&(rank, runs)| (runs, std::cmp::Reverse(rank)))?;
        // A long story has but a sample of a short one's runs.
        let sampled = if prints.letters < SAMPLED { SAMPLE as usize } else { 1 };
        let compared = prints.runs.len() / sampled;
        (runs_shared * LIKE >= compared).then_some(rank)
    }

    fn add(&mut self, runs: &[u64], rank: usize, is_kept: impl Fn(usize) -> bool) {
        let slots = self.printed.len();
        for &run in runs.iter().filter(|run| self.printed[slot(**run, slots)] > 1) {
            let ranks = self.ranks.entry(run).or_default();
            if ranks.len() == Self::MOST {
                ranks.retain(|rank| is_kept(*rank as usize));
            }
            if ranks.len() < Self::MOST && ranks.last() != Some(&(rank as u32)) {
                ranks.push(rank as u32);
            }
        }
    }
}

fn slot(run: u64, slots: usize) -> usize {
    (run >> 20) as usize & (slots - 1)
}

/// All print of a double, with the reason.
pub fn as_skipped(mut story: Story) -> Vec<(SkipReason, Text)> {
    let texts = story.furniture.drain(..).chain(story.paragraphs.drain(..).map(|para| para.text));
    let mut all: Vec<_> =
        texts.filter(|text| !text.is_blank()).map(|text| (SkipReason::Duplicate, text)).collect();
    all.append(&mut story.skipped);
    all
}

/// One run in so many must be shared for two stories to be looked at closely.
const LIKE: usize = 4;
/// A story is no double of one that is so many times as long.
const LONGER: usize = 20;

/// True where nine letters in ten of the second story stand in short runs that the first one has too: the second is
/// the first, or is cut out of it.
fn says_all(whole: &[char], cut: &[char]) -> bool {
    // The same page twice.
    if whole.starts_with(cut) {
        return true;
    }
    let run = if cut.iter().filter(|&&c| is_han(c)).count() * 2 > cut.len() { 5 } else { RUN };
    // Whether the whole story has each run of the cut one.
    let mut found: FxHashMap<u64, bool> = hashes(cut, run).map(|print| (print, false)).collect();
    for print in hashes(whole, run) {
        if let Some(found) = found.get_mut(&print) {
            *found = true;
        }
    }
    let mut said = 0;
    let mut until = 0;
    for (at, print) in hashes(cut, run).enumerate() {
        if found.get(&print) == Some(&true) {
            said += at + run - until.max(at);
            until = at + run;
        }
    }
    said * 10 >= cut.len() * 9
}

fn letters(story: &Story) -> Vec<char> {
    let mut letters = Vec::with_capacity(story.paragraphs.iter().map(|para| para.text.len()).sum());
    for para in &story.paragraphs {
        letters.extend(para.text.chars().iter().filter(|&&c| is_letter(c)));
    }
    letters
}

/// A hash of each run of so many letters, one letter after the other: the run is a number whose digits are its letters,
/// kept up as letters come and go (Karp and Rabin 1987), and then mixed.
fn hashes(letters: &[char], run: usize) -> impl Iterator<Item = u64> {
    const BASE: u64 = 0x0000_0100_0000_01b3;
    let highest = (0..run).fold(1_u64, |power, _| power.wrapping_mul(BASE));
    let mut number = 0_u64;
    letters.iter().enumerate().filter_map(move |(at, &letter)| {
        number = number.wrapping_mul(BASE).wrapping_add(u64::from(letter as u32));
        if let Some(gone) = at.checked_sub(run) {
            number = number.wrapping_sub(highest.wrapping_mul(u64::from(letters[gone] as u32)));
        }
        (at + 1 >= run).then(|| (number ^ number >> 32).wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(24))
    })
}
