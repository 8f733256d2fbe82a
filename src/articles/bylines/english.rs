//! English: "By Jane Doe and John Roe", "Jane Doe, Staff Writer", "Photo by Jane Doe".

use std::sync::LazyLock;

use super::agency::{agency, agency_in};
use super::byline::Byline;
use crate::articles::rule::Rules;
use crate::articles::words::lists;

/// The patterns, by their numbers below.
static RULES: LazyLock<Rules> = LazyLock::new(|| {
    let patterns = [
        r"^(?i:(?:(?:story|words|text|article|reported|interview|compiled|report)(?:(?: and|,| &) (?:photos?|pictures?|images?))? )?by:?)\s+(?P<names>.+)$",
        r"^\(?(?:[A-Z]\w+ )?(?i:photos?|pictures?|photographs?|image|picture credit|photo credit)(?:\s+(?i:by)|\s*:|\s+courtesy(?: of)?)\s+(?P<names>[^()]+)\)?$",
        // Courtesy photo: somebody's, but nobody is named.
        r"^\(?(?i:courtesy|submitted|contributed|file|handout|staff|archive) (?i:photo|picture|image)(?:s|graphs?)?\)?$",
        r"^(?P<names>[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]*){1,3})\s*(?:[,|•/—-]|\s)\s*(?i:staff|special|chief|senior|the|of the|local|court|city|education|sports|political)[\w .'’-]*(?i:writer|reporter|correspondent|editor|staff|photographer|herald|gazette|times|tribune|news|post|journal|courier|chronicle|star|observer|echo)\s*$",
        // Jane Doe, Ledger Sports Editor.
        r"^(?P<names>[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]*){1,2}), (?:[A-Z][\w&.'’-]+ ){1,4}(?i:writer|reporter|correspondent|editor|columnist)$",
        // The line below a name: Ledger Staff Writer, Chief reporter.
        r"^(?:(?:The|For|Special to|of the) )*(?:[A-Z][\w.&'’-]* ){0,4}(?i:(?:staff|chief|senior|special|city|court|education|sports?|political|county|local|community|news|business|crime|health|environment|features) )*(?i:writers?|reporters?|correspondents?|editors?|photographers?|columnists?|bureau(?: chief)?)$|^(?:The )?(?:[A-Z][\w&’'-]* ){1,3}[Ss]taff$|^(?:Special to|For) (?:The|the) [A-Z][\w.&' ’-]{2,40}$",
        // By Staff Reports, By Our Correspondent, From wire services: nobody is named.
        concat!(
            r"^(?i:(?:by |from )?staff(?: and wire)? reports?|(?:from )?(?:staff and )?(?:wire|news) (?:reports?|services?)",
            r"|by (?:a |our |the )?(?:own |staff |special |news |local )*(?:reporters?|correspondents?|staff(?: writers?)?))$",
            r"|^(?:By|BY|From|FROM) (?:(?:the|The|THE) )?(?:[A-Z][\w&’'.-]* ){1,3}(?i:staff(?: reports?| writers?| reporters?)?|reporters?|correspondents?|newsroom)$",
        ),
        // By the Journal Editorial Board: those who write are named by their office.
        r"^(?P<by>(?i:by ))?(?P<board>(?i:the )?(?:[A-Z][\w.&’'-]* ){0,4}(?i:editorial (?:board|staff)|editors))$",
        // Jane Doe | The Ledger: a bar parts the writer from the paper.
        r"^(?P<names>[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]*){1,3}) *\| *(?:The )?(?:[A-Z][\w.&'’-]*[ -]?){1,4}$",
        r"^(?:(?i:e-?mail|contact)[: ]+)?[\w.+-]+@[\w-]+(?:\.[\w-]+)+\.?(?: *[|•,/] *(?:@\w+|\(?\d[\d() .-]{6,16}))?$",
    ];
    Rules::new(patterns.map(str::to_owned))
});

const BY: u16 = 0;
const PHOTO: u16 = 1;
const NO_CREDIT: u16 = 2;
const STAFF: u16 = 3;
const POSTED: u16 = 4;
const POST: u16 = 5;
const NOBODY: u16 = 6;
const BOARD: u16 = 7;
const OF_PAPER: u16 = 8;
const MAIL: u16 = 9;

/// English: "By Jane Doe and John Roe", "Jane Doe, Staff Writer", "Photo by Jane Doe".
pub fn english_line(line: &str) -> Option<Byline> {
    if line.len() > 140 {
        return None;
    }
    if line.contains('@') && RULES.rule(MAIL).is_match(line) {
        return Some(Byline::default());
    }
    if let Some(agency) = agency(line).filter(|_| line.len() > 3 && line.is_ascii()) {
        return Some(Byline { agency: Some(agency.to_owned()), ..Byline::default() });
    }
    let is_dashed = line.starts_with(['—', '–', '-']);
    let line = line.trim_start_matches(['—', '–', '-', '•', ' ']);
    // Special to The Argus.: old print ends its lines so; BY TELEGRAPH. names nobody.
    let line = line
        .strip_suffix('.')
        .filter(|line| line.starts_with("Special to") || line.starts_with("From"))
        .unwrap_or(line);
    if lists().no_writers.iter().any(|word| line.trim_end_matches('.').eq_ignore_ascii_case(word)) {
        return None;
    }
    if !line.starts_with(|c: char| c.is_ascii_alphabetic() || c == '(') {
        return None;
    }
    let candidates = RULES.candidates(line);
    let is = |number: u16| candidates.contains(&number) && RULES.rule(number).is_match(line);
    let read = |number: u16| {
        let rule = candidates.contains(&number).then(|| RULES.rule(number))?;
        rule.captures(line)
    };
    if is(NOBODY) || is(POST) {
        return Some(Byline::default());
    }
    if is(NO_CREDIT) {
        return Some(Byline { photo: true, ..Byline::default() });
    }
    if let Some(found) = read(PHOTO) {
        return Some(Byline { names: english_names(&found["names"])?, agency: None, photo: true });
    }
    if let Some(found) = read(BOARD).filter(|found| is_dashed || found.name("by").is_some()) {
        let board: Vec<String> = found["board"].split(' ').map(capitalised).collect();
        return Some(Byline { names: vec![board.join(" ")], ..Byline::default() });
    }
    let signed = [BY, STAFF, POSTED, OF_PAPER].into_iter().find_map(read)?;
    let writers = signed["names"].to_owned();
    let agency = agency_in(&writers).or_else(|| agency(&writers)).map(str::to_owned);
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
    let mut names: Vec<String> = Vec::new();
    for part in
        text.split([',', '&', '/']).flat_map(|part| part.split(" and ")).flat_map(|part| part.split(" AND "))
    {
        let part = part.trim().trim_end_matches('.');
        let words: Vec<&str> = part.split_whitespace().collect();
        let is_role =
            lists().english_roles.iter().any(|role| words.iter().any(|word| word.eq_ignore_ascii_case(role)));
        if words.is_empty() || is_role {
            continue;
        }
        let is_name = words.len() <= 5
            && words
                .iter()
                .all(|w| w.chars().next().is_some_and(char::is_uppercase) || lists().particles.contains(w))
            && !part.contains(|c: char| c.is_ascii_digit());
        if !is_name {
            // By Monday, Tydd had lost three bridges.
            let is_sentence = names.len() == 1 && !names[0].contains(' ') && words.len() > 2;
            return (!names.is_empty() && !is_sentence).then_some(names);
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
            start = matches!(c, '\'' | '’' | '-' | '.');
            cased
        })
        .collect()
}
