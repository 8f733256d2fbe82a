//! Blocks judged by their neighbours: what stands above or below tells a label, a name, a caption, a forecast.

use super::block::{Block, Role};
use super::judge::whole_byline;
use crate::articles::bylines;
use crate::articles::features::header::is_english_name;
use crate::articles::features::labels::is_label;
use crate::articles::features::sections::is_column;
use crate::articles::features::titles::is_chinese_title;
use crate::articles::text::{Text, has_han, is_han};
use crate::model::SkipReason;

/// The end of a broken sentence is no advert, whatever its words.
pub fn restore_sentences(blocks: &mut [Block]) {
    let mut broken_at: Option<usize> = None;
    for (i, block) in blocks.iter_mut().enumerate() {
        let advert = block.role == Role::Skip(SkipReason::Advert);
        let noise = advert || block.role == Role::Skip(SkipReason::Boilerplate);
        let ends = block.text.chars().last().is_some_and(|c| "。！？”".contains(*c));
        let near = |at| at + 1 == i || !advert && at + APART >= i && tells(&block.text);
        if noise && ends && broken_at.is_some_and(near) {
            block.role = Role::Body;
        }
        if block.is_text() && !block.is_finished() && block.text.len() > 8 {
            broken_at = Some(i);
        }
    }
}

/// How many blocks may stand between the two halves of a sentence that has the words of an advert.
const APART: usize = 12;

/// True for clauses that do not turn to the reader, as 扫码关注本报 does.
fn tells(text: &Text) -> bool {
    let head = text.folded_head(4);
    let asks = [
        "扫", "长按", "关注", "欢迎", "咨询", "抢购", "订购", "详情", "热线", "版权", "未经", "识别", "微信",
    ];
    text.chars().contains(&'，') && !asks.iter().any(|word| head.contains(word))
}

/// True where bold lines stand above datelines and bylines again and again: the page sets its headlines so.
pub fn heads_in_bold(blocks: &[Block]) -> bool {
    let heads = |pair: &[Block]| {
        pair[0].role == Role::Heading(7) && matches!(pair[1].role, Role::Opening | Role::Byline)
    };
    blocks.windows(2).filter(|pair| heads(pair)).count() >= 2
}

/// A name alone between a heading and its text, or above the line that tells what its bearer does.
pub fn bare_names(blocks: &mut [Block], has_headings: bool) {
    for i in 1..blocks.len().saturating_sub(1) {
        let (above, below) = (&blocks[i - 1], &blocks[i + 1]);
        let post =
            below.role == Role::Byline && below.byline.as_ref().is_some_and(|byline| byline.names.is_empty());
        let plain = !has_headings && above.role == Role::Body && is_chinese_title(&above.text);
        let headed = (plain || matches!(above.role, Role::Heading(_))) && !is_label(&above.text);
        let between = headed && below.is_text() && (below.text.len() > 8 || below.closed);
        // Behind a dash it may stand below a headline that no mark tells, but a letter's writer stands below a text.
        let dashed = blocks[i].text.chars().first() == Some(&'—');
        let dashed = dashed && below.is_text() && !(above.is_text() && above.is_finished());
        if blocks[i].role == Role::Body
            && (between || post || dashed)
            && let Some(found) =
                bylines::bare_line(&blocks[i].text).or_else(|| bylines::with_post(&blocks[i].text))
        {
            blocks[i].role = whole_byline(&mut blocks[i], found);
        }
    }
}

/// POLICE have named…, A RETIRED bandsman…: where the paper sets the first words of its stories in capitals.
pub fn capital_openings(blocks: &mut [Block]) {
    for i in 0..blocks.len() {
        let above = i.checked_sub(1).map(|above| &blocks[above]);
        let free = above.is_none_or(|above| !above.is_text() || above.is_finished());
        if free && blocks[i].role == Role::Body && opens_in_capitals(&blocks[i].text) {
            blocks[i].role = Role::Opening;
        }
    }
}

fn opens_in_capitals(text: &Text) -> bool {
    if text.len() < 60 {
        return false;
    }
    let head: String = text.chars().iter().take(40).collect();
    let mut words = head.split(' ');
    let (Some(first), Some(second)) = (words.next(), words.next()) else { return false };
    let capitals = |word: &str| word.chars().all(|c| c.is_ascii_uppercase()) && word.len() >= 2;
    let begun = match first {
        "A" | "AN" | "I" => capitals(second),
        "THE" => true,
        _ => capitals(first) && first.len() >= 5,
    };
    let goes_on = || text.chars().iter().skip(12).take(40).filter(|c| c.is_lowercase()).count() >= 12;
    begun && !second.starts_with(['–', '—', '-']) && goes_on()
}

/// What stands below the word for weather and has its figures is the forecast.
pub fn forecasts(blocks: &mut [Block]) {
    const WORDS: [&str; 12] =
        ["high", "low", "snow", "rain", "sunny", "cloud", "wind", "℃", "晴", "多云", "雨", "雪"];
    for i in 1..blocks.len() {
        let titled = blocks[i - 1].role == Role::Skip(SkipReason::Table);
        let short = blocks[i].role == Role::Body && blocks[i].text.len() <= 160;
        if titled && short && blocks[i].text.chars().iter().any(char::is_ascii_digit) {
            let print = blocks[i].text.string().to_lowercase();
            if WORDS.iter().filter(|word| print.contains(*word)).count() >= 2 {
                blocks[i].role = Role::Skip(SkipReason::Table);
            }
        }
    }
}

/// ◎青石板, □ 图片新闻: a few words behind a mark are a column's label where a headline stands below them, or where
/// they are a column's name.
pub fn labels(blocks: &mut [Block]) {
    for i in 0..blocks.len() {
        let label = &blocks[i].text;
        let marked = label.chars().first().is_some_and(|c| "◎●○◆◇★☆▲△►▶■□▪".contains(*c));
        let short = label.len() <= 11 && label.chars().last().is_some_and(|&c| c.is_alphanumeric());
        let above = blocks.get(i + 1).is_some_and(|next| matches!(next.role, Role::Heading(_)));
        let named = || is_column(label.string().trim_start_matches(|c: char| !c.is_alphanumeric()));
        if marked && short && blocks[i].role == Role::Body && (above || named()) {
            blocks[i].role = Role::Heading(7);
        }
    }
}

/// 岭川报, 沙洲融媒 or Saltmarsh Gazette above the day of issue: the name of a paper that nothing else tells.
pub fn names_of_papers(blocks: &mut [Block]) {
    let masthead = Role::Skip(SkipReason::Masthead);
    let dated = blocks.iter().take(4).any(|block| block.role == masthead);
    for i in 0..blocks.len().min(2) {
        let text = &blocks[i].text;
        let chinese = (2..=8).contains(&text.len()) && text.chars().iter().all(|&c| is_han(c));
        let named =
            dated && (chinese && text.folded_head(8).ends_with('报') || is_english_name(&text.string()));
        let above_head = i == 0 && chinese && blocks.get(1).is_some_and(|next| next.role == masthead);
        if (named || above_head) && matches!(blocks[i].role, Role::Body | Role::Heading(_)) {
            blocks[i].role = masthead;
        }
    }
}

/// Where: Grange hall, free: a line of a box of facts is whole without a mark at its end.
pub fn facts(blocks: &mut [Block]) {
    const KEYS: [&str; 9] = ["What", "When", "Where", "Who", "Cost", "Price", "Tickets", "Admission", "Info"];
    for block in blocks.iter_mut().filter(|block| block.role == Role::Body) {
        let head: String = block.text.chars().iter().take_while(|&&c| c != ':').take(10).collect();
        block.closed |= head.len() < 10 && KEYS.contains(&head.as_str());
    }
}

/// Your hometown weekly: a few words between the paper's name and the day.
pub fn mottos(blocks: &mut [Block]) {
    const LONGEST: usize = 60;
    let masthead = Role::Skip(SkipReason::Masthead);
    for i in 1..blocks.len().saturating_sub(1).min(4) {
        let motto = blocks[i].role == Role::Body && blocks[i].text.len() <= LONGEST;
        if motto && blocks[i - 1].role == masthead && blocks[i + 1].role == masthead {
            blocks[i].role = masthead;
        }
    }
}

/// [Home](…) | [Next](…): lines that are nothing but links, several in one or one below the other, lead elsewhere.
pub fn menus(blocks: &mut [Block]) {
    let linked = |block: Option<&Block>| block.is_some_and(|block| block.links > 0);
    let is_menu = |i: usize| {
        let beside = linked(blocks.get(i + 1)) || i > 0 && linked(blocks.get(i - 1));
        let may = matches!(blocks[i].role, Role::Body | Role::Item | Role::Heading(7));
        may && (blocks[i].links > 1 || blocks[i].links == 1 && beside)
    };
    let menus: Vec<usize> = (0..blocks.len()).filter(|&i| is_menu(i)).collect();
    for i in menus {
        blocks[i].role = Role::Skip(SkipReason::Boilerplate);
    }
}

/// Below More from the Ledger: lines that end no sentence are links to other stories.
pub fn links(blocks: &mut [Block]) {
    const LONGEST: usize = 110;
    let boilerplate = Role::Skip(SkipReason::Boilerplate);
    for i in 1..blocks.len() {
        let link =
            blocks[i].role == Role::Item && blocks[i].text.len() <= LONGEST && !blocks[i].is_finished();
        if link && blocks[i - 1].role == boilerplate && !has_han(&blocks[i].text) {
            blocks[i].role = boilerplate;
        }
    }
}

/// English captions tell the day.
const WEEKDAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/// The paragraph above a photographer's line is the caption where it stands alone under a heading, opens with
/// a day, or follows a finished story.
pub fn captions(blocks: &mut [Block]) {
    for i in 1..blocks.len() {
        if blocks[i].role != Role::Credit
            || blocks[i - 1].role != Role::Body
            || blocks[i - 1].text.len() > 400
        {
            continue;
        }
        let above = i.checked_sub(2).map(|above| &blocks[above]);
        let head = blocks[i - 1].text.folded_head(12);
        let dated = head.chars().next().is_some_and(|c| c.is_ascii_digit()) && head.contains(['日', '月']);
        let dated = dated || ["近日", "昨日", "日前", "昨天"].iter().any(|word| head.starts_with(word));
        let under_heading =
            above.is_none_or(|above| matches!(above.role, Role::Heading(_) | Role::Rule | Role::Skip(_)));
        let print = || blocks[i - 1].text.string();
        let english = !has_han(&blocks[i - 1].text)
            && blocks[i - 1].text.len() <= 300
            && WEEKDAYS.iter().any(|day| print().contains(day));
        if under_heading
            || dated
            || english
            || above.is_some_and(|above| above.is_text() && !above.is_finished())
        {
            blocks[i - 1].role = Role::Caption;
        }
    }
}
