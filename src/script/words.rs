//! The words that the room looks for, as lists with names; words.tsv says what each list is.

use crate::text::word_lists;

word_lists! {
    /// The lists of words.tsv.
    pub struct Words in include_str!("words.tsv") => lists {
        sidebars,
        glue,
        notes,
        titles,
        comment,
        letter_columns,
        interviewers,
        place_initials,
        small_in_places,
        name_initials,
        small_in_names,
        with_article,
        newspapers,
        journals,
        openers,
        may_end,
        phrase_starts,
    }
}
