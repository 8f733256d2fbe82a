//! The words that the room looks for, as lists with names; words.tsv says what each list is.

use crate::text::word_lists;

word_lists! {
    /// The lists of words.tsv.
    pub struct Words in include_str!("words.tsv") => lists {
        function_words,
        airlines,
        sizes,
        zip_codes,
        secrets,
        serials,
        after_surnames,
        before_surnames,
        determiners,
        suffixes,
        guessed,
        of_places,
        trades,
        verb_surnames,
        given,
        seldom_words,
        before_one,
        after_one,
        clause_words,
        compound_starts,
    }
}
