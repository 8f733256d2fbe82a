//! How to reach the paper: 电话：0999-5550000 and E-mail: desk@… beside the line of its editors. The same lines in a notice,
//! which stand beside its text, are read.

use std::sync::LazyLock;

use regex::Regex;

use super::block::{Blocks, Role};
use crate::articles::rule::rule;
use crate::articles::text::Text;
use crate::model::SkipReason;

const LONGEST: usize = 60;

/// True for a line that says how to reach somebody and nothing else.
pub fn is_contact(text: &Text) -> bool {
    static CONTACT: LazyLock<Regex> = LazyLock::new(|| {
        rule(
            r"(?i)^ *(?:联系|编辑部|总编室|办公室)?(?:电话|热线|传真|邮箱|邮编|信箱|tel(?:ephone)?\.?|phone|fax|e-?mail) *[:/ ] *(?:[\d ()+、,/-]{5,}|[\w.+-]+@[\w.-]+)$",
        )
    });
    text.len() <= LONGEST && CONTACT.is_match(&text.folded_head(LONGEST))
}

/// Contacts without a break between them and what is no part of a story are none either.
pub fn mark(blocks: &mut Blocks) {
    let apart = |role: Role| matches!(role, Role::Skip(SkipReason::Masthead | SkipReason::Boilerplate));
    let below = (1..blocks.len()).map(|i| (i, i - 1));
    let above = (1..blocks.len()).rev().map(|i| (i - 1, i));
    for (i, beside) in below.chain(above).collect::<Vec<_>>() {
        if blocks[i].role() == Role::Body && apart(blocks[beside].role()) && is_contact(&blocks[i].text) {
            blocks.set(i, Role::Skip(SkipReason::Boilerplate));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::articles::blocks::{Role, roles};

    #[test]
    fn contacts_beside_the_editors_are_the_papers() {
        let told = roles(
            "步道昨日重新开放，护栏换成了新的。\n\n责任编辑：林远\n\n电话：0999-5550000\n\nE-mail: desk@lingchuan.example",
        );
        assert!(!told[1..].contains(&Role::Body), "{told:?}");
    }

    #[test]
    fn those_of_a_notice_are_its_own() {
        let told = roles(
            "# 步道管理处招聘保洁员\n\n管理处招聘保洁员两名，月底前报名。\n\n电话：0999-5550000\n\n# 大桥通车\n\n柳河大桥昨日通车。",
        );
        assert_eq!(told.iter().filter(|role| matches!(role, Role::Skip(_))).count(), 0, "{told:?}");
    }
}
