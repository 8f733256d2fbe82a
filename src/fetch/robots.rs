//! robots.txt as RFC 9309 has it: which pages a site asks programs to leave alone.

/// The name that sites know the program by.
const NAME: &str = "newscaster";
/// As much of a file is heeded, in bytes.
pub const LARGEST: usize = 512 << 10;

/// What a site's robots.txt says to newscaster.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Robots {
    rules: Vec<Rule>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Rule {
    allows: bool,
    pattern: String,
}

impl Robots {
    /// All may be fetched.
    pub fn open() -> Self {
        Self::default()
    }

    /// Nothing may: the server could not say what.
    pub fn shut() -> Self {
        Self { rules: vec![Rule { allows: false, pattern: "/".to_owned() }] }
    }

    /// Reads the rules for newscaster; where there are none, those for all.
    pub fn parse(text: &str) -> Self {
        let (mut own, mut general, mut is_named) = (Vec::new(), Vec::new(), false);
        let (mut for_us, mut for_all, mut in_agents) = (false, false, false);
        for line in text.trim_start_matches('\u{feff}').lines() {
            let line = line.split('#').next().unwrap_or_default();
            let Some((key, value)) = line.split_once(':') else { continue };
            let (key, value) = (key.trim().to_ascii_lowercase(), value.trim());
            match key.as_str() {
                "user-agent" => {
                    if !in_agents {
                        (for_us, for_all, in_agents) = (false, false, true);
                    }
                    for_us |= value.to_ascii_lowercase().split(['/', ' ']).next() == Some(NAME);
                    for_all |= value == "*";
                    is_named |= for_us;
                }
                "allow" | "disallow" => {
                    in_agents = false;
                    let rule = Rule { allows: key == "allow", pattern: value.to_owned() };
                    if for_us && !value.is_empty() {
                        own.push(rule.clone());
                    }
                    if for_all && !value.is_empty() {
                        general.push(rule);
                    }
                }
                // Other lines belong to no group: RFC 9309, 2.2.4.
                _ => {}
            }
        }
        Self { rules: if is_named { own } else { general } }
    }

    /// Whether a path with its query may be fetched: the longest rule counts, and of two as long the one that allows.
    pub fn allow(&self, path: &str) -> bool {
        let fitting = self.rules.iter().filter(|rule| fits(&rule.pattern, path));
        fitting.max_by_key(|rule| (rule.pattern.len(), rule.allows)).is_none_or(|rule| rule.allows)
    }
}

/// Whether a pattern, in which `*` stands for anything and a last `$` for the end, fits the beginning of a path.
fn fits(pattern: &str, path: &str) -> bool {
    let (pattern, is_whole) = pattern.strip_suffix('$').map_or((pattern, false), |pattern| (pattern, true));
    let mut parts = pattern.split('*');
    let Some(mut rest) = path.strip_prefix(parts.next().unwrap_or_default()) else { return false };
    let parts: Vec<&str> = parts.collect();
    let Some((last, middle)) = parts.split_last() else { return !is_whole || rest.is_empty() };
    for part in middle {
        let Some(at) = rest.find(part) else { return false };
        rest = &rest[at + part.len()..];
    }
    if is_whole { rest.ends_with(last) } else { rest.contains(last) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_rule_of_the_nearest_group_counts() {
        let robots = Robots::parse(
            "# a\nUser-Agent: *\nDisallow: /\n\nuser-agent: other\nUser-agent: Newscaster/1.0\nDisallow: /private\n\
             Allow: /private/news$\nAllow: /private/*.html\nSitemap: /x\nDisallow: /*?print=\nDisallow:\n",
        );
        for path in ["/", "/a", "/private/news", "/private/a/b.html", "/a?x=1"] {
            assert!(robots.allow(path), "{path}");
        }
        for path in ["/private", "/private/news/2", "/a?print=1"] {
            assert!(!robots.allow(path), "{path}");
        }
        let general = Robots::parse("User-agent: *\r\nDisallow: /no\r\n");
        assert!(general.allow("/yes") && !general.allow("/no/way"));
        assert!(
            Robots::parse("<html>404</html>").allow("/")
                && Robots::open().allow("/")
                && !Robots::shut().allow("/")
        );
    }
}
