//! One block judged by itself: signs, bylines, datelines, labels and bullets are lifted off, and what is left has a role.

use super::block::{Block, Role};
use super::speakers::{Labels, label_length};
use crate::articles::bylines::dateline::opening;
use crate::articles::bylines::{self, Byline};
use crate::articles::features::endings::is_finished;
use crate::articles::features::figures::is_figures;
use crate::articles::features::jump_lines::{Sign, from_elsewhere, onward};
use crate::articles::features::letters::greets;
use crate::articles::features::noise::{LONGEST, noise};
use crate::articles::features::speakers;
use crate::articles::markdown::{Printed, Shape};
use crate::articles::text::{Text, is_han};

/// What a block is by itself.
pub fn judge(printed: Printed, labels: &Labels) -> Block {
    let shape = printed.shape;
    let mut block = Block::new(printed);
    block.role = match shape {
        Shape::Rule => Role::Rule,
        Shape::Table => Role::Table,
        Shape::Heading(level) => heading_role(&mut block, level),
        Shape::Paragraph | Shape::Item => text_role(&mut block, shape, labels),
    };
    block.lifted.shrink_to_fit();
    block
}

fn heading_role(block: &mut Block, level: u8) -> Role {
    let folded = block.text.folded_head(LONGEST);
    if let Some(reason) = noise(&block.text, &folded) {
        return Role::Skip(reason);
    }
    let signs = Signs::of(&block.text);
    if let Some(role) = signs.lift_whole(block) {
        return role;
    }
    if let Some(found) =
        bylines::line(&block.text, &folded).filter(|found| !found.names.is_empty() || found.agency.is_some())
    {
        return whole_byline(block, found);
    }
    // OCR sometimes takes a whole paragraph for a heading.
    if block.text.len() > 90 || opening(&block.text).is_some() {
        return text_role(block, Shape::Paragraph, &Labels::default());
    }
    signs.lift(block);
    Role::Heading(level)
}

fn text_role(block: &mut Block, shape: Shape, labels: &Labels) -> Role {
    let signs = Signs::of(&block.text);
    if let Some(role) = signs.lift_whole(block) {
        return role;
    }
    let folded = block.text.folded_head(LONGEST);
    if let Some(reason) = noise(&block.text, &folded).filter(|_| !greets(&block.text)) {
        return Role::Skip(reason);
    }
    if let Some(found) = bylines::line(&block.text, &folded) {
        return whole_byline(block, found);
    }
    if is_figures(&block.text) && opening(&block.text).is_none() {
        return Role::Table;
    }
    signs.lift(block);
    let bold = is_bold_heading(block) && bylines::at_end(&block.text).is_none();
    if is_numbered_heading(&block.text) {
        return Role::Heading(8);
    }
    if bold {
        return Role::Heading(7);
    }
    lift_end_byline(block);
    let bullet = lift_bullet(block);
    if let Some(mut found) = opening(&block.text) {
        bylines::restore(&mut found.reporters, &block.text);
        bylines::restore(found.place.as_mut_slice(), &block.text);
        block.bold = block.bold.saturating_sub(found.length);
        let lifted = block.text.take_front(found.length);
        block.lifted.push(lifted);
        block.text.trim();
        block.opening = Some(Box::new(found));
        return Role::Opening;
    }
    if let Some(length) = label_length(&block.text, block.bold, labels) {
        block.bold = block.bold.saturating_sub(length);
        let mut label = block.text.take_front(length);
        block.text.trim();
        block.speaker = Some(speakers::name(&label));
        label.trim();
        block.lifted.push(label);
        return Role::Speech;
    }
    if is_caption(block) {
        lift_picture_mark(block);
        return Role::Caption;
    }
    if bullet || shape == Shape::Item { Role::Item } else { Role::Body }
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

fn lift_end_byline(block: &mut Block) {
    if let Some((start, mut byline)) = bylines::at_end(&block.text).filter(|(start, _)| *start > 0) {
        bylines::restore(&mut byline.names, &block.text);
        let lifted = block.text.take_back(start);
        block.text.trim();
        block.lifted.push(lifted);
        block.byline = Some(Box::new(byline));
    }
}

/// ● or a like mark that opens an item of a column.
fn lift_bullet(block: &mut Block) -> bool {
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
    let opens = [
        "图为",
        "图:",
        "图①",
        "上图",
        "下图",
        "左图",
        "右图",
        "组图",
        "图1",
        "资料图",
        "▲",
        "△",
        "(图",
        "PHOTO:",
        "Pictured",
    ];
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
