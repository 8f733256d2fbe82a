//! The addresses of the desk.

use crate::station::way::Way;

/// What an address means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Route {
    /// Something to look at.
    Look(Look),
    /// Something to do.
    Do(Deed),
}

/// Something to look at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Look {
    /// All editions.
    List,
    /// The running order of an edition.
    Sheet(String),
    /// A story's sentences, or a section's: the number of the section from 0, or the story's name.
    Words(String, String),
    /// Earlier versions.
    Versions(String),
    /// How the pages were read.
    Pages(String),
    /// The drawing of it.
    Drawing(String),
    /// The voices, to be heard and chosen.
    Voices(String),
    /// How far the work is, for scripts.
    Work,
    /// A sound.
    Heard(String),
}

/// Something to do; the edition's name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Deed {
    /// A change to the script.
    Edit(String),
    /// Speaks a part.
    Hear(String),
    /// Keeps a pronunciation.
    Pronounce(String),
    /// Gives a part to a voice.
    Cast(String),
    /// Goes back to a version.
    Back(String),
    /// Makes the edition, once its price is agreed.
    Make(String),
    /// Puts it out.
    Publish(String),
    /// Ends the work.
    Halt,
    /// Takes pages; `Some` for late ones of an edition.
    Take(Option<String>),
}

impl Route {
    /// Reads a way below `/desk/`.
    pub fn of(way: &Way) -> Option<Self> {
        let parts = way.parts();
        let look = match parts.as_slice() {
            [] => Look::List,
            ["e", name] if way.is_folder => Look::Sheet((*name).to_owned()),
            ["e", name, "words", story] => Look::Words((*name).to_owned(), (*story).to_owned()),
            ["e", name, "versions"] => Look::Versions((*name).to_owned()),
            ["e", name, "pages"] => Look::Pages((*name).to_owned()),
            ["e", name, "drawing"] => Look::Drawing((*name).to_owned()),
            ["e", name, "voices"] => Look::Voices((*name).to_owned()),
            ["work"] => Look::Work,
            ["heard", file] => Look::Heard((*file).to_owned()),
            _ => return Self::deed(&parts),
        };
        Some(Self::Look(look))
    }

    fn deed(parts: &[&str]) -> Option<Self> {
        let deed = match parts {
            ["take"] => Deed::Take(None),
            ["halt"] => Deed::Halt,
            ["e", name, deed] => {
                let name = (*name).to_owned();
                match *deed {
                    "edit" => Deed::Edit(name),
                    "hear" => Deed::Hear(name),
                    "pronounce" => Deed::Pronounce(name),
                    "cast" => Deed::Cast(name),
                    "back" => Deed::Back(name),
                    "make" => Deed::Make(name),
                    "publish" => Deed::Publish(name),
                    "take" => Deed::Take(Some(name)),
                    _ => return None,
                }
            }
            _ => return None,
        };
        Some(Self::Do(deed))
    }
}
