//! Who speaks: the labels that open questions and answers.

use std::collections::HashMap;

use crate::articles::markdown::{Printed, Shape};
use crate::articles::text::{Text, fold, is_blank, is_han};

/// Labels that mark a question or an answer wherever they stand.
const ALWAYS: [&str; 12] =
    ["问", "答", "记者", "主持人", "嘉宾", "Q", "A", "Question", "Answer", "Reporter", "Interviewer", "Host"];

/// Words before a colon that name no speaker.
const NEVER: [&str; 45] = [
    "编辑同志",
    "编辑部",
    "To the Editor",
    "Dear Editor",
    "Editor's note",
    "时间",
    "地点",
    "链接",
    "提示",
    "注",
    "编者按",
    "导读",
    "来源",
    "图",
    "附",
    "核心提示",
    "新闻链接",
    "相关链接",
    "背景",
    "摘要",
    "开栏语",
    "编者的话",
    "电话",
    "地址",
    "热线",
    "主题",
    "内容",
    "票价",
    "方式",
    "对象",
    "要求",
    "单位",
    "说明",
    "结果",
    "目标",
    "措施",
    "问题",
    "原因",
    "例如",
    "其中",
    "Where",
    "When",
    "Date",
    "Time",
    "Note",
];

/// The longest label, in characters.
const LONGEST: usize = 14;

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
    let certain = || ALWAYS.iter().filter_map(|label| counts.get(*label));
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
    let believed = if ALWAYS.contains(&label.as_str()) {
        labels.certain_in_all >= 2 || in_bold || another_repeated
    } else {
        let beside = another_repeated || labels.certain > 0;
        count >= 2 && (in_bold || beside) || in_bold && beside
    };
    believed.then_some(length)
}

/// A label's length with its colon and the blanks after it, and where the colon stands.
fn candidate(text: &Text) -> Option<(usize, usize)> {
    let colon = text.chars().iter().take(LONGEST + 8).position(|&c| fold(c) == ':')?;
    let head = text.folded_head(colon);
    let label = head.trim().trim_matches(['[', ']', '(', ')', '■', '□', '●']).trim();
    let length = label.chars().count();
    let plain = |c: char| is_han(c) || c.is_ascii_alphabetic() || matches!(c, '·' | ' ' | '.' | '\'' | '’');
    let fits = (1..=LONGEST).contains(&length) && label.chars().all(plain) && !NEVER.contains(&label);
    let is_latin_sentence = label.split(' ').count() > 3;
    if !fits || is_latin_sentence {
        return None;
    }
    let blanks = text.chars().iter().skip(colon + 1).take_while(|&&c| is_blank(c)).count();
    (colon + 1 + blanks < text.len()).then_some((colon + 1 + blanks, colon))
}

/// 记者：, 答：: a line that opens so is a turn of its own, whoever else speaks.
pub fn opens_turn(line: &Text) -> bool {
    candidate(line).is_some_and(|(length, _)| ALWAYS.contains(&name(&line.slice(0, length)).as_str()))
}

/// A label without its colon and brackets.
pub fn name(label: &Text) -> String {
    let print = label.string();
    let name = print.trim().trim_end_matches([':', '：']);
    name.trim_matches(|c: char| is_blank(c) || "【】[]（）()■□●".contains(c)).to_owned()
}

/// True for a label under which the paper itself asks.
pub fn asks(label: &str) -> bool {
    let papers = [
        "日报",
        "晚报",
        "晨报",
        "早报",
        "商报",
        "时报",
        "快报",
        "都市报",
        "青年报",
        "新闻",
        "周刊",
        "记者",
        "本报",
    ];
    ["问", "主持人", "Q", "Question", "Reporter", "Interviewer", "Host"].contains(&label)
        || papers.iter().any(|end| label.ends_with(end))
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
