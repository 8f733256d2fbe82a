//! Pages with places become pages of print.

use super::frame::Frame;
use super::region::{Label, Leaf, Region};
use super::{edges, onward, order, running, size};
use crate::articles::contents::{Contents, Item, Page};
use crate::articles::features::endings::is_finished;
use crate::articles::features::seams::reads_on;
use crate::articles::features::{header, noise};
use crate::articles::markdown::{Printed, Shape};
use crate::model::SkipReason;

/// Puts the blocks of all pages in order and hands them on as pages of print.
pub fn lay(mut leaves: Vec<Leaf>, contents: &mut Contents) {
    running::take(&mut leaves, contents);
    let mut pages = Vec::with_capacity(leaves.len());
    let mut traits = Vec::with_capacity(leaves.len());
    for leaf in &mut leaves {
        let regions = std::mem::take(&mut leaf.regions);
        let doubts = contents.doubts.len();
        let (regions, body) = ordered(leaf, regions, contents);
        pages.push(regions);
        traits.push((body, contents.doubts.len() > doubts));
    }
    let place = |region: &Region| Some((region.text.start()?, region.frame?));
    let frames: Vec<Vec<(u32, Frame)>> =
        pages.iter().map(|page| page.iter().filter_map(place).collect()).collect();
    onward::join(&mut pages);
    for (((leaf, regions), (body, is_unsure)), frames) in
        leaves.into_iter().zip(pages).zip(traits).zip(frames)
    {
        let blocks = regions.into_iter().map(|region| printed(region, body)).collect();
        contents.items.push(Item::Page(Page {
            number: leaf.number,
            section: None,
            is_unsure,
            blocks,
            frames,
        }));
    }
}

/// A page's blocks in the order of reading, and how large its running text is.
fn ordered(leaf: &Leaf, mut regions: Vec<Region>, contents: &mut Contents) -> (Vec<Region>, Option<f32>) {
    let body = body(&regions);
    edges::mark(&mut regions, &leaf.rules, body);
    judge(&mut regions, body, contents);
    // On a page in bold print, bold print says nothing.
    let all: usize = regions.iter().map(|region| region.text.len()).sum();
    let bold: usize = regions.iter().filter(|region| region.is_bold).map(|region| region.text.len()).sum();
    for region in &mut regions {
        region.is_bold &= bold * 4 < all;
        promote(region, body);
    }
    let (order, doubt) = order::order(&regions, &leaf.rules);
    contents.doubts.extend(doubt.map(|doubt| match &leaf.number {
        Some(number) => format!("page {number}: {doubt}"),
        None => doubt.to_owned(),
    }));
    let mut regions: Vec<Option<Region>> = regions.into_iter().map(Some).collect();
    (order.into_iter().filter_map(|at| regions[at].take()).collect(), body)
}

/// Decides again what stands around the stories: what a tool calls so is believed only of short lines in small print
/// that go on in nothing.
fn judge(regions: &mut Vec<Region>, body: Option<f32>, contents: &mut Contents) {
    /// No furniture is longer, in characters.
    const LONGEST: usize = 40;
    regions.retain_mut(|region| {
        if region.label != Label::Furniture {
            return true;
        }
        region.label = Label::Text;
        let text = &region.text;
        if size::is_large(region.size, body) && size::is_title(text) {
            return true;
        }
        let says = text.len() > LONGEST || is_finished(text) && (text.len() > LONGEST / 4 || reads_on(text));
        if says
            || header::is_english_name(&text.string())
            || noise::noise(text, &text.folded_head(noise::LONGEST)).is_some()
        {
            return true;
        }
        contents.skip(SkipReason::Masthead, std::mem::take(&mut region.text));
        false
    });
}

/// Large or bold print that is short enough is a headline, whatever its tool calls it.
fn promote(region: &mut Region, body: Option<f32>) {
    let is_noise =
        |region: &Region| noise::noise(&region.text, &region.text.folded_head(noise::LONGEST)).is_some();
    if region.label == Label::Text
        && (size::is_large(region.size, body) || region.is_bold && !size::is_small(region.size, body))
        && size::is_title(&region.text)
        && !is_noise(region)
    {
        region.label = Label::Heading;
    }
}

/// How large a page's running text is.
fn body(regions: &[Region]) -> Option<f32> {
    let running = regions.iter().filter(|region| region.label == Label::Text);
    size::middle(running.filter_map(|region| Some((region.size?, region.text.len()))).collect())
}

fn printed(region: Region, body: Option<f32>) -> Printed {
    let shape = match region.label {
        Label::Heading => Shape::Heading(size::level(region.size, body)),
        Label::Table => Shape::Table,
        Label::Text | Label::Furniture => Shape::Paragraph,
    };
    Printed::new(shape, region.text, 0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::articles::text::Text;

    #[test]
    fn furniture_is_believed_only_of_short_small_lines() {
        let region = |print: &str, size: f32| Region {
            label: Label::Furniture,
            text: Text::of(print, 0),
            frame: None,
            size: Some(size),
            is_bold: false,
        };
        let mut contents = Contents::default();
        let mut regions = vec![
            region("河谷渡口今天恢复通航", 40.0),
            region("要闻", 10.0),
            region("渡口在上下班时段加开两班船，直到客流恢复平常。", 10.0),
        ];
        judge(&mut regions, Some(10.0), &mut contents);
        let kept: Vec<Label> = regions.iter().map(|region| region.label).collect();
        assert_eq!(kept, [Label::Text, Label::Text]);
        promote(&mut regions[0], Some(10.0));
        assert_eq!(regions[0].label, Label::Heading);
        assert_eq!(contents.skipped.len(), 1);
    }
}
