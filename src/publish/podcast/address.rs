//! Addresses of published files.

use std::fmt::Write;

use super::super::Error;

/// Where the output folder stands on the web; empty where that is not known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address(String);

impl Address {
    /// Checks the `base_url` setting.
    pub fn new(base: Option<&str>) -> Result<Self, Error> {
        let Some(base) = base else { return Ok(Self::relative()) };
        let host = base.strip_prefix("https://").or(base.strip_prefix("http://")).unwrap_or_default();
        let is_plain = !base.contains(|c: char| c.is_whitespace() || c.is_control() || "?#\"<>".contains(c));
        if host.is_empty() || host.starts_with('/') || !is_plain {
            return Err(Error::Setting(format!(
                "base_url `{base}` is no web address; write it as in `https://example.org/news/`"
            )));
        }
        Ok(Self(format!("{}/", base.trim_end_matches('/'))))
    }

    /// Addresses as seen from the output folder itself.
    pub fn relative() -> Self {
        Self(String::new())
    }

    /// The address of a file below the output folder; relative to the feed where no base is known.
    pub fn of(&self, file: &str) -> String {
        let mut address = self.0.clone();
        for byte in file.bytes() {
            let plain = byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte);
            if plain {
                address.push(char::from(byte));
            } else {
                // Writing into a string cannot fail.
                let _ = write!(address, "%{byte:02X}");
            }
        }
        address
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_in_chinese_is_encoded() {
        let base = Address::new(Some("https://example.org/news")).unwrap();
        assert_eq!(base.of("早报/edition.mp3"), "https://example.org/news/%E6%97%A9%E6%8A%A5/edition.mp3");
        assert_eq!(Address::new(None).unwrap().of("a b/x.mp3"), "a%20b/x.mp3");
    }

    #[test]
    fn what_is_no_address_is_refused_with_an_example() {
        for wrong in ["example.org", "ftp://example.org", "https://", "https:///x", "https://x.org/?a=b"] {
            assert!(
                Address::new(Some(wrong)).unwrap_err().to_string().contains("https://example.org"),
                "{wrong}"
            );
        }
    }
}
