//! The encoding that stands in the head of a Type 1 font's own program.

use super::encoding::{Table, of_glyph};

/// What the codes print; `None` where the font has the standard encoding or says nothing.
pub fn encoding(program: &[u8]) -> Option<Table> {
    // Behind this word the program is encrypted.
    let end = memchr::memmem::find(program, b"eexec").unwrap_or(program.len());
    let head = String::from_utf8_lossy(&program[..end]);
    let start = head.find("/Encoding")?;
    let said = &head[start..];
    let said = &said[..said.find("readonly").or(said.find(" def")).unwrap_or(said.len())];
    let mut table = vec![String::new(); 256];
    let mut found = false;
    let mut words = said.split_whitespace();
    // dup 65 /A put
    while let Some(word) = words.next() {
        if word != "dup" {
            continue;
        }
        let code = words.next().and_then(|code| code.parse::<usize>().ok());
        let name = words.next().and_then(|name| name.strip_prefix('/'));
        if let (Some(code @ 0..=255), Some(name)) = (code, name) {
            table[code] = of_glyph(name).unwrap_or_default();
            found = true;
        }
    }
    found.then_some(table)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_font_says_itself_what_its_codes_print() {
        let program = b"%!FontType1\n/Encoding 256 array\n0 1 255 {1 index exch /.notdef put} for\n\
            dup 11 /ff put\ndup 65 /A put\ndup 66 /g12 put\nreadonly def\ncurrentfile eexec dup 67 /C put";
        let table = encoding(program).unwrap();
        assert_eq!(
            (table[11].as_str(), table[65].as_str(), table[66].as_str(), table[67].as_str()),
            ("ff", "A", "", "")
        );
        assert!(encoding(b"/Encoding StandardEncoding def eexec").is_none());
    }
}
