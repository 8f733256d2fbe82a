//! In which order the blocks of a page are read. Drawn rules and white bands across the page cut it, gutters part what is
//! left into columns, and where both are there, or neither, the text says which reading makes sentences. The file's own
//! order is taken where it reads better.

use super::frame::{Frame, around};
use super::region::{Label, Region};
use crate::articles::features::endings::is_finished;
use crate::articles::features::noise;
use crate::articles::features::seams::{beginning, seam};
use crate::articles::weights::weights;

/// Below so many cuts no second reading is tried, since each one is more work.
const DEEPEST_CHOICE: usize = 4;
/// A page is cut no more often than this within itself.
const DEEPEST: usize = 200;
/// Pages of more blocks than this are not read in several ways.
const MOST: usize = 600;

/// The order of a page's blocks, and where it is unsure, in words.
pub fn order(regions: &[Region], rules: &[Frame]) -> (Vec<usize>, Option<&'static str>) {
    let given: Vec<usize> = (0..regions.len()).collect();
    let frames: Option<Vec<Frame>> = regions.iter().map(|region| region.frame).collect();
    let Some(frames) = frames.filter(|frames| frames.len() > 1) else { return (given, None) };
    let size = size(regions);
    let widest = around(frames.iter().copied()).map_or(0.0, |whole| whole.width());
    let traits = regions.iter().map(Traits::of).collect();
    let gap = (size * weights().layout_gutter).min(widest * weights().layout_gutter_of_page);
    let page = Sheet { regions, traits, frames: &frames, rules, size, gap };
    let found = page.order(given.clone(), 0);
    let (as_found, as_given) = (page.score(&found), page.score(&given));
    if as_given > as_found + weights().layout_order_better {
        let doubt = "its columns read worse than the order of the file, which was kept; look at its stories";
        return (given, Some(doubt));
    }
    (found, None)
}

/// The size of most of a page's print.
fn size(regions: &[Region]) -> f32 {
    let mut sizes: Vec<f32> = regions.iter().filter_map(|region| region.size).collect();
    sizes.sort_by(f32::total_cmp);
    sizes.get(sizes.len() / 2).copied().unwrap_or(0.0)
}

/// What a block's text says of what stands before and behind it.
struct Traits {
    /// True where its last sentence goes on elsewhere.
    breaks_off: bool,
    /// How much it reads like the rest of a sentence, below zero.
    begins: f32,
}

impl Traits {
    fn of(region: &Region) -> Self {
        /// Shorter texts are names and lines that stand for themselves.
        const SHORT: usize = 12;
        let text = &region.text;
        let runs = region.label == Label::Text && text.len() > SHORT;
        let is_noise = || noise::noise(text, &text.folded_head(noise::LONGEST)).is_some();
        let breaks_off = runs && !is_finished(text) && !is_noise();
        Self { breaks_off, begins: beginning(text).clamp(-1.0, 0.0) }
    }
}

struct Sheet<'a> {
    regions: &'a [Region],
    traits: Vec<Traits>,
    frames: &'a [Frame],
    rules: &'a [Frame],
    /// The size of most print.
    size: f32,
    /// White at least so wide parts columns.
    gap: f32,
}

/// An axis to cut along.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Axis {
    /// From left to right: columns.
    Across,
    /// From top to bottom: bands.
    Down,
}

impl Sheet<'_> {
    fn order(&self, set: Vec<usize>, depth: usize) -> Vec<usize> {
        if set.len() < 2 || depth > DEEPEST {
            return self.by_top(set);
        }
        if let Some(parts) = self.cut_at_rules(&set) {
            return self.each(parts, depth);
        }
        let readings = [
            self.below_headlines(&set),
            self.cut(&set, Axis::Across),
            self.bands(&set, |group, band, both| both > 1 && group > 1 && band > 0),
            self.bands(&set, |group, band, both| group == band && band == both && both > 1),
        ];
        // The first reading is expected; another one has to make better sentences.
        let mut readings = readings.into_iter().flatten();
        let Some(first) = readings.next().or_else(|| self.owned(&set)) else { return self.by_top(set) };
        let mut best = self.each(first, depth);
        if depth < DEEPEST_CHOICE && self.regions.len() <= MOST {
            for parts in readings {
                let other = self.each(parts, depth);
                if self.score(&other) > self.score(&best) + weights().layout_order_better {
                    best = other;
                }
            }
        }
        best
    }

    /// Parts where white across the page stands above a headline: there one story ends and another one begins.
    fn below_headlines(&self, set: &[usize]) -> Option<Vec<Vec<usize>>> {
        let mut groups: Vec<Vec<usize>> = Vec::new();
        let mut end = f32::INFINITY;
        for band in self.cut(set, Axis::Down)? {
            let around = self.around(&band)?;
            let is_head = |&at: &usize| {
                let near = self.frames[at].top < around.top + self.size * weights().layout_band_head;
                self.regions[at].label == Label::Heading && near
            };
            let white = self.size * weights().layout_band_white;
            let begins = around.top - end >= white && band.iter().any(is_head);
            match groups.last_mut() {
                Some(group) if !begins => group.extend(band),
                _ => groups.push(band),
            }
            end = around.bottom;
        }
        (groups.len() > 1).then_some(groups)
    }

    /// Bands across the page. `goes_on` is asked whether a band belongs to the group above it, by the number of columns in
    /// the group, in the band, and in both together.
    fn bands(&self, set: &[usize], goes_on: fn(usize, usize, usize) -> bool) -> Option<Vec<Vec<usize>>> {
        let columns = |set: &[usize]| self.cut(set, Axis::Across).map_or(1, |parts| parts.len());
        let mut groups: Vec<Vec<usize>> = Vec::new();
        for band in self.cut(set, Axis::Down)? {
            match groups.last_mut() {
                Some(group) => {
                    let both: Vec<usize> = group.iter().chain(&band).copied().collect();
                    if goes_on(columns(group), columns(&band), columns(&both)) {
                        *group = both;
                    } else {
                        groups.push(band);
                    }
                }
                None => groups.push(band),
            }
        }
        (groups.len() > 1).then_some(groups)
    }

    fn each(&self, parts: Vec<Vec<usize>>, depth: usize) -> Vec<usize> {
        parts.into_iter().flat_map(|part| self.order(part, depth + 1)).collect()
    }

    fn by_top(&self, mut set: Vec<usize>) -> Vec<usize> {
        set.sort_by(|&one, &other| {
            let (one, other) = (self.frames[one], self.frames[other]);
            one.top.total_cmp(&other.top).then(one.left.total_cmp(&other.left))
        });
        set
    }

    /// Parts at a drawn rule that is nearly as wide as what it divides, and that no block crosses.
    fn cut_at_rules(&self, set: &[usize]) -> Option<Vec<Vec<usize>>> {
        let whole = self.around(set)?;
        let fits = |rule: &&Frame| {
            let across =
                rule.width() >= whole.width() * weights().layout_rule_across && rule.width() > rule.height();
            let y = f32::midpoint(rule.top, rule.bottom);
            let clear = set.iter().all(|&at| {
                let frame = self.frames[at];
                y <= frame.top + self.gap || y >= frame.bottom - self.gap
            });
            across && clear && y > whole.top + self.gap && y < whole.bottom - self.gap
        };
        let rule = self.rules.iter().find(fits)?;
        let y = f32::midpoint(rule.top, rule.bottom);
        let middle = |at: &usize| f32::midpoint(self.frames[*at].top, self.frames[*at].bottom);
        let (above, below): (Vec<usize>, Vec<usize>) = set.iter().partition(|at| middle(at) < y);
        (!above.is_empty() && !below.is_empty()).then(|| vec![above, below])
    }

    /// Parts wherever nothing crosses; `None` where something always does.
    fn cut(&self, set: &[usize], axis: Axis) -> Option<Vec<Vec<usize>>> {
        let span = |at: &usize| {
            let frame = &self.frames[*at];
            match axis {
                Axis::Across => (frame.left, frame.right),
                Axis::Down => (frame.top, frame.bottom),
            }
        };
        let mut sorted = set.to_vec();
        sorted.sort_by(|one, other| span(one).0.total_cmp(&span(other).0));
        // Columns want white between them; bands may touch and overlap a little.
        let white = if axis == Axis::Across { self.gap } else { -self.gap };
        let mut parts: Vec<Vec<usize>> = Vec::new();
        let mut end = f32::NEG_INFINITY;
        for at in sorted {
            let (from, to) = span(&at);
            match parts.last_mut() {
                Some(part) if from < end + white => part.push(at),
                _ => parts.push(vec![at]),
            }
            end = end.max(to);
        }
        (parts.len() > 1).then_some(parts)
    }

    /// A headline and the columns below its width, down to the next headline as wide, taken out of what stands around
    /// them: what is before it, it and its own, what is left.
    fn owned(&self, set: &[usize]) -> Option<Vec<Vec<usize>>> {
        let is_heading = |at: &&usize| self.regions[**at].label == Label::Heading;
        let mut headings: Vec<usize> = set.iter().filter(is_heading).copied().collect();
        headings.sort_by(|&one, &other| self.frames[other].width().total_cmp(&self.frames[one].width()));
        headings.into_iter().find_map(|heading| {
            let own = self.frames[heading];
            let below = |at: usize| self.frames[at].top >= own.top && at != heading;
            let within = |at: usize| (own.left..=own.right).contains(&self.frames[at].center());
            let as_wide =
                |at: usize| self.frames[at].width() >= own.width() * weights().layout_headline_as_wide;
            let next = |&&at: &&usize| {
                below(at) && within(at) && as_wide(at) && self.regions[at].label == Label::Heading
            };
            let end = set.iter().filter(next).map(|&at| self.frames[at].top).fold(f32::INFINITY, f32::min);
            let owns = |at: usize| at == heading || below(at) && within(at) && self.frames[at].top < end;
            let (mine, others): (Vec<usize>, Vec<usize>) = set.iter().partition(|&&at| owns(at));
            if mine.len() < 2 || others.is_empty() {
                return None;
            }
            let is_before = |at: usize| {
                let frame = self.frames[at];
                frame.right <= own.left + self.gap || frame.bottom <= own.top + self.gap && within(at)
            };
            let (before, behind): (Vec<usize>, Vec<usize>) = others.iter().partition(|&&at| is_before(at));
            Some([before, mine, behind].into_iter().filter(|part| !part.is_empty()).collect())
        })
    }

    fn around(&self, set: &[usize]) -> Option<Frame> {
        around(set.iter().map(|&at| self.frames[at]))
    }

    /// How well an order reads: sentences that break off want their rest next, and headlines and whole sentences want a
    /// beginning behind them.
    fn score(&self, order: &[usize]) -> f32 {
        let mut sum = 0.0;
        for pair in order.windows(2) {
            let (one, other) = (&self.regions[pair[0]], &self.regions[pair[1]]);
            sum += match (self.traits[pair[0]].breaks_off, other.label) {
                (true, Label::Text) => seam(&one.text, &other.text).clamp(-1.0, 1.0),
                (true, _) => -1.0,
                (false, Label::Text) => self.traits[pair[1]].begins,
                (false, _) => 0.0,
            };
        }
        sum
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::articles::text::Text;

    fn region(label: Label, print: &str, frame: [f32; 4]) -> Region {
        Region { label, text: Text::of(print, 0), frame: Frame::of(&frame), size: Some(10.0), is_bold: false }
    }

    #[test]
    fn a_headline_owns_the_columns_below_its_width() {
        let page = [
            region(Label::Text, "第二栏的正文到这里为止，全部都说完了。", [110.0, 30.0, 200.0, 100.0]),
            region(Label::Heading, "河谷渡口今天恢复通航", [0.0, 0.0, 200.0, 20.0]),
            region(Label::Text, "第三栏是另一篇稿子的正文，也说完了。", [220.0, 30.0, 310.0, 200.0]),
            region(Label::Heading, "早市搬进新大棚", [220.0, 0.0, 310.0, 20.0]),
            region(Label::Text, "第一栏的正文到这里为止，全部都说完了。", [0.0, 30.0, 90.0, 100.0]),
            region(Label::Heading, "老水厂改建成图书馆", [0.0, 110.0, 200.0, 130.0]),
            region(Label::Text, "下面一篇的正文在这里，全部都说完了。", [0.0, 140.0, 90.0, 200.0]),
        ];
        assert_eq!(order(&page, &[]).0, [1, 4, 0, 5, 6, 3, 2]);
    }

    #[test]
    fn a_rule_across_the_page_parts_stories_whose_columns_run_on() {
        let page = [
            region(Label::Text, "上面第一栏，话说完了。", [0.0, 0.0, 90.0, 100.0]),
            region(Label::Text, "下面第一栏，话说完了。", [0.0, 110.0, 90.0, 200.0]),
            region(Label::Text, "上面第二栏，话说完了。", [110.0, 0.0, 200.0, 100.0]),
            region(Label::Text, "下面第二栏，话说完了。", [110.0, 110.0, 200.0, 200.0]),
        ];
        assert_eq!(order(&page, &[]).0, [0, 1, 2, 3]);
        let rule = Frame::of(&[0.0, 104.0, 200.0, 105.0]).unwrap();
        assert_eq!(order(&page, &[rule]).0, [0, 2, 1, 3]);
    }

    #[test]
    fn sentences_that_read_on_overrule_the_columns() {
        let page = [
            region(Label::Text, "上面的第一栏里，停航两天的渡", [0.0, 0.0, 90.0, 100.0]),
            region(Label::Text, "口今天上午恢复通航，话说完了。", [110.0, 0.0, 200.0, 100.0]),
            region(Label::Text, "下面的第一栏里，设计人员保留了混凝", [0.0, 110.0, 90.0, 200.0]),
            region(Label::Text, "土墙，话也说完了。", [110.0, 110.0, 200.0, 200.0]),
        ];
        assert_eq!(order(&page, &[]).0, [0, 1, 2, 3]);
    }
}
