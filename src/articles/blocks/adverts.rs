//! Small advertisements and paid notices: what sells by its own words, and what stands below the word for adverts; and
//! what the paper tells of itself.

use super::block::{Block, Blocks, Role};
use crate::articles::features::furniture::{is_advert, is_house, may_be_advert};
use crate::articles::features::sections::bare;
use crate::articles::words::lists;
use crate::model::SkipReason;

const ADVERT: Role = Role::Skip(SkipReason::Advert);

/// The longest word for adverts.
const LONGEST: usize = 24;

/// Takes the adverts out of a page, with the words that stand above them.
pub fn mark(blocks: &mut Blocks) {
    let mut below = false;
    for i in 0..blocks.len() {
        if is_label(&blocks[i]) {
            let sells = blocks.get(i + 1).is_some_and(|next| is_print(next) && may_be_advert(&next.text));
            if sells || blocks[i].role() != ADVERT && is_label_of_notices(blocks, i) {
                blocks.set(i, ADVERT);
            }
            below = sells;
            continue;
        }
        let goes_on = i > 0 && blocks[i - 1].is_text() && !blocks[i - 1].is_finished();
        below = is_print(&blocks[i]) && below && may_be_advert(&blocks[i].text);
        if below || is_print(&blocks[i]) && !goes_on && is_advert(&blocks[i].text) {
            blocks.set(i, ADVERT);
        } else if is_print(&blocks[i]) && !goes_on && is_house(&blocks[i].text) {
            blocks.set(i, Role::Skip(SkipReason::Boilerplate));
        }
    }
}

/// A word for adverts above another one: CLASSIFIED, and below it FOR SALE.
fn is_label_of_notices(blocks: &[Block], i: usize) -> bool {
    blocks.get(i + 1).is_some_and(is_label)
}

/// 广告, 招租公告, Classifieds: what stands above adverts.
fn is_label(block: &Block) -> bool {
    let text = &block.text;
    if text.len() > LONGEST || !(is_print(block) || matches!(block.role(), Role::Skip(_) | Role::Heading(_))) {
        return false;
    }
    let print = text.folded_head(LONGEST);
    let print = bare(&print);
    let closed = print.replace(' ', "");
    let named = |name: &&str| closed == **name || print.eq_ignore_ascii_case(name);
    block.role() == ADVERT && text.len() <= 8 || lists().adverts.iter().any(named)
}

fn is_print(block: &Block) -> bool {
    matches!(block.role(), Role::Body | Role::Item | Role::Caption | Role::Heading(6..) | Role::Table) || block.role() == ADVERT
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::articles::blocks::classify;
    use crate::articles::markdown::scan;

    fn roles(page: &str) -> Vec<Role> {
        let page: Vec<char> = page.chars().collect();
        classify(scan(&page, 0).0).into_iter().map(|block| block.role()).collect()
    }

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
}
