//! The same story twice: on one page or in two files. The complete one is read, of these the longer one, and of
//! nearly equal ones that which is printed first.

use rustc_hash::{FxHashMap, FxHashSet};

use super::Story;
use crate::articles::text::{Text, is_han, is_letter};
use crate::model::SkipReason;

/// The length of the runs of characters that are compared.
const RUN: usize = 12;
/// One run in so many is compared, chosen by its content.
const SAMPLE: u64 = 4;

/// Takes the doubles out and returns them; all their print goes to `skipped`.
pub fn drop_doubles(stories: &mut Vec<Story>) -> Vec<Story> {
    let prints: Vec<Vec<u64>> = stories.iter().map(prints).collect();
    let mut double = vec![false; stories.len()];
    let mut order: Vec<usize> = (0..stories.len()).collect();
    // Complete and long stories first; among equals the one printed first.
    order.sort_by_key(|&i| (!stories[i].article.complete, std::cmp::Reverse(prints[i].len()), i));
    // Nearly all print stands once: only what several stories have is looked up.
    let several = several(&prints);
    let ranked = order.iter().enumerate().flat_map(|(rank, &i)| prints[i].iter().map(move |&p| (p, rank)));
    let mut owned: Vec<(u64, usize)> = ranked.filter(|(print, _)| several(*print)).collect();
    owned.sort_unstable();
    let owners: FxHashMap<u64, &[(u64, usize)]> = owned
        .chunk_by(|a, b| a.0 == b.0)
        .filter(|run| run.first().map(|first| first.1) != run.last().map(|last| last.1))
        .map(|run| (run[0].0, run))
        .collect();
    for (rank, &i) in order.iter().enumerate() {
        let mut shared: FxHashMap<usize, usize> = FxHashMap::default();
        for run in prints[i].iter().filter_map(|print| owners.get(print)) {
            let before =
                run.iter().take_while(|owner| owner.1 < rank).filter(|owner| !double[order[owner.1]]);
            for owner in before.take(8) {
                *shared.entry(owner.1).or_default() += 1;
            }
        }
        let likest = shared.into_iter().max_by_key(|&(rank, runs)| (runs, std::cmp::Reverse(rank)));
        let Some((whole, _)) = likest.filter(|(_, runs)| runs * LIKE >= prints[i].len()) else { continue };
        let whole = order[whole];
        let (here, there) = (letters(&stories[i]), letters(&stories[whole]));
        if here.len() * LONGER < there.len() || !says_all(&there, &here) {
            continue;
        }
        let as_good = stories[i].article.complete == stories[whole].article.complete;
        let first = i < whole && as_good && here.len() * 10 >= there.len() * 9;
        double[if first { whole } else { i }] = true;
    }
    let mut double = double.into_iter();
    stories.extract_if(.., |_| double.next() == Some(true)).collect()
}

/// Tells prints that may be there more than once from those that are not.
fn several(prints: &[Vec<u64>]) -> impl Fn(u64) -> bool {
    let slots = (prints.iter().map(Vec::len).sum::<usize>() * 4).next_power_of_two();
    let slot = move |print: u64| (print >> 20) as usize & (slots - 1);
    let mut counts = vec![0_u8; slots];
    for &print in prints.iter().flatten() {
        counts[slot(print)] = counts[slot(print)].saturating_add(1);
    }
    move |print| counts[slot(print)] > 1
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
    let run = if cut.iter().filter(|&&c| is_han(c)).count() * 2 > cut.len() { 5 } else { RUN };
    let wanted: FxHashSet<u64> = cut.windows(run).map(hash).collect();
    let found: FxHashSet<u64> = whole.windows(run).map(hash).filter(|print| wanted.contains(print)).collect();
    let mut said = 0;
    let mut until = 0;
    for (at, letters) in cut.windows(run).enumerate() {
        if found.contains(&hash(letters)) {
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

fn hash(run: &[char]) -> u64 {
    run.iter().fold(0xcbf2_9ce4_8422_2325_u64, |hash, &c| {
        (hash ^ u64::from(c as u32)).wrapping_mul(0x0100_0000_01b3)
    })
}

/// Hashes of a sample of a story's runs; a story of less than two runs has none and is never a double.
fn prints(story: &Story) -> Vec<u64> {
    let chars = letters(story);
    if chars.len() < RUN * 2 {
        return Vec::new();
    }
    let all = chars.windows(RUN).map(hash);
    if chars.len() < 200 { all.collect() } else { all.filter(|hash| (hash >> 7) % SAMPLE == 0).collect() }
}
