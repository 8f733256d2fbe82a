//! What stands around the stories: small advertisements and paid notices, told by their own words or by the word above
//! them, and lines in which the paper tells of itself.

use std::ops::Range;

use super::block::{Block, Blocks, Role};
use crate::articles::features::furniture::{Furniture, weigh};
use crate::articles::features::seams::seam;
use crate::articles::features::sections::bare;
use crate::articles::features::titles::is_title;
use crate::articles::text::Text;
use crate::articles::weights::weights;
use crate::articles::words::lists;
use crate::model::SkipReason;
use crate::text::lists::has;

const ADVERT: Role = Role::Skip(SkipReason::Advert);
const HOUSE: Role = Role::Skip(SkipReason::Boilerplate);

/// The longest word for adverts, and the longest title or signature of one.
const LONGEST_LABEL: usize = 24;
const LONGEST_LINE: usize = 44;

/// Takes the adverts out of a page, with the words that stand above them, and what the paper tells of itself.
pub fn mark(blocks: &mut Blocks) {
    let mut below = false;
    let mut from = 0;
    while from < blocks.len() {
        let group = group(blocks, from);
        from = group.end;
        let first = group.start;
        if is_label(&blocks[first]) {
            let body = if group.len() > 1 { first + 1..group.end } else { self::group(blocks, group.end) };
            let sells = body.clone().next().is_some_and(|next| {
                is_label(&blocks[next])
                    || is_print(&blocks[next]) && weigh_group(blocks, body).may_be_advert()
            });
            if sells {
                set(blocks, group.clone(), ADVERT);
            }
            below = sells;
            continue;
        }
        let print = group.clone().all(|i| is_print(&blocks[i]));
        let goes_on = first > 0 && goes_on(&blocks[first - 1], &blocks[first]);
        if !print {
            below = false;
            continue;
        }
        let found = weigh_group(blocks, group.clone());
        below = below && found.may_be_advert() || !goes_on && found.is_advert();
        if below {
            set(blocks, group.clone(), ADVERT);
            frame(blocks, &group);
        } else if !goes_on && found.is_house() {
            set(blocks, group, HOUSE);
        }
    }
}

/// True for a text in which the broken sentence above plainly goes on.
fn goes_on(above: &Block, block: &Block) -> bool {
    let broken = above.is_text() && !above.is_finished();
    broken && (block.reads_on() || seam(&above.text, &block.text) >= weights().advert_goes_on)
}

/// The title above an advert and the signature below it go with it.
fn frame(blocks: &mut Blocks, advert: &Range<usize>) {
    if let Some(title) = advert.start.checked_sub(1) {
        let block = &blocks[title];
        let above = title.checked_sub(1).map(|above| &blocks[above]);
        let free = above.is_none_or(|above| !goes_on(above, block));
        let heads = matches!(block.role(), Role::Heading(_)) || block.role() == Role::Body && free;
        if heads && block.text.len() <= LONGEST_LINE && is_title(&block.text) {
            set(blocks, title..advert.start, ADVERT);
        }
    }
    let below = advert.end;
    let signs = blocks.get(below).is_some_and(|block| {
        let print = block.text.folded_head(LONGEST_LINE);
        let end = print.trim_end_matches(|c: char| c.is_ascii_digit() || "年月日 .-/".contains(c));
        let office = end.ends_with(|c| has(&lists().offices_ending, c));
        block.role() == Role::Body
            && block.text.len() <= LONGEST_LINE
            && office
            && !print.contains([',', '。'])
    });
    // A line with a text of its own below is its title.
    let heads = blocks.get(below + 1).is_some_and(|block| {
        matches!(block.role(), Role::Body | Role::Byline | Role::Opening) && block.text.len() > LONGEST_LINE
    });
    if signs && !heads {
        set(blocks, below..below + 1, ADVERT);
    }
}

/// A block and the short lines right below it, without a blank line between them.
fn group(blocks: &[Block], start: usize) -> Range<usize> {
    const LINES: usize = 12;
    let below = blocks.iter().skip(start + 1).take(LINES);
    let lines = below.take_while(|block| block.tight && is_print(block)).count();
    start..(start + 1 + lines).min(blocks.len().max(start))
}

/// Weighs lines that touch as one text.
fn weigh_group(blocks: &[Block], group: Range<usize>) -> Furniture {
    if let [only] = &blocks[group.clone()] {
        return weigh(&only.text);
    }
    let mut text = Text::default();
    for block in &blocks[group] {
        if text.len() > 0 {
            text.push_unprinted('\n');
        }
        text.append(block.text.clone());
    }
    weigh(&text)
}

fn set(blocks: &mut Blocks, group: Range<usize>, role: Role) {
    for i in group {
        blocks.set(i, role);
    }
}

/// 广告, 招租公告, Classifieds: what stands above adverts.
fn is_label(block: &Block) -> bool {
    let text = &block.text;
    if text.len() > LONGEST_LABEL
        || !(is_print(block) || matches!(block.role(), Role::Skip(_) | Role::Heading(_)))
    {
        return false;
    }
    let print = text.folded_head(LONGEST_LABEL);
    let print = bare(&print).trim_end_matches(['.', ':']);
    let closed = print.replace(' ', "");
    let named = |name: &&str| closed == **name || print.eq_ignore_ascii_case(name);
    block.role() == ADVERT && text.len() <= 8 || lists().adverts.iter().any(named)
}

fn is_print(block: &Block) -> bool {
    matches!(block.role(), Role::Body | Role::Item | Role::Caption | Role::Heading(6..) | Role::Table)
        || block.role() == ADVERT
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::articles::blocks::roles;

    #[test]
    fn what_sells_below_the_word_for_an_advert_is_one() {
        let page = "广告\n\n旺铺两间，各60平方米，可做餐饮，有意者请致电13900000000，也可到店面谈，价格从优，非诚勿扰。";
        assert_eq!(roles(page), [ADVERT; 2]);
        assert_eq!(roles("广告\n\n昨天下午，市里的三座公园陆续拆掉了围栏。")[1], Role::Body);
        let page = "# 招租公告\n\n柳河路9号商铺一间，面积80平方米，联系电话0999-5550000。\n\n# 大桥通车\n\n本报讯 柳河大桥昨日通车。";
        assert_eq!(roles(page)[..2], [ADVERT; 2]);
        assert_eq!(roles(page)[3], Role::Opening);
    }

    #[test]
    fn a_column_of_small_adverts_has_words_above_words() {
        let page = "CLASSIFIED\n\nFOR SALE\n\nOak table, $80. 555-0142.\n\nHELP WANTED\n\nCook, evenings. Apply in person, Mill Inn.";
        assert_eq!(roles(page), [ADVERT; 5]);
    }

    #[test]
    fn a_notice_goes_with_its_title_and_its_signature() {
        let page = "公 告\n\n青原物流有限公司：现依法向你单位公告送达通知书，自公告之日起30日即视为送达。\n\n青原市税务局\n\n# 大桥通车\n\n昨日通车。";
        assert_eq!(roles(page)[..3], [ADVERT; 3]);
    }
}
