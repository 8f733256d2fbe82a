//! The numbers that decide which text goes where, each by its name. Values, meaning and origin stand in weights.tsv.

use std::sync::LazyLock;

macro_rules! weights {
    ($($name:ident),* $(,)?) => {
        /// All of them; weights.tsv says what each means.
        #[allow(missing_docs, reason = "the table has the meanings, and a test that it has all of them")]
        pub struct Weights {
            $(pub $name: f32,)*
        }

        impl Weights {
            fn read(value: impl Fn(&str) -> f32) -> Self {
                Self { $($name: value(stringify!($name)),)* }
            }
        }

        #[cfg(test)]
        const NAMES: &[&str] = &[$(stringify!($name)),*];
    };
}

weights! {
    bracket_closes,
    bracket_lost,
    word_apart,
    word_divided,
    words_divided,
    hyphen,
    neighbours,
    neighbours_in_english,
    rarest_neighbours,
    leading_then_particle,
    leading,
    adverb_then_verb,
    adverb_then_noun,
    begins_as_figure,
    begins_small,
    begins_with_particle,
    begins_with_later,
    begins_with_character,
    begins_with_fragment,
    begins_as_sentence,
    begins_indented,
    begins_flush,
    begins_with_name,
    sentence_after_break,
    article_then_noun,
    article_then_other,
    preposition_then_verb,
    same_kind_twice,
    pronoun_then_other,
    auxiliary_twice,
    noun_then_small_word,
    capital_after_break,
    adjacent,
    return_home,
    leave_home,
    leave_brief,
    rejoin,
    rejoin_where_mixed,
    rejoin_where_whole,
    rejoin_in_english,
    topic,
    topic_in_english,
    loss,
    loss_to_come,
    loss_where_cut,
    fading,
    unsure,
    leaves,
    accident,
    chance,
    full_length,
    sure_over_pages,
    sure_against_columns,
    commonest_term,
    heading_fits,
    heading_leads,
    heading_own,
    same_story,
    subhead,
    names_below,
    names_below_more,
    title_below,
    title_below_broken,
    title_apart,
    jump_keyword,
    jump_quoted,
    jump_headline,
    jump_leads,
    title_length,
    title_near_length,
    title_bad_length,
    title_names,
    title_told,
    title_unbalanced,
    title_later,
    advert,
    advert_below_its_word,
    house,
    around,
    parts_any,
    parts_rubrics,
    parts_essay,
    parts_refer_on,
    parts_first_person,
    parts_code,
    parts_title_again,
    parts_lists,
    parts_links,
    parts_few_links,
    parts_intro,
    parts_headlines,
    parts_news,
    parts_release,
}

/// The weights in use.
pub fn weights() -> &'static Weights {
    static WEIGHTS: LazyLock<Weights> = LazyLock::new(|| {
        Weights::read(|name| {
            let row = rows().find(|row| row[0] == name);
            let value = row.and_then(|row| row[1].parse().ok());
            value.unwrap_or_else(|| unreachable!("weights.tsv has no number for {name}"))
        })
    });
    #[cfg(test)]
    if let Some(tried) = TRIED.with(std::cell::Cell::get) {
        return tried;
    }
    &WEIGHTS
}

#[cfg(test)]
thread_local! {
    /// Other weights that the fit tries in this thread.
    static TRIED: std::cell::Cell<Option<&'static Weights>> = const { std::cell::Cell::new(None) };
}

/// Tries other weights in this thread: for each name its value.
#[cfg(test)]
pub fn try_weights(value: impl Fn(&str) -> f32) {
    TRIED.with(|tried| tried.set(Some(Box::leak(Box::new(Weights::read(value))))));
}

/// Name, value, meaning and origin of each.
pub fn rows() -> impl Iterator<Item = [&'static str; 4]> {
    let lines = include_str!("weights.tsv").lines().filter(|line| !line.starts_with('#'));
    lines.filter_map(|line| {
        let mut cells = line.split('\t');
        Some([cells.next()?, cells.next()?, cells.next()?, cells.next()?])
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_weight_has_a_number_a_meaning_and_an_origin() {
        let told: Vec<&str> = rows().map(|row| row[0]).collect();
        assert_eq!(told, NAMES);
        for [name, value, meaning, origin] in rows() {
            assert!(value.parse::<f32>().is_ok_and(f32::is_finite), "{name}");
            assert!(meaning.ends_with('.') && !origin.is_empty(), "{name}");
        }
    }
}
