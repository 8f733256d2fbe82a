//! What was done, in lines for the editor and for the list of versions, in the language of the script.

use crate::model::{Edit, Language, Role, Script};

/// The lines of a language.
#[derive(Clone, Copy, Debug)]
pub struct Words(pub Language);

impl Words {
    fn pick(self, zh: String, en: String) -> String {
        match self.0 {
            Language::Zh => zh,
            Language::En => en,
        }
    }

    /// The first version of a script that an editor changes.
    pub fn as_made(self) -> String {
        self.pick("制作时的稿子".into(), "as it was made".into())
    }

    /// The first version of a script that was written from dropped pages.
    pub fn as_written(self) -> String {
        self.pick("由版面写成".into(), "as it was written from the pages".into())
    }

    /// A script whose file was changed by another program.
    pub fn in_file(self) -> String {
        self.pick("在文件里改过".into(), "changed in its file".into())
    }

    /// A part that was given to a voice.
    pub fn cast(self, role: Role, voice: &str) -> String {
        match role {
            Role::Anchor => self.pick(format!("主播由{voice}播"), format!("the presenter is {voice}")),
            _ => self.pick(format!("记者由{voice}播"), format!("the reporter is {voice}")),
        }
    }

    /// An older version that holds again.
    pub fn back(self, number: usize) -> String {
        self.pick(format!("回到第{number}版"), format!("went back to version {number}"))
    }

    /// A script that was written anew, with the stories that are new.
    pub fn anew(self, is_late: bool, came: &[String]) -> String {
        let what = if is_late {
            self.pick("并入晚到的版面".into(), "late pages came in".into())
        } else {
            self.pick("节目重新制作，改动保留".into(), "made anew, with what was changed here".into())
        };
        if came.is_empty() {
            what
        } else {
            self.pick(format!("{what}：{}", came.join("；")), format!("{what}: {}", came.join("; ")))
        }
    }

    /// An edition that is made without what was changed at the desk, since that cannot be read.
    pub fn without_changes(self, name: &str, why: &str) -> String {
        self.pick(
            format!("{name}未采用编辑台上的改动，因为无法读取：{why}"),
            format!("{name} is made without what was changed at the desk, which cannot be read: {why}"),
        )
    }

    /// A word that is said otherwise from now on.
    pub fn said(self, word: &str, said: &str) -> String {
        self.pick(format!("读音：{word}读作{said}"), format!("{word} is said {said}"))
    }

    /// An edition that is out now.
    pub fn out(self, name: &str) -> String {
        self.pick(format!("已发布：{name}"), format!("{name} is out"))
    }

    /// An edition that was made.
    pub fn made(self, name: &str) -> String {
        self.pick(format!("已制作：{name}"), format!("{name} is made"))
    }

    /// A change to a script.
    pub fn edit(self, edit: &Edit, old: &Script, new: &Script) -> String {
        let title = edit.story().map_or("", |story| {
            let mut chapters = old.chapters.iter().chain(&new.chapters);
            chapters.find(|own| own.article.as_ref() == Some(story)).map_or("", |own| own.title.as_str())
        });
        let place = edit.story().and_then(|story| {
            let mut told = new.chapters.iter().filter_map(|chapter| chapter.article.as_ref());
            told.position(|own| own == story)
        });
        let place = place.map_or(0, |place| place + 1);
        match edit {
            Edit::Move { .. } => {
                self.pick(format!("移到第{place}条：{title}"), format!("moved to place {place}: {title}"))
            }
            Edit::Drop { .. } => self.pick(format!("撤下：{title}"), format!("dropped: {title}")),
            Edit::Shorten { .. } => self.pick(format!("删短：{title}"), format!("shortened: {title}")),
            Edit::Restore { .. } => self.pick(format!("恢复：{title}"), format!("restored: {title}")),
            Edit::Join { .. } => {
                self.pick(format!("接到上一条：{title}"), format!("joined to the one before: {title}"))
            }
            Edit::Part { segment } => {
                let first = new.segments.iter().find(|own| own.id == *segment);
                let words = first.map_or("", |first| first.written.as_str());
                self.pick(format!("另起一条：{words}"), format!("a story of its own: {words}"))
            }
            Edit::Reword { written, .. } => {
                self.pick(format!("改词：{written}"), format!("words changed: {written}"))
            }
        }
    }
}
