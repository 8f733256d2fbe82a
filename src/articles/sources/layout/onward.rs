//! Text that goes on from one page to the next without a sign: the last sentence of a page breaks off, and the next page
//! begins with its rest.

use super::region::{Label, Region};
use crate::articles::features::endings::is_finished;
use crate::articles::features::seams::seam;
use crate::articles::weights::weights;

/// Moves what a page begins with to the page on which its sentence begins, down to the first headline.
pub fn join(pages: &mut [Vec<Region>]) {
    for at in 1..pages.len() {
        let (before, behind) = pages.split_at_mut(at);
        let Some(page) = before.iter_mut().rev().find(|page| !page.is_empty()) else { continue };
        let next = &mut behind[0];
        let goes_on = match (page.last(), next.first()) {
            (Some(last), Some(first)) => goes_on(last, first),
            _ => false,
        };
        if goes_on {
            let end = next.iter().position(|region| region.label != Label::Text).unwrap_or(next.len());
            page.extend(next.drain(..end));
        }
    }
}

fn goes_on(last: &Region, first: &Region) -> bool {
    /// No shorter line at a page's end is a sentence that breaks off.
    const SHORTEST: usize = 20;
    let size = |region: &Region| region.size.unwrap_or(0.0);
    let alike = (size(last) - size(first)).abs() <= size(last) * weights().layout_onward_alike;
    last.label == Label::Text
        && first.label == Label::Text
        && alike
        && last.text.len() >= SHORTEST
        && !is_finished(&last.text)
        && seam(&last.text, &first.text) > 0.0
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::articles::text::Text;

    fn region(label: Label, print: &str) -> Region {
        Region { label, text: Text::of(print, 0), frame: None, size: Some(10.0), is_bold: false }
    }

    #[test]
    fn a_sentence_goes_on_over_the_page_and_takes_the_rest_with_it() {
        let mut pages = [
            vec![
                region(Label::Heading, "Lock opens"),
                region(Label::Text, "The old lock opened to boats, and the"),
            ],
            vec![
                region(Label::Text, "first of them passed at noon."),
                region(Label::Text, "Many came."),
                region(Label::Heading, "Bees"),
                region(Label::Text, "Bees are back."),
            ],
            vec![region(Label::Text, "Nothing leads here.")],
        ];
        join(&mut pages);
        assert_eq!(pages.iter().map(Vec::len).collect::<Vec<_>>(), [4, 2, 1]);
    }
}
