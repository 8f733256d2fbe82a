//! The running sheet as a page: one file, no script, no outside request, light and dark, fit for print.

use std::fmt::Write;

use super::entry::{Entry, Words, clock, entries, said_otherwise, title, total};
use crate::model::{Millis, Script};
use crate::text::escape_html;

/// The running sheet as an HTML page. `lengths` as for [`entries`].
pub fn html(script: &Script, lengths: &[Millis]) -> String {
    let words = Words::of(script.language);
    let entries = entries(script, lengths);
    let heading = format!("{} · {} · {}", escape_html(&script.title), script.date, words.sheet);
    let mut page = format!(
        "<!doctype html>\n<html lang=\"{}\">\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{heading}</title>\n\
         <style>\n{}</style>\n<body>\n<main>\n<h1>{heading}</h1>\n",
        script.language.tag(),
        include_str!("sheet.css"),
    );
    table(&mut page, words, &entries);
    for (index, entry) in entries.iter().enumerate() {
        chapter(&mut page, words, index, entry);
    }
    if !script.left_out.is_empty() {
        put(&mut page, format_args!("<section>\n<h2>{}</h2>\n<ul>\n", words.left_out));
        for item in &script.left_out {
            let (title, reason) = (escape_html(title(script, &item.article)), escape_html(&item.reason));
            put(&mut page, format_args!("<li>{title}: {reason}</li>\n"));
        }
        page.push_str("</ul>\n</section>\n");
    }
    page.push_str("</main>\n</body>\n</html>\n");
    page
}

fn table(page: &mut String, words: &Words, entries: &[Entry<'_>]) {
    put(
        page,
        format_args!(
            "<table>\n<thead><tr><th scope=\"col\">{}</th><th scope=\"col\">{}</th><th scope=\"col\">{}</th>\
             <th scope=\"col\">{}</th></tr></thead>\n<tbody>\n",
            words.start, words.length, words.title, words.characters
        ),
    );
    for (index, entry) in entries.iter().enumerate() {
        let (start, length) = (clock(entry.start), clock(entry.length));
        let (level, title, characters) = (entry.level, escape_html(entry.title), entry.characters);
        put(
            page,
            format_args!(
                "<tr class=\"level{level}\"><td>{start}</td><td>{length}</td>\
                 <td><a href=\"#chapter-{index}\">{title}</a></td><td>{characters}</td></tr>\n"
            ),
        );
    }
    let (length, characters) = total(entries);
    let length = clock(length);
    put(
        page,
        format_args!(
            "</tbody>\n<tfoot><tr><td></td><td>{length}</td><td>{}</td><td>{characters}</td></tr></tfoot>\n</table>\n",
            words.total
        ),
    );
}

fn chapter(page: &mut String, words: &Words, index: usize, entry: &Entry<'_>) {
    let level = entry.level + 1;
    let (start, title) = (clock(entry.start), escape_html(entry.title));
    put(
        page,
        format_args!(
            "<section id=\"chapter-{index}\">\n<h{level}><time>{start}</time> {title}</h{level}>\n<ol>\n"
        ),
    );
    for (start, segment) in &entry.segments {
        let (start, role, written) = (clock(*start), words.role(segment.role), escape_html(&segment.written));
        put(page, format_args!("<li><time>{start}</time> <b>{role}</b> <span>{written}"));
        if let Some(spoken) = said_otherwise(segment) {
            put(page, format_args!("<small>{} {}</small>", words.spoken, escape_html(&spoken)));
        }
        page.push_str("</span></li>\n");
    }
    page.push_str("</ol>\n</section>\n");
}

/// Writing into a String cannot fail.
fn put(page: &mut String, text: std::fmt::Arguments<'_>) {
    let _ = page.write_fmt(text);
}
