//! What an editor does to a script.

use super::{ArticleId, SegmentId};

/// Where a story goes in the running order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// Before what stands before it now; out of its section, where it is the first there.
    Earlier,
    /// Behind what stands behind it now.
    Later,
    /// To this place among all stories, counted from 1.
    At(usize),
}

/// One change that an editor makes to a script.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Edit {
    /// A story changes its place.
    Move {
        /// The story.
        story: ArticleId,
        /// Where to.
        to: Place,
    },
    /// A story is not spoken.
    Drop {
        /// The story.
        story: ArticleId,
    },
    /// Only the headline and the first paragraph of a story are spoken.
    Shorten {
        /// The story.
        story: ArticleId,
    },
    /// A story that was dropped or shortened is spoken as it was before.
    Restore {
        /// The story.
        story: ArticleId,
    },
    /// What was wrongly put together is parted: from a sentence on, it is a story of its own.
    Part {
        /// The first sentence of the new story.
        segment: SegmentId,
    },
    /// A story goes on with what stands as the next story: it is joined to the one before it.
    Join {
        /// The story that goes on with the one before it.
        story: ArticleId,
    },
    /// The words of a sentence are changed.
    Reword {
        /// The sentence.
        segment: SegmentId,
        /// What a reader sees.
        written: String,
        /// What the voice says, where that is not how `written` is read.
        spoken: Option<String>,
    },
}

impl Edit {
    /// The story that it is about; `None` for a sentence.
    pub fn story(&self) -> Option<&ArticleId> {
        match self {
            Self::Move { story, .. }
            | Self::Drop { story }
            | Self::Shorten { story }
            | Self::Restore { story }
            | Self::Join { story } => Some(story),
            Self::Part { .. } | Self::Reword { .. } => None,
        }
    }
}
