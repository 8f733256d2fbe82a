//! What is done for an editor: looks, changes, sounds, work.

use std::sync::PoisonError;

use hyper::StatusCode;
use hyper::header::{CACHE_CONTROL, CONTENT_TYPE};

use super::editor::{Casting, Heard, Trouble, Word};
use super::form::Form;
use super::gate::Guest;
use super::pages::{self, Sounding};
use super::route::{Deed, Look};
use super::{Desk, drawing, html, on, sound};
use crate::model::{ArticleId, Edit, Language, Place, Role, SegmentId};
use crate::station::answer::{Answer, answer, nothing_here, set};
use crate::station::body::Body;
use crate::station::request::Request;

impl Desk {
    /// Shows something.
    pub(super) fn look(&self, request: &Request, guest: &Guest, look: &Look) -> Answer {
        let shown = match look {
            Look::Work => return self.progress(),
            Look::Heard(file) => match self.editor.heard(file) {
                Ok(path) => return sound(&path, request),
                Err(_) => return nothing_here(),
            },
            Look::Drawing(name) => match self.editor.drawing(name) {
                Ok(page) => return drawing(&page),
                Err(trouble) => Err(trouble),
            },
            Look::List => self.editor.list().map(|list| pages::list(&self.frame(request, guest), &list)),
            Look::Sheet(name) => {
                self.editor.sheet(name).map(|sheet| pages::sheet(&self.frame(request, guest), &sheet))
            }
            Look::Words(name, part) => {
                self.editor.sheet(name).map(|sheet| pages::words(&self.frame(request, guest), &sheet, part))
            }
            Look::Versions(name) => self
                .editor
                .versions(name)
                .map(|versions| pages::versions(&self.frame(request, guest), name, &versions)),
            Look::Voices(name) => {
                self.editor.voices(name).map(|cast| pages::voices(&self.frame(request, guest), name, &cast))
            }
            Look::Pages(name) => {
                self.editor.pages(name).map(|read| pages::read(&self.frame(request, guest), name, &read))
            }
        };
        match shown {
            Ok(page) => html(page),
            Err(trouble) => self.trouble(request, guest, &trouble),
        }
    }

    /// Does something, and leads back to where it was asked for.
    pub(super) fn act(&self, request: &Request, guest: &Guest, deed: &Deed, form: &Form) -> Answer {
        let done = match deed {
            Deed::Edit(name) => self.edit(request, guest, name, form),
            Deed::Hear(name) => self.hear(request, guest, name, form),
            Deed::Pronounce(name) => self.pronounce(request, guest, name, form),
            Deed::Cast(name) => self.cast(request, guest, name, form),
            Deed::Back(name) => form
                .get("number")
                .parse()
                .map_err(|_| Trouble::Missing)
                .and_then(|number| self.editor.go_back(name, number))
                .map(|lines| self.led(guest, lines, "./")),
            Deed::Make(name) => self.make(request, guest, name, form),
            Deed::Publish(name) => self.editor.publish(name).map(|lines| self.led(guest, lines, "./")),
            Deed::Halt => {
                self.work.halt();
                Ok(on(&back(form, "./")))
            }
            Deed::Take(name) => {
                self.editor.take(name.as_deref(), &form.files, form.filled("address")).map(|(made, lines)| {
                    let place = if name.is_some() { "./".to_owned() } else { pages::place(&made) };
                    self.led(guest, lines, &place)
                })
            }
        };
        done.unwrap_or_else(|trouble| self.trouble(request, guest, &trouble))
    }

    /// What every page shows: lines that were kept for it, and the work that goes on.
    fn frame(&self, request: &Request, guest: &Guest) -> pages::Frame {
        pages::Frame::new(request, guest.mark.clone(), self.gate.said(guest), self.work.told())
    }

    fn led(&self, guest: &Guest, lines: Vec<String>, place: &str) -> Answer {
        self.gate.say(guest, lines);
        on(place)
    }

    fn trouble(&self, request: &Request, guest: &Guest, trouble: &Trouble) -> Answer {
        let status = match trouble {
            Trouble::Missing => StatusCode::NOT_FOUND,
            Trouble::Clash { .. } => StatusCode::CONFLICT,
            Trouble::Wrong(_) => StatusCode::UNPROCESSABLE_ENTITY,
            Trouble::Failed(_) => StatusCode::INTERNAL_SERVER_ERROR,
        };
        let mut page = html(pages::trouble(&self.frame(request, guest), trouble));
        *page.status_mut() = status;
        page
    }

    fn edit(&self, request: &Request, guest: &Guest, name: &str, form: &Form) -> Result<Answer, Trouble> {
        let edit = wanted(form)?;
        match self.editor.edit(name, form.get("base"), &edit) {
            Ok(lines) => Ok(self.led(guest, lines, &back(form, "./"))),
            Err(Trouble::Clash { changes, now, digest }) => {
                let clash = pages::Clash {
                    fields: form.others(&["base", "mark"]),
                    yours: form.get("written").to_owned(),
                    changes,
                    now,
                    digest,
                    back: back(form, "./"),
                };
                let mut page = html(pages::clash(&self.frame(request, guest), &clash));
                *page.status_mut() = StatusCode::CONFLICT;
                Ok(page)
            }
            Err(trouble) => Err(trouble),
        }
    }

    /// Speaks a part; where that costs something, its price is told first.
    fn hear(&self, request: &Request, guest: &Guest, name: &str, form: &Form) -> Result<Answer, Trouble> {
        let what = heard(form)?;
        let price = self.editor.price(name, &what)?;
        let agreed = agreed(form).unwrap_or(0.0);
        if price > agreed {
            let frame = self.frame(request, guest);
            let fields = form.others(&["agreed", "mark"]);
            return Ok(html(pages::price(&frame, "hear", &fields, price, &back(form, "./"))));
        }
        let file = {
            let _one_at_a_time = self.voices.lock().unwrap_or_else(PoisonError::into_inner);
            self.editor.hear(name, &what, agreed)?
        };
        let file = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let sounding = Sounding { file, back: back(form, "./"), fields: form.others(&["mark"]) };
        Ok(html(pages::sounding(&self.frame(request, guest), &sounding, word(form).as_ref())))
    }

    fn pronounce(
        &self,
        request: &Request,
        guest: &Guest,
        name: &str,
        form: &Form,
    ) -> Result<Answer, Trouble> {
        if form.get("do") == "hear" {
            return self.hear(request, guest, name, form);
        }
        let word = word(form).ok_or_else(|| Trouble::Wrong("a word and how it is said are needed".into()))?;
        let lines = self.editor.pronounce(name, &word)?;
        Ok(self.led(guest, lines, &back(form, "./")))
    }

    /// Gives a part to a voice; where that costs something, the edition's price is told first.
    fn cast(&self, request: &Request, guest: &Guest, name: &str, form: &Form) -> Result<Answer, Trouble> {
        let role = match form.get("do") {
            "anchor" => Role::Anchor,
            "reporter" => Role::Reporter,
            _ => return Err(Trouble::Missing),
        };
        let casting = Casting { role, voice: form.get("voice").to_owned() };
        let price = self.editor.cast_price(name, &casting)?;
        match price.filter(|price| agreed(form).is_none_or(|agreed| agreed < *price)) {
            Some(price) => {
                let frame = self.frame(request, guest);
                let fields = form.others(&["agreed", "mark"]);
                Ok(html(pages::price(&frame, "cast", &fields, price, "voices")))
            }
            None => Ok(self.led(guest, self.editor.cast(name, &casting)?, "voices")),
        }
    }

    /// Makes the edition, once what it costs was told and agreed to.
    fn make(&self, request: &Request, guest: &Guest, name: &str, form: &Form) -> Result<Answer, Trouble> {
        let price = self.editor.price(name, &Heard::All)?;
        match agreed(form).or((price <= 0.0).then_some(0.0)) {
            Some(agreed) if agreed >= price => {
                if self.work.begin(name, agreed, &self.editor)? {
                    Ok(on("./"))
                } else {
                    Err(Trouble::Wrong("an edition is being made; wait for it, or end it first".into()))
                }
            }
            _ => {
                let frame = self.frame(request, guest);
                Ok(html(pages::price(&frame, "make", &form.others(&["agreed", "mark"]), price, "./")))
            }
        }
    }

    fn progress(&self) -> Answer {
        let told = serde_json::to_vec(&self.work.told()).unwrap_or_else(|_| b"null".to_vec());
        let mut answer = answer(StatusCode::OK, Body::of(told));
        set(&mut answer, CONTENT_TYPE, "application/json");
        set(&mut answer, CACHE_CONTROL, "no-store");
        answer
    }
}

/// The price in US dollars that an editor agreed to; what is no number agrees to nothing.
fn agreed(form: &Form) -> Option<f64> {
    form.filled("agreed")?.parse().ok().filter(|agreed: &f64| agreed.is_finite())
}

/// Where a form leads back to: a place on the desk, never elsewhere.
fn back(form: &Form, usual: &str) -> String {
    let asked = form.get("back");
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "./#%-_".contains(c);
    let is_own = !asked.is_empty() && asked.chars().all(is_plain) && !asked.starts_with('/');
    if is_own { asked.to_owned() } else { usual.to_owned() }
}

fn wanted(form: &Form) -> Result<Edit, Trouble> {
    let story = || {
        let id = form.filled("story").ok_or(Trouble::Missing)?;
        Ok::<_, Trouble>(ArticleId(id.to_owned()))
    };
    let edit = match form.get("do") {
        "up" => Edit::Move { story: story()?, to: Place::Earlier },
        "down" => Edit::Move { story: story()?, to: Place::Later },
        "place" => {
            let place = form.get("place").trim().parse();
            let place = place.map_err(|_| Trouble::Wrong("a place is a number: 1 for the first".into()))?;
            Edit::Move { story: story()?, to: Place::At(place) }
        }
        "drop" => Edit::Drop { story: story()? },
        "shorten" => Edit::Shorten { story: story()? },
        "join" => Edit::Join { story: story()? },
        "part" => Edit::Part { segment: SegmentId(form.get("segment").to_owned()) },
        "restore" => Edit::Restore { story: story()? },
        "reword" => {
            let spoken = form.filled("spoken").filter(|spoken| *spoken != form.get("was_spoken").trim());
            Edit::Reword {
                segment: SegmentId(form.get("segment").to_owned()),
                written: form.get("written").to_owned(),
                spoken: spoken.map(str::to_owned),
            }
        }
        _ => return Err(Trouble::Missing),
    };
    Ok(edit)
}

fn heard(form: &Form) -> Result<Heard, Trouble> {
    if let Some(word) = word(form) {
        return Ok(Heard::Word(word));
    }
    if let Some(voice) = form.filled("voice") {
        return Ok(Heard::Voice(voice.to_owned()));
    }
    match (form.filled("segment"), form.filled("story"), form.get("what")) {
        (Some(segment), ..) => Ok(Heard::Line(SegmentId(segment.to_owned()))),
        (None, Some(story), _) => Ok(Heard::Story(ArticleId(story.to_owned()))),
        (None, None, "headlines") => Ok(Heard::Headlines),
        (None, None, "all") => Ok(Heard::All),
        _ => Err(Trouble::Missing),
    }
}

fn word(form: &Form) -> Option<Word> {
    let language = if form.get("language") == "en" { Language::En } else { Language::Zh };
    let (word, said) = (form.filled("word")?.to_owned(), form.filled("said")?.to_owned());
    Some(Word { word, said, language })
}
