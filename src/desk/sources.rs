//! The pages behind a script: those that are dropped onto the desk, late ones, and how they were read.

use std::fs;
use std::path::{Path, PathBuf};

use jiff::civil::Date;

use super::drafts::{Draft, digest};
use super::editing::{Editing, failed, save};
use super::told::Words;
use crate::articles;
use crate::config::Config;
use crate::fetch::{self, Spool};
use crate::files::write_atomically;
use crate::model::{Article, Nature, Paper, Script};
use crate::pipeline::{self, Written};
use crate::progress::Silent;
use crate::script::{edit, file};
use crate::station::desk::{Editor, Joined, Pages, Skipped, Trouble, Upload};

/// The longest name of a dropped file that is kept, in characters.
const LONGEST_NAME: usize = 80;

impl Editing {
    /// What an edition was written from: what was dropped, else what the spool has for its day.
    pub(super) fn inputs(&self, name: &str, draft: &Draft) -> Vec<PathBuf> {
        let own = draft.inputs();
        let day: Option<Date> = name.parse().ok();
        let (true, Some(day)) = (own.is_empty() && !self.config.sources.is_empty(), day) else { return own };
        let items = Spool::open(&self.config.fetch.spool)
            .and_then(|spool| spool.waiting(&self.config.sources, Some(day)));
        items.map(|items| items.into_iter().map(|item| item.path).collect()).unwrap_or_default()
    }

    /// How the pages of an edition were read.
    pub(super) fn read_pages(&self, name: &str) -> Result<Pages, Trouble> {
        let inputs = self.inputs(name, &self.current(name)?.0);
        if inputs.is_empty() {
            return Ok(Pages::default());
        }
        let paper = pipeline::read(&inputs, &self.config()?, &Silent).map_err(failed)?;
        Ok(shown(&paper))
    }

    /// The drawing of it; addresses are not drawn.
    pub(super) fn draw_pages(&self, name: &str) -> Result<String, Trouble> {
        let inputs = self.inputs(name, &self.current(name)?.0);
        let files: Vec<PathBuf> = inputs.into_iter().filter(|input| !fetch::is_address(input)).collect();
        if files.is_empty() {
            return Err(Trouble::Missing);
        }
        articles::explain(&files, &self.config()?.paper).map_err(failed)
    }

    /// Takes pages: for a new edition, or late ones for one that is there.
    pub(super) fn take_pages(
        &self,
        name: Option<&str>,
        files: &[Upload],
        address: Option<&str>,
    ) -> Result<(String, Vec<String>), Trouble> {
        let address = address.map(checked).transpose()?;
        if files.is_empty() && address.is_none() {
            return Err(Trouble::Wrong("choose files, or give an address".into()));
        }
        match name {
            Some(name) => self.take_late(name, files, address).map(|lines| (name.to_owned(), lines)),
            None => self.take_new(files, address).map(|name| (name, Vec::new())),
        }
    }

    fn take_new(&self, files: &[Upload], address: Option<PathBuf>) -> Result<String, Trouble> {
        let desk = &self.config.station.desk;
        fs::create_dir_all(desk).map_err(failed)?;
        let inbox = tempfile::Builder::new().prefix(".inbox-").tempdir_in(desk).map_err(failed)?;
        let mut inputs = put(files, &inbox.path().join("pages"))?;
        inputs.extend(address);
        let script = self.write(&inputs)?.script;
        let name = self.free_name(&script.date.to_string());
        let draft = Draft::of(desk, &name);
        let place = |input: &PathBuf| match input.strip_prefix(inbox.path()) {
            Ok(own) => draft.folder.join(own),
            Err(_) => input.clone(),
        };
        let inputs: Vec<PathBuf> = inputs.iter().map(place).collect();
        fs::rename(inbox.keep(), &draft.folder).map_err(failed)?;
        let text = file::to_toml(&script);
        draft.keep_inputs(&inputs)?;
        draft.keep_written(&text)?;
        draft.save(&text, &Words(script.language).as_written())?;
        Ok(name)
    }

    fn take_late(
        &self,
        name: &str,
        files: &[Upload],
        address: Option<PathBuf>,
    ) -> Result<Vec<String>, Trouble> {
        let draft = self.draft(name)?;
        self.current(name)?;
        let _turn = draft.turn()?;
        let mut late = put(files, &draft.pages())?;
        late.extend(address);
        let known = self.inputs(name, &draft);
        let (base, theirs) = if known.is_empty() {
            // Nobody knows the other pages: the stories of the late ones come behind the others.
            let (_, text, _) = self.current(name)?;
            let base = draft.written()?.unwrap_or(text);
            let base = self.parse(&base, &draft.file())?;
            let new = self.write(&late)?.script;
            let theirs = edit::with_late_stories(&base, &new);
            (base, theirs)
        } else {
            let all = [known, late].concat();
            let (_, text, _) = self.current(name)?;
            let base = draft.written()?.unwrap_or(text);
            let base = self.parse(&base, &draft.file())?;
            // What could not be reached when the edition was made is not reached by its pages now.
            let theirs = Script { unreached: base.unreached.clone(), ..self.write(&all)?.script };
            draft.keep_inputs(&all)?;
            (base, theirs)
        };
        self.bring_in(name, &base, &theirs, true)
    }

    /// What an edition that was made elsewhere meanwhile brings for a script that an editor has changed.
    pub(super) fn catch_up(&self, name: &str) -> Result<Vec<String>, Trouble> {
        let draft = self.draft(name)?;
        let (Some(own), Some(made), Some(written)) = (draft.text()?, self.made(name), draft.written()?)
        else {
            return Ok(Vec::new());
        };
        let is_known = made == own || made == written || {
            let wanted = digest(&made);
            draft.versions().any(|version| digest(&version.text) == wanted)
        };
        if is_known {
            return Ok(Vec::new());
        }
        let _turn = draft.turn()?;
        let (base, theirs) = (self.parse(&written, &draft.file())?, self.parse(&made, &draft.file())?);
        self.bring_in(name, &base, &theirs, false)
    }

    /// Brings a script that was written anew together with the one that holds.
    fn bring_in(
        &self,
        name: &str,
        base: &Script,
        theirs: &Script,
        is_late: bool,
    ) -> Result<Vec<String>, Trouble> {
        let (draft, text, mine) = self.current(name)?;
        let merged = edit::merge(base, &mine, theirs, &*self.reader()?, &|segment| self.pace(segment));
        let told = Words(theirs.language).anew(is_late, &merged.came);
        save(&draft, &text, &merged.script, &told)?;
        draft.keep_written(&file::to_toml(theirs))?;
        Ok([vec![told], merged.clashes].concat())
    }

    fn write(&self, inputs: &[PathBuf]) -> Result<Written, Trouble> {
        let mut config = self.config()?;
        let written = match pipeline::write(inputs, &config, &Silent) {
            Err(pipeline::Error::NoDate(_)) => {
                // What tells no day is of today.
                config.paper.date = Some(config.zone.today());
                pipeline::write(inputs, &config, &Silent)
            }
            written => written,
        };
        written.map_err(|error| Trouble::Wrong(error.to_string()))
    }

    fn free_name(&self, wanted: &str) -> String {
        let is_free = |name: &String| {
            !Draft::of(&self.config.station.desk, name).folder.exists() && self.made(name).is_none()
        };
        let numbered = (2..).map(|number| format!("{wanted}-{number}"));
        let mut names = std::iter::once(wanted.to_owned()).chain(numbered);
        names.find(is_free).unwrap_or_else(|| wanted.to_owned())
    }
}

/// A script that is written for a folder of editions, with what editors changed in that edition's script at the desk; and
/// in lines what to tell of it. One that no editor has changed stays as it is written.
///
/// # Errors
/// A desk whose files cannot be read or written.
pub fn survive(script: Script, folder: &Path, config: &Config) -> Result<(Script, Vec<String>), Trouble> {
    let name = folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let output = |folder: &Path| std::path::absolute(folder).ok();
    let homes = [output(&config.output), output(&config.waiting())];
    if !homes.contains(&output(folder.parent().unwrap_or(Path::new("")))) {
        return Ok((script, Vec::new()));
    }
    let draft = Draft::of(&config.station.desk, &name);
    let is_edited = draft.versions().next().is_some_and(|version| version.number > 1);
    let (true, Some(written)) = (is_edited, draft.written()?) else { return Ok((script, Vec::new())) };
    let editing = Editing::new(config.clone());
    if let Err(trouble) = editing.sheet(&name) {
        // An edition without the editor's changes is better than none, but who made them shall know.
        let told = Words(script.language).without_changes(&name, &trouble.to_string());
        return Ok((script, vec![told]));
    }
    let _turn = draft.turn()?;
    let base = editing.parse(&written, &draft.file())?;
    let lines = editing.bring_in(&name, &base, &script, false)?;
    let (_, _, merged) = editing.current(&name)?;
    let script =
        Script { segments: merged.segments, chapters: merged.chapters, left_out: merged.left_out, ..script };
    Ok((script, lines))
}

/// Puts dropped files into a folder, under names that mean nothing else.
fn put(files: &[Upload], folder: &Path) -> Result<Vec<PathBuf>, Trouble> {
    fs::create_dir_all(folder).map_err(failed)?;
    let mut put = Vec::new();
    for upload in files {
        let name = safe(&upload.name);
        let numbered = (2..).map(|number| format!("{number}-{name}"));
        let mut names = std::iter::once(name.clone()).chain(numbered);
        let free = names.find(|name| !folder.join(name).exists()).unwrap_or_else(|| name.clone());
        let path = folder.join(free);
        write_atomically(&path, &upload.bytes).map_err(failed)?;
        put.push(path);
    }
    Ok(put)
}

/// The last part of a name, without what means more than a letter to some system.
fn safe(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let is_bad = |c: char| c.is_control() || "/\\:*?\"<>|".contains(c);
    let kept: String = last.chars().filter(|c| !is_bad(*c)).collect();
    let kept = kept.trim().trim_start_matches('.').trim_end_matches(['.', ' ']);
    let count = kept.chars().count();
    // The ending tells what it is.
    let kept: String = kept.chars().skip(count.saturating_sub(LONGEST_NAME)).collect();
    if kept.is_empty() { "page.md".to_owned() } else { kept }
}

fn checked(address: &str) -> Result<PathBuf, Trouble> {
    let address = PathBuf::from(address);
    if fetch::is_address(&address) {
        Ok(address)
    } else {
        Err(Trouble::Wrong(format!(
            "`{}` is no address; one begins with https:// or http://",
            address.display()
        )))
    }
}

fn shown(paper: &Paper) -> Pages {
    let is_joined = |article: &&Article| {
        let spans = || article.paragraphs.iter().flat_map(|paragraph| &paragraph.spans);
        let several = article.paragraphs.iter().any(|paragraph| paragraph.spans.len() > 1)
            || spans().any(|span| spans().next().is_some_and(|first| first.source != span.source));
        article.nature == Nature::Printed && (several || article.confidence.is_low())
    };
    let mut joined: Vec<&Article> = paper.articles.iter().filter(is_joined).collect();
    joined.sort_by_key(|article| article.confidence);
    let joined = joined.into_iter().map(|article| Joined {
        title: article.title.clone(),
        confidence: article.confidence.percent(),
        paragraphs: article.paragraphs.iter().map(|paragraph| paragraph.text.clone()).collect(),
    });
    let skipped = paper.skipped.iter().map(|skipped| Skipped {
        text: skipped.text.clone(),
        reason: serde_json::to_value(skipped.reason)
            .ok()
            .and_then(|reason| reason.as_str().map(str::to_owned))
            .unwrap_or_default(),
        source: Path::new(skipped.source.as_ref())
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned(),
    });
    let sources = paper.sources.iter().map(|source| {
        Path::new(source)
            .file_name()
            .map_or_else(|| source.clone(), |name| name.to_string_lossy().into_owned())
    });
    Pages {
        sources: sources.collect(),
        joined: joined.collect(),
        skipped: skipped.collect(),
        doubts: paper.doubts.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_dropped_files_are_made_harmless() {
        for (name, kept) in [
            ("头版.md", "头版.md"),
            ("../../etc/passwd", "passwd"),
            ("C:\\pages\\a.txt", "a.txt"),
            (".newscaster", "newscaster"),
            ("a\u{0}b\n?.md", "ab.md"),
            ("...", "page.md"),
            ("", "page.md"),
        ] {
            assert_eq!(safe(name), kept, "{name}");
        }
        assert!(safe(&format!("{}.md", "x".repeat(300))).ends_with("x.md"));
        let folder = tempfile::tempdir().unwrap();
        let upload = |bytes: &str| Upload { name: "a.md".into(), bytes: bytes.into() };
        let put = put(&[upload("1"), upload("2")], folder.path()).unwrap();
        assert_eq!(put, [folder.path().join("a.md"), folder.path().join("2-a.md")]);
    }

    #[test]
    fn an_address_is_one_of_the_web() {
        assert!(checked("https://example.org/feed.xml").is_ok());
        for wrong in ["file:///etc/passwd", "/etc/passwd", "ftp://x", "desk/x"] {
            assert!(matches!(checked(wrong), Err(Trouble::Wrong(_))), "{wrong}");
        }
    }
}
