//! Typed blocks: what each piece of a page is, with bylines, datelines and signs lifted off the text.

use super::byline::{self, Byline};
use super::dateline::{Opening, opening};
use super::headlines::is_label;
use super::jumplines::{Sign, from_elsewhere, onward};
use super::letters;
use super::markdown::{Printed, Shape};
use super::noise::noise;
use super::notes;
use super::plain;
use super::quotes;
use super::sections::is_column;
use super::speakers::{self, Labels};
use super::tables::is_figures;
use super::text::{Text, is_han};
use crate::model::SkipReason;

/// What a block is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// A headline, a kicker, a subtitle or a label; the group decides. Bold lines count as level 7.
    Heading(u8),
    /// Text that goes on.
    Body,
    /// Text that opens a story with a dateline.
    Opening,
    /// Text under a speaker's label.
    Speech,
    /// Text that tells what a picture shows.
    Caption,
    /// An item of a column: a bullet or a bold phrase opens it.
    Item,
    /// What the paper says of a story before it begins (编者按).
    Note,
    /// A line of writers.
    Byline,
    /// A line of photographers.
    Credit,
    /// Rows of figures.
    Table,
    /// A sign to another page, alone on its line.
    Onward,
    /// A sign from another page, alone on its line.
    FromElsewhere,
    /// No part of any story.
    Skip(SkipReason),
    /// A line across the page.
    Rule,
}

/// A piece of the page with what was lifted off it.
#[derive(Clone, Debug)]
pub struct Block {
    /// What it is.
    pub role: Role,
    /// The text that is left.
    pub text: Text,
    /// What went into fields: dateline, byline, label.
    pub lifted: Vec<Text>,
    /// The dateline.
    pub opening: Option<Box<Opening>>,
    /// Who is named in it.
    pub byline: Option<Box<Byline>>,
    /// Who speaks.
    pub speaker: Option<String>,
    /// The sign to another page, and its print.
    pub onward: Option<Box<(Sign, Text)>>,
    /// The sign from another page, and its print.
    pub from_elsewhere: Option<Box<(Sign, Text)>>,
    /// How many characters at its start are bold.
    pub bold: usize,
    /// True for a line that is whole without a mark at its end: a signature, a day.
    pub closed: bool,
    /// True where no blank line parts it from the text above.
    pub tight: bool,
}

impl Block {
    fn new(printed: Printed) -> Self {
        Self {
            role: Role::Body,
            text: printed.text,
            lifted: Vec::new(),
            opening: None,
            byline: None,
            speaker: None,
            onward: None,
            from_elsewhere: None,
            bold: printed.bold,
            closed: false,
            tight: printed.tight,
        }
    }

    /// True where the text ends as a sentence ends, or needs no end.
    pub fn is_finished(&self) -> bool {
        self.closed || is_finished(&self.text)
    }

    /// True for text that a reader hears.
    pub fn is_text(&self) -> bool {
        use Role::{Body, Caption, Item, Note, Opening, Speech};
        matches!(self.role, Body | Opening | Speech | Caption | Item | Note)
    }
}

/// True where the last mark closes a sentence. Marks that lead on (：；，) do not.
pub fn is_finished(text: &Text) -> bool {
    let mut marks = text.chars().iter().rev().filter(|c| !c.is_whitespace());
    let Some(&last) = marks.next() else { return true };
    match last {
        '。' | '！' | '？' | '…' | '.' | '!' | '?' | '—' | '～' | '~' | '）' | ')' | '】' | ']' | '》' => {
            true
        }
        '”' | '’' | '"' | '\'' | '」' | '』' => {
            marks.next().is_none_or(|&c| !matches!(c, '，' | '、' | ','))
        }
        _ => false,
    }
}

/// Judges every block of a page.
pub fn classify(printed: Vec<Printed>) -> Vec<Block> {
    let labels = speakers::labels(&printed);
    let has_headings = printed.iter().any(|block| matches!(block.shape, Shape::Heading(_)));
    let mut blocks: Vec<Block> = printed.into_iter().map(|block| judge(block, &labels)).collect();
    restore_sentences(&mut blocks);
    mark_bare_names(&mut blocks);
    mark_names_of_papers(&mut blocks);
    mark_forecasts(&mut blocks);
    mark_capital_openings(&mut blocks);
    mark_labels(&mut blocks);
    mark_captions(&mut blocks);
    quotes::mark(&mut blocks);
    letters::mark_signatures(&mut blocks);
    let mut blocks = plain::captions_below_credits(blocks);
    plain::mark_headings(&mut blocks, has_headings);
    notes::mark(blocks)
}

fn judge(printed: Printed, labels: &Labels) -> Block {
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
    if let Some(reason) = noise(&block.text) {
        return Role::Skip(reason);
    }
    let signs = Signs::of(&block.text);
    if let Some(role) = signs.lift_whole(block) {
        return role;
    }
    if let Some(found) =
        byline::line(&block.text).filter(|found| !found.names.is_empty() || found.agency.is_some())
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
    if let Some(reason) = noise(&block.text) {
        return Role::Skip(reason);
    }
    if let Some(found) = byline::line(&block.text) {
        return whole_byline(block, found);
    }
    if is_figures(&block.text) && opening(&block.text).is_none() {
        return Role::Table;
    }
    signs.lift(block);
    let bold = is_bold_heading(block) && byline::at_end(&block.text).is_none();
    if bold || is_numbered_heading(&block.text) {
        return Role::Heading(7);
    }
    lift_end_byline(block);
    let bullet = lift_bullet(block);
    if let Some(mut found) = opening(&block.text) {
        byline::restore(&mut found.reporters, &block.text);
        byline::restore(found.place.as_mut_slice(), &block.text);
        block.bold = block.bold.saturating_sub(found.length);
        let lifted = block.text.take_front(found.length);
        block.lifted.push(lifted);
        block.text.trim();
        block.opening = Some(Box::new(found));
        return Role::Opening;
    }
    if let Some(length) = speakers::label_length(&block.text, block.bold, labels) {
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

fn whole_byline(block: &mut Block, mut byline: Byline) -> Role {
    byline::restore(&mut byline.names, &block.text);
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
    if let Some((start, mut byline)) = byline::at_end(&block.text).filter(|(start, _)| *start > 0) {
        byline::restore(&mut byline.names, &block.text);
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
    if length < 2 || block.bold < length {
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

/// The end of a broken sentence is no advert, whatever its words.
fn restore_sentences(blocks: &mut [Block]) {
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

/// A name alone between a heading and its text, or above the line that tells what its bearer does.
fn mark_bare_names(blocks: &mut [Block]) {
    for i in 1..blocks.len().saturating_sub(1) {
        let (above, below) = (&blocks[i - 1], &blocks[i + 1]);
        let post =
            below.role == Role::Byline && below.byline.as_ref().is_some_and(|byline| byline.names.is_empty());
        let headed = matches!(above.role, Role::Heading(_)) && !is_label(&above.text);
        let between = headed && below.is_text() && below.text.len() > 8;
        if blocks[i].role == Role::Body
            && (between || post)
            && let Some(found) = byline::bare_line(&blocks[i].text)
        {
            blocks[i].role = whole_byline(&mut blocks[i], found);
        }
    }
}

/// POLICE have named…, A RETIRED bandsman…: where the paper sets the first words of its stories in capitals.
fn mark_capital_openings(blocks: &mut [Block]) {
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
fn mark_forecasts(blocks: &mut [Block]) {
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
fn mark_labels(blocks: &mut [Block]) {
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

/// 岭川报 above the day of issue: the name of a paper that no list of endings knows.
fn mark_names_of_papers(blocks: &mut [Block]) {
    let masthead = Role::Skip(SkipReason::Masthead);
    let dated = blocks.iter().take(4).any(|block| block.role == masthead);
    for block in blocks.iter_mut().take(2).filter(|_| dated) {
        let name = (2..=6).contains(&block.text.len()) && block.text.chars().iter().all(|&c| is_han(c));
        if name && block.text.folded_head(6).ends_with('报') && block.role != masthead {
            block.role = masthead;
        }
    }
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

/// The paragraph above a photographer's line is the caption where it stands alone under a heading, opens with
/// a day, or follows a finished story.
fn mark_captions(blocks: &mut [Block]) {
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
        if under_heading || dated || above.is_some_and(|above| above.is_text() && !above.is_finished()) {
            blocks[i - 1].role = Role::Caption;
        }
    }
}
