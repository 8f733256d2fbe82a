//! `newscaster man`: the manual's pages, one a verb, for packages.

use std::fs;
use std::io::Write;
use std::path::PathBuf;

use anyhow::Context as _;
use clap::Command;
use clap_mangen::Man;

use super::exit::Done;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Where the pages go
    folder: PathBuf,
}

/// What every page tells behind its options.
const COMMON: &str = r".SH EXIT STATUS
.TP
0
Done.
.TP
1
Finished, but the edition is incomplete, or a source failed; the report says which.
.TP
2
The command line or the configuration is wrong.
.TP
3
An input cannot be read.
.TP
4
A speech backend or the disk failed.
.SH ENVIRONMENT
.TP
NEWSCASTER_LANG
The language of help and messages, zh or en, before LC_ALL, LC_MESSAGES and LANG.
.TP
NEWSCASTER_CACHE
Where clips are kept, else $XDG_CACHE_HOME/newscaster, else ~/.cache/newscaster.
.TP
NEWSCASTER_DATA
Where voices are installed, else $XDG_DATA_HOME/newscaster, else ~/.local/share/newscaster.
.TP
RUST_LOG
What is logged: newscaster=debug shows what happens inside.
.SH FILES
.TP
newscaster.toml
The configuration, read from the folder in which newscaster is started; newscaster\-init(1) writes one with every setting explained.
";

impl Args {
    pub fn run(self, program: Command) -> anyhow::Result<Done> {
        let folder = &self.folder;
        let mut program = program.disable_help_subcommand(true);
        program.build();
        fs::create_dir_all(folder)
            .map_err(anyhow::Error::from)
            .and_then(|()| pages(&program, None, &self))
            .with_context(|| format!("the manual's pages cannot be written to {}", folder.display()))?;
        Ok(Done::Well)
    }
}

/// Writes the page of a command, and those of the verbs within it.
fn pages(command: &Command, above: Option<&str>, args: &Args) -> anyhow::Result<()> {
    let name = command.get_display_name().unwrap_or(command.get_name()).to_owned();
    let inner: Vec<&Command> = command.get_subcommands().filter(|inner| !inner.is_hide_set()).collect();
    let near = above
        .map(str::to_owned)
        .into_iter()
        .chain(inner.iter().map(|inner| format!("{name}-{}", inner.get_name())));
    let page = page(command, &near.collect::<Vec<_>>())?;
    fs::write(args.folder.join(format!("{name}.1")), page)?;
    inner.into_iter().try_for_each(|inner| pages(inner, Some(&name), args))
}

fn page(command: &Command, near: &[String]) -> anyhow::Result<Vec<u8>> {
    let man = Man::new(command.clone());
    let mut page = Vec::new();
    man.render_title(&mut page)?;
    man.render_name_section(&mut page)?;
    man.render_synopsis_section(&mut page)?;
    man.render_description_section(&mut page)?;
    man.render_options_section(&mut page)?;
    if command.has_subcommands() {
        man.render_subcommands_section(&mut page)?;
    }
    if let Some(examples) = command.get_after_help() {
        let examples = examples.to_string();
        let lines = examples.lines().take_while(|line| !line.is_empty()).skip(1);
        let lines: Vec<String> =
            lines.map(|line| line.trim_start().replace('\\', "\\e").replace('-', "\\-")).collect();
        writeln!(page, ".SH EXAMPLES\n.nf\n{}\n.fi", lines.join("\n"))?;
    }
    page.write_all(COMMON.as_bytes())?;
    let near: Vec<String> = near.iter().map(|name| format!(".BR {} (1)", name.replace('-', "\\-"))).collect();
    if !near.is_empty() {
        writeln!(page, ".SH SEE ALSO\n{}", near.join(",\n"))?;
    }
    Ok(page)
}
