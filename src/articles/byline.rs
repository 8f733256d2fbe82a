//! Who wrote it, who photographed it: lines and brackets full of roles and names.

use std::sync::LazyLock;

use regex::Regex;

use super::agency::agency_in;
use super::sections::is_column;
use super::text::{Text, chars_before, is_han};

/// The people named in a byline or a credit.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Byline {
    /// Their names in print order.
    pub names: Vec<String>,
    /// The agency they work for.
    pub agency: Option<String>,
    /// True where they took the picture and did not write.
    pub photo: bool,
}

/// Words that name a role; what is left beside them must be names.
static ROLES: LazyLock<Regex> = LazyLock::new(|| {
    regex(concat!(
        r"(?:新华社|中新社|人民日报|[\p{Han}]{2,8}(?:日报|晚报|晨报|早报|商报|时报|快报|都市报|青年报|新闻网|新闻|报社|报|网|客户端|融媒体?中心|融媒体?|融媒))?",
        r"\s*(?:本报|本网|本刊|本台|本社)?\s*(?:驻[\p{Han}]{1,6}?|赴[\p{Han}]{1,6}?)?(?:全媒体|融媒体|融媒|首席|见习|实习|特约|特派|高级|主任|摄影|文字|驻地|新闻|视觉|深度|独家)*",
        r"(?:记者站|记者|通讯员|通讯|实习生|评论员|撰稿人|撰稿|撰文|编译|编辑|作者|采写|采访|整理|读者|摄影报道|图片摄影|摄影|摄像|报道|报导|(?:图[/:])?(?:受访者|受访单位|采访对象|主办方|单位|学校|企业)(?:提供|供图)|资料图片|资料图|供图|制图|图文|图/文|文/图|文/摄|摄/文|图片)",
        r"|/ *\p{Han}{2,6}?报[导道]|本报|本刊|新华社发|新华社|中新社发|中新社|中新网|综合"
    ))
});

/// What every role holds; nearly all print is told from bylines so.
static ROLE_WORDS: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        "记者|读者|报导|通讯|实习生|评论员|撰稿|撰文|编译|编辑|作者|采写|采访|整理|摄影|摄像|报道|提供|供图|资料图|制图|图文|图/文|文/图|文/摄|摄/文|图片|本报|本刊|新华社|中新社|中新网|综合",
    )
});

/// Marks that open a byline.
const MARKS: [char; 12] = ['□', '■', '●', '◎', '○', '▲', '△', '◆', '◇', '☆', '★', '▪'];

fn regex(pattern: &str) -> Regex {
    Regex::new(pattern).unwrap_or_else(|error| unreachable!("a rule of the program's own: {error}"))
}

/// Reads a whole short line as a byline or a credit.
pub fn line(text: &Text) -> Option<Byline> {
    if text.len() > 90 {
        return None;
    }
    let folded = text.folded_head(90);
    // LETTERS TO THE EDITOR is no editor's name.
    chinese_line(&folded).or_else(|| english_line(text.string().trim()).filter(|_| !is_column(&folded)))
}

fn chinese_line(folded: &str) -> Option<Byline> {
    let line = folded.trim().trim_matches(|c| "()[]".contains(c)).trim();
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

/// A line of roles signs where it names somebody, or where the role says who wrote: 本报评论员, 新华社发.
fn signed(line: &str, mut found: Byline) -> Option<Byline> {
    let is_reader = line.starts_with("读者");
    if is_reader && !found.names.iter().all(|name| begins_as_name(name) && name.chars().count() <= 4) {
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
    let short = |word: &str| SHORT_ROLES.contains(&word);
    if !ROLE_WORDS.is_match(text)
        && !text.split(is_parting).any(|part| short(part) || part.ends_with('摄') && part.chars().count() > 2)
    {
        return None;
    }
    let rest = ROLES.replace_all(text, "|");
    let names = names(&rest)?;
    let has = |words: &[&str]| words.iter().any(|word| text.contains(word));
    let takes = has(&["摄", "供图", "新华社发", "中新社发", "图/", "/图", "图:"]);
    let writes = has(&["文/", "/文", "图文", "报道", "撰文", "采写", "文 ", "文:"]);
    Some(Byline { names, agency: agency_in(text).map(str::to_owned), photo: takes && !writes })
}

/// Roles of one character; elsewhere they are parts of names (图雅, 孙文).
const SHORT_ROLES: [&str; 4] = ["文", "图", "摄", "发"];

fn is_parting(c: char) -> bool {
    c.is_whitespace() || "|,、/;:&+()[]".contains(c)
}

/// Names parted by blanks, commas and bars; `None` where something is no name. A name set wide (梅 刚) closes up.
pub fn names(text: &str) -> Option<Vec<String>> {
    let parts = text.split(is_parting).filter(|part| !part.is_empty() && !SHORT_ROLES.contains(part));
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
        if NO_NAMES.contains(&part) {
            return None;
        }
        names.extend(run_together(part)?);
    }
    wide.is_empty().then_some(names)
}

/// What follows 记者 in the names of columns (记者手记) and in signatures that name nobody.
const NO_NAMES: [&str; 35] = [
    "新闻",
    "同志",
    "老师",
    "朋友",
    "先生",
    "女士",
    "热线",
    "手记",
    "札记",
    "观察",
    "调查",
    "来信",
    "连线",
    "见闻",
    "日记",
    "视点",
    "视线",
    "视角",
    "感言",
    "随笔",
    "点评",
    "追踪",
    "体验",
    "探访",
    "直击",
    "在线",
    "帮办",
    "帮忙",
    "走基层",
    "之家",
    "协会",
    "节",
    "证",
    "提问",
    "文章",
];

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

/// The commonest surnames: more than nine people in ten bear one of them.
pub fn is_surname(c: char) -> bool {
    concat!(
        "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪",
        "田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文庞樊兰殷施陶洪翟安颜倪严牛温芦",
        "季俞章鲁葛伍韦申尤毕聂丛焦向柳邢路岳齐沿梅莫庄辛管祝左涂谷祁时舒耿牟卜路詹关苗凌费纪靳盛童欧甄项曲成游阳裴席卫查屈鲍",
        "位覃霍翁隋植甘景薄单包司柏宁柯阮桂闵解强柴华车冉房边辜吉饶刁瞿戚丘古米池滕晋苑邬臧畅宫来嵺苟全褚廉简娄盖符奚木穆党燕郎邸冀谈姬屠连郜晏栾郁商蒙计喻揭窦迟宇敖糜鄢冷卓花仇艾蓝都巩稽井练仲乐虞卞封竺冼原官衣楚佟栗匡宗应台巫鞠僧桑荆谌银扬明沙薄伏岑习胥保和蔺"
    )
    .contains(c)
}

/// True for what begins as a Chinese name does, with a surname of one character or of two.
pub fn begins_as_name(text: &str) -> bool {
    const OF_TWO: [&str; 26] = [
        "欧阳", "司马", "上官", "诸葛", "东方", "皇甫", "尉迟", "公孙", "令狐", "慕容", "宇文", "司徒",
        "夏侯", "申屠", "呼延", "端木", "独孤", "南宫", "西门", "轩辕", "澹台", "淳于", "太史", "濮阳",
        "拓跋", "长孙",
    ];
    text.starts_with(is_surname) || OF_TWO.iter().any(|surname| text.starts_with(surname))
}

/// Where a byline or a credit begins at the end of a paragraph: （记者 林远） or 本报记者 林远 摄 after a full stop,
/// Picture: Jane Doe, (Photo by Jane Doe), (Jane Doe/The Courier).
pub fn at_end(text: &Text) -> Option<(usize, Byline)> {
    const WINDOW: usize = 60;
    static CREDIT: LazyLock<Regex> = LazyLock::new(|| {
        regex(concat!(
            r#"[.!?”"')]\s*(\(?(?i:photos?|pictures?|photographs?|images?|pics?)(?i: by | courtesy of |: | / )(?P<names>[A-Z][^()]{2,44}?)\)?)$"#,
            r#"|[.!?”"')]\s*(\((?P<names2>[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]*){1,2})/(?:The )?[A-Z][\w.& -]{2,30}\))$"#,
        ))
    });
    static BRACKET: LazyLock<Regex> = LazyLock::new(|| regex(r"\s*[(\[]([^()\[\]]{2,50})[)\]]\s*$"));
    static OPEN: LazyLock<Regex> =
        LazyLock::new(|| regex(r"[。!?”\])]\s*([□■●◎▲△]?\s*[\p{Han}0-9/·•()、 ]{2,46})$"));
    let tail = text.folded_tail(WINDOW);
    let from = text.len().saturating_sub(WINDOW);
    if let Some(found) = CREDIT.captures(&tail) {
        let names = found.name("names").or_else(|| found.name("names2"))?;
        let start = found.get(1).or_else(|| found.get(3))?.start();
        let names = english_names(names.as_str()).unwrap_or_default();
        return Some((from + chars_before(&tail, start), Byline { names, agency: None, photo: true }));
    }
    let (start, inner) = if let Some(found) = BRACKET.captures(&tail) {
        (found.get(0)?.start(), found.get(1)?.as_str().to_owned())
    } else {
        let found = OPEN.captures(&tail)?.get(1)?;
        (found.start(), found.as_str().trim_start_matches(MARKS).to_owned())
    };
    let byline = people(inner.trim()).or_else(|| bare_name(&tail, start, inner.trim()))?;
    let agency_only = byline.names.is_empty() && byline.agency.is_some() && byline.photo;
    (agency_only || !byline.names.is_empty()).then(|| (from + chars_before(&tail, start), byline))
}

/// （林远） after a full stop: a name alone in brackets signs where it begins as a name does and says nothing else.
fn bare_name(tail: &str, start: usize, inner: &str) -> Option<Byline> {
    let ends = tail[..start].trim_end().ends_with(['。', '!', '?', '”', '"']);
    let says = inner.contains(|c| "完文图表注同略续例见等版即指含共第上下左右中".contains(c));
    let names = names(inner).filter(|names| !names.is_empty() && names.len() <= 3)?;
    let fits = names.iter().all(|name| begins_as_name(name) && (2..=4).contains(&name.chars().count()));
    (ends && !says && fits && tail[start..].contains('(')).then(|| Byline { names, ..Byline::default() })
}

/// The bare name of a writer that stands between a heading and its text.
pub fn bare_line(text: &Text) -> Option<Byline> {
    let print = text.string();
    let letters = text.chars().iter().filter(|&&c| is_han(c)).count();
    let chinese = || {
        let names = names(&text.folded_head(12))?;
        let fits = matches!(names.as_slice(), [name] if begins_as_name(name) && (2..=4).contains(&letters));
        fits.then(|| Byline { names, ..Byline::default() })
    };
    let english = || {
        let words: Vec<&str> = print.split_whitespace().collect();
        let is_word = |word: &&str| {
            word.starts_with(|c: char| c.is_ascii_uppercase())
                && word.chars().all(|c| c.is_alphabetic() || ".'’-".contains(c))
        };
        let fits = (2..=4).contains(&words.len()) && print.len() <= 34 && words.iter().all(is_word);
        let names = english_names(&print).filter(|_| fits)?;
        Some(Byline { names, ..Byline::default() })
    };
    if letters > 0 { chinese().filter(|_| text.len() <= 6) } else { english() }
}

/// Gives names that were read in folded form their printed characters back (林華, not 林华).
pub fn restore(names: &mut [String], text: &Text) {
    const WINDOW: usize = 200;
    let from = text.len().saturating_sub(WINDOW);
    let chars = text.chars();
    for part in [&chars[..chars.len().min(WINDOW)], &chars[from..]] {
        let folded: Vec<char> = part.iter().map(|&c| super::text::fold(c)).collect();
        for name in names.iter_mut() {
            let wanted: Vec<char> = name.chars().collect();
            if let Some(at) = folded.windows(wanted.len().max(1)).position(|window| window == wanted) {
                *name = part[at..at + wanted.len()].iter().collect();
            }
        }
    }
}

/// English: "By Jane Doe and John Roe", "Jane Doe, Staff Writer", "Photo by Jane Doe".
fn english_line(line: &str) -> Option<Byline> {
    static BY: LazyLock<Regex> =
        LazyLock::new(|| regex(r"^(?i:by|words by|story by|reported by|text by)\s+(?P<names>.+)$"));
    static PHOTO: LazyLock<Regex> = LazyLock::new(|| {
        regex(
            r"^\(?(?i:photos?|pictures?|photographs?|image|picture credit|photo credit)(?:\s+(?i:by)|\s*:|\s+courtesy(?: of)?)\s+(?P<names>[^()]+)\)?$",
        )
    });
    // Courtesy photo: somebody's, but nobody is named.
    static NO_CREDIT: LazyLock<Regex> = LazyLock::new(|| {
        regex(
            r"^\(?(?i:courtesy|submitted|contributed|file|handout|staff|archive) (?i:photo|picture|image)(?:s|graphs?)?\)?$",
        )
    });
    static STAFF: LazyLock<Regex> = LazyLock::new(|| {
        regex(
            r"^(?P<names>[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]*){1,3})\s*(?:[,|•/—-]|\s)\s*(?i:staff|special|chief|senior|the|of the|local|court|city|education|sports|political)[\w .'’-]*(?i:writer|reporter|correspondent|editor|staff|photographer|herald|gazette|times|tribune|news|post|journal|courier|chronicle|star|observer|echo)\s*$",
        )
    });
    // The line below a name: Ledger Staff Writer, Chief reporter.
    static POST: LazyLock<Regex> = LazyLock::new(|| {
        regex(
            r"^(?:(?:The|For|Special to|of the) )*(?:[A-Z][\w.&'’-]* ){0,4}(?i:(?:staff|chief|senior|special|city|court|education|sports?|political|county|local|community|news|business|crime|health|environment|features) )*(?i:writers?|reporters?|correspondents?|editors?|photographers?|columnists?|bureau(?: chief)?)$|^(?:Special to|For) (?:The|the) [A-Z][\w.&' ’-]{2,40}$",
        )
    });
    // By Staff Reports, By Our Correspondent, From wire services: nobody is named.
    static NOBODY: LazyLock<Regex> = LazyLock::new(|| {
        regex(concat!(
            r"^(?i:(?:by |from )?staff(?: and wire)? reports?|(?:from )?(?:staff and )?(?:wire|news) (?:reports?|services?)",
            r"|by (?:a |our |the )?(?:own |staff |special |news |local )*(?:reporters?|correspondents?|staff(?: writers?)?))$",
            r"|^(?:By|BY|From|FROM) (?:(?:the|The|THE) )?(?:[A-Z][\w&’'.-]* ){1,3}(?i:staff(?: reports?| writers?| reporters?)?|reporters?|correspondents?|newsroom)$",
        ))
    });
    // By the Journal Editorial Board: those who write are named by their office.
    static BOARD: LazyLock<Regex> = LazyLock::new(|| {
        regex(
            r"^(?i:by )(?P<board>(?i:the )?(?:[A-Z][\w.&’'-]* ){0,4}(?i:editorial (?:board|staff)|editors))$",
        )
    });
    // Jane Doe | The Ledger: a bar parts the writer from the paper.
    static OF_PAPER: LazyLock<Regex> = LazyLock::new(|| {
        regex(
            r"^(?P<names>[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]*){1,3}) *\| *(?:The )?(?:[A-Z][\w.&'’-]*[ -]?){1,4}$",
        )
    });
    static MAIL: LazyLock<Regex> = LazyLock::new(|| {
        regex(
            r"^(?:(?i:e-?mail|contact)[: ]+)?[\w.+-]+@[\w-]+(?:\.[\w-]+)+\.?(?: *[|•,/] *(?:@\w+|\(?\d[\d() .-]{6,16}))?$",
        )
    });
    if line.len() > 140 {
        return None;
    }
    if line.contains('@') && MAIL.is_match(line) {
        return Some(Byline::default());
    }
    if let Some(agency) = super::agency::agency(line).filter(|_| line.len() > 3 && line.is_ascii()) {
        return Some(Byline { agency: Some(agency.to_owned()), ..Byline::default() });
    }
    let line = line.trim_start_matches(['—', '–', '-', '•', ' ']);
    if !line.starts_with(|c: char| c.is_ascii_alphabetic() || c == '(') {
        return None;
    }
    if NOBODY.is_match(line) || POST.is_match(line) {
        return Some(Byline::default());
    }
    if NO_CREDIT.is_match(line) {
        return Some(Byline { photo: true, ..Byline::default() });
    }
    if let Some(found) = PHOTO.captures(line) {
        return Some(Byline { names: english_names(&found["names"])?, agency: None, photo: true });
    }
    if let Some(found) = BOARD.captures(line) {
        let board: Vec<String> = found["board"].split(' ').map(capitalised).collect();
        return Some(Byline { names: vec![board.join(" ")], ..Byline::default() });
    }
    let signed = BY.captures(line).or_else(|| STAFF.captures(line)).or_else(|| OF_PAPER.captures(line))?;
    let writers = signed["names"].to_owned();
    let agency = agency_in(&writers).or_else(|| super::agency::agency(&writers)).map(str::to_owned);
    let photo = line.to_lowercase().contains("photographer");
    match english_names(&writers) {
        Some(names) => Some(Byline { names, agency, photo }),
        None => agency.map(|agency| Byline { names: Vec::new(), agency: Some(agency), photo: false }),
    }
}

/// "JANE DOE and John Roe, Staff Writers" → the two names, small letters restored where all are capitals.
pub fn english_names(text: &str) -> Option<Vec<String>> {
    let text = text.split(['|', '•', ';', '—']).next().unwrap_or_default();
    let lower = text.to_lowercase();
    let cut = [" of the ", " for the ", " in "].iter().filter_map(|stop| lower.find(stop)).min();
    let text = text.get(..cut.unwrap_or(text.len())).unwrap_or(text);
    let mut names = Vec::new();
    for part in
        text.split([',', '&', '/']).flat_map(|part| part.split(" and ")).flat_map(|part| part.split(" AND "))
    {
        let part = part.trim().trim_end_matches('.');
        let words: Vec<&str> = part.split_whitespace().collect();
        let is_role = [
            "staff",
            "writer",
            "writers",
            "reporter",
            "reporters",
            "editor",
            "correspondent",
            "photographer",
            "associated",
            "submitted",
            "contributed",
            "supplied",
            "courtesy",
            "handout",
            "reuters",
            "bureau",
            "press",
        ]
        .iter()
        .any(|role| words.iter().any(|word| word.eq_ignore_ascii_case(role)));
        if words.is_empty() || is_role {
            continue;
        }
        let is_name = words.len() <= 5
            && words.iter().all(|w| {
                w.chars().next().is_some_and(char::is_uppercase)
                    || ["de", "van", "von", "der", "la", "bin", "al", "da", "del", "di"].contains(w)
            })
            && !part.contains(|c: char| c.is_ascii_digit());
        if !is_name {
            return names.first().map(|_| names.clone());
        }
        names.push(words.iter().map(|word| capitalised(word)).collect::<Vec<_>>().join(" "));
    }
    (!names.is_empty()).then_some(names)
}

/// DOE → Doe, O'NEIL → O'Neil; names in mixed letters stay.
fn capitalised(word: &str) -> String {
    if word.chars().count() <= 2 || word.chars().any(char::is_lowercase) {
        return word.to_owned();
    }
    let mut start = true;
    word.chars()
        .map(|c| {
            let cased = if start { c } else { c.to_ascii_lowercase() };
            start = matches!(c, '\'' | '’' | '-');
            cased
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(s: &str) -> Text {
        let mut text = Text::default();
        s.chars().enumerate().for_each(|(i, c)| text.push(c, i as u32));
        text
    }

    fn named(s: &str) -> Option<Vec<String>> {
        line(&text(s)).map(|byline| byline.names)
    }

    #[test]
    fn chinese_bylines_in_their_printed_forms() {
        for (print, names) in [
            ("□本报记者 林远", vec!["林远"]),
            ("■ 青原日报全媒体记者 苏 婉 韩冬青", vec!["苏婉", "韩冬青"]),
            ("本报记者 林远 通讯员 苏婉 文/图", vec!["林远", "苏婉"]),
            ("（记者／林远 实习生／陈果）", vec!["林远", "陈果"]),
            ("新华社记者　林远、巴特尔·图雅", vec!["林远", "巴特尔·图雅"]),
            ("■林远", vec!["林远"]),
            ("撰文：林远 摄影：苏婉", vec!["林远", "苏婉"]),
            ("本报记者 孟根花日 摄", vec!["孟根花日"]),
        ] {
            assert_eq!(named(print), Some(names.into_iter().map(str::to_owned).collect()), "{print}");
        }
        for print in ["记者从市政府获悉", "林远", "■本报第4版", "他是一名记者", "本报记者在现场看到，"]
        {
            assert_eq!(named(print), None, "{print}");
        }
    }

    #[test]
    fn a_credit_at_the_end_of_a_paragraph_is_found() {
        let print = text("孩子们在图书馆里看书。本报记者 林远 摄");
        let (at, byline) = at_end(&print).unwrap();
        assert_eq!((at, byline.photo, byline.names), (11, true, vec!["林远".to_owned()]));
        assert_eq!(at_end(&text("全部完工。（记者 林远）")).unwrap().0, 5);
        assert_eq!(at_end(&text("他说。（见图）")), None);
    }

    #[test]
    fn english_bylines() {
        assert_eq!(
            named("By JANE O'NEIL and John Roe, Staff Writers"),
            Some(vec!["Jane O'Neil".into(), "John Roe".into()])
        );
        assert_eq!(named("Jane Doe | Staff Reporter"), Some(vec!["Jane Doe".into()]));
        assert!(line(&text("Photo by Jane Doe")).unwrap().photo);
        assert_eq!(named("By the time the council met"), None);
    }
}
