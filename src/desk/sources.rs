//! The pages behind a script: those that are dropped onto the desk, late ones, and how they were read.

use std::fs;
use std::path::{Path, PathBuf};

use jiff::civil::Date;

use super::drafts::{Draft, Inputs, digest};
use super::editing::{Editing, failed, save};
use super::told::Words;
use crate::config::Config;
use crate::fetch::{self, Spool, Waiting};
use crate::files::write_atomically;
use crate::gathering;
use crate::model::{Article, Nature, Paper, Script};
use crate::pipeline;
use crate::progress::{Progress, Silent};
use crate::script::{edit, file};
use crate::station::desk::{Editor, Joined, Pages, Skipped, Trouble, Upload};

/// The longest name of a dropped file that is kept, in characters.
const LONGEST_NAME: usize = 80;

/// What a script was written from, as far as that is still there: all of it or nothing.
#[derive(Debug, Default)]
struct Known {
    items: Vec<Waiting>,
    pages: Vec<PathBuf>,
}

impl Known {
    fn is_empty(&self) -> bool {
        self.items.is_empty() && self.pages.is_empty()
    }
}

impl Editing {
    /// What an edition was written from: what its day's spool told, and what the desk was given. Nothing where that is no
    /// longer known wholly: a script that is written from a part would lose the rest.
    fn behind(&self, name: &str, draft: &Draft) -> Known {
        let given = given(draft);
        let items = if given.spool { self.told_by_spool(name) } else { Vec::new() };
        let pages: Vec<PathBuf> = given.pages.iter().map(|page| draft.pages().join(page)).collect();
        let is_whole = given.spool != items.is_empty() && pages.iter().all(|page| page.exists());
        if is_whole { Known { items, pages } } else { Known::default() }
    }

    fn told_by_spool(&self, name: &str) -> Vec<Waiting> {
        let day: Option<Date> = name.parse().ok().filter(|_| !self.config.sources.is_empty());
        let items = day.and_then(|day| {
            let spool = Spool::open(&self.config.fetch.spool).ok()?;
            spool.spoken(&self.config.sources, day).ok()
        });
        items.unwrap_or_default()
    }

    /// The paper that an edition was written from, where it is known.
    pub(super) fn paper(
        &self,
        name: &str,
        draft: &Draft,
        progress: &dyn Progress,
    ) -> Result<Option<Paper>, Trouble> {
        let known = self.behind(name, draft);
        if known.is_empty() {
            return Ok(None);
        }
        let config = self.config()?;
        let paper = gathering::items_and_pages(&known.items, &known.pages, &config, progress, || {});
        paper.map(Some).map_err(failed)
    }

    /// How the pages of an edition were read.
    pub(super) fn read_pages(&self, name: &str) -> Result<Pages, Trouble> {
        let (draft, _, script) = self.current(name)?;
        let paper = self.paper(name, &draft, &Silent)?;
        Ok(paper.map(|paper| shown(&paper, &script)).unwrap_or_default())
    }

    /// The drawing of it.
    pub(super) fn draw_pages(&self, name: &str) -> Result<String, Trouble> {
        let known = self.behind(name, &self.current(name)?.0);
        if known.is_empty() {
            return Err(Trouble::Missing);
        }
        gathering::drawn(&known.items, &known.pages, &self.config()?).map_err(failed)
    }

    /// Takes pages: for a new edition, or late ones for one that is there.
    pub(super) fn take_pages(
        &self,
        name: Option<&str>,
        files: &[Upload],
        address: Option<&str>,
    ) -> Result<(String, Vec<String>), Trouble> {
        // What stands at an address is kept as a file: tomorrow something else stands there.
        let fetched = address.map(|address| self.fetched(address)).transpose()?;
        let files: Vec<Upload> = files.iter().cloned().chain(fetched).collect();
        if files.is_empty() {
            return Err(Trouble::Wrong("choose files, or give an address".into()));
        }
        match name {
            Some(name) => self.take_late(name, &files).map(|lines| (name.to_owned(), lines)),
            None => self.take_new(&files).map(|name| (name, Vec::new())),
        }
    }

    fn fetched(&self, address: &str) -> Result<Upload, Trouble> {
        if !fetch::is_address(Path::new(address)) {
            return Err(Trouble::Wrong(format!(
                "`{address}` is no address; one begins with https:// or http://"
            )));
        }
        let input = gathering::fetched(address, &self.config);
        let input = input.map_err(|error| Trouble::Wrong(error.to_string()))?;
        Ok(Upload { name: input.file_name(), bytes: input.bytes })
    }

    fn take_new(&self, files: &[Upload]) -> Result<String, Trouble> {
        let desk = &self.config.station.desk;
        fs::create_dir_all(desk).map_err(failed)?;
        let inbox = tempfile::Builder::new().prefix(".inbox-").tempdir_in(desk).map_err(failed)?;
        let inputs = put(files, &inbox.path().join("pages"))?;
        let script = self.write(&inputs)?;
        let name = self.free_name(&script.date.to_string());
        let draft = Draft::of(desk, &name);
        fs::rename(inbox.keep(), &draft.folder).map_err(failed)?;
        let text = file::to_toml(&script);
        draft.keep_inputs(&Inputs { spool: false, pages: names(&inputs), late: Vec::new() })?;
        draft.keep_written(&text)?;
        draft.save(&text, &Words(script.language).as_written())?;
        Ok(name)
    }

    fn take_late(&self, name: &str, files: &[Upload]) -> Result<Vec<String>, Trouble> {
        let draft = self.draft(name)?;
        self.current(name)?;
        let _turn = draft.turn()?;
        let late = put(files, &draft.pages())?;
        let known = self.behind(name, &draft);
        let (_, text, _) = self.current(name)?;
        let base = draft.written()?.unwrap_or(text);
        let base = self.parse(&base, &draft.file())?;
        let mut kept = given(&draft);
        kept.pages.extend(names(&late));
        let anew = if known.is_empty() {
            None
        } else {
            let written = self.write_again(&known.items, &[known.pages, late.clone()].concat(), base.date)?;
            // What could not be reached when the edition was made is not reached by its pages now.
            Some(Script { unreached: base.unreached.clone(), ..written })
        };
        // What is written from a part would lose the rest.
        let theirs = if let Some(anew) = anew.filter(|anew| edit::new_stories(&base, anew).is_empty()) {
            anew
        } else {
            // Nobody knows the other pages: the stories of the late ones come behind the others.
            let late = self.write(&late)?;
            edit::with_late_stories(&base, &late, &edit::new_stories(&late, &base))
        };
        kept.late.extend(edit::new_stories(&theirs, &base));
        let told = self.bring_in(name, &base, &theirs, true)?;
        draft.keep_inputs(&kept)?;
        Ok(told)
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
        let late = if is_late { Vec::new() } else { given(&draft).late };
        let theirs = &edit::with_late_stories(theirs, base, &late);
        let merged = edit::merge(base, &mine, theirs, &*self.reader()?, &|segment| self.pace(segment));
        let told = Words(theirs.language).anew(is_late, &merged.came);
        save(&draft, &text, &merged.script, &told)?;
        draft.keep_written(&file::to_toml(theirs))?;
        Ok([vec![told], merged.clashes].concat())
    }

    fn write(&self, inputs: &[PathBuf]) -> Result<Script, Trouble> {
        let mut config = self.config()?;
        let written = match pipeline::write(inputs, &config, &Silent) {
            Err(pipeline::Error::NoDate(_)) => {
                // What tells no day is of today.
                config.paper.date = Some(config.zone.today());
                pipeline::write(inputs, &config, &Silent)
            }
            written => written,
        };
        written.map(|written| written.script).map_err(|error| Trouble::Wrong(error.to_string()))
    }

    /// The script of an edition that stands, with more pages: of the spool it keeps its day.
    fn write_again(&self, items: &[Waiting], pages: &[PathBuf], day: Date) -> Result<Script, Trouble> {
        if items.is_empty() {
            return self.write(pages);
        }
        let written = pipeline::write_again(items, pages, day, &self.config()?, &Silent);
        written.map(|written| written.script).map_err(|error| Trouble::Wrong(error.to_string()))
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
    let Some((name, draft)) = draft_of(folder, config) else { return Ok((script, Vec::new())) };
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

/// The pages that the desk was given for an edition of the spool: made again, it is read from them too, so that a late page
/// which continues one of its stories does. None where one of them is gone.
pub fn late_pages(folder: &Path, config: &Config) -> Vec<PathBuf> {
    let Some((_, draft)) = draft_of(folder, config) else { return Vec::new() };
    let given = draft.inputs().filter(|inputs| inputs.spool);
    let pages = given.into_iter().flat_map(|inputs| inputs.pages).map(|page| draft.pages().join(page));
    let pages: Vec<PathBuf> = pages.collect();
    if pages.iter().all(|page| page.exists()) { pages } else { Vec::new() }
}

/// The desk's draft of an edition, with its name; none of one that lies elsewhere than the station's.
fn draft_of(folder: &Path, config: &Config) -> Option<(String, Draft)> {
    let name = folder.file_name()?.to_string_lossy().into_owned();
    let output = |folder: &Path| std::path::absolute(folder).ok();
    let homes = [output(&config.output), output(&config.waiting())];
    let is_ours = homes.contains(&output(folder.parent().unwrap_or(Path::new(""))));
    is_ours.then(|| (name.clone(), Draft::of(&config.station.desk, &name)))
}

/// What the desk was given for a script; one that came to it from elsewhere may be of the spool.
fn given(draft: &Draft) -> Inputs {
    draft.inputs().unwrap_or(Inputs { spool: true, pages: Vec::new(), late: Vec::new() })
}

fn names(files: &[PathBuf]) -> Vec<String> {
    files.iter().filter_map(|file| Some(file.file_name()?.to_string_lossy().into_owned())).collect()
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

fn shown(paper: &Paper, script: &Script) -> Pages {
    let is_told = |id| script.chapters.iter().any(|chapter| chapter.article.as_ref() == Some(id));
    let is_joined = |article: &&Article| {
        let spans = || article.paragraphs.iter().flat_map(|paragraph| &paragraph.spans);
        let several = article.paragraphs.iter().any(|paragraph| paragraph.spans.len() > 1)
            || spans().any(|span| spans().next().is_some_and(|first| first.source != span.source));
        article.nature == Nature::Printed && (several || article.confidence.is_low())
    };
    let mut joined: Vec<&Article> = paper.articles.iter().filter(is_joined).collect();
    joined.sort_by_key(|article| article.confidence);
    let joined = joined.into_iter().map(|article| Joined {
        id: article.id.to_string(),
        is_told: is_told(&article.id),
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
        tag: paper.language.tag(),
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
}
