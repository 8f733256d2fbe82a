//! Who speaks, as one line tells it: labels before a colon, and those under which the paper itself asks.

use crate::articles::text::{Text, fold, is_blank, is_han};

/// Labels that mark a question or an answer wherever they stand.
pub const ALWAYS: [&str; 12] =
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

/// A label's length with its colon and the blanks after it, and where the colon stands.
pub fn candidate(text: &Text) -> Option<(usize, usize)> {
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
