//! What a form sends: fields, and files.

use std::pin::pin;
use std::task::{Context, Poll, Waker};

use http_body_util::{BodyDataStream, Full};
use hyper::body::Bytes;
use multer::Multipart;

use super::editor::Upload;

/// The most parts that a form may have.
const MOST_PARTS: usize = 200;
/// The longest boundary between parts (RFC 2046).
const LONGEST_BOUNDARY: usize = 70;

/// The fields and files of a form.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Form {
    fields: Vec<(String, String)>,
    /// The files that have a name.
    pub files: Vec<Upload>,
}

impl Form {
    /// Reads a body by its type; `None` where it is no form.
    pub fn parse(content_type: &str, body: &Bytes) -> Option<Self> {
        let kind = content_type.split(';').next().unwrap_or_default();
        match kind.trim().to_ascii_lowercase().as_str() {
            "application/x-www-form-urlencoded" => {
                let pairs = url::form_urlencoded::parse(body).into_owned().take(MOST_PARTS);
                Some(Self { fields: pairs.collect(), files: Vec::new() })
            }
            "multipart/form-data" => {
                let boundary = multer::parse_boundary(content_type).ok()?;
                (1..=LONGEST_BOUNDARY).contains(&boundary.len()).then(|| parts(boundary, body))?
            }
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

/// The parts of a multipart body (RFC 7578), which is all there.
fn parts(boundary: String, body: &Bytes) -> Option<Form> {
    let parts = read(Multipart::new(BodyDataStream::new(Full::new(body.clone())), boundary));
    match pin!(parts).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(form) => form,
        Poll::Pending => None,
    }
}

async fn read(mut parts: Multipart<'_>) -> Option<Form> {
    let mut form = Form::default();
    for _ in 0..MOST_PARTS {
        let Some(part) = parts.next_field().await.ok()? else { return Some(form) };
        let name = part.name()?.to_owned();
        // As browsers write it, `%22` is a quotation mark.
        let file = part.file_name().map(|file| file.replace("%22", "\""));
        let bytes = part.bytes().await.ok()?.to_vec();
        match file {
            Some(file) if !file.is_empty() => form.files.push(Upload { name: file, bytes }),
            Some(_) => {}
            None => form.fields.push((name, String::from_utf8(bytes).ok()?)),
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_and_files_are_told_apart() {
        let body = b"preamble\r\n--B7\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\nabc\r\n--B7\r\n\
                     content-disposition: form-data; name=\"pages\"; filename=\"a;b.md\"\r\nContent-Type: text/plain\r\n\r\n\
                     # x\r\n--B\r\n\r\n--B7\r\nContent-Disposition: form-data; name=\"pages\"; filename=\"\"\r\n\r\n\r\n--B7--\r\n";
        let form = Form::parse("multipart/form-data; boundary=B7", &Bytes::from_static(body)).unwrap();
        assert_eq!(form.get("csrf"), "abc");
        assert_eq!(form.files, [Upload { name: "a;b.md".into(), bytes: b"# x\r\n--B\r\n".to_vec() }]);
        let plain =
            Form::parse("application/x-www-form-urlencoded", &Bytes::from("a=1+%E6%97%A9&b=%3D")).unwrap();
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
            assert_eq!(Form::parse(kind, &Bytes::from(body)), None, "{kind} {body}");
        }
    }
}
