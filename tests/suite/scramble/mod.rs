//! Pages made from known stories and broken at random: cut, interleaved, headings lost, noise strewn in.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use newscaster::model::{Article, Kind, Language, Paper, Paragraph};
use serde::Deserialize;
use serde_json::Value;

use self::press::Press;

mod press;

/// A story as the paper had it before the page was broken.
#[derive(Clone, Debug)]
pub struct Story {
    pub headline: String,
    pub paragraphs: Vec<String>,
    pub language: Language,
}

/// A broken page and which story each of its characters belongs to.
#[derive(Default)]
pub struct Page {
    pub text: String,
    pub owner: Vec<Option<usize>>,
    pub stories: Vec<Story>,
    press: &'static Press,
    whole_halves: bool,
    /// Headings that are printed at the page's end.
    displaced: Vec<String>,
    /// Whether the story printed last is whole.
    ends_whole: bool,
}

/// How well a page was read.
#[derive(Clone, Copy, Debug, Default)]
pub struct Score {
    pub stories: usize,
    pub characters: usize,
    pub characters_right: usize,
    pub paragraphs: usize,
    pub paragraphs_exact: usize,
    /// Articles read and articles right, by tenths of confidence.
    pub confidence: [(usize, usize); 11],
}

impl Score {
    pub fn add(&mut self, other: &Self) {
        self.stories += other.stories;
        self.characters += other.characters;
        self.characters_right += other.characters_right;
        self.paragraphs += other.paragraphs;
        self.paragraphs_exact += other.paragraphs_exact;
        for (sum, other) in self.confidence.iter_mut().zip(other.confidence) {
            *sum = (sum.0 + other.0, sum.1 + other.1);
        }
    }

    /// How many of the characters are in the right article.
    pub fn share_of_characters(&self) -> f64 {
        self.characters_right as f64 / self.characters as f64
    }

    /// How many of the paragraphs are exact.
    pub fn share_of_paragraphs(&self) -> f64 {
        self.paragraphs_exact as f64 / self.paragraphs as f64
    }
}

impl std::fmt::Display for Score {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "{} stories, {:.3} % of {} characters in the right article, {:.3} % of {} paragraphs exact",
            self.stories,
            self.share_of_characters() * 100.0,
            self.characters,
            self.share_of_paragraphs() * 100.0,
            self.paragraphs
        )?;
        for (tenth, (read, right)) in self.confidence.iter().enumerate().filter(|(_, (read, _))| *read > 0) {
            let share = *right as f64 / *read as f64 * 100.0;
            write!(
                f,
                "\n  confidence from {:.1}: {right} of {read} articles right ({share:.1} %)",
                tenth as f64 / 10.0
            )?;
        }
        Ok(())
    }
}

/// SplitMix64: small, seeded, the same everywhere.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, n: usize) -> usize {
        (self.next() % n.max(1) as u64) as usize
    }

    fn one_in(&mut self, n: usize) -> bool {
        self.below(n) == 0
    }

    fn pick<T: Copy>(&mut self, of: &[T]) -> T {
        of[self.below(of.len())]
    }
}

/// An article of a gold file.
#[derive(Deserialize)]
struct Gold {
    headline: Option<String>,
    kind: Kind,
    language: Language,
    complete: bool,
    paragraphs: Vec<GoldParagraph>,
}

#[derive(Deserialize)]
struct GoldParagraph {
    text: String,
}

/// The stories of the sample pages, as their gold has them, that are long enough to be cut.
pub fn pool(fixtures: &Path) -> Vec<Story> {
    let files = |folder: &Path| std::fs::read_dir(folder).unwrap().map(|file| file.unwrap().path());
    let mut golds: Vec<PathBuf> = files(fixtures).chain(files(&fixtures.join("plain"))).collect();
    golds.retain(|path| path.extension().is_some_and(|end| end == "json"));
    golds.sort();
    let mut pool: Vec<Story> = Vec::new();
    for path in golds {
        let mut gold: Value = serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
        let articles: Vec<Gold> = serde_json::from_value(gold["articles"].take()).unwrap();
        for article in articles {
            let Some(headline) = article.headline.filter(|_| article.complete) else { continue };
            let language = article.language;
            let shortest = if language == Language::Zh { 20 } else { 50 };
            let paragraphs: Vec<String> = article
                .paragraphs
                .into_iter()
                .map(|p| p.text)
                // An editor's note belongs to the story that it stands above, wherever a page is cut.
                .filter(|text| !text.starts_with("编者按") && !text.starts_with("Editor's note"))
                .filter(|text| text.ends_with(['。', '”', '」', '.', '"']) && text.chars().count() > shortest)
                .collect();
            let long = paragraphs.iter().map(|p| p.chars().count()).sum::<usize>() >= shortest * 3;
            let prose = matches!(article.kind, Kind::News | Kind::Feature);
            // What goes on from another page is no story of its own.
            let begins = paragraphs.first().is_some_and(|text| !text.starts_with(|c: char| c.is_lowercase()));
            if long && prose && begins && pool.iter().all(|story| story.headline != headline) {
                pool.push(Story { headline, paragraphs, language });
            }
        }
    }
    pool
}

impl Page {
    fn plain(&mut self, text: &str) {
        self.text.push_str(text);
        self.owner.extend(text.chars().map(|_| None));
    }

    fn story(&mut self, story: usize, text: &str) {
        self.ends_whole = false;
        self.text.push_str(text);
        self.owner.extend(text.chars().map(|_| Some(story)));
    }
}

/// What may become of a page, one in so many times.
const CUT_OFF: usize = 12;
const INTERLEAVED: usize = 4;
const CUT_AT_COLUMNS_END: usize = 2;
const PICTURE_IN_BETWEEN: usize = 4;
const HALVES_AT_PARAGRAPHS: usize = 3;
const HEADING_LOST: usize = 6;
const HEADING_BELOW: usize = 8;
const HEADING_AT_PAGES_END: usize = 24;
const NO_SIGN_AT_ALL: usize = 60;
const PULL_QUOTE: usize = 10;

/// What pages are made.
#[derive(Clone, Copy, Debug)]
pub struct Habits {
    pub language: Language,
    /// Whether the first half of an interleaved story may end with a paragraph, so that nothing tells the break.
    pub whole_halves: bool,
}

/// One broken page.
pub fn page(pool: &[Story], seed: u64, habits: Habits) -> Page {
    let language = habits.language;
    let mut random = Random(seed.wrapping_mul(0x1234_5678_9abc_def1) ^ 0x5eed);
    let press = press::of(language);
    let mut page = Page { press, whole_halves: habits.whole_halves, ..Page::default() };
    page.plain(random.pick(press.mastheads));
    let mut left: Vec<&Story> = pool.iter().filter(|story| story.language == language).collect();
    let count = (4 + random.below(5)).min(left.len());
    while page.stories.len() < count && !left.is_empty() {
        if random.one_in(CUT_OFF) && left.len() > 1 {
            let story = left.remove(random.below(left.len()));
            cut_off(&mut page, &mut random, story);
        }
        let pick = left.remove(random.below(left.len()));
        let first = page.stories.len();
        page.stories.push(pick.clone());
        if random.one_in(INTERLEAVED) && !left.is_empty() {
            let other = left.remove(random.below(left.len()));
            page.stories.push(other.clone());
            interleaved(&mut page, &mut random, first);
        } else {
            straight(&mut page, &mut random, first);
        }
        if random.one_in(5) {
            page.plain(random.pick(press.noise));
        }
    }
    for heading in std::mem::take(&mut page.displaced) {
        page.plain(&format!("## {heading}\n\n"));
    }
    page.plain(random.pick(press.imprints));
    page
}

/// A story that breaks off and whose rest is on no page.
fn cut_off(page: &mut Page, random: &mut Random, story: &Story) {
    let last = random.below(story.paragraphs.len());
    let Some((front, _)) = cut(random, &story.paragraphs[last]) else { return };
    let mut paragraphs = story.paragraphs[..last].to_vec();
    paragraphs.push(front);
    let index = page.stories.len();
    page.stories.push(Story { paragraphs: paragraphs.clone(), ..story.clone() });
    let heading = random.one_in(HEADING_LOST);
    head(page, random, index, if heading { Heading::Lost } else { Heading::Above });
    for paragraph in &paragraphs {
        page.story(index, paragraph);
        page.plain("\n\n");
    }
}

/// A story in reading order, with column breaks inside sentences and now and then a picture in between.
fn straight(page: &mut Page, random: &mut Random, story: usize) {
    let paragraphs = page.stories[story].paragraphs.clone();
    let characters: usize = paragraphs.iter().map(|p| p.chars().count()).sum();
    let heading = if random.one_in(HEADING_LOST) {
        Heading::Lost
    } else if random.one_in(HEADING_BELOW) {
        Heading::Below
    } else if random.one_in(HEADING_AT_PAGES_END) {
        Heading::AtEnd
    } else if random.one_in(NO_SIGN_AT_ALL) && story > 0 && characters >= 120 && page.ends_whole {
        Heading::NoSign
    } else {
        Heading::Above
    };
    head(page, random, story, heading);
    for paragraph in &paragraphs {
        match cut(random, paragraph).filter(|_| random.one_in(CUT_AT_COLUMNS_END)) {
            Some((front, back)) => {
                page.story(story, &front);
                page.plain("\n\n");
                if random.one_in(PICTURE_IN_BETWEEN) {
                    page.plain(random.pick(page.press.pictures));
                }
                page.story(story, &back);
            }
            None => page.story(story, paragraph),
        }
        page.plain("\n\n");
        if random.one_in(PULL_QUOTE) {
            pull_quote(page, paragraph);
        }
    }
    if random.one_in(6) {
        page.plain(random.pick(page.press.signatures));
    }
    if heading == Heading::Below {
        page.plain(&format!("# {}\n\n", page.stories[story].headline));
    }
    page.ends_whole = true;
}

/// Prints what is quoted in a paragraph once more, alone.
fn pull_quote(page: &mut Page, paragraph: &str) {
    let quote = paragraph.split_once('“').and_then(|(_, rest)| rest.split_once('”')).map(|(quote, _)| quote);
    if let Some(quote) = quote.filter(|quote| quote.chars().filter(|c| c.is_alphanumeric()).count() > 14) {
        page.plain(&format!("> “{quote}”\n\n"));
    }
}

/// Two stories whose halves alternate: A1 B1 A2 B2. A1 breaks off inside a sentence; B1 may end with a paragraph.
fn interleaved(page: &mut Page, random: &mut Random, first: usize) {
    let mut rests: Vec<(usize, Vec<String>)> = Vec::new();
    for story in [first, first + 1] {
        let paragraphs = page.stories[story].paragraphs.clone();
        let at = random.below(paragraphs.len());
        head(page, random, story, Heading::Above);
        for paragraph in &paragraphs[..at] {
            page.story(story, paragraph);
            page.plain("\n\n");
        }
        if story > first && at > 0 && random.one_in(HALVES_AT_PARAGRAPHS) && page.whole_halves {
            rests.push((story, paragraphs[at..].to_vec()));
            continue;
        }
        let (front, rest) = match cut(random, &paragraphs[at]) {
            Some((front, back)) => (front, vec![back]),
            None => (paragraphs[at].clone(), Vec::new()),
        };
        page.story(story, &front);
        page.plain("\n\n");
        rests.push((story, rest.into_iter().chain(paragraphs[at + 1..].iter().cloned()).collect()));
    }
    for (story, rest) in rests {
        for text in &rest {
            page.story(story, text);
            page.plain("\n\n");
        }
    }
    page.ends_whole = true;
}

/// What became of a story's heading.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Heading {
    Above,
    Below,
    AtEnd,
    Lost,
    /// Neither heading nor dateline nor byline.
    NoSign,
}

/// Headings, bylines and datelines in many styles. A story without a heading above it has a dateline.
fn head(page: &mut Page, random: &mut Random, story: usize, heading: Heading) {
    let headline = page.stories[story].headline.clone();
    match heading {
        Heading::NoSign => return,
        Heading::AtEnd => page.displaced.push(headline),
        Heading::Below | Heading::Lost => {}
        Heading::Above => {
            if random.one_in(10) {
                page.plain(random.pick(page.press.labels));
            }
            page.plain(random.pick(&["# ", "## ", "## ", "### "]));
            page.plain(&headline);
            page.plain("\n\n");
        }
    }
    let dated = heading != Heading::Above || !random.one_in(3);
    page.plain(random.pick(if dated { page.press.datelines } else { page.press.bylines }));
}

/// Cuts a paragraph inside a sentence: between two characters, or at a blank between words.
fn cut(random: &mut Random, paragraph: &str) -> Option<(String, String)> {
    let chars: Vec<char> = paragraph.chars().collect();
    let is_han = |c: char| ('一'..='龥').contains(&c);
    let fits = |&at: &usize| {
        is_han(chars[at - 1]) && is_han(chars[at])
            || chars[at] == ' ' && chars[at - 1].is_alphabetic() && chars[at + 1].is_ascii_lowercase()
    };
    let places: Vec<usize> = (8..chars.len().saturating_sub(6)).filter(fits).collect();
    (!places.is_empty()).then(|| {
        let at = random.pick(&places);
        let back = if chars[at] == ' ' { at + 1 } else { at };
        (chars[..at].iter().collect(), chars[back..].iter().collect())
    })
}

/// Compares what was read with what was printed.
pub fn score(page: &Page, paper: &Paper) -> Score {
    let mut shared: HashMap<(usize, usize), usize> = HashMap::new();
    for (index, article) in paper.articles.iter().enumerate() {
        for span in article.paragraphs.iter().flat_map(|p| &p.spans) {
            for owner in page.owner[span.start..span.end].iter().flatten() {
                *shared.entry((*owner, index)).or_default() += 1;
            }
        }
    }
    // Each story is looked for in the article that holds most of it; an article stands for one story only.
    let mut pairs: Vec<((usize, usize), usize)> = shared.into_iter().collect();
    pairs.sort_by_key(|&(pair, count)| (std::cmp::Reverse(count), pair));
    let mut of_story: HashMap<usize, (usize, usize)> = HashMap::new();
    let mut taken: Vec<usize> = Vec::new();
    for ((story, article), count) in pairs {
        if !of_story.contains_key(&story) && !taken.contains(&article) {
            of_story.insert(story, (article, count));
            taken.push(article);
        }
    }
    let mut score = Score { stories: page.stories.len(), ..Score::default() };
    for (index, story) in page.stories.iter().enumerate() {
        score.characters += page.owner.iter().filter(|owner| **owner == Some(index)).count();
        score.paragraphs += story.paragraphs.len();
        if let Some(&(article, count)) = of_story.get(&index) {
            score.characters_right += count;
            let read = &paper.articles[article].paragraphs;
            let whole = story.paragraphs.iter().all(|text| read.iter().any(|p| p.text == *text));
            let band = &mut score.confidence[usize::from(paper.articles[article].confidence.percent() / 10)];
            *band = (band.0 + 1, band.1 + usize::from(whole && read.len() == story.paragraphs.len()));
            score.paragraphs_exact +=
                story.paragraphs.iter().filter(|text| read.iter().any(|p| p.text == **text)).count();
        }
    }
    score
}

/// Every paragraph that was not read as printed, and where its beginning and its end were read.
pub fn misses(page: &Page, paper: &Paper) -> Vec<String> {
    let find = |words: &str| {
        let mut texts =
            paper.articles.iter().flat_map(|article| article.paragraphs.iter().map(move |p| (article, p)));
        let read = |(article, p): (&Article, &Paragraph)| format!("[{}] {}", article.title, p.text);
        let skipped = || paper.skipped.iter().find(|skipped| skipped.text.contains(words));
        let dropped =
            || skipped().map(|skipped| format!("skipped as {:?}: {}", skipped.reason, skipped.text));
        let found = texts.find(|(_, p)| p.text.contains(words)).map(read);
        found.or_else(dropped).unwrap_or_else(|| "in no text".to_owned())
    };
    let mut misses = Vec::new();
    for story in &page.stories {
        for text in &story.paragraphs {
            let read =
                paper.articles.iter().any(|article| article.paragraphs.iter().any(|p| p.text == *text));
            if !read {
                let chars: Vec<char> = text.chars().collect();
                let reach = chars.len().min(6);
                let head: String = chars[..reach].iter().collect();
                let tail: String = chars[chars.len() - reach..].iter().collect();
                misses.push(format!(
                    "[{}] {text}\n  head {}\n  tail {}",
                    story.headline,
                    find(&head),
                    find(&tail)
                ));
            }
        }
    }
    misses
}
