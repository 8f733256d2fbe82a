//! Why a change cannot be made.

use crate::model::ArticleId;

/// Why a change cannot be made.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[non_exhaustive]
pub enum EditError {
    /// The story is not in the script.
    #[error("the script does not tell the story {0}; it may have been dropped meanwhile")]
    NoStory(ArticleId),
    /// The sentence is not in the script.
    #[error("the script has no sentence {0}; it may have been dropped meanwhile")]
    NoSegment(String),
    /// The story stands at the end already.
    #[error("“{0}” cannot go further in that direction")]
    AtTheEnd(String),
    /// Nothing would be left.
    #[error("“{0}” is the only story, and a programme needs one")]
    LastStory(String),
    /// It has no more than its headline and first sentence.
    #[error("“{0}” is as short as it can be")]
    ShortAlready(String),
    /// No earlier version has more of it.
    #[error("no earlier version has more of this story")]
    NothingToRestore,
    /// There is nothing to part before the first sentence.
    #[error("a story cannot be parted before its first sentence")]
    NothingBefore,
    /// There is no story before it.
    #[error("“{0}” is the first story of its section; move it behind the story that it goes on with")]
    NoneBefore(String),
    /// The new words cannot be used.
    #[error("{0}")]
    Words(String),
}
