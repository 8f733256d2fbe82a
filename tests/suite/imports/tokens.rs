//! The names that a Rust source uses, without a parser: its text cut into words and signs, and the paths among them.

/// What a source names.
#[derive(Default)]
pub struct Code {
    /// The paths of its `use` lines.
    pub uses: Vec<Used>,
    /// The paths in its code.
    pub paths: Vec<Used>,
    /// Whether the whole file is a test.
    pub is_test: bool,
}

/// A path that is named.
#[derive(Clone, Debug, PartialEq)]
pub struct Used {
    pub line: usize,
    pub path: Vec<String>,
    /// The name that it has in this file.
    pub name: String,
}

type Token = (usize, String);

/// Words, `::` and single signs with their lines; comments, strings and characters are gone.
fn cut(text: &str) -> Vec<Token> {
    let chars: Vec<char> = text.chars().collect();
    let (mut tokens, mut line, mut at) = (Vec::new(), 1, 0);
    while at < chars.len() {
        let (here, start) = (chars[at], at);
        let next = chars.get(at + 1).copied().unwrap_or(' ');
        at = match (here, next) {
            ('/', '/') => after(&chars, at, |c| c[0] == '\n', 0),
            ('/', '*') => after(&chars, at + 2, |c| c.starts_with(&['*', '/']), 2),
            ('r', '"' | '#') if raw_quote(&chars, at).is_some() => raw_quote(&chars, at).unwrap_or(at + 1),
            ('"', _) => quoted(&chars, at),
            ('\'', '\\') => after(&chars, at + 3, |c| c[0] == '\'', 1),
            ('\'', _) if chars.get(at + 2) == Some(&'\'') => at + 3,
            (':', ':') => at + 2,
            (c, _) if is_word(c) => after(&chars, at, |c| !is_word(c[0]), 0),
            _ => at + 1,
        };
        if is_word(here) || !("\"'".contains(here) || here.is_whitespace() || here == '/' && at > start + 1) {
            let token: String = chars[start..at].iter().collect();
            if !token.contains('"') {
                tokens.push((line, token));
            }
        }
        line += chars[start..at].iter().filter(|c| **c == '\n').count();
    }
    tokens
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// The place `extra` characters behind the first one from `at` on where `stop` holds.
fn after(chars: &[char], at: usize, stop: impl Fn(&[char]) -> bool, extra: usize) -> usize {
    (at..chars.len()).find(|place| stop(&chars[*place..])).map_or(chars.len(), |place| place + extra)
}

fn quoted(chars: &[char], at: usize) -> usize {
    let mut place = at + 1;
    while place < chars.len() && chars[place] != '"' {
        place += if chars[place] == '\\' { 2 } else { 1 };
    }
    (place + 1).min(chars.len())
}

/// The end of `r"…"` or `r#"…"#`.
fn raw_quote(chars: &[char], at: usize) -> Option<usize> {
    let hashes = chars[at + 1..].iter().take_while(|c| **c == '#').count();
    if chars.get(at + 1 + hashes) != Some(&'"') {
        return None;
    }
    let end: Vec<char> = std::iter::once('"').chain(std::iter::repeat_n('#', hashes)).collect();
    Some(after(chars, at + 2 + hashes, |c| c.starts_with(&end), end.len()))
}

/// Reads a source.
pub fn read(text: &str) -> Code {
    let tokens = cut(text);
    let word = |at: usize| tokens.get(at).map_or("", |token: &Token| token.1.as_str());
    let is = |at: usize, signs: &[&str]| signs.iter().enumerate().all(|(i, sign)| word(at + i) == *sign);
    let mut code = Code { is_test: is(0, &["#", "!", "[", "cfg", "(", "test"]), ..Code::default() };
    let mut at = 0;
    while at < tokens.len() {
        if is(at, &["#", "[", "cfg", "(", "test", ")", "]"]) {
            at = item_end(&tokens, at + 7);
        } else if is(at, &["#", "[", "cfg", "(", "all", "(", "test"]) {
            let end = (at..tokens.len()).find(|place| word(*place) == "]").unwrap_or(tokens.len());
            at = item_end(&tokens, end + 1);
        } else if word(at) == "use" {
            let end = (at..tokens.len()).find(|place| word(*place) == ";").unwrap_or(tokens.len());
            tree(&tokens[at + 1..end], &[], &mut code.uses);
            at = end;
        } else if word(at) == "pub" && is(at + 1, &["(", "in"]) {
            // pub(in crate::script) says who may ask, and asks nobody.
            at = (at..tokens.len()).find(|place| word(*place) == ")").unwrap_or(tokens.len());
        } else if word(at + 1) == "::" && word(at).starts_with(is_word) && (at == 0 || word(at - 1) != "::") {
            let (line, mut path) = (tokens[at].0, vec![word(at).to_owned()]);
            while word(at + 1) == "::" && word(at + 2).starts_with(is_word) {
                path.push(word(at + 2).to_owned());
                at += 2;
            }
            let name = path[path.len() - 1].clone();
            code.paths.push(Used { line, path, name });
        }
        at += 1;
    }
    code
}

/// The last token of the item that begins at `at`: its `;`, or the brace that closes it.
fn item_end(tokens: &[Token], at: usize) -> usize {
    let mut depth = 0;
    for (place, (_, token)) in tokens.iter().enumerate().skip(at) {
        match token.as_str() {
            "{" | "(" | "[" => depth += 1,
            "}" if depth == 1 => return place,
            "}" | ")" | "]" => depth -= 1,
            ";" if depth == 0 => return place,
            _ => {}
        }
    }
    tokens.len()
}

/// The paths of a `use` tree.
fn tree(tokens: &[Token], before: &[String], found: &mut Vec<Used>) {
    let mut path = before.to_vec();
    let mut at = 0;
    while at < tokens.len() {
        match tokens[at].1.as_str() {
            "::" => {}
            "{" => {
                for member in members(&tokens[at + 1..tokens.len() - 1]) {
                    tree(member, &path, found);
                }
                return;
            }
            "as" => break,
            "self" if !path.is_empty() => {}
            word => path.push(word.to_owned()),
        }
        at += 1;
    }
    if let Some((line, last)) = tokens.last().zip(path.last()).map(|(token, last)| (token.0, last)) {
        let name = if at < tokens.len() { tokens[at + 1].1.clone() } else { last.clone() };
        found.push(Used { line, path, name });
    }
}

/// What commas part on the highest level.
fn members(tokens: &[Token]) -> Vec<&[Token]> {
    let mut depth = 0;
    let split = tokens.split(|(_, token)| {
        depth += i32::from(token == "{") - i32::from(token == "}");
        depth == 0 && token == ","
    });
    split.filter(|member| !member.is_empty()).collect()
}
