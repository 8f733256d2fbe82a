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
    advert_goes_on,
    ruled_doubted,
    stray_rest,
    title_surely_below,
    picture_apart,
    subhead_leads,
    linked_text,
    layout_foot,
    layout_foot_apart,
    layout_head,
    layout_head_rule,
    layout_indent,
    layout_line_short,
    layout_line_alike,
    layout_onward_alike,
    layout_order_better,
    layout_gutter,
    layout_gutter_of_page,
    layout_band_head,
    layout_band_white,
    layout_rule_across,
    layout_headline_as_wide,
    layout_running,
    layout_large,
    layout_largest,
    layout_small,
    layout_word_gap,
    pdf_column_gap,
    pdf_largest_gap,
    pdf_word_gap,
    pdf_wide_word_gap,
    pdf_letters_apart,
    pdf_han_gap,
    pdf_han_blank,
    pdf_ascent,
    pdf_descent,
    pdf_square,
    pdf_drawn_twice,
    pdf_drawn_twice_of_width,
    pdf_line_alike,
    pdf_line_level,
    pdf_line_back,
    pdf_line_before,
    pdf_piece_gap,
    pdf_piece_overlap,
    pdf_piece_alike,
    pdf_piece_level,
    pdf_piece_at_margin,
    pdf_piece_blank,
    pdf_piece_blank_in_han,
    pdf_piece_beyond,
    pdf_stack_aligned,
    pdf_stack_alike,
    pdf_stack_overlap,
    pdf_stack_gap,
    pdf_initial,
    pdf_initial_gap,
    pdf_leading,
    pdf_leading_wider,
    pdf_gap_wider,
    pdf_alike,
    pdf_margin,
    pdf_level,
    pdf_shared,
    pdf_rule_between,
    pdf_line_short,
    pdf_shadow,
    pdf_rule_thickest,
    pdf_rule_shortest,
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

    #[test]
    fn every_number_that_decides_has_a_name() {
        let string = regex::Regex::new(r#""(?:[^"\\]|\\.)*""#).unwrap();
        let number = regex::Regex::new(r"[^\w.](\d[\d_]*\.\d+)").unwrap();
        let mut open = vec![std::path::PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/src/articles"))];
        let mut found = Vec::new();
        while let Some(path) = open.pop() {
            if path.is_dir() {
                let entries = std::fs::read_dir(&path).unwrap().map(|entry| entry.unwrap().path());
                open.extend(entries.filter(|path| !path.ends_with("fit") && !path.ends_with("tests.rs")));
                continue;
            }
            let Some(source) =
                std::fs::read_to_string(&path).ok().filter(|_| path.extension() == Some("rs".as_ref()))
            else {
                continue;
            };
            let code = source.split("#[cfg(test)]\nmod tests").next().unwrap_or_default();
            for line in code.lines().filter(|line| !line.contains("const ") && !line.trim().starts_with("//"))
            {
                let line = string.replace_all(line, "");
                let numbers = number.captures_iter(&line).map(|found| found[1].to_owned());
                // Nothing, one, twice and a percentage say what they are.
                let decide =
                    numbers.filter(|number| !matches!(number.as_str(), "0.0" | "1.0" | "2.0" | "100.0"));
                found.extend(decide.map(|number| format!("{}: {number}", path.display())));
            }
        }
        assert!(found.is_empty(), "give each a row here, or a constant's name: {found:?}");
    }
}
