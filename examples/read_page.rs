//! What does the paper say? Reads a page and prints its stories: `cargo run --example read_page -- examples/chinese-page.md`.

#![allow(clippy::print_stdout, reason = "an example shows what it found")]

use std::path::PathBuf;

use newscaster::articles;
use newscaster::progress::Silent;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let pages: Vec<PathBuf> = std::env::args_os().skip(1).map(PathBuf::from).collect();
    let paper = articles::read(&pages, &articles::Options::default(), &Silent)?;
    for article in &paper.articles {
        println!("# {}", article.title);
        if !article.reporters.is_empty() {
            println!("by {}", article.reporters.join(", "));
        }
        for paragraph in &article.paragraphs {
            println!("{}", paragraph.text);
        }
        println!();
    }
    for skipped in &paper.skipped {
        println!("not read ({:?}, {}): {}", skipped.reason, skipped.why.unwrap_or("-"), skipped.text);
    }
    let account = paper.coverage;
    println!(
        "{} characters: {} in articles, {} skipped",
        account.characters, account.in_articles, account.skipped
    );
    Ok(())
}
