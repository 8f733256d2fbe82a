//! What stands beside running text: code, tables, pictures.

use super::{Body, ends_in_colon};
use crate::articles::document::Line;
use crate::articles::text::{Text, is_blank, is_han};
use crate::articles::treatment::{Part, Treatment};
use crate::articles::written::links::with_links;
use crate::articles::written::{addresses, furniture, tables, titles};
use crate::model::SkipReason;

impl Body<'_> {
    /// Code is said line by line, or announced where the text leads to it: as follows:
    pub(super) fn code(&mut self, text: Text) {
        let is_led_to = self.story.paragraphs.last().is_some_and(|para| ends_in_colon(&para.text));
        match self.settings.code {
            Treatment::Say => return self.tell(text),
            Treatment::Announce if is_led_to => self.notice(Part::Code),
            Treatment::Announce | Treatment::Skip => {}
        }
        self.skip(SkipReason::Boilerplate, text);
    }

    /// Says that something is there, in a paragraph that nobody printed.
    pub(super) fn notice(&mut self, part: Part) {
        let before = self.story.paragraphs.last().map(|para| &para.text);
        let is_chinese = before.is_some_and(|text| text.chars().iter().any(|&c| is_han(c)));
        let mut text = Text::default();
        part.notice(is_chinese).chars().for_each(|c| text.push_unprinted(c));
        self.tell(text);
    }

    /// A cell without what nobody says.
    fn cell(&mut self, cell: Line) -> Line {
        let (mut cell, links) = with_links(cell, self.settings.links);
        for text in links {
            self.skip(SkipReason::Boilerplate, text);
        }
        if self.settings.addresses != Treatment::Say {
            let (text, unsaid) = addresses::without(&cell.text);
            for text in unsaid {
                self.skip(SkipReason::Boilerplate, text);
            }
            cell.text = text;
        }
        cell
    }

    pub(super) fn table(&mut self, rows: Vec<Vec<Line>>) {
        let rows =
            rows.into_iter().map(|row| row.into_iter().map(|cell| self.cell(cell)).collect()).collect();
        match tables::told(rows, self.settings.tables) {
            tables::TableText::Rows(rows) => rows.into_iter().for_each(|row| self.tell(row)),
            tables::TableText::Announced(cells) => {
                if self.settings.tables != Treatment::Skip {
                    self.story.article.tables += 1;
                }
                for cell in cells {
                    self.skip(SkipReason::Table, cell);
                }
            }
        }
    }

    /// What a picture shows is told where somebody wrote a sentence about it.
    pub(super) fn picture(&mut self, mut line: Line) {
        line.text.trim();
        if let Some(at) = furniture::credit(&line.text) {
            let credit = line.text.take_back(at);
            self.skip(SkipReason::Boilerplate, credit);
        }
        let text = &line.text;
        let han = text.chars().iter().filter(|&&c| is_han(c)).count();
        let words = text.chars().split(|&c| is_blank(c)).filter(|word| word.len() > 1).count();
        let is_sentence = (han >= 12 || words >= 6) && !titles::ADDRESS.is_match(&text.string());
        match self.settings.pictures {
            Treatment::Say if is_sentence => return self.tell(line.text),
            Treatment::Announce => self.notice(Part::Picture),
            Treatment::Say | Treatment::Skip => {}
        }
        self.skip(SkipReason::Boilerplate, line.text);
    }
}
