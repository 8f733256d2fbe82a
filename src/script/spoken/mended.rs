//! A text whose slips are mended for the ear, and where its characters stand in the print.

use crate::model::Repair;

/// A mended text.
pub(super) struct Mended {
    /// The text to read.
    pub text: String,
    /// For each of its characters and for its end: the place in the print, counted in characters.
    places: Vec<usize>,
}

impl Mended {
    /// Mends `written`. A repair that overlaps an earlier one, or lies outside, is left out.
    pub fn new(written: &str, repairs: &[Repair]) -> Self {
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
                text.push(c);
                places.push(place);
                next = chars.next();
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
        Self { text, places }
    }

    /// Where a character of the text stands in the print.
    pub fn place(&self, character: usize) -> usize {
        self.places[character]
    }
}
