//! Article starts: a page's blocks parted where a heading, a dateline or a picture begins something new.

mod briefs;
mod chapters;
mod part;
mod settle;
mod subheads;

use std::collections::HashMap;

use crate::articles::blocks::{Block, Role};
use crate::articles::features::labels::is_label;
use crate::articles::features::seams::seam;
use crate::articles::features::sections::is_briefs;
use crate::articles::features::speakers::asks;
use crate::articles::text::Text;
use crate::articles::weights::weights;

pub use self::part::{Part, Start, gist, topics};

/// Parts a page.
pub fn parts(blocks: &[Block]) -> Vec<Part> {
    let mut builder = Builder {
        blocks,
        sign_below: sign_below(blocks),
        run_in: briefs::run_in(blocks),
        parts: Vec::new(),
        spoken: HashMap::new(),
        last_spoken: None,
        closed: true,
    };
    for (i, block) in blocks.iter().enumerate() {
        builder.take(i, block);
    }
    let mut parts = settle::settle(blocks, builder.parts);
    reunite_interviews(blocks, &mut parts);
    briefs::split(blocks, subheads::absorb(blocks, &parts))
}

/// A file that holds one article: its headings after the first text are headings between paragraphs.
pub fn single(blocks: &[Block]) -> Vec<Part> {
    let mut part = Part::new(Start::Headed);
    for (i, block) in blocks.iter().enumerate() {
        match block.role() {
            Role::Heading(_) if part.texts.is_empty() => part.headings.push(i),
            Role::Heading(_) => {
                part.subheads.push(i);
                part.texts.push(i);
            }
            Role::Byline | Role::Credit => part.bylines.push(i),
            Role::Onward | Role::FromElsewhere => part.signs.push(i),
            Role::Table => part.tables.push(i),
            Role::Skip(_) | Role::Rule => {}
            Role::Body | Role::Opening | Role::Speech | Role::Caption | Role::Item | Role::Note => {
                part.texts.push(i);
            }
        }
    }
    vec![part]
}

/// True where a line of writers stands between a text and a heading, or the page's end.
fn sign_below(blocks: &[Block]) -> bool {
    let is_text = |block: &Block| matches!(block.role(), Role::Body | Role::Opening);
    let signs = |pair: (usize, &[Block])| {
        let below = blocks.get(pair.0 + 2);
        is_text(&pair.1[0])
            && pair.1[1].role() == Role::Byline
            && below.is_none_or(|below| matches!(below.role(), Role::Heading(_)))
    };
    blocks.windows(2).enumerate().any(signs)
}

struct Builder<'a> {
    blocks: &'a [Block],
    /// True for a page whose writers sign below their texts.
    sign_below: bool,
    /// Which texts are briefs whose titles stand in their first lines.
    run_in: Vec<bool>,
    parts: Vec<Part>,
    /// The last part that each speaker speaks in.
    spoken: HashMap<&'a str, usize>,
    /// The last part that anybody speaks in.
    last_spoken: Option<usize>,
    /// True where what stood last takes no more text.
    closed: bool,
}

impl<'a> Builder<'a> {
    fn take(&mut self, i: usize, block: &'a Block) {
        if self.run_in[i] && !self.is_in_column() {
            self.brief(i);
            return;
        }
        match block.role() {
            Role::Heading(_) => {
                let names_a_table = self.parts.last().is_some_and(|part| !part.tables.is_empty());
                if !self.is_waiting() || names_a_table {
                    self.begin(Start::Headed);
                }
                self.last(|part| {
                    part.headings.push(i);
                    if part.start == Start::Opened {
                        part.start = Start::Headed;
                    }
                });
            }
            Role::Opening | Role::Note => {
                if !self.is_waiting() {
                    self.begin(Start::Opened);
                }
                self.last(|part| part.texts.push(i));
            }
            Role::Caption => {
                if !self.is_waiting() {
                    self.begin(Start::Picture);
                }
                self.last(|part| part.texts.push(i));
                self.closed = true;
            }
            Role::Speech => self.speech(i, block),
            Role::Body | Role::Item => self.text(i, block),
            Role::Byline => self.byline(i),
            Role::Credit => {
                self.last(|part| part.bylines.push(i));
                let is_picture = self.parts.last().is_some_and(|part| part.is_picture(self.blocks));
                self.closed |= is_picture;
            }
            Role::Onward => self.last(|part| part.signs.push(i)),
            Role::FromElsewhere => {
                if !self.is_waiting() {
                    self.begin(Start::FromElsewhere);
                }
                self.last(|part| {
                    part.start = Start::FromElsewhere;
                    part.signs.push(i);
                });
            }
            Role::Table => self.last(|part| part.tables.push(i)),
            Role::Skip(_) | Role::Rule => {}
        }
    }

    /// True below the name of a column of briefs, which is split by itself.
    fn is_in_column(&self) -> bool {
        let heading = self.parts.last().and_then(|part| part.headings.last());
        heading.is_some_and(|&heading| is_briefs(&self.blocks[heading].text.string()))
    }

    /// A brief whose title stands in its first line; a heading without a text above it names the column.
    fn brief(&mut self, i: usize) {
        let named = self.is_waiting() && self.parts.last().is_some_and(|part| part.bylines.is_empty());
        let column = self.parts.last().filter(|_| named).and_then(|part| part.headings.last().copied());
        if !named {
            self.begin(Start::Brief(None));
        }
        self.last(|part| {
            part.start = Start::Brief(column);
            part.texts.push(i);
        });
    }

    fn text(&mut self, i: usize, block: &Block) {
        if block.from_elsewhere.is_some() {
            if !self.is_waiting() {
                self.begin(Start::FromElsewhere);
            }
            self.last(|part| part.start = Start::FromElsewhere);
        } else if block.role() == Role::Body && self.is_signed_off(i) {
            self.begin(Start::Opened);
        } else if self.closed && !self.is_waiting() && !self.has_picture_below_headline(block) {
            self.begin(Start::Loose);
        }
        self.last(|part| part.texts.push(i));
    }

    /// True for text that begins anew below a headline and the picture right below that: it is the headline's, unless it
    /// may go on in the story that breaks off above.
    fn has_picture_below_headline(&self, block: &Block) -> bool {
        let pictured = |part: &Part| {
            part.start == Start::Headed
                && part.headings.iter().any(|&i| !is_label(&self.blocks[i].text))
                && part.texts.iter().all(|&i| self.blocks[i].role() == Role::Caption)
        };
        let mut parts = self.parts.iter().rev();
        let here = parts.next().is_some_and(pictured);
        let above = parts.find_map(|part| part.texts.last()).map(|&last| &self.blocks[last]);
        let apart = || {
            above.is_none_or(|above| {
                above.is_finished() || seam(&above.text, &block.text) < weights().picture_apart
            })
        };
        here && !block.reads_on() && apart()
    }

    /// True where the text above ends with its writer's name and this one begins anew: another story, unless one
    /// that broke off above may go on in it.
    fn is_signed_off(&self, i: usize) -> bool {
        let texts = || self.blocks[..i].iter().rev().filter(|above| above.is_text()).take(NEAR);
        let above = self.blocks[..i].last();
        let signed = above.is_some_and(|above| {
            above.is_text()
                && above.byline.as_ref().is_some_and(|byline| !byline.photo && !byline.names.is_empty())
        });
        let text = &self.blocks[i].text;
        signed && text.len() >= SHORTEST && !self.blocks[i].reads_on() && texts().all(Block::is_finished)
    }

    /// A speaker in the midst of a story without speakers goes on in the interview that broke off above.
    fn speech(&mut self, i: usize, block: &'a Block) {
        let begun = self
            .parts
            .last()
            .is_some_and(|part| !part.texts.is_empty() && self.last_spoken != Some(self.parts.len() - 1));
        let who = block.speaker.as_deref();
        let root =
            || who.and_then(|who| self.broken_interview(who)).or_else(|| self.interrupted_interview(i));
        if begun && let Some(root) = root() {
            // What stands under a label before the speaker's word is the rest of what broke off, too.
            let labelled = self.parts.last().is_some_and(|part| self.is_labelled(part));
            if !labelled {
                self.begin(Start::Resumes(root));
            }
            self.last(|part| part.start = Start::Resumes(root));
        }
        self.text(i, block);
        self.last_spoken = Some(self.parts.len() - 1);
        self.spoken.extend(block.speaker.as_deref().zip(self.last_spoken));
    }

    /// Plain text under nothing but a column's name.
    fn is_labelled(&self, part: &Part) -> bool {
        part.start == Start::Headed
            && part.bylines.is_empty()
            && part.headings.iter().all(|&i| is_label(&self.blocks[i].text))
            && part.texts.iter().all(|&i| self.blocks[i].role() == Role::Body)
    }

    fn broken_interview(&self, who: &str) -> Option<usize> {
        let broken = |part: &Part| part.texts.last().is_some_and(|&last| !self.blocks[last].is_finished());
        let &found = self.spoken.get(who)?;
        match self.parts[found].start {
            Start::Resumes(root) => Some(root),
            _ => broken(&self.parts[found]).then_some(found),
        }
    }

    /// The interview above that the story being read interrupts: who answers here answered there, or a question
    /// waits there for its answer.
    fn interrupted_interview(&self, i: usize) -> Option<usize> {
        let signed = self.parts.last().is_some_and(|part| part.is_signed(self.blocks));
        let near = self.blocks[i..].iter().take(NEAR);
        let speakers = near.take_while(|block| !matches!(block.role(), Role::Heading(_)));
        let named =
            speakers.filter_map(|block| block.speaker.as_deref()).take(2).find(|who| !is_anonymous(who));
        let asked = || {
            let last = self.parts[self.last_spoken?].texts.last()?;
            let waits = self.blocks[*last].speaker.as_deref().is_some_and(asks);
            let answers = self.blocks[i].speaker.as_deref().is_some_and(|who| !asks(who));
            (waits && answers).then_some(self.last_spoken?)
        };
        let found = named.and_then(|who| self.spoken.get(who).copied()).or_else(asked).filter(|_| signed)?;
        match self.parts[found].start {
            Start::Resumes(root) => Some(root),
            _ => Some(found),
        }
    }

    /// A byline under a heading opens the story; one after a story's text closes it, unless it has one already.
    fn byline(&mut self, i: usize) {
        let signed = |part: &Part| {
            !part.bylines.is_empty()
                || part
                    .texts
                    .iter()
                    .any(|&t| self.blocks[t].opening.is_some() || self.blocks[t].byline.is_some())
        };
        let opens = match self.parts.last() {
            None => true,
            Some(part) => {
                !part.texts.is_empty()
                    && (signed(part) || part.is_picture(self.blocks) || self.opens_by_habit(i))
            }
        };
        let next = self.blocks.get(i + 1);
        let text_follows = next.is_some_and(Block::is_text);
        // A second writer above a heading is the next story's.
        let heading_follows = next.is_some_and(|next| matches!(next.role(), Role::Heading(_)));
        let own = |part: &Part| {
            let opened =
                |&t: &usize| self.blocks[t].opening.as_ref().is_some_and(|o| !o.reporters.is_empty());
            let whole = part.texts.last().is_some_and(|&t| self.blocks[t].is_finished());
            (whole || !part.signs.is_empty()) && (!part.bylines.is_empty() || part.texts.iter().any(opened))
        };
        let heads = heading_follows && self.parts.last().is_none_or(own);
        if opens && text_follows || heads {
            self.begin(Start::Opened);
        }
        self.last(|part| part.bylines.push(i));
    }

    /// True where this line of writers stands between a whole text and one that begins, on a page whose writers do not
    /// sign below their texts.
    fn opens_by_habit(&self, i: usize) -> bool {
        let above = self.blocks[..i].iter().rev().find(|block| block.is_text());
        let whole = above.is_some_and(Block::is_finished);
        let begins = self
            .blocks
            .get(i + 1)
            .is_some_and(|next| next.is_text() && next.text.len() >= SHORTEST && !next.reads_on());
        // （读者 林远） signs what stands above it.
        let bracketed = |text: &Text| {
            text.chars().first().is_some_and(|c| "（(".contains(*c)) || text.string().contains("读者")
        };
        let signs = self.blocks[i].lifted.iter().any(bracketed);
        !self.sign_below && whole && begins && !signs && !self.is_waiting()
    }

    /// True where the last part waits for its text: it has no more than headings and an editor's note.
    fn is_waiting(&self) -> bool {
        let is_note = |&text: &usize| self.blocks[text].role() == Role::Note;
        self.parts.last().is_some_and(|part| part.start != Start::Loose && part.texts.iter().all(is_note))
    }

    fn begin(&mut self, start: Start) {
        self.parts.push(Part::new(start));
        self.closed = false;
    }

    fn last(&mut self, change: impl FnOnce(&mut Part)) {
        if self.parts.is_empty() {
            self.begin(Start::Loose);
        }
        if let Some(part) = self.parts.last_mut() {
            change(part);
        }
    }
}

/// The shortest text that begins a story without a heading, and how many texts above it may go on in it.
const SHORTEST: usize = 30;
const NEAR: usize = 12;

/// An interview whose parts stand apart: the same people speak.
fn reunite_interviews(blocks: &[Block], parts: &mut [Part]) {
    let mut spoken: HashMap<&str, usize> = HashMap::new();
    let mut interviews = 0;
    for later in 0..parts.len() {
        let here: Vec<&str> = parts[later].speakers(blocks).collect();
        if here.is_empty() {
            continue;
        }
        let is_open = matches!(parts[later].start, Start::Headed | Start::Loose)
            && parts[later].bylines.is_empty()
            && parts[later].texts.iter().all(|&i| blocks[i].role() != Role::Opening);
        let answers: Vec<&str> = here.iter().copied().filter(|who| !is_anonymous(who)).collect();
        let wanted = if answers.is_empty() { &here } else { &answers };
        let earlier = wanted.iter().filter_map(|who| spoken.get(who)).max().copied();
        if let Some(earlier) = earlier.filter(|_| is_open && (!answers.is_empty() || interviews == 1)) {
            let root = match parts[earlier].start {
                Start::Resumes(root) => root,
                _ => earlier,
            };
            parts[later].start = Start::Resumes(root);
        }
        interviews += 1;
        spoken.extend(here.into_iter().map(|who| (who, later)));
    }
}

/// Labels that any interview has: they do not tell one from another.
fn is_anonymous(label: &str) -> bool {
    asks(label) || matches!(label, "答" | "A" | "Answer" | "嘉宾")
}
