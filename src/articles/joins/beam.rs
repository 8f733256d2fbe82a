//! The hypotheses in which a run of texts may be shared out among stories, and what makes texts alike.

use smallvec::SmallVec;

use crate::articles::features::topics::{Terms, Weighed};
use crate::articles::weights::weights;

/// One entry for each story that a run may be shared out among: seldom more than these.
pub type PerStory<T> = SmallVec<[T; 8]>;

/// A hypothesis: one way to share out a run of texts. Stories are numbered from the one that the run stands in, 0.
#[derive(Clone)]
pub struct Hypothesis {
    /// What it is worth.
    pub score: f32,
    /// The story of each text so far.
    pub steps: SmallVec<[u8; 24]>,
    /// The last text of each story.
    pub last: PerStory<Option<usize>>,
    /// Which stories wait for their sentence's rest.
    pub open: PerStory<bool>,
    /// The story that the run stands in, to which text may return after another story has ended.
    pub home: usize,
}

/// One more text of a hypothesis, and what that is worth with it.
#[derive(Clone, Copy)]
pub struct Step {
    /// What the hypothesis is worth with it.
    pub score: f32,
    /// The story that it goes to.
    pub story: usize,
}

impl Hypothesis {
    /// The hypothesis with one more text on it.
    pub fn after(&self, step: Step, block: usize, finished: bool) -> Self {
        let mut next = Self { score: step.score, ..self.clone() };
        next.steps.push(step.story as u8);
        next.last[step.story] = Some(block);
        next.open[step.story] = !finished;
        next
    }
}

/// How alike a text is to stories and to other texts.
pub struct Likeness {
    /// To each story.
    pub stories: PerStory<f32>,
    /// To each text of the run above it.
    pub run: Vec<f32>,
    /// How much it reads like a paragraph's beginning.
    pub begins: f32,
    /// Whether it is Chinese.
    pub is_chinese: bool,
}

impl Likeness {
    /// How alike the text is to each story as a hypothesis has it so far, shared out among them.
    pub fn on(&self, hypothesis: &Hypothesis) -> PerStory<f32> {
        let mut alike = self.stories.clone();
        for (&story, like) in hypothesis.steps.iter().zip(&self.run) {
            alike[usize::from(story)] += like;
        }
        let all = alike.iter().sum::<f32>() + weights().chance;
        alike.iter_mut().for_each(|alike| *alike /= all);
        alike
    }
}

/// The likeness of a text to another; a short one tells less, and what one word makes is an accident.
pub fn alike(text: &Weighed, other: &Terms) -> f32 {
    let weight = (text.len() as f32 / weights().full_length).min(1.0);
    (weight * text.likeness(other) - weights().accident).max(0.0)
}
