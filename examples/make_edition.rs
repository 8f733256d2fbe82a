//! The whole way in one call: `cargo run --example make_edition -- examples/english-page.md output/today`.

#![allow(clippy::print_stdout, reason = "an example shows what it found")]

use std::path::PathBuf;

use newscaster::config::Config;
use newscaster::files::Stop;
use newscaster::pipeline;
use newscaster::progress::Silent;

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args_os().skip(1).map(PathBuf::from);
    let (Some(page), Some(folder)) = (arguments.next(), arguments.next()) else {
        return Err("give a page, and the folder of the edition".into());
    };
    // newscaster.toml of this folder, where there is one.
    let mut config = Config::load(None)?;
    // Options may get more fields, so they cannot be written out: begin with a file or the defaults, and set some.
    config.script.headlines = Some(3);
    config.sound.chime = true;
    let written = pipeline::write(&[page], &config, &Silent)?;
    let made = pipeline::make(written, &folder, &config, &Silent, &Stop::default()).await?;
    println!("{}: {} chapters", made.folder.display(), made.edition.chapters.len());
    for problem in &made.problems {
        println!("incomplete: {problem}");
    }
    Ok(())
}
