//! A text whose slips are mended for the ear, without the signs that nobody sees, and where its characters stand in the print.

use crate::model::Repair;

/// A mended text.
pub(super) struct Mended {
    /// The text to read.
    pub text: String,
    /// For each of its characters and for its end: the place in the print, counted in characters. `None` where the
    /// text is the print.
    places: Option<Vec<usize>>,
}

impl Mended {
    /// Mends `written`. A repair that overlaps an earlier one, or lies outside, is left out.
    pub fn new(written: &str, repairs: &[Repair]) -> Self {
        if repairs.is_empty() && !written.chars().any(is_unseen) {
            return Self { text: written.to_owned(), places: None };
        }
        let mut text = String::with_capacity(written.len());
        let mut places = Vec::new();
        let mut repairs: Vec<&Repair> = repairs.iter().collect();
        repairs.sort_by_key(|repair| repair.start);
        let mut repairs = repairs.into_iter().peekable();
        let mut chars = written.chars().enumerate();
        let mut next = chars.next();
        while let Some((place, c)) = next {
            while repairs.next_if(|repair| repair.start < place || repair.end <= repair.start).is_some() {}
            if let Some(repair) = repairs.next_if(|repair| repair.start == place) {
                for (count, c) in repair.spoken.chars().enumerate() {
                    text.push(c);
                    places.push(if count == 0 { place } else { repair.end });
                }
                next = chars.find(|(place, _)| *place >= repair.end);
            } else {
                next = chars.next();
                // Between two characters, a sign that nobody sees belongs to the one before.
                if !is_unseen(c) || text.is_empty() || next.is_none() {
                    text.push(c);
                    places.push(place);
                }
            }
        }
        let end = written.chars().count();
        places.push(end);
        for place in &mut places {
            *place = (*place).min(end);
        }
        if let Some(first) = places.first_mut() {
            *first = 0;
        }
        Self { text, places: Some(places) }
    }

    /// Whether the text is not what was printed.
    pub fn is_changed(&self) -> bool {
        self.places.is_some()
    }

    /// Where a character of the text stands in the print.
    pub fn place(&self, character: usize) -> usize {
        self.places.as_ref().map_or(character, |places| places[character])
    }
}

/// Whether a character is neither seen nor heard, and may stand within a number or a word: zero-width blanks, soft
/// hyphens, direction marks, and selectors of a hanzi's form.
fn is_unseen(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{200B}'..='\u{200C}' | '\u{200E}'..='\u{200F}' | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{2069}' | '\u{FEFF}' | '\u{E0100}'..='\u{E01EF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unseen_signs_do_not_part_a_number() {
        let mended = Mended::new("\u{FEFF}增长1\u{200B}2.\u{2060}5%\u{200B}", &[]);
        assert_eq!(mended.text, "\u{FEFF}增长12.5%\u{200B}");
        assert_eq!((mended.place(3), mended.place(4), mended.place(5)), (3, 5, 6));
    }
}
