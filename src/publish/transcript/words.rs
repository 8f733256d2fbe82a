//! The words that subtitles are broken around, as lists with names; words.tsv says what each list is.

use crate::text::word_lists;

word_lists! {
    /// The lists of words.tsv.
    pub struct Words in include_str!("words.tsv") => lists {
        leaning_back,
        leaning_on,
        small,
    }
}
