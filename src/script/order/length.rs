//! A programme of at most so many minutes: what is told in full, what is shortened, what only announced.

use super::block::{Block, Item, Treatment};
use crate::model::{Kind, Millis, Role};
use crate::script::story::Passage;

/// Shortens every story to its leading paragraph.
pub(in crate::script) fn digest(blocks: &mut [Block<'_>]) {
    for item in blocks.iter_mut().flat_map(|block| &mut block.items) {
        item.treatment = leading(item, 1);
    }
}

/// Chooses how much of each story is told so that the programme lasts at most `budget`.
///
/// First every story's headline, then the leading paragraph of each, then more of each, as far as the time
/// goes; the first story of every block before the second of any. Treatments never grow beyond those that the
/// items come with. `length` tells how long the programme is with the treatments it is given.
///
/// # Errors
/// Where the opening, one headline and the sign-off alone are longer: the least time that serves.
pub(in crate::script) fn fit<E>(
    blocks: &mut Vec<Block<'_>>,
    budget: Millis,
    length: impl Fn(&[Block<'_>]) -> Result<Millis, E>,
) -> Result<Result<(), Millis>, E> {
    if length(blocks)? <= budget {
        return Ok(Ok(()));
    }
    let steps = steps(blocks);
    let mut plan = blocks.clone();
    for item in plan.iter_mut().flat_map(|block| &mut block.items) {
        item.treatment = Treatment::Out;
    }
    let Some(first) = steps.first() else { return Ok(Ok(())) };
    apply(&mut plan, *first);
    let least = length(&plan)?;
    if least > budget {
        return Ok(Err(least));
    }
    // How many steps fit is found by halving; then single smaller ones are tried in what time is left.
    let (mut fits, mut too_many) = (1, steps.len());
    while fits + 1 < too_many {
        let middle = usize::midpoint(fits, too_many);
        let mut tried = plan.clone();
        steps[..middle].iter().for_each(|step| apply(&mut tried, *step));
        if length(&tried)? <= budget {
            fits = middle;
        } else {
            too_many = middle;
        }
    }
    steps[..fits].iter().for_each(|step| apply(&mut plan, *step));
    let mut refused = Vec::new();
    for step in &steps[fits..] {
        if refused.contains(&step.number) {
            continue;
        }
        let mut tried = plan.clone();
        apply(&mut tried, *step);
        if length(&tried)? <= budget {
            plan = tried;
        } else {
            refused.push(step.number);
        }
    }
    *blocks = plan;
    Ok(Ok(()))
}

/// A story gets more time.
#[derive(Clone, Copy, Debug)]
struct Step {
    number: usize,
    treatment: Treatment,
}

fn apply(blocks: &mut [Block<'_>], step: Step) {
    let mut items = blocks.iter_mut().flat_map(|block| &mut block.items);
    if let Some(item) = items.find(|item| item.number == step.number) {
        item.treatment = step.treatment;
    }
}

/// All the steps from nothing to what the stories come with, the most important first.
fn steps(blocks: &[Block<'_>]) -> Vec<Step> {
    let mut items: Vec<(usize, usize, &Item)> = Vec::new();
    for (place, block) in blocks.iter().enumerate() {
        items.extend(block.items.iter().enumerate().map(|(rank, item)| (rank, place, item)));
    }
    let light = |item: &Item| !item.is_whole() || matches!(item.article.kind, Kind::Photo | Kind::Notice);
    items.sort_by_key(|(rank, place, item)| (light(item), *rank, *place));
    let mut steps = Vec::new();
    let mut had = vec![Treatment::Out; items.len()];
    let deepest = items.iter().map(|(_, _, item)| item.passages()).max().unwrap_or(0);
    let depths =
        std::iter::successors(Some(1), |depth| Some(depth * 2)).take_while(|depth| *depth < 2 * deepest);
    for depth in std::iter::once(0).chain(depths) {
        for (index, (_, _, item)) in items.iter().enumerate() {
            let treatment =
                if depth == 0 { Treatment::Headline } else { leading(item, depth) }.min(item.treatment);
            if treatment > had[index] {
                had[index] = treatment;
                steps.push(Step { number: item.number, treatment });
            }
        }
    }
    steps
}

/// So many leading paragraphs, never ending with a question that then has no answer, a note without its story, or a
/// salutation alone (编辑同志：).
fn leading(item: &Item, count: usize) -> Treatment {
    let passages = &item.text.passages;
    let is_open = |passage: &Passage| {
        passage.sentences.last().is_some_and(|sentence| sentence.written.ends_with(['：', ':']))
    };
    let leads_on = |passage: &Passage| passage.role == Role::Question || passage.note || is_open(passage);
    let mut count = count.min(passages.len());
    while count > 0 && count < passages.len() && leads_on(&passages[count - 1]) {
        count += 1;
    }
    if count == passages.len() { Treatment::Full } else { Treatment::Leading(count) }
}
