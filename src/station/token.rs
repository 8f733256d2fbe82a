//! Tokens: what a private address holds, and what is kept of it.

use std::fmt;

use ring::rand::{SecureRandom, SystemRandom};

use super::Error;

/// Letters and figures that nobody takes for one another, 32 of them: five bits each.
const LETTERS: &[u8; 32] = b"abcdefghjkmnpqrstuvwxyz023456789";
/// 160 bits.
const LENGTH: usize = 32;

/// A token as it stands in an address. It is never shown by `{:?}`.
#[derive(Clone, PartialEq, Eq)]
pub struct Token(String);

impl Token {
    /// A new one, of 160 random bits.
    ///
    /// # Errors
    /// A machine without randomness.
    pub fn new() -> Result<Self, Error> {
        let mut bytes = [0; LENGTH];
        SystemRandom::new().fill(&mut bytes).map_err(|_| Error::NoRandomness)?;
        Ok(Self(bytes.iter().map(|byte| char::from(LETTERS[usize::from(byte & 31)])).collect()))
    }

    /// What is in an address.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token(…)")
    }
}

/// The hash of a token, which is all that is kept. Two are compared in a time that tells nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Trace(blake3::Hash);

impl Trace {
    /// The hash of what may be a token.
    pub fn of(text: &str) -> Self {
        Self(blake3::hash(text.as_bytes()))
    }

    /// Reads 64 hexadecimal figures.
    pub fn parse(text: &str) -> Option<Self> {
        blake3::Hash::from_hex(text).ok().map(Self)
    }

    /// The hash in hexadecimal figures.
    pub fn hex(self) -> String {
        self.0.to_hex().to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_new_each_time_long_and_hidden() {
        let (a, b) = (Token::new().unwrap(), Token::new().unwrap());
        assert!(a != b && a.expose().len() * 5 >= 128);
        assert!(!format!("{a:?}").contains(a.expose()));
    }

    #[test]
    fn only_the_token_itself_has_its_trace() {
        let token = Token::new().unwrap();
        let kept = Trace::parse(&Trace::of(token.expose()).hex()).unwrap();
        assert_eq!(Trace::of(token.expose()), kept);
        for wrong in [token.expose().to_uppercase(), token.expose()[1..].to_owned(), String::new()] {
            assert_ne!(Trace::of(&wrong), kept, "{wrong}");
        }
    }
}
