//! Who speaks: the labels that open questions and answers.

use std::collections::HashMap;

use crate::articles::features::speakers::{candidate, name};
use crate::articles::markdown::{Printed, Shape};
use crate::articles::text::Text;
use crate::articles::words::lists;

/// The labels of a page.
#[derive(Default)]
pub struct Labels {
    counts: HashMap<String, usize>,
    /// How many come back.
    repeated: usize,
    /// How many are labels wherever they stand, and how often such stand on the page.
    certain: usize,
    certain_in_all: usize,
}

/// Counts the labels of a page.
pub fn labels(printed: &[Printed]) -> Labels {
    let mut counts: HashMap<String, usize> = HashMap::new();
    for block in printed.iter().filter(|block| matches!(block.shape, Shape::Paragraph | Shape::Item)) {
        if let Some((length, _)) = candidate(&block.text) {
            *counts.entry(name(&block.text.slice(0, length))).or_default() += 1;
        }
    }
    let certain = || lists().speakers.iter().filter_map(|label| counts.get(*label));
    Labels {
        repeated: counts.values().filter(|count| **count >= 2).count(),
        certain: certain().count(),
        certain_in_all: certain().sum(),
        counts,
    }
}

/// How many characters a paragraph's label takes; `None` where it has none. A label is believed where it always
/// is one, where it comes back on the page, or where it is set in bold beside one that comes back.
pub fn label_length(text: &Text, bold: usize, labels: &Labels) -> Option<usize> {
    let (length, colon) = candidate(text)?;
    let label = name(&text.slice(0, length));
    let count = labels.counts.get(&label).copied().unwrap_or(0);
    let in_bold = bold > 0 && bold >= colon && bold <= length + 1;
    let another_repeated = labels.repeated > usize::from(count >= 2);
    let believed = if lists().speakers.contains(&label.as_str()) {
        labels.certain_in_all >= 2 || in_bold || another_repeated
    } else {
        let beside = another_repeated || labels.certain > 0;
        count >= 2 && (in_bold || beside) || in_bold && beside
    };
    believed.then_some(length)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::articles::markdown::scan;

    fn speakers(page: &str) -> Vec<Option<usize>> {
        let page: Vec<char> = page.chars().collect();
        let printed = scan(&page, 0).0;
        let labels = labels(&printed);
        printed.iter().map(|block| label_length(&block.text, block.bold, &labels)).collect()
    }

    #[test]
    fn a_label_that_comes_back_is_a_speaker() {
        let page = "**青原日报：**为什么？\n\n**苏婉：**因为如此。\n\n**青原日报：**然后呢？";
        assert_eq!(speakers(page), [Some(5), Some(3), Some(5)]);
        assert_eq!(speakers("问：为什么？\n\n答：因为如此。"), [Some(2), Some(2)]);
    }

    #[test]
    fn a_colon_alone_makes_no_speaker() {
        assert_eq!(
            speakers("会议指出：要做好工作。\n\n**时间：**周六。\n\n**时间：**周日。"),
            [None, None, None]
        );
    }
}
