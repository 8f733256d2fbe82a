//! One block by itself: jump lines, bylines, datelines, labels and bullets are lifted off, and what is left has a role.

use std::cell::OnceCell;

use super::block::{Block, Blocks, Role};
use super::speakers::{Labels, label_length};
use crate::articles::bylines::dateline::{Opening, before_colon, opening};
use crate::articles::bylines::{self, Byline};
use crate::articles::features::endings::is_finished;
use crate::articles::features::figures::{is_figures, is_measures};
use crate::articles::features::jump_lines::{Sign, from_elsewhere, onward};
use crate::articles::features::letters::greets;
use crate::articles::features::noise::{self, LONGEST};
use crate::articles::features::speakers;
use crate::articles::text::{Text, is_han};
use crate::articles::words::lists;
use crate::model::SkipReason;

/// What the tests of one block see.
struct Piece<'a> {
    block: &'a mut Block,
    labels: &'a Labels,
    folded: OnceCell<String>,
    signs: OnceCell<Signs>,
    /// Whether a bullet was lifted off.
    bullet: bool,
}

/// Asks one thing of a block, and lifts off what it finds; with a role, that is what the block is.
type Test = fn(&mut Piece<'_>) -> Option<Role>;

/// What is asked of a paragraph or an item, in this order; where nothing answers, the markup is believed.
const OF_TEXT: &[(&str, Test)] = &[
    ("jump line", jump_line),         // （下转第4版）
    ("noise", noise_but_greeting),    // 责任编辑：林远
    ("byline", byline),               // □本报记者 林远
    ("figures", figures),             // 青原虎 2:1 云州鹰 河东龙 0:0 山前雁
    ("jump line", lift_jump_lines),   // …到了那里（下转第4版）
    ("numbered line", numbered),      // 一、双评之外还有仲裁
    ("bold line", bold),              // **四点就卖完的苞米面馒头**
    ("byline", lift_end_byline),      // …全部完工。（记者 林远）
    ("bullet", lift_bullet),          // ● …
    ("dateline", dateline),           // 本报讯（记者 林远）…
    ("title in brackets", bracketed), // 【海港开放】 港务局昨日…
    ("speaker", speaker),             // 问：为什么？
    ("caption", caption),             // 图为…
    ("dateline", place_before_colon), // THIRUMANGAI: Two hundred persons…
    ("bullet", item),
];

/// What is asked of a heading; where nothing answers, it is one.
const OF_HEADINGS: &[(&str, Test)] = &[
    ("noise", noise_but_forecast), // # 第4版 要闻
    ("jump line", jump_line),      // # 下转第4版
    ("byline", byline_with_names), // # 本报记者 林远
];

/// Asks of each block what it is by itself.
pub fn judge(blocks: &mut Blocks, labels: &Labels) {
    for i in 0..blocks.len() {
        let answer = match blocks[i].role() {
            Role::Rule | Role::Table => None,
            Role::Heading(_) => heading(&mut blocks[i]),
            _ => ask(OF_TEXT, &mut Piece::of(&mut blocks[i], labels)),
        };
        if let Some((test, role)) = answer {
            blocks.begin(test);
            blocks.set(i, role);
        }
        blocks[i].lifted.shrink_to_fit();
    }
}

/// The first answer, and the name of the test that gave it.
fn ask(tests: &[(&'static str, Test)], piece: &mut Piece<'_>) -> Option<(&'static str, Role)> {
    tests.iter().find_map(|(name, test)| test(piece).map(|role| (*name, role)))
}

fn heading(block: &mut Block) -> Option<(&'static str, Role)> {
    let labels = Labels::default();
    let mut piece = Piece::of(block, &labels);
    if let Some(answer) = ask(OF_HEADINGS, &mut piece) {
        return Some(answer);
    }
    // OCR sometimes takes a whole paragraph for a heading.
    if piece.block.text.len() > 90 || opening(&piece.block.text).is_some() {
        return ask(OF_TEXT, &mut piece).or(Some(("long heading", Role::Body)));
    }
    lift_jump_lines(&mut piece);
    None
}

impl<'a> Piece<'a> {
    fn of(block: &'a mut Block, labels: &'a Labels) -> Self {
        Self { block, labels, folded: OnceCell::new(), signs: OnceCell::new(), bullet: false }
    }

    /// The head of the text in folded form, as it was before anything was lifted off.
    fn folded(&self) -> &str {
        self.folded.get_or_init(|| self.block.text.folded_head(LONGEST))
    }
}

fn jump_line(piece: &mut Piece<'_>) -> Option<Role> {
    piece.signs.get_or_init(|| Signs::of(&piece.block.text)).lift_whole(piece.block)
}

fn lift_jump_lines(piece: &mut Piece<'_>) -> Option<Role> {
    piece.signs.take().unwrap_or_else(|| Signs::of(&piece.block.text)).lift(piece.block);
    None
}

fn noise(piece: &mut Piece<'_>) -> Option<Role> {
    noise::noise(&piece.block.text, piece.folded()).map(Role::Skip)
}

fn noise_but_greeting(piece: &mut Piece<'_>) -> Option<Role> {
    noise(piece).filter(|_| !greets(&piece.block.text))
}

/// What stands below 天气 tells whether it is a headline; the pass for forecasts looks.
fn noise_but_forecast(piece: &mut Piece<'_>) -> Option<Role> {
    noise(piece).filter(|role| *role != Role::Skip(SkipReason::Table))
}

fn byline(piece: &mut Piece<'_>) -> Option<Role> {
    let found = bylines::line(&piece.block.text, piece.folded())?;
    Some(whole_byline(piece.block, found))
}

fn byline_with_names(piece: &mut Piece<'_>) -> Option<Role> {
    let found = bylines::line(&piece.block.text, piece.folded())?;
    let named = !found.names.is_empty() || found.agency.is_some();
    named.then(|| whole_byline(piece.block, found))
}

fn figures(piece: &mut Piece<'_>) -> Option<Role> {
    let text = &piece.block.text;
    ((is_figures(text) || is_measures(text)) && opening(text).is_none()).then_some(Role::Table)
}

fn numbered(piece: &mut Piece<'_>) -> Option<Role> {
    is_numbered_heading(&piece.block.text).then_some(Role::Heading(8))
}

fn bold(piece: &mut Piece<'_>) -> Option<Role> {
    let bold = is_bold_heading(piece.block) && bylines::at_end(&piece.block.text).is_none();
    bold.then_some(Role::Heading(7))
}

fn lift_end_byline(piece: &mut Piece<'_>) -> Option<Role> {
    lift_byline_at_end(piece.block);
    None
}

fn lift_bullet(piece: &mut Piece<'_>) -> Option<Role> {
    piece.bullet = has_bullet(piece.block);
    if piece.bullet {
        lift_name_in_front(piece.block);
    }
    None
}

fn dateline(piece: &mut Piece<'_>) -> Option<Role> {
    let found = opening(&piece.block.text)?;
    Some(lift_opening(piece.block, found))
}

fn place_before_colon(piece: &mut Piece<'_>) -> Option<Role> {
    let pictured = piece.block.byline.as_ref().is_some_and(|byline| byline.photo);
    let found = before_colon(&piece.block.text).filter(|_| !pictured)?;
    Some(lift_opening(piece.block, found))
}

/// Lifts what a report opens with off its text.
pub fn lift_opening(block: &mut Block, mut found: Opening) -> Role {
    bylines::restore(&mut found.reporters, &block.text);
    bylines::restore(found.place.as_mut_slice(), &block.text);
    block.bold = block.bold.saturating_sub(found.length);
    let lifted = block.text.take_front(found.length);
    block.lifted.push(lifted);
    block.text.trim();
    block.opening = Some(Box::new(found));
    Role::Opening
}

/// 【海港开放】 港务局昨日…: a title in brackets opens an item as one in bold does.
fn bracketed(piece: &mut Piece<'_>) -> Option<Role> {
    const LONGEST: usize = 32;
    const SHORTEST_TEXT: usize = 10;
    let block = &mut *piece.block;
    if block.text.chars().first() != Some(&'【') {
        return None;
    }
    let close =
        block.text.chars().iter().take(LONGEST).position(|&c| c == '】').filter(|&close| close > 4)?;
    if block.text.len() < close + SHORTEST_TEXT {
        return None;
    }
    let lifted = block.text.take_front(1);
    block.lifted.push(lifted);
    block.bold = close - 1;
    Some(Role::Item)
}

fn speaker(piece: &mut Piece<'_>) -> Option<Role> {
    let block = &mut *piece.block;
    let length = label_length(&block.text, block.bold, piece.labels)?;
    block.bold = block.bold.saturating_sub(length);
    let mut label = block.text.take_front(length);
    block.text.trim();
    block.speaker = Some(speakers::name(&label));
    label.trim();
    block.lifted.push(label);
    Some(Role::Speech)
}

fn caption(piece: &mut Piece<'_>) -> Option<Role> {
    is_caption(piece.block).then(|| {
        lift_picture_mark(piece.block);
        Role::Caption
    })
}

fn item(piece: &mut Piece<'_>) -> Option<Role> {
    piece.bullet.then_some(Role::Item)
}

/// The names of the tests, and what a block is where none answers.
#[cfg(test)]
pub fn names() -> impl Iterator<Item = &'static str> {
    let tests = OF_TEXT.iter().chain(OF_HEADINGS).map(|(name, _)| *name);
    ["markup", "long heading"].into_iter().chain(tests)
}

/// Lifts a whole line of names off the page.
pub fn whole_byline(block: &mut Block, mut byline: Byline) -> Role {
    bylines::restore(&mut byline.names, &block.text);
    let role = if byline.photo { Role::Credit } else { Role::Byline };
    block.byline = Some(Box::new(byline));
    block.lifted.push(std::mem::take(&mut block.text));
    role
}

/// The signs that a block's print holds.
struct Signs {
    onward: Option<Sign>,
    from_elsewhere: Option<Sign>,
}

impl Signs {
    fn of(text: &Text) -> Self {
        Self { onward: onward(text), from_elsewhere: from_elsewhere(text) }
    }

    /// Lifts a sign that is the whole line.
    fn lift_whole(&self, block: &mut Block) -> Option<Role> {
        if let Some(sign) = self.onward.as_ref().filter(|sign| sign.start == 0) {
            block.onward = Some(Box::new((sign.clone(), std::mem::take(&mut block.text))));
            return Some(Role::Onward);
        }
        let sign = self.from_elsewhere.as_ref().filter(|sign| sign.end >= block.text.len())?;
        block.from_elsewhere = Some(Box::new((sign.clone(), std::mem::take(&mut block.text))));
        Some(Role::FromElsewhere)
    }

    /// Lifts the signs at both ends of a text.
    fn lift(self, block: &mut Block) {
        let mut from = self.from_elsewhere;
        if let Some(sign) = self.onward {
            let print = block.text.take_back(sign.start);
            block.text.trim();
            block.onward = Some(Box::new((sign, print)));
            from = from_elsewhere(&block.text);
        }
        if let Some(sign) = from {
            let print = block.text.take_front(sign.end);
            block.text.trim();
            block.from_elsewhere = Some(Box::new((sign, print)));
        }
    }
}

fn lift_byline_at_end(block: &mut Block) {
    if let Some((start, mut byline)) = bylines::at_end(&block.text).filter(|(start, _)| *start > 0) {
        bylines::restore(&mut byline.names, &block.text);
        let lifted = block.text.take_back(start);
        block.text.trim();
        block.lifted.push(lifted);
        block.byline = Some(Box::new(byline));
    }
}

/// ● or a like mark that opens an item of a column.
fn has_bullet(block: &mut Block) -> bool {
    let whole = block.text.len() > 20 || block.text.len() > 8 && is_finished(&block.text);
    let is_bullet = whole && block.text.chars().first().is_some_and(|c| "●◆■★☆▲△◇○□▪•·◎►▶".contains(*c));
    let is_picture = block.text.chars().first().is_some_and(|c| "▲△".contains(*c));
    if is_bullet && !is_picture {
        let lifted = block.text.take_front(1);
        block.text.trim();
        block.lifted.push(lifted);
        block.bold = block.bold.saturating_sub(1);
    }
    is_bullet && !is_picture
}

/// ●（林远）全市…: who wrote an item, before its first word.
fn lift_name_in_front(block: &mut Block) {
    const LONGEST_NAMES: usize = 16;
    let Some('（' | '(') = block.text.chars().first() else { return };
    let close = block.text.chars().iter().take(LONGEST_NAMES).position(|c| "）)".contains(*c));
    let Some(close) = close.filter(|close| *close > 2) else { return };
    let inner = block.text.slice(1, close).folded_head(LONGEST_NAMES);
    let found = bylines::people(&inner).or_else(|| {
        let names = bylines::names(&inner)?;
        names.iter().all(|name| bylines::begins_as_name(name)).then(|| Byline { names, ..Byline::default() })
    });
    if let Some(mut found) = found {
        bylines::restore(&mut found.names, &block.text);
        let lifted = block.text.take_front(close + 1);
        block.text.trim();
        block.lifted.push(lifted);
        block.byline = Some(Box::new(found));
    }
}

/// A short line wholly in bold that ends no sentence.
fn is_bold_heading(block: &Block) -> bool {
    let length = block.text.len();
    let asks = matches!(block.text.chars(), ['Q' | 'A' | '问' | '答', ':' | '：' | '.', ..]);
    if length < 2 || block.bold < length || asks {
        return false;
    }
    let is_chinese = block.text.chars().iter().any(|&c| is_han(c));
    let last = block.text.chars().last().copied().unwrap_or(' ');
    length <= if is_chinese { 45 } else { 110 }
        && !"。；;：:，,".contains(last)
        && (is_chinese || last != '.')
}

/// 一、双评之外还有仲裁: a short numbered line that ends no sentence.
fn is_numbered_heading(text: &Text) -> bool {
    if text.len() > 26 {
        return false;
    }
    let head = text.folded_head(5);
    let numbered = head.starts_with(|c: char| "一二三四五六七八九十(".contains(c))
        && head.contains(['、', ')'])
        && head.trim_start_matches('(').starts_with(|c: char| "一二三四五六七八九十".contains(c));
    let last = text.chars().last().copied().unwrap_or('。');
    numbered && (is_han(last) || "？！”".contains(last)) && !text.chars().contains(&'，')
}

/// 图为…, ▲…, 上图: words that only a caption opens with; or a photographer named at the end.
fn is_caption(block: &Block) -> bool {
    if block.text.len() >= 400 {
        return false;
    }
    let head = block.text.folded_head(12);
    let opens = &lists().caption_openings;
    let by_photographer = block.byline.as_ref().is_some_and(|byline| byline.photo);
    by_photographer || opens.iter().any(|open| head.starts_with(open))
}

/// ▲ and 图： point to the picture and are no part of the caption.
fn lift_picture_mark(block: &mut Block) {
    let labelled = block.text.folded_head(2) == "图:";
    let marks = block.text.chars().iter().take_while(|c| "▲△".contains(**c)).count();
    let marks = if labelled { 2 } else { marks };
    if marks > 0 {
        let lifted = block.text.take_front(marks);
        block.lifted.push(lifted);
        block.text.trim();
    }
}
