//! Mail: newsletters as `.eml` and `.mbox`. A mail is decoded first, so places count in the decoded text: of each
//! message its subject, sender, day and body, one behind the other.

mod body;
mod layout;

use std::sync::LazyLock;

use mail_parser::mailbox::mbox::MessageIterator;
use mail_parser::{HeaderName, Message, MessageParser, MimeHeaders};

use super::form::{Fault, Unpacked};
use super::mapped::Mapped;
use super::offsets::Offsets;
use super::{bodies, markdown, stamps};
use crate::articles::contents::{Contents, Item};
use crate::articles::document::{Block, Document};
use crate::articles::input::Input;
use crate::articles::input::front::Front;
use crate::articles::rule::Rules;
use crate::articles::text::{Text, is_letter};
use crate::model::SkipReason;

/// So many messages of a mailbox are read, and so many bytes of text.
const MOST_MESSAGES: usize = 5_000;
const LARGEST: usize = 64 << 20;

/// True for the head of a message or of a mailbox.
pub fn is_so(bytes: &[u8]) -> bool {
    const HEAD: usize = 16 << 10;
    let bytes = bytes.trim_ascii_start();
    let head = &bytes[..bytes.len().min(HEAD)];
    if head.starts_with(b"From ") {
        return head.split(|&b| b == b'\n').nth(1).is_some_and(|line| field(line).is_some());
    }
    let mut fields = Vec::new();
    for line in head.split(|&b| b == b'\n') {
        match line {
            [] | [b'\r'] => break,
            [b' ' | b'\t', ..] if !fields.is_empty() => {}
            line => match field(line) {
                Some(name) => fields.push(name),
                None => return false,
            },
        }
    }
    let has = |names: &[&str]| names.iter().any(|name| fields.iter().any(|field| field == name));
    let is_sent = has(&["from"]) && has(&["subject", "date"]);
    is_sent
        && has(&[
            "mime-version",
            "message-id",
            "received",
            "content-type",
            "return-path",
            "delivered-to",
            "to",
        ])
}

/// The name of a header's field.
fn field(line: &[u8]) -> Option<String> {
    let colon = line.iter().take(60).position(|&b| b == b':')?;
    let name = &line[..colon];
    let plain = !name.is_empty() && name.iter().all(|b| b.is_ascii_alphanumeric() || *b == b'-');
    plain.then(|| String::from_utf8_lossy(name).to_lowercase())
}

/// Decodes a message, or all of a mailbox.
pub fn unpack(bytes: &[u8]) -> Result<Unpacked, Fault> {
    // What is saved out of a browser may begin with blank lines.
    let bytes = bytes.trim_ascii_start();
    let mut unpacked = Unpacked::default();
    if bytes.starts_with(b"From ") {
        for (number, message) in MessageIterator::new(bytes).enumerate() {
            let damaged = |_| Fault::Damaged(format!("message {} breaks off", number + 1));
            let message = message.map_err(damaged)?;
            if number >= MOST_MESSAGES {
                return Err(Fault::Damaged(format!("it holds more than {MOST_MESSAGES} messages")));
            }
            one(message.contents(), &mut unpacked)?;
        }
    } else {
        one(bytes, &mut unpacked)?;
    }
    Ok(unpacked)
}

fn one(bytes: &[u8], unpacked: &mut Unpacked) -> Result<(), Fault> {
    let bytes = body::closed(bytes);
    let message = MessageParser::default()
        .parse(&*bytes)
        .ok_or_else(|| Fault::Damaged("it has no head of a mail".to_owned()))?;
    unpacked.add("subject", &subject(&message));
    let sender = message.from().and_then(|from| from.first());
    let name = sender.and_then(|sender| sender.name().or_else(|| sender.address()));
    unpacked.add("from", name.unwrap_or_default());
    unpacked.add("date", &message.date().map(mail_parser::DateTime::to_rfc3339).unwrap_or_default());
    let (kind, body) = body::of(&message, body::DEEPEST).unwrap_or_default();
    unpacked.add(kind, &body);
    if unpacked.text.len() > LARGEST {
        return Err(Fault::Damaged(format!("it holds more than {} MiB of text", LARGEST >> 20)));
    }
    Ok(())
}

/// The subject; bytes that no encoded word wraps are in the charset of the text.
fn subject(message: &Message<'_>) -> String {
    let told = message.subject().unwrap_or_default();
    if !told.contains(char::REPLACEMENT_CHARACTER) {
        return told.to_owned();
    }
    let raw = message.headers().iter().find(|header| matches!(header.name, HeaderName::Subject)).and_then(
        |header| message.raw_message().get(header.offset_start as usize..header.offset_end as usize),
    );
    let charset = message.html_bodies().chain(message.text_bodies()).find_map(|part| {
        let kind = part.content_type()?;
        encoding_rs::Encoding::for_label(kind.attribute("charset")?.as_bytes())
    });
    match raw.zip(charset) {
        Some((raw, charset)) => charset.decode(raw).0.split_whitespace().collect::<Vec<_>>().join(" "),
        None => told.to_owned(),
    }
}

/// Reads the messages.
pub fn read(input: &Input, base: u32) -> Contents {
    let offsets = Offsets::new(&input.text);
    let mut contents = Contents::of("mail");
    for (number, parts) in input.parts.chunks_exact(4).enumerate() {
        let text = |at: usize| input.text.get(parts[at].1.clone()).unwrap_or_default();
        let line = |at: usize| Mapped::plain(text(at), base + offsets.of(parts[at].1.start)).line();
        let start = parts[3].1.start;
        let (blocks, loose) = if parts[3].0 == "html" {
            bodies::markup_at(&layout::plain(text(3)), start, base, &offsets)
        } else {
            markdown::read(text(3), 0, base + offsets.of(start))
        };
        contents.loose.extend(loose);
        let blocks = without_foot(blocks, &mut contents);
        let says = |block: &Block| {
            let mut says = false;
            block.each_text(&mut |text| says |= text.chars().iter().any(|&c| is_letter(c)));
            says
        };
        if !blocks.iter().any(says) {
            contents.problems.push(format!("message {} (“{}”) holds no text to read", number + 1, text(0)));
            (0..3).for_each(|at| contents.skip(SkipReason::Boilerplate, line(at)));
            continue;
        }
        if input.parts.len() == 4 {
            contents.name = Some(text(1).to_owned()).filter(|name| !name.is_empty() && !name.contains('@'));
        }
        let published = stamps::read(text(2));
        let front = Front {
            title: Some(line(0)).filter(|title| !title.is_blank()),
            date: published.as_deref().and_then(|stamp| stamp.get(..10)?.parse().ok()),
            others: [line(1), line(2)].into_iter().filter(|text| !text.is_blank()).collect(),
            ..Front::default()
        };
        contents.items.push(Item::Document(Box::new(Document { front, blocks, published, url: None })));
    }
    contents
}

/// Takes the foot off a letter.
fn without_foot(mut blocks: Vec<Block>, contents: &mut Contents) -> Vec<Block> {
    static FEET: LazyLock<Rules> = LazyLock::new(|| Rules::of_lines(include_str!("feet.txt")));
    const LONGEST: usize = 240;
    let length = |block: &Block| {
        let mut length = 0;
        block.each_text(&mut |text: &Text| length += text.len());
        length
    };
    let all: usize = blocks.iter().map(length).sum();
    let long = blocks.iter().rposition(|block| length(block) > LONGEST);
    let mut before = 0;
    let foot = blocks.iter().enumerate().position(|(at, block)| {
        let here = length(block);
        before += here;
        let mut opens = false;
        block.each_text(&mut |text| {
            opens |= text.len() <= LONGEST && FEET.is_match(text.folded_head(LONGEST).trim());
        });
        // Of a short letter it may be more than a third.
        let is_end = at > 0 && blocks.len() - at <= 3 && long.is_none_or(|long| long < at);
        opens && (is_end || (before - here) * 3 >= all * 2)
    });
    for block in foot.map(|at| blocks.split_off(at)).into_iter().flatten() {
        block.each_text(&mut |text| contents.skip(SkipReason::Boilerplate, text.clone()));
    }
    blocks
}
