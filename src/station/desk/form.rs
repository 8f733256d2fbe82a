//! What a form sends: fields, and files.

use super::editor::Upload;

/// The most parts that a form may have.
const MOST_PARTS: usize = 200;

/// The fields and files of a form.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Form {
    fields: Vec<(String, String)>,
    /// The files that have a name.
    pub files: Vec<Upload>,
}

impl Form {
    /// Reads a body by its type; `None` where it is no form.
    pub fn parse(content_type: &str, body: &[u8]) -> Option<Self> {
        let (kind, parameters) = content_type.split_once(';').unwrap_or((content_type, ""));
        match kind.trim().to_ascii_lowercase().as_str() {
            "application/x-www-form-urlencoded" => {
                let pairs = url::form_urlencoded::parse(body).into_owned().take(MOST_PARTS);
                Some(Self { fields: pairs.collect(), files: Vec::new() })
            }
            "multipart/form-data" => parts(&parameter(parameters, "boundary")?, body),
            _ => None,
        }
    }

    /// A field's value; empty where it is not there.
    pub fn get(&self, name: &str) -> &str {
        self.fields.iter().find(|(own, _)| own == name).map_or("", |(_, value)| value.as_str())
    }

    /// A field's value without blanks around it, where there is one.
    pub fn filled(&self, name: &str) -> Option<&str> {
        Some(self.get(name).trim()).filter(|value| !value.is_empty())
    }

    /// All fields but those, to be asked again.
    pub fn others(&self, without: &[&str]) -> Vec<(String, String)> {
        self.fields.iter().filter(|(name, _)| !without.contains(&name.as_str())).cloned().collect()
    }
}

/// The parts of a multipart body (RFC 7578).
fn parts(boundary: &str, body: &[u8]) -> Option<Form> {
    if boundary.is_empty() || boundary.len() > 70 {
        return None;
    }
    let delimiter = format!("\r\n--{boundary}");
    let mut form = Form::default();
    // What comes before the first part has no line of its own before its boundary.
    let first = delimiter.get(2..)?.as_bytes();
    let start = find(body, first)? + first.len();
    let mut rest = body.get(start..)?;
    for _ in 0..MOST_PARTS {
        rest = match rest {
            [b'-', b'-', ..] => return Some(form),
            [b'\r', b'\n', rest @ ..] => rest,
            _ => return None,
        };
        let end = find(rest, delimiter.as_bytes())?;
        let part = &rest[..end];
        rest = &rest[end + delimiter.len()..];
        let head_end = find(part, b"\r\n\r\n")?;
        let (head, bytes) = (std::str::from_utf8(&part[..head_end]).ok()?, &part[head_end + 4..]);
        let line = head
            .split("\r\n")
            .find_map(|line| {
                line.split_once(':').filter(|(name, _)| name.eq_ignore_ascii_case("content-disposition"))
            })?
            .1;
        let name = parameter(line, "name")?;
        match parameter(line, "filename") {
            Some(file) if !file.is_empty() => {
                form.files.push(Upload { name: file, bytes: bytes.to_vec() });
            }
            Some(_) => {}
            None => form.fields.push((name, String::from_utf8(bytes.to_vec()).ok()?)),
        }
    }
    None
}

/// A parameter of a header, with quotes or without; as browsers write it, `%22` is a quotation mark in it.
fn parameter(line: &str, name: &str) -> Option<String> {
    let mut rest = line;
    while let Some((before, after)) = rest.split_once('=') {
        let key = before.rsplit([';', ' ']).next().unwrap_or_default().trim();
        let (value, behind) = match after.strip_prefix('"') {
            Some(quoted) => quoted.split_once('"')?,
            None => after.split_once(';').unwrap_or((after, "")),
        };
        if key.eq_ignore_ascii_case(name) {
            return Some(value.trim().replace("%22", "\""));
        }
        rest = behind;
    }
    None
}

fn find(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    aho_corasick::AhoCorasick::new([wanted]).ok()?.find(bytes).map(|found| found.start())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_and_files_are_told_apart() {
        let body = b"preamble\r\n--B7\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\nabc\r\n--B7\r\n\
                     content-disposition: form-data; name=\"pages\"; filename=\"a;b.md\"\r\nContent-Type: text/plain\r\n\r\n\
                     # x\r\n--B\r\n\r\n--B7\r\nContent-Disposition: form-data; name=\"pages\"; filename=\"\"\r\n\r\n\r\n--B7--\r\n";
        let form = Form::parse("multipart/form-data; boundary=B7", body).unwrap();
        assert_eq!(form.get("csrf"), "abc");
        assert_eq!(form.files, [Upload { name: "a;b.md".into(), bytes: b"# x\r\n--B\r\n".to_vec() }]);
        let plain =
            Form::parse("application/x-www-form-urlencoded", "a=1+%E6%97%A9&b=%3D".as_bytes()).unwrap();
        assert_eq!((plain.get("a"), plain.get("b"), plain.get("c")), ("1 早", "=", ""));
    }

    #[test]
    fn what_is_no_form_is_none() {
        for (kind, body) in [
            ("text/plain", "a=1"),
            ("multipart/form-data", "--B\r\n"),
            (
                "multipart/form-data; boundary=B",
                "--B\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nopen",
            ),
            ("multipart/form-data; boundary=B", "--B\r\nno head\r\n--B--"),
            ("multipart/form-data; boundary=B", "--B"),
            ("multipart/form-data; boundary=B", ""),
            ("multipart/form-data; boundary=\"\"", "--\r\n\r\n----"),
        ] {
            assert_eq!(Form::parse(kind, body.as_bytes()), None, "{kind} {body}");
        }
    }
}
