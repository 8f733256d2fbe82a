//! The path of a request, decoded once and refused where it may mean anything else than names below a folder.

use percent_encoding::percent_decode_str;

/// The most that a path may hold, in bytes.
const LONGEST: usize = 2_000;

/// Names, from the top down.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Way {
    /// The names.
    pub names: Vec<String>,
    /// Whether it ends with a slash, and so means a folder.
    pub is_folder: bool,
}

impl Way {
    /// Reads a path; `None` for hidden names, for steps up, and for everything that one system or another takes for more
    /// than a name.
    pub fn parse(path: &str) -> Option<Self> {
        if path.len() > LONGEST {
            return None;
        }
        let below = path.strip_prefix('/')?;
        let is_folder = below.is_empty() || below.ends_with('/');
        let below = below.strip_suffix('/').unwrap_or(below);
        let names: Vec<String> = match below {
            "" => Vec::new(),
            _ => below.split('/').map(name).collect::<Option<_>>()?,
        };
        Some(Self { names, is_folder })
    }

    /// The names as they are, to be matched.
    pub fn parts(&self) -> Vec<&str> {
        self.names.iter().map(String::as_str).collect()
    }

    /// What is left below the first names.
    pub fn below(&self, count: usize) -> Self {
        Self { names: self.names.iter().skip(count).cloned().collect(), is_folder: self.is_folder }
    }
}

fn name(part: &str) -> Option<String> {
    let name = percent_decode_str(part).decode_utf8().ok()?.into_owned();
    let is_bad = |c: char| c.is_control() || matches!(c, '/' | '\\' | ':');
    let is_plain = !name.is_empty() && !name.starts_with('.') && !name.contains(is_bad);
    is_plain.then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_decoded_once() {
        let way = Way::parse("/%E6%97%A9%E6%8A%A5/daisy/ncc.html").unwrap();
        assert_eq!(way.parts(), ["早报", "daisy", "ncc.html"]);
        assert!(Way::parse("/").unwrap().names.is_empty() && Way::parse("/a/").unwrap().is_folder);
        assert_eq!(Way::parse("/a%252e").unwrap().parts(), ["a%2e"]);
    }

    #[test]
    fn no_way_leads_up_or_to_what_is_hidden() {
        for wrong in [
            "/../x",
            "/%2e%2e/x",
            "/..%2fx",
            "/a/%2E%2e/b",
            "/..%5cx",
            "/a//b",
            "//a",
            "/.e.lock",
            "/a/.newscaster",
            "/%2e.",
            "/a%00b",
            "/a%0a",
            "/c:%5cx",
            "/C:/x",
            "/%c0%ae%c0%ae/x",
            "/%ff",
            "a",
            "",
            "/..;/x",
            "*",
            "/%2f%2fetc",
        ] {
            assert_eq!(Way::parse(wrong), None, "{wrong}");
        }
        assert_eq!(Way::parse(&format!("/{}", "a".repeat(3_000))), None);
        // Decoded only once, these are odd names, which are nobody's.
        assert_eq!(Way::parse("/%252e%252e/x").unwrap().parts(), ["%2e%2e", "x"]);
    }
}
