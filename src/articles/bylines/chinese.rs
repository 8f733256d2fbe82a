//! Chinese: □本报记者 林远, 文/图 林远: roles, and beside them nothing but names.

use std::sync::LazyLock;

use regex::Regex;

use super::agency::agency_in;
use super::byline::{Byline, MARKS};
use crate::articles::features::sections::is_column;
use crate::articles::rule::rule;
use crate::articles::text::{Text, is_han};
use crate::articles::words::lists;
use crate::text::lists::has;

/// Words that name a role; what is left beside them must be names.
static ROLES: LazyLock<Regex> = LazyLock::new(|| {
    rule(concat!(
        r"(?:新华社|中新社|人民日报|[\p{Han}]{0,8}?(?:日报|晚报|晨报|早报|商报|时报|快报|都市报|青年报|新闻网|新闻|报社|报|网|客户端|融媒体?中心|融媒体?|融媒))?",
        r"\s*(?:本报|本网|本刊|本台|本社)?\s*(?:驻[\p{Han}]{1,6}?|赴[\p{Han}]{1,6}?)?(?:全媒体|融媒体|融媒|首席|见习|实习|特约|特派|高级|主任|摄影|文字|驻地|新闻|视觉|深度|独家|学生|校园|青年|海外|参与|协助)*",
        r"(?:记者站|记者|通讯员|通讯|实习生|评论员|撰稿人|撰稿|撰文|编译|编辑|作者|采写|采访|整理|读者|摄影报道|图片摄影|摄影|摄像|报道|报导|(?:图[/:])?(?:受访者|受访单位|采访对象|主办方|单位|学校|企业)(?:提供|供图)|资料图片|资料图|供图|制图|图文|图/文|文/图|文/摄|摄/文|图片)",
        r"|^来源 *: *[\p{Han}]{2,12}| 发自 ?\p{Han}{2,8}$|/ *\p{Han}{2,6}?报[导道]|本报|本刊|新华社发|新华社|中新社发|中新社|中新网|综合"
    ))
});

/// What every role holds; nearly all print is told from bylines so.
static ROLE_WORDS: LazyLock<Regex> = LazyLock::new(|| {
    rule(
        "记者|读者|报导|通讯|实习生|评论员|撰稿|撰文|编译|编辑|作者|采写|采访|整理|摄影|摄像|报道|提供|供图|资料图|制图|图文|图/文|文/图|文/摄|摄/文|图片|本报|本刊|新华社|中新社|中新网|综合",
    )
});

/// Reads a whole line in folded form.
pub fn chinese_line(folded: &str) -> Option<Byline> {
    let line = folded.trim().trim_matches(|c| "()[]".contains(c)).trim();
    if let Some(found) = host(line) {
        return Some(found);
    }
    let marked = line.starts_with(MARKS);
    let line = line.trim_start_matches(MARKS).trim();
    if line.is_empty() || !line.chars().any(is_han) || line.contains(['。', '!', '?', ';', '"', '“']) {
        return None;
    }
    // 他是一名记者 is a sentence: a name before its role stands apart from it.
    let by_role = || ROLE_WORDS.is_match(line) && ROLES.find(line).is_some_and(|role| role.start() == 0);
    if (marked || line.contains(is_parting) || by_role())
        && let Some(found) = people(line)
    {
        return signed(line, found);
    }
    if !marked {
        return None;
    }
    let names = names(line)?;
    let signs = line_is_signed(folded) || names.iter().all(|name| begins_as_name(name));
    (signs && names.len() <= 4 && !is_column(line)).then(|| Byline { names, ..Byline::default() })
}

/// 主持人：本报记者 林远 嘉宾：市中医院院长 苏婉: the host signs, the guest does not.
fn host(line: &str) -> Option<Byline> {
    static HOST: LazyLock<Regex> = LazyLock::new(|| {
        rule(
            r"^(?:主持人?|采访人?|对话人|访谈人|本期主持) *[:/] *(?P<names>[^:]{2,30}?) +(?:本期|特邀|受访|对话|访谈)*(?:嘉宾|专家|受访者|受访人|对象) *[:/] *[^:]{2,50}$",
        )
    });
    let found = HOST.captures(line)?;
    people(&found["names"])
        .or_else(|| names(&found["names"]).map(|names| Byline { names, ..Byline::default() }))
        .filter(|byline| !byline.names.is_empty())
}

/// A line of roles signs where it names somebody, or where the role says who wrote: 本报评论员, 新华社发.
fn signed(line: &str, mut found: Byline) -> Option<Byline> {
    // 编辑部回复 and 读者来信 are no names.
    let anybody = lists().anybody.iter().any(|role| line.starts_with(role));
    if anybody && !found.names.iter().all(|name| begins_as_name(name) && name.chars().count() <= 4) {
        return None;
    }
    if found.names.is_empty() && line.ends_with("评论员") {
        found.names.push(line.to_owned());
    }
    (!found.names.is_empty() || line.contains("综合") || line.ends_with('发')).then_some(found)
}

/// □ and ■ sign; other marks open items and labels too.
fn line_is_signed(line: &str) -> bool {
    line.trim_start_matches(['(', '[', ' ']).starts_with(['□', '■'])
}

/// Reads a text that names at least one role, and beside roles nothing but names.
pub fn people(text: &str) -> Option<Byline> {
    // 摄（影像中国）: who sells a picture did not take it.
    static SOURCE: LazyLock<Regex> = LazyLock::new(|| rule(r"摄 *[(\[][^()\[\]]{2,12}[)\]]?$"));
    let short = |word: &str| lists().short_roles.contains(&word);
    if !ROLE_WORDS.is_match(text)
        && !text.split(is_parting).any(|part| short(part) || part.ends_with('摄') && part.chars().count() > 2)
    {
        return None;
    }
    let text = &SOURCE.replace(text, "摄");
    if !text.chars().all(may_name) {
        return None;
    }
    let rest = ROLES.replace_all(text, "|");
    let names = names(&rest)?;
    let has = |words: &[&str]| words.iter().any(|word| text.contains(word));
    let takes = has(&lists().takes_pictures);
    let writes = has(&lists().writes);
    Some(Byline { names, agency: agency_in(text).map(str::to_owned), photo: takes && !writes })
}

/// Lines of roles and names hold nothing but Chinese characters and what parts them.
fn may_name(c: char) -> bool {
    is_han(c) || is_parting(c) || "·・•—-_.。*".contains(c)
}

fn is_parting(c: char) -> bool {
    matches!(c, '|' | ',' | '、' | '/' | ';' | ':' | '&' | '+' | '(' | ')' | '[' | ']') || c.is_whitespace()
}

/// Names parted by blanks, commas and bars; `None` where something is no name. A name set wide (梅 刚) closes up.
pub fn names(text: &str) -> Option<Vec<String>> {
    let parts = text.split(is_parting).filter(|part| !part.is_empty() && !lists().short_roles.contains(part));
    let mut names: Vec<String> = Vec::new();
    let mut wide = String::new();
    for part in parts {
        let part = part.trim_matches(|c| "—-_.。*".contains(c));
        let part = part.strip_suffix('摄').filter(|name| name.chars().count() >= 2).unwrap_or(part);
        let letters = part.chars().count();
        if part.is_empty() {
            continue;
        }
        if !part.chars().all(|c| is_han(c) || c == '·' || c == '・' || c == '•') {
            return None;
        }
        if letters == 1 {
            wide.push_str(part);
            if wide.chars().count() == 2 {
                names.push(std::mem::take(&mut wide));
            }
            continue;
        }
        if !wide.is_empty() {
            return None;
        }
        if lists().no_names.contains(&part) {
            return None;
        }
        names.extend(run_together(part)?);
    }
    wide.is_empty().then_some(names)
}

/// One name, or several printed without a blank (冯雪玉孙柳), parted at their surnames.
fn run_together(part: &str) -> Option<Vec<String>> {
    let letters: Vec<char> = part.chars().collect();
    if let Some((one, other)) = part.split_once('和')
        && [one, other]
            .iter()
            .all(|name| (2..=3).contains(&name.chars().count()) && name.starts_with(is_surname))
    {
        return Some(vec![one.to_owned(), other.to_owned()]);
    }
    if letters.len() <= 4 || letters.contains(&'·') && letters.len() <= 16 {
        return Some(vec![part.to_owned()]);
    }
    if letters.len() > 12 {
        return None;
    }
    let mut names = Vec::new();
    let mut rest = letters.as_slice();
    while !rest.is_empty() {
        let fits = |n: usize| {
            rest.len() >= n
                && is_surname(rest[0])
                && (rest.len() == n || (rest.len() - n >= 2 && is_surname(rest[n])))
        };
        let n = [3, 2].into_iter().find(|&n| fits(n))?;
        names.push(rest[..n].iter().collect());
        rest = &rest[n..];
    }
    Some(names)
}

/// True for one of the commonest surnames.
pub fn is_surname(c: char) -> bool {
    has(&lists().surnames, c)
}

/// True for what begins as a Chinese name does, with a surname of one character or of two.
pub fn begins_as_name(text: &str) -> bool {
    text.starts_with(is_surname) || lists().double_surnames.iter().any(|surname| text.starts_with(surname))
}

/// （林远） after a full stop: a name alone in brackets signs where it begins as a name does and says nothing else.
pub fn bare_name(tail: &str, start: usize, inner: &str) -> Option<Byline> {
    let ends = tail[..start].trim_end().ends_with(['。', '!', '?', '”', '"']);
    let says = inner.contains(|c| "完文图表注同略续例见等版即指含共第上下左右中".contains(c));
    let names = names(inner).filter(|names| !names.is_empty() && names.len() <= 3)?;
    let fits = names.iter().all(|name| begins_as_name(name) && (2..=4).contains(&name.chars().count()));
    (ends && !says && fits && tail[start..].contains('(')).then(|| Byline { names, ..Byline::default() })
}

/// 顾盼（文学院2023级） and 市文化馆 沈微: a writer's name beside the place where the writer works.
pub fn with_post(text: &Text) -> Option<Byline> {
    const LONGEST: usize = 36;
    static POSTED: LazyLock<Regex> = LazyLock::new(|| {
        rule(concat!(
            r"^(?P<first>\p{Han}{2,4}|\p{Han} \p{Han}) *[(\[][\p{Han}0-9 ·]{2,24}[)\]]$",
            r"|^\p{Han}{1,14}(?:学院|大学|中学|小学|学校|系|局|委|办|县|市|区|镇|乡|村|公司|中心|协会|医院|部|处|科|班|馆|社|站|队|所|厂|\d级) +(?P<second>\p{Han}{2,4}|\p{Han} \p{Han})$"
        ))
    });
    if text.len() > LONGEST {
        return None;
    }
    let folded = text.folded_head(LONGEST);
    let found = POSTED.captures(folded.trim())?;
    let names = names(found.name("first").or_else(|| found.name("second"))?.as_str())?;
    names.iter().all(|name| begins_as_name(name)).then(|| Byline { names, ..Byline::default() })
}
