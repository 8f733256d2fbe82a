//! Typed blocks: what each piece of a page is, with bylines, datelines and jump lines lifted off the text.
//!
//! First each block is asked by itself (`judge`), then the passes of [`PASSES`] look at its neighbours. A block's role is
//! set in one place, `Blocks::set`, with the name of the test or pass that decided.

mod adverts;
mod around;
mod block;
mod capitals;
mod captions;
mod contacts;
mod contents;
mod facts;
mod forecasts;
mod headings;
mod judge;
mod labels;
mod letters;
mod lines;
mod links;
mod menus;
mod mottos;
mod names;
mod notes;
mod papers;
mod quotes;
mod run_in;
mod speakers;
mod strays;
mod titled;
mod verse;

use self::block::Blocks;
use super::markdown::Printed;

pub use self::block::{Block, Role, TITLED};

/// The pass that weighs what speaks for a headline.
pub const LINE: &str = "headline by its signs";

/// The pass that weighs what speaks for a text being no part of a story.
const AROUND: &str = "around by its signs";

/// Looks at all blocks of a page, and says of some what they are.
type Pass = fn(&mut Blocks);

/// The passes in their order; each looks at what those before it decided.
const PASSES: &[(&str, Pass)] = &[
    // 导读, and below it 一条老街的“慢更新” 第5版.
    ("contents", contents::mark),
    // 风从河面吹来 / 带着去年的味道 / 芦苇弯腰: each line is whole.
    ("verse", verse::mark),
    // 招租公告, and below it 柳河路9号商铺一间，联系电话0999-5550000。
    ("advert", adverts::mark),
    // 林远 between a headline and its text.
    ("name", names::mark),
    // 岭川报 above 2025年3月4日.
    ("paper's name", papers::mark),
    // Your hometown weekly, between the paper's name and the day.
    ("motto", mottos::mark),
    // 电话：0999-5550000 below 责任编辑：林远.
    ("contact", contacts::mark),
    // [Home](…) | [Next](…)
    ("menu", menus::mark),
    // More from the Ledger, and below it the titles of other stories.
    ("links", links::mark),
    // Where: Grange hall, free: a line that is whole.
    ("facts", facts::mark),
    // Today: sunny, high 8, low −1, below the word for weather.
    ("forecast", forecasts::mark),
    // FLYING HIGH: Ann Tydd clears the last fence. between two texts.
    ("caption by its catchline", captions::with_catchline),
    // ACCIDENT ON THE LINE.—A lad of fifteen…
    ("run-in heading", run_in::mark),
    // POLICE have named the man…
    ("capitals", capitals::mark),
    // ◎青石板 above a headline.
    ("label", labels::mark),
    // 孩子们在新图书馆里看书。 above 林远 摄.
    ("caption above a credit", captions::above_credits),
    // “一句话” once more, large, in the midst of its story.
    ("pull quote", quotes::mark),
    // 此致 / 敬礼 / 市水务局 / 3月4日
    ("signature", letters::mark),
    // 林远 摄, and right below it 孩子们在新图书馆里看书.
    ("caption below a credit", captions::below_credits),
    // Frank Pratt, Publisher, or 满100减50 全场通用, which no pattern knows.
    (AROUND, around::mark),
    // 社区图书馆延长开放时间 above a text about that, where no mark tells a headline.
    (TITLED, titled::mark),
    // 全省春灌有序推进 above its dateline, where no mark tells a headline.
    ("unmarked heading", headings::mark),
    // Security papers 'found in street', which no rule knows, or 南方的冰雪场馆也热闹起来, which one took for a headline.
    (LINE, lines::mark),
    // 编者按 above a story.
    ("editor's note", notes::mark),
    // 防火防汛 人人有责, between two whole texts.
    ("line of its own", strays::mark),
];

/// Says of every block of a page what it is.
pub fn classify(printed: Vec<Printed>) -> Vec<Block> {
    let labels = speakers::labels(&printed);
    let mut blocks = Blocks::new(printed);
    judge::judge(&mut blocks, &labels);
    blocks.has_headings |= headings::stand_in_bold(&blocks);
    for (name, pass) in PASSES {
        #[cfg(test)]
        if LEFT_OUT.with(std::cell::Cell::get) == Some(*name) {
            continue;
        }
        blocks.begin(name);
        pass(&mut blocks);
    }
    blocks.take()
}

/// What the blocks of a page are.
#[cfg(test)]
pub fn roles(page: &str) -> Vec<Role> {
    let page: Vec<char> = page.chars().collect();
    classify(super::markdown::scan(&page, 0).0).iter().map(Block::role).collect()
}

#[cfg(test)]
thread_local! {
    /// The pass that is left out in this thread, to see what it is worth.
    static LEFT_OUT: std::cell::Cell<Option<&'static str>> = const { std::cell::Cell::new(None) };
}

/// Leaves a pass out in this thread.
#[cfg(test)]
pub fn leave_out(pass: Option<&'static str>) {
    LEFT_OUT.with(|left_out| left_out.set(pass));
}

/// The names of the passes.
#[cfg(test)]
pub fn passes() -> impl Iterator<Item = &'static str> {
    PASSES.iter().map(|(name, _)| *name)
}

/// The names of all tests and passes.
#[cfg(test)]
pub fn names() -> impl Iterator<Item = &'static str> {
    judge::names().chain(passes())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::articles::markdown::scan;

    #[test]
    fn each_block_says_which_test_or_pass_decided() {
        let page = "青原日报\n\n2025年3月4日 星期二\n\n# 图书馆开放\n\n林远\n\n本报讯 市图书馆昨日开放。\n\n孩子们在看书。\n\n\
                    苏婉 摄\n\n（下转第4版）";
        let page: Vec<char> = page.chars().collect();
        let told: Vec<(Role, &str)> =
            classify(scan(&page, 0).0).iter().map(|block| (block.role(), block.why())).collect();
        let masthead = Role::Skip(crate::model::SkipReason::Masthead);
        assert_eq!(
            told,
            [
                (masthead, "noise"),
                (masthead, "noise"),
                (Role::Heading(1), "markup"),
                (Role::Byline, "name"),
                (Role::Opening, "dateline"),
                (Role::Body, "markup"),
                (Role::Credit, "byline"),
                (Role::Onward, "jump line"),
            ]
        );
    }
}
