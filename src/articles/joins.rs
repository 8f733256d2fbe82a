//! Continuations: which text goes on in which. Reading order first; where several stories are broken off at
//! once, what the sentences need, what the texts are about and which brackets are open decide.

use std::collections::HashSet;

use super::blocks::{Block, Role};
use super::groups::{Part, Start};
use super::text::{Text, is_han};
use super::topics::{Topics, terms};

/// A text in its story.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Placed {
    /// The block.
    pub block: usize,
    /// True where it goes on in the paragraph before it.
    pub continues: bool,
    /// How sure that is, 0 to 1.
    pub confidence: f32,
}

/// A story's texts in order.
#[derive(Clone, Debug, Default)]
pub struct Thread {
    /// The parts it is made of, the first one being its beginning.
    pub parts: Vec<usize>,
    /// Its texts.
    pub texts: Vec<Placed>,
}

/// Threads and the blocks that no rule dares to place.
#[derive(Debug, Default)]
pub struct Woven {
    /// One for each story.
    pub threads: Vec<Thread>,
    /// Blocks that fit two stories equally well.
    pub refused: Vec<usize>,
}

/// Follows every story through the page.
pub fn weave(blocks: &[Block], parts: &[Part]) -> Woven {
    let mut weaver = Weaver {
        blocks,
        parts,
        topics: None,
        thread_of: vec![None; parts.len()],
        gist: Vec::new(),
        woven: Woven::default(),
        open: Vec::new(),
        main: None,
    };
    for index in 0..parts.len() {
        weaver.part(index);
    }
    weaver.woven
}

struct Weaver<'a> {
    blocks: &'a [Block],
    parts: &'a [Part],
    topics: Option<Topics>,
    thread_of: Vec<Option<usize>>,
    /// The terms of each thread, gathered when first needed.
    gist: Vec<Option<HashSet<u64>>>,
    woven: Woven,
    /// Threads that break off inside a sentence, in the order in which they broke off.
    open: Vec<usize>,
    /// The last story that is no picture: text after a picture goes back to it.
    main: Option<usize>,
}

/// How many broken stories are kept in mind; older ones count as cut.
const MEMORY: usize = 6;
/// What staying in the story just read is worth where its sentence is unfinished.
const ADJACENT: f32 = 0.5;
/// What staying is worth where the sentence is finished.
const NEXT: f32 = 0.35;
/// What the likeness of topics counts.
const TOPIC: f32 = 2.0;
/// Below this lead a choice between two broken stories is a guess.
const UNSURE: f32 = 0.04;

impl Weaver<'_> {
    fn part(&mut self, index: usize) {
        let part = &self.parts[index];
        if part.texts.is_empty() {
            return;
        }
        let owner = match part.start {
            Start::Resumes(root) => self.thread_of[root],
            Start::Loose => self.main,
            _ => None,
        };
        let fixed = usize::from(part.start != Start::Loose);
        let owner = owner.unwrap_or_else(|| {
            self.woven.threads.push(Thread::default());
            self.gist.push(None);
            self.woven.threads.len() - 1
        });
        self.thread_of[index] = Some(owner);
        self.woven.threads[owner].parts.push(index);
        // The first text under a heading or a dateline belongs to it whatever else is broken off.
        for &block in &part.texts[..fixed.min(part.texts.len())] {
            let resumes = matches!(part.start, Start::Resumes(_)) && self.blocks[block].role == Role::Body;
            self.place(owner, block, resumes, 0.9);
        }
        self.run(owner, &part.texts[fixed.min(part.texts.len())..]);
        if !part.is_picture(self.blocks) {
            self.main = Some(owner);
        }
    }

    /// Places the texts that follow a start.
    fn run(&mut self, owner: usize, texts: &[usize]) {
        let mut current = owner;
        for (n, &block) in texts.iter().enumerate() {
            let node = &self.blocks[block];
            let rivals: Vec<usize> = self.rivals(current, owner, node);
            if rivals.is_empty() {
                self.place(current, block, false, 1.0);
                continue;
            }
            let ahead = &texts[n..texts.len().min(n + 1)];
            let mut ranked: Vec<(f32, usize)> = rivals
                .iter()
                .chain([&current])
                .map(|&thread| (self.fit(thread, current, block, ahead), thread))
                .collect();
            ranked.sort_by(|a, b| b.0.total_cmp(&a.0));
            let lead = ranked[0].0 - ranked[1].0;
            if lead < UNSURE && !self.is_finished(ranked[0].1) && !self.is_finished(ranked[1].1) {
                self.woven.refused.push(block);
                continue;
            }
            current = ranked[0].1;
            self.place(current, block, false, (0.6 + lead / 2.0).min(0.98));
        }
    }

    /// The broken stories that this text might belong to instead of the current one.
    fn rivals(&self, current: usize, owner: usize, node: &Block) -> Vec<usize> {
        let displaced = !self.is_finished(current) || current != owner;
        if node.role != Role::Body || !displaced {
            return Vec::new();
        }
        self.open.iter().copied().filter(|&thread| thread != current).collect()
    }

    /// How well a text goes on in a thread.
    fn fit(&mut self, thread: usize, current: usize, block: usize, ahead: &[usize]) -> f32 {
        let stays = thread == current;
        let broken = !self.is_finished(thread);
        let order = match (stays, broken) {
            (true, true) => ADJACENT,
            (true, false) => NEXT,
            (false, _) => 0.0,
        };
        let joint = if broken { self.joint(thread, block) } else { -0.1 };
        order + joint + TOPIC * self.likeness(thread, ahead)
    }

    /// What the two sides of a break say about each other.
    fn joint(&self, thread: usize, block: usize) -> f32 {
        let Some(last) = self.woven.threads[thread].texts.last() else { return 0.0 };
        joint(&self.blocks[last.block].text, &self.blocks[block].text)
    }

    fn likeness(&mut self, thread: usize, texts: &[usize]) -> f32 {
        let (blocks, parts) = (self.blocks, self.parts);
        let topics = self.topics.get_or_insert_with(|| Topics::new(blocks, parts));
        let woven = &self.woven.threads[thread];
        let gist = self.gist[thread].get_or_insert_with(|| {
            let headings = woven.parts.iter().flat_map(|&p| &parts[p].headings);
            let all = headings.chain(woven.texts.iter().map(|placed| &placed.block));
            all.flat_map(|&i| terms(&blocks[i].text)).collect()
        });
        let text: HashSet<u64> = texts.iter().flat_map(|&i| terms(&blocks[i].text)).collect();
        let weight = (text.len() as f32 / 40.0).min(1.0);
        weight * topics.likeness(&text, gist)
    }

    fn place(&mut self, thread: usize, block: usize, resumes: bool, confidence: f32) {
        let node = &self.blocks[block];
        let goes_on = node.role == Role::Body && node.from_elsewhere.is_none();
        let last = self.woven.threads[thread].texts.last().map(|placed| &self.blocks[placed.block]);
        let continues = goes_on
            && last.is_some_and(|last| {
                let heading = matches!(last.role, Role::Heading(_));
                !heading && (resumes || (!last.is_finished() && !leads_on(&last.text)))
            });
        self.woven.threads[thread].texts.push(Placed { block, continues, confidence });
        if let Some(Some(gist)) = self.gist.get_mut(thread) {
            gist.extend(terms(&node.text));
        }
        self.open.retain(|&open| open != thread);
        if !self.is_finished(thread) && node.role != Role::Caption {
            self.open.push(thread);
            if self.open.len() > MEMORY {
                self.open.remove(0);
            }
        }
    }

    fn is_finished(&self, thread: usize) -> bool {
        self.woven.threads[thread].texts.last().is_none_or(|placed| {
            let block = &self.blocks[placed.block];
            matches!(block.role, Role::Heading(_)) || block.is_finished()
        })
    }
}

/// A colon or a semicolon at a paragraph's end leads on to the next one without joining it.
pub fn leads_on(text: &Text) -> bool {
    text.chars().last().is_some_and(|c| "：；:;".contains(*c))
}

/// Open brackets that close, a small letter after a break, a mark that cannot begin a sentence.
fn joint(left: &Text, right: &Text) -> f32 {
    let mut score = 0.0;
    for (open, close) in [('“', '”'), ('《', '》'), ('（', '）'), ('‘', '’')] {
        let depth = |text: &Text| {
            text.chars().iter().fold((0_i32, 0_i32), |(depth, least), &c| {
                let depth = depth + i32::from(c == open) - i32::from(c == close);
                (depth, least.min(depth))
            })
        };
        let (left_depth, _) = depth(left);
        let (_, needed) = depth(right);
        if left_depth > 0 || needed < 0 {
            score += if left_depth > 0 && needed < 0 { 0.8 } else { -0.4 };
        }
    }
    let first = right.chars().first().copied().unwrap_or(' ');
    if "，、。；：）》”’,.;:)".contains(first) {
        score += 0.3;
    }
    if left.chars().last().is_some_and(|&c| is_han(c)) != is_han(first) && !first.is_ascii_digit() {
        score -= 0.05;
    }
    score
}
