//! Continuations: which text goes on in which. Reading order first; where several stories are broken off at
//! once, what the sentences need, what the texts are about and which brackets are open decide.

mod beam;
mod grounds;
mod order;
mod place;
mod signs;
mod thread;

use std::cell::OnceCell;

use rustc_hash::FxHashMap;
use smallvec::SmallVec;

use self::beam::{Hypothesis, Likeness, PerStory, Step, alike};
use self::grounds::Choice;
use self::signs::has_stray;
use crate::articles::blocks::{Block, Role};
use crate::articles::features::labels::is_box;
use crate::articles::features::seams::{beginning, seam_before};
use crate::articles::features::topics::{Terms, Topics, Weighed, terms};
use crate::articles::groups::{Part, Start, gist, topics};
use crate::articles::text::has_han;
use crate::articles::weights::weights;
use crate::model::Confidence;

#[cfg(test)]
pub use self::grounds::Grounds;
pub use self::thread::{Placed, Thread};

/// Threads and the blocks that no rule dares to place.
#[derive(Debug, Default)]
pub struct Continuations {
    /// One for each story.
    pub threads: Vec<Thread>,
    /// Blocks that fit two stories equally well.
    pub refused: Vec<usize>,
}

/// Follows every story through the page.
pub fn continuations(blocks: &[Block], parts: &[Part]) -> Continuations {
    let mut assembler = Assembler {
        blocks,
        parts,
        topics: None,
        thread_of: vec![None; parts.len()],
        gist: Vec::new(),
        seams: FxHashMap::default(),
        found: Continuations::default(),
        open: Vec::new(),
        part: 0,
        // A sign that stands under no broken text tells that some story is cut.
        loss: if has_stray(blocks) { weights().loss_where_cut } else { weights().loss },
        main: None,
        past: Vec::new(),
        gaps: Vec::new(),
        rests: OnceCell::new(),
        mixed: order::is_mixed(blocks),
        cut: order::share_cut(blocks),
    };
    for index in 0..parts.len() {
        assembler.part(index);
    }
    signs::share(blocks, parts, &assembler.thread_of, &mut assembler.found.threads);
    assembler.found
}

struct Assembler<'a> {
    blocks: &'a [Block],
    parts: &'a [Part],
    topics: Option<Topics>,
    thread_of: Vec<Option<usize>>,
    /// The terms of each thread, gathered when first needed.
    gist: Vec<Option<Terms>>,
    /// How well two blocks read on, for those of the run being shared out.
    seams: FxHashMap<(usize, usize), f32>,
    found: Continuations,
    /// Threads that break off inside a sentence, in the order in which they broke off, each with the part it did in.
    open: Vec<(usize, usize)>,
    /// The part being read.
    part: usize,
    /// What a story that stays broken costs here.
    loss: f32,
    /// The last story that is no picture: text after a picture goes back to it.
    main: Option<usize>,
    /// The stories that came to their end last: a paragraph of theirs may stand in another story's broken sentence.
    past: Vec<usize>,
    /// Stories behind whose last text something was refused: what comes next goes on in no sentence.
    gaps: Vec<usize>,
    /// For each block, how many rests stand behind it whose sentences broke off before it; counted when first needed.
    rests: OnceCell<Vec<usize>>,
    /// Whether several stories are cut on this page: then whole paragraphs of them may stand anywhere.
    mixed: bool,
    /// The share of the page's texts that break off.
    cut: f32,
}

/// How many texts are shared out at a time, and how many hypotheses of that are kept.
const LONGEST_RUN: usize = 24;
const BEAM: usize = 48;
/// How many whole stories are kept in mind, on a page in order and on one whose columns are mixed.
const PAST: [usize; 2] = [2, 6];

fn fading(age: usize) -> f32 {
    weights().fading.powi(i32::try_from(age).unwrap_or(i32::MAX))
}

impl Assembler<'_> {
    fn part(&mut self, index: usize) {
        self.part = index;
        let part = &self.parts[index];
        if part.texts.is_empty() {
            return;
        }
        let owner = match part.start {
            Start::Resumes(root) => self.thread_of[root],
            Start::Loose => self.main,
            _ => None,
        };
        let notes = part.texts.iter().take_while(|&&text| self.blocks[text].role() == Role::Note).count();
        // The rest of a broken sentence is another story's, whatever heading stands above it.
        let first = part.texts.get(notes).map(|&text| &self.blocks[text]);
        let is_rest = first.is_some_and(|first| first.role() == Role::Body && first.reads_on());
        let is_rest = is_rest && part.start == Start::Headed && !self.open.is_empty();
        let fixed = if part.start == Start::Loose { 0 } else { notes + usize::from(!is_rest) };
        let owner = owner.unwrap_or_else(|| {
            self.found.threads.push(Thread::default());
            self.gist.push(None);
            self.found.threads.len() - 1
        });
        self.thread_of[index] = Some(owner);
        self.found.threads[owner].parts.push(index);
        // The first text under a heading or a dateline belongs to it whatever else is broken off.
        for &block in &part.texts[..fixed.min(part.texts.len())] {
            let resumes = matches!(part.start, Start::Resumes(_)) && self.blocks[block].role() == Role::Body;
            let grounds = self.grounds(owner, block, resumes, Choice::First);
            self.place(owner, block, grounds);
        }
        // A story that another one goes on in the midst of goes on behind it.
        let inside =
            matches!(part.start, Start::Resumes(_)) && part.headings.is_empty() && part.subheads.is_empty();
        let home = self.main.filter(|&main| inside && main != owner);
        self.run(owner, home, &part.texts[fixed.min(part.texts.len())..]);
        if !part.is_picture(self.blocks) && home.is_none() {
            self.main = Some(owner);
            self.past.retain(|&thread| thread != owner);
            self.past.push(owner);
            if self.past.len() > PAST[usize::from(self.mixed)] + 1 {
                self.past.remove(0);
            }
        }
    }

    /// Places the texts that follow a start.
    fn run(&mut self, owner: usize, home: Option<usize>, texts: &[usize]) {
        let mut from = 0;
        while from < texts.len() {
            let body = |&&block: &&usize| self.blocks[block].role() == Role::Body;
            let bodies = texts[from..].iter().take(LONGEST_RUN).take_while(body).count();
            let open = self.open.iter().map(|open| open.0).filter(|&thread| Some(thread) != home);
            let mut rivals: Vec<usize> =
                home.into_iter().chain(open.filter(|&thread| thread != owner)).collect();
            if bodies > 0 {
                let again = |thread: usize| {
                    self.found.threads[thread].prints(self.blocks, &texts[from..from + bodies])
                };
                let past = self
                    .past
                    .iter()
                    .filter(|&&thread| thread != owner && !rivals.contains(&thread) && !again(thread));
                rivals.extend(past.copied().collect::<Vec<_>>());
            }
            if bodies == 0 || rivals.is_empty() {
                let step = bodies.max(1);
                for &block in &texts[from..from + step] {
                    let grounds = self.grounds(owner, block, false, Choice::Sole);
                    self.place(owner, block, grounds);
                }
                from += step;
            } else {
                self.choose(owner, usize::from(home.is_some()), &rivals, &texts[from..from + bodies]);
                from += bodies;
            }
        }
    }

    /// Shares a run of texts out between the story that it stands in and the stories broken off before it.
    fn choose(&mut self, owner: usize, home: usize, rivals: &[usize], run: &[usize]) {
        let threads: Vec<usize> = std::iter::once(owner).chain(rivals.iter().copied()).collect();
        let mut hypotheses = vec![Hypothesis {
            score: 0.0,
            steps: SmallVec::new(),
            last: threads
                .iter()
                .map(|&thread| self.found.threads[thread].texts.last().map(|placed| placed.block))
                .collect(),
            open: threads.iter().map(|&thread| self.is_open(thread)).collect(),
            home,
        }];
        self.seams.clear();
        let mut known: Vec<Terms> = Vec::with_capacity(run.len());
        for (n, &block) in run.iter().enumerate() {
            let text = terms(&self.blocks[block].text);
            let weighed = self.topics().weigh(&text);
            let like = self.likenesses(&threads, &known, block, &weighed);
            known.push(text);
            let rests = order::rests(self.blocks, &run[n..]);
            let steps = |(n, hypothesis)| {
                self.steps(hypothesis, block, &like, rests).into_iter().map(move |step| (n, step))
            };
            let mut steps: Vec<(usize, Step)> = hypotheses.iter().enumerate().flat_map(steps).collect();
            steps.sort_by(|a, b| b.1.score.total_cmp(&a.1.score));
            steps.truncate(BEAM);
            let finished = self.blocks[block].is_finished() || self.sends_on(block);
            hypotheses =
                steps.into_iter().map(|(n, step)| hypotheses[n].after(step, block, finished)).collect();
        }
        self.charge_losses(&mut hypotheses, &threads, run);
        hypotheses.sort_by(|a, b| b.score.total_cmp(&a.score));
        let Some(best) = hypotheses.first() else { return };
        let mut above = owner;
        for (n, &block) in run.iter().enumerate() {
            let other = hypotheses.iter().find(|hypothesis| hypothesis.steps[n] != best.steps[n]);
            let lead = other.map_or(f32::INFINITY, |other| best.score - other.score);
            let thread = threads[usize::from(best.steps[n])];
            // A guess that would finish another story's sentence is refused; a paragraph stays where it stands.
            if lead < weights().unsure && !self.is_finished(thread) {
                self.found.refused.push(block);
                self.gaps.push(thread);
            } else {
                let grounds = self.grounds(thread, block, false, Choice::Led(lead));
                // A whole paragraph that would go elsewhere on grounds as poor as that stays with the text above it.
                let stays = !grounds.continues
                    && grounds.is_chinese
                    && thread != above
                    && grounds.confidence() < Confidence::of(weights().leaves);
                let thread = if stays { above } else { thread };
                let grounds =
                    if stays { self.grounds(above, block, false, Choice::Led(0.0)) } else { grounds };
                self.place(thread, block, grounds);
                above = thread;
            }
        }
    }

    /// A story that stays broken is a loss; the longer ago it broke off, the likelier it was cut. As many as there are rests
    /// to come may still be ended below.
    fn charge_losses(&self, hypotheses: &mut [Hypothesis], threads: &[usize], run: &[usize]) {
        let ages: Vec<usize> = threads.iter().map(|&thread| self.age(thread)).collect();
        let to_come =
            run.last().map_or(0, |&last| self.rests.get_or_init(|| order::rests_behind(self.blocks))[last]);
        for hypothesis in hypotheses {
            let open = (0..threads.len()).filter(|&i| hypothesis.open[i]);
            let mut losses: PerStory<f32> = open.map(|i| self.loss * fading(ages[i])).collect();
            losses.sort_by(|a, b| b.total_cmp(a));
            let (later, never) = losses.split_at(to_come.min(losses.len()));
            hypothesis.score -=
                never.iter().sum::<f32>() + weights().loss_to_come * later.iter().sum::<f32>();
        }
    }

    /// How many parts began since a story broke off.
    fn age(&self, thread: usize) -> usize {
        let open = self.open.iter().find(|open| open.0 == thread);
        open.map_or(0, |open| self.part.saturating_sub(open.1 + 1))
    }

    /// Every story that a text may go to after the steps taken so far.
    fn steps(
        &mut self,
        hypothesis: &Hypothesis,
        block: usize,
        like: &Likeness,
        rests: usize,
    ) -> PerStory<Step> {
        let current = hypothesis.steps.last().copied().map_or(0, usize::from);
        let blocks = self.blocks;
        let node = &blocks[block];
        let topics = like.on(hypothesis);
        let leave = if hypothesis.home == 0 { self.cost_of_leaving() } else { weights().leave_home };
        let displaced = hypothesis.open[current] || current != hypothesis.home;
        let returns = |i: usize| {
            i == hypothesis.home
                && current != hypothesis.home
                && !hypothesis.open[current]
                && !hypothesis.open[i]
        };
        let leaves = |i: usize| !displaced && i != current && hypothesis.open[i];
        // A finished story takes a text again: soonest where the one in hand still waits for its sentence's rest.
        let rejoins = |i: usize| i != current && i != hypothesis.home && !hypothesis.open[i];
        let may = |i: usize| i == current || hypothesis.open[i] || returns(i) || rejoins(i);
        let cost = |i: usize| {
            if rejoins(i) {
                match (hypothesis.open[current], self.mixed, like.is_chinese) {
                    (true, ..) => weights().rejoin,
                    (_, true, _) => weights().rejoin_where_mixed,
                    (.., true) => weights().rejoin_where_whole,
                    _ => weights().rejoin_in_english,
                }
            } else if returns(i) {
                weights().return_home
            } else if leaves(i) {
                leave
            } else {
                0.0
            }
        };
        // Broken stories go on in the order in which they broke off; the story that the run stands in did so last.
        let mut broken: PerStory<usize> =
            (0..hypothesis.open.len()).filter(|&i| hypothesis.open[i]).collect();
        broken.sort_by_key(|&i| (i == 0, i));
        let several = rests > 1 && like.begins < 0.0;
        let due = broken.len().checked_sub(rests).filter(|_| several).map_or(current, |n| broken[n]);
        let topic = if like.is_chinese { weights().topic } else { weights().topic_in_english };
        let mut score = |i: usize| {
            let at_home = due != current || current == hypothesis.home || hypothesis.open[current];
            let stays = if i == due && at_home { weights().adjacent } else { 0.0 };
            let reads = match hypothesis.last[i].filter(|_| hypothesis.open[i]) {
                Some(last) => {
                    let fresh = || seam_before(&blocks[last].text, &node.text, like.begins);
                    *self.seams.entry((last, block)).or_insert_with(fresh)
                }
                None => like.begins,
            };
            hypothesis.score + stays + reads + topic * topics[i] - cost(i)
        };
        (0..hypothesis.open.len()).filter(|&i| may(i)).map(|i| Step { score: score(i), story: i }).collect()
    }

    /// What stands below a brief, a box or a heading without a text yet belongs elsewhere sooner.
    fn cost_of_leaving(&self) -> f32 {
        let part = &self.parts[self.part];
        let waits = self.thread_of[self.part].is_some_and(|owner| self.found.threads[owner].texts.is_empty());
        match part.start {
            _ if waits => 0.0,
            Start::Brief(_) => weights().leave_brief,
            _ if part.headings.iter().any(|&heading| is_box(&self.blocks[heading].text)) => 0.0,
            _ => weights().leave_home,
        }
    }

    /// How alike a block, whose terms are given, is to each story and to the texts of the run above it.
    fn likenesses(&mut self, threads: &[usize], above: &[Terms], block: usize, text: &Weighed) -> Likeness {
        let stories = threads.iter().map(|&thread| self.likeness(thread, text)).collect();
        let run = above.iter().map(|other| alike(text, other)).collect();
        Likeness {
            stories,
            run,
            begins: beginning(&self.blocks[block].text) + order::set_in(self.blocks, block),
            is_chinese: has_han(&self.blocks[block].text),
        }
    }

    fn topics(&mut self) -> &Topics {
        let (blocks, parts) = (self.blocks, self.parts);
        self.topics.get_or_insert_with(|| topics(blocks, parts))
    }

    fn likeness(&mut self, thread: usize, text: &Weighed) -> f32 {
        let (blocks, parts) = (self.blocks, self.parts);
        let story = &self.found.threads[thread];
        let about = self.gist[thread].get_or_insert_with(|| {
            let headings = story.parts.iter().flat_map(|&p| &parts[p].headings);
            gist(blocks, headings.chain(story.texts.iter().map(|placed| &placed.block)))
        });
        alike(text, about)
    }
}
