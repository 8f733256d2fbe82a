//! What senders put where the writers' names belong: names, jobs, agencies, and sometimes a second headline.

use std::collections::HashSet;
use std::sync::LazyLock;

use super::keep;
use crate::articles::contents::SourceArticle;
use crate::articles::text::{Text, is_letter};
use crate::model::SkipReason;

/// Takes a line of writers. One that is a sentence stands below the headline; one of figures or jobs names nobody.
pub fn by(line: Text, told: &mut SourceArticle) {
    let print = line.string();
    if is_sentence(&print) {
        keep(&mut told.subtitle, &mut told.skipped, line);
    } else if line.is_blank() || print.contains(|c: char| c.is_ascii_digit()) || words(&print).all(is_job) {
        told.skip(SkipReason::Boilerplate, line);
    } else {
        told.authors.push(line);
    }
}

/// AP of `AP Business Writer`, STT of `STT–`; and the rest.
pub fn of_agency(mut line: Text) -> (Text, Text) {
    let print = line.string();
    let ends_in_job = words(&print).last().is_some_and(is_job);
    let own =
        print.split_inclusive(char::is_whitespace).take_while(|word| !ends_in_job || !is_job(word.trim()));
    let name: Vec<char> = own.flat_map(str::chars).collect();
    let end = name.iter().rposition(|&c| is_letter(c) || matches!(c, '.' | ')')).map_or(0, |at| at + 1);
    let rest = line.take_back(end);
    (line, rest)
}

/// Words of which a name has none: at least three in small letters, of five or more.
fn is_sentence(print: &str) -> bool {
    const FEWEST: usize = 5;
    let small = |word: &&str| word.starts_with(char::is_lowercase) && word.len() > 2 && *word != "and";
    words(print).count() >= FEWEST && words(print).filter(small).count() >= 3
}

fn words(print: &str) -> impl Iterator<Item = &str> {
    print.split(|c: char| c.is_whitespace() || ",;/".contains(c)).filter(|word| !word.is_empty())
}

fn is_job(word: &str) -> bool {
    static JOBS: LazyLock<HashSet<&'static str>> =
        LazyLock::new(|| include_str!("jobs.txt").lines().collect());
    JOBS.contains(word.trim_matches(|c: char| !is_letter(c)).to_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_are_writers() {
        for (print, is_name) in [
            ("Ann Lee and Bob Reed", true),
            ("林远", true),
            ("Ann van der Lee, Bob de la Mare", true),
            ("Lock closed for weeks, boats wait and nobody knows", false),
            ("VALLEY WIRE / MAR 04", false),
            ("Staff Reporter", false),
        ] {
            let mut told = SourceArticle::default();
            by(Text::of(print, 0), &mut told);
            assert_eq!(told.authors.len(), usize::from(is_name), "{print}");
        }
    }

    #[test]
    fn an_agency_is_called_by_its_name_alone() {
        for (print, agency) in [
            ("VW Business Writer", "VW"),
            ("Valley Wire Writer", "Valley Wire"),
            ("VW–", "VW"),
            ("Staff Writer", ""),
            ("Valley Sports Data", "Valley Sports Data"),
            ("谷地社", "谷地社"),
        ] {
            let (name, rest) = of_agency(Text::of(print, 0));
            assert_eq!(name.string(), agency);
            assert_eq!(name.len() + rest.len(), print.chars().count());
        }
    }
}
