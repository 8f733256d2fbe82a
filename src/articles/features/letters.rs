//! The words of letters: to whom they are written, and how they take leave.

use crate::articles::text::Text;
use crate::articles::words::lists;

/// 此致, 敬礼: how letters end, each on a line of its own.
pub fn takes_leave(line: &Text) -> bool {
    let print = line.folded_head(6);
    line.len() <= 6 && lists().leaves.contains(&print.trim().trim_end_matches(['!', ',', '。']))
}

/// To the Editor:, Dear Editor,, 编辑同志： on a line of their own.
pub fn greets(line: &Text) -> bool {
    let leads = line.chars().last().is_some_and(|c| ":：,，-–—".contains(*c));
    if !leads || line.len() > 30 {
        return false;
    }
    let print = line.folded_head(30).to_lowercase();
    let greeting = print.trim().trim_end_matches(['-', '–', '—', ' ']);
    greeting.strip_suffix([':', ',']).is_some_and(|greeting| lists().greetings.contains(&greeting.trim()))
}
