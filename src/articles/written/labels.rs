//! Links that are called by what they lead to, and lines of nothing but such: 来源：[论文原文](…)｜[代码](…). They name no
//! source and tell nothing.

use super::furniture;
use crate::articles::document::{Block, Line};
use crate::articles::text::{Text, is_blank, is_han};

/// A line of labels is no longer, in characters.
const LONGEST: usize = 160;

/// Who reported something, without what only links are called by; `None` where nobody is left. Several are parted by strokes.
pub fn house(print: &str) -> Option<String> {
    let names: Vec<&str> = print
        .split(['|', '｜'])
        .map(str::trim)
        .filter(|name| !name.is_empty() && !furniture::is_label(name))
        .collect();
    let joint = if print.contains(is_han) { "、" } else { " and " };
    (!names.is_empty()).then(|| names.join(joint))
}

/// True for a line of links that are all called by what they lead to, alone or behind one word with a colon.
pub fn are_all(line: &Line) -> bool {
    // Long lines tell something.
    if line.links.is_empty() || line.text.len() > LONGEST {
        return false;
    }
    let chars = line.text.chars();
    let of = |link: &std::ops::Range<usize>| chars[link.clone()].iter().collect::<String>();
    let linked = |at: &usize| line.links.iter().any(|link| link.contains(at));
    let rest: String = (0..chars.len()).filter(|at| !linked(at)).map(|at| chars[at]).collect();
    line.links.iter().map(of).all(|name| furniture::is_label(&name)) && is_key(&rest)
}

/// 来源：, Paper:, or strokes and nothing else.
fn is_key(print: &str) -> bool {
    const LONGEST: usize = 6;
    const MOST_WORDS: usize = 2;
    let plain = print.trim_matches(|c: char| is_blank(c) || "|｜/·•,，、;；()（）[]【】-–—*".contains(c));
    let Some(key) = plain.strip_suffix([':', '：']) else { return plain.is_empty() };
    let is_word = !key.contains(|c: char| "。，,.!?！？|｜".contains(c));
    is_word
        && if key.contains(is_han) {
            key.chars().count() <= LONGEST
        } else {
            key.split_whitespace().count() <= MOST_WORDS
        }
}

/// How many characters a key and such links take before what a line tells: 来源：[原文](…)｜代码未见。
pub fn lead(line: &Line) -> usize {
    let Some(first) = line.links.first() else { return 0 };
    let chars = line.text.chars();
    let stroke = |from: usize| (from..chars.len().min(LONGEST)).find(|&at| matches!(chars[at], '|' | '｜'));
    let mut length = 0;
    for link in line.links.iter().take_while(|link| link.end < LONGEST) {
        let Some(end) = stroke(link.end).map(|at| at + 1) else { break };
        if !are_all(&line.part(0, end)) || end >= chars.len() {
            break;
        }
        length = end;
    }
    if first.start == 0 { 0 } else { length }
}

/// Links behind the last rule of a text, each a few words in a line of its own: what a house sets below all that it sends out.
/// Returns how many blocks they are.
pub fn below_last_rule(blocks: &[Block]) -> usize {
    const FEWEST: usize = 2;
    const LEAST_TEXT: usize = 80;
    let Some(rule) = blocks.iter().rposition(|block| matches!(block, Block::Rule)) else { return 0 };
    let (text, below) = (&blocks[..rule], &blocks[rule + 1..]);
    let is_link = |block: &Block| matches!(block, Block::Paragraph(line) if is_short_link(line));
    let told: usize = text
        .iter()
        .map(|block| match block {
            Block::Paragraph(line) if line.linked() * 2 < line.text.len() => line.text.len(),
            _ => 0,
        })
        .sum();
    let is_end = below.len() >= FEWEST && below.iter().all(is_link);
    if is_end && told >= LEAST_TEXT && !text.iter().any(is_link) { below.len() } else { 0 }
}

/// A link of a few words with no more than a word beside it.
fn is_short_link(line: &Line) -> bool {
    const LONGEST: usize = 10;
    const MOST_WORDS: usize = 4;
    let unlinked = line.text.len() - line.linked().min(line.text.len());
    line.linked() > 0 && unlinked <= LONGEST && is_few_words(&line.text, MOST_WORDS)
}

fn is_few_words(text: &Text, most: usize) -> bool {
    let han = text.chars().iter().filter(|&&c| is_han(c)).count();
    let ends = text.chars().last().is_some_and(|c| "。！？.!?".contains(*c));
    !ends && han <= most * 2 && text.string().split_whitespace().count() <= most
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(parts: &[(&str, bool)]) -> Line {
        let mut line = Line::default();
        for (print, linked) in parts {
            let start = line.text.len();
            print.chars().for_each(|c| line.text.push_unprinted(c));
            if *linked {
                line.links.push(start..line.text.len());
            }
        }
        line
    }

    #[test]
    fn what_links_are_called_by_names_no_source() {
        for (print, named) in [
            ("论文原文|代码", None),
            ("GitHub", None),
            ("paper|code", None),
            ("河谷晚报|原文链接", Some("河谷晚报")),
            ("河谷晚报|云溪在线", Some("河谷晚报、云溪在线")),
            ("Valley Post | Mill News", Some("Valley Post and Mill News")),
            ("Evening Post - Town", Some("Evening Post - Town")),
            ("河谷视频", Some("河谷视频")),
        ] {
            assert_eq!(house(print).as_deref(), named, "{print}");
        }
    }

    #[test]
    fn lines_of_labels_are_told_from_names_and_titles() {
        for parts in [
            &[("来源：", false), ("论文原文", true), ("｜", false), ("代码", true)][..],
            &[("配图：", false), ("论文图版", true)],
            &[("Paper: ", false), ("PDF", true)],
            &[("source", true), (" | ", false), ("demo", true)],
        ] {
            assert!(are_all(&line(parts)));
        }
        for parts in [
            &[("来源：", false), ("河谷晚报", true)][..],
            &[("来源：", false), ("论文原文", true), ("｜代码未见", false)],
            &[("The ", false), ("code", true), (" was lost", false)],
            &[("Code of the mill opens", true)],
            &[("来源：论文原文", false)],
        ] {
            assert!(!are_all(&line(parts)));
        }
        let mixed = line(&[("来源：", false), ("论文原文", true), ("｜代码没有公开。", false)]);
        assert_eq!(lead(&mixed), 8);
        assert_eq!(lead(&line(&[("论文", true), ("｜", false), ("夜市开了。", false)])), 0);
    }

    #[test]
    fn links_below_the_last_rule_are_no_text() {
        let links = |names: &[&str]| {
            names.iter().map(|name| Block::Paragraph(line(&[(name, true)]))).collect::<Vec<_>>()
        };
        let text =
            "The council meets on Monday to talk about the lock, the mill, and the road between the two.";
        let document = |below: Vec<Block>| {
            let mut blocks = vec![Block::Paragraph(line(&[(text, false)])), Block::Rule];
            blocks.extend(below);
            blocks
        };
        assert_eq!(below_last_rule(&document(links(&["Original Release", "Forum Post"]))), 2);
        let titles = links(&["The old lock opens again", "Mayor says that the mill stays"]);
        assert_eq!(below_last_rule(&document(titles)), 0);
        let mut with_text = links(&["Original Release"]);
        with_text.push(Block::Paragraph(line(&[("Ann Lee", false)])));
        assert_eq!(below_last_rule(&document(with_text)), 0);
    }
}
