//! Pages made from known stories and broken at random: cut, interleaved, headings lost, noise strewn in.

use std::collections::HashMap;
use std::path::Path;

use newscaster::articles::{self, Options};
use newscaster::model::{Kind, Paper};
use newscaster::progress::Silent;

/// A story as the paper had it before the page was broken.
#[derive(Clone, Debug)]
pub struct Story {
    pub headline: String,
    pub paragraphs: Vec<String>,
}

/// A broken page and which story each of its characters belongs to.
#[derive(Default)]
pub struct Page {
    pub text: String,
    pub owner: Vec<Option<usize>>,
    pub stories: Vec<Story>,
}

/// How well a page was read.
#[derive(Clone, Copy, Debug, Default)]
pub struct Score {
    pub stories: usize,
    pub characters: usize,
    pub characters_right: usize,
    pub paragraphs: usize,
    pub paragraphs_exact: usize,
}

impl Score {
    pub fn add(&mut self, other: &Self) {
        self.stories += other.stories;
        self.characters += other.characters;
        self.characters_right += other.characters_right;
        self.paragraphs += other.paragraphs;
        self.paragraphs_exact += other.paragraphs_exact;
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

/// The Chinese stories of the sample pages that are long enough to be cut.
pub fn pool(fixtures: &Path, pages: &[&str]) -> Vec<Story> {
    let examples = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/chinese-page.md");
    let paths = pages.iter().map(|page| fixtures.join(page)).chain([examples]);
    let mut pool: Vec<Story> = Vec::new();
    for path in paths {
        let paper = articles::read(&[path], &Options::default(), &Silent).unwrap();
        for article in
            paper.articles.into_iter().filter(|a| a.complete && matches!(a.kind, Kind::News | Kind::Feature))
        {
            let Some(headline) = article.headline else { continue };
            let paragraphs: Vec<String> = article
                .paragraphs
                .into_iter()
                .map(|p| p.text)
                .filter(|text| text.ends_with(['。', '”', '」']) && text.chars().count() > 20)
                .collect();
            let long = paragraphs.iter().map(|p| p.chars().count()).sum::<usize>() >= 60;
            let chinese = headline.chars().any(|c| ('一'..='龥').contains(&c));
            if long && chinese && pool.iter().all(|story| story.headline != headline) {
                pool.push(Story { headline, paragraphs });
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
        self.text.push_str(text);
        self.owner.extend(text.chars().map(|_| Some(story)));
    }
}

/// One broken page.
pub fn page(pool: &[Story], seed: u64) -> Page {
    let mut random = Random(seed.wrapping_mul(0x1234_5678_9abc_def1) ^ 0x5eed);
    let mut page = Page::default();
    page.plain(random.pick(&["", "青原日报\n\n2025年3月4日 星期二\n\n", "第4版 要闻\n\n", "# 云州晚报\n\n"]));
    let count = 4 + random.below(5);
    let mut left: Vec<&Story> = pool.iter().collect();
    while page.stories.len() < count && !left.is_empty() {
        if random.one_in(12) && left.len() > 1 {
            let story = left.remove(random.below(left.len()));
            cut_off(&mut page, &mut random, story);
        }
        let pick = left.remove(random.below(left.len()));
        let first = page.stories.len();
        page.stories.push(pick.clone());
        let interleaves = random.one_in(4) && !left.is_empty();
        if interleaves {
            let other = left.remove(random.below(left.len()));
            page.stories.push(other.clone());
            interleaved(&mut page, &mut random, first);
        } else {
            straight(&mut page, &mut random, first);
        }
        strew(&mut page, &mut random);
    }
    page.plain(random.pick(&["", "责任编辑：林远 版式：苏婉\n", "■本版责编 许安\n"]));
    page
}

/// A story that breaks off and whose rest is on no page.
fn cut_off(page: &mut Page, random: &mut Random, story: &Story) {
    let last = random.below(story.paragraphs.len());
    let Some((front, _)) = cut(random, &story.paragraphs[last]) else { return };
    let mut paragraphs = story.paragraphs[..last].to_vec();
    paragraphs.push(front);
    let index = page.stories.len();
    page.stories.push(Story { headline: story.headline.clone(), paragraphs: paragraphs.clone() });
    head(page, random, index);
    for paragraph in &paragraphs {
        page.story(index, paragraph);
        page.plain("\n\n");
    }
}

/// A story in reading order, with column breaks inside sentences and now and then a picture in between.
fn straight(page: &mut Page, random: &mut Random, story: usize) {
    let paragraphs = page.stories[story].paragraphs.clone();
    head(page, random, story);
    let last = paragraphs.len() - 1;
    for (n, paragraph) in paragraphs.iter().enumerate() {
        match cut(random, paragraph).filter(|_| random.one_in(2)) {
            Some((front, back)) => {
                page.story(story, &front);
                page.plain("\n\n");
                if random.one_in(4) {
                    picture(page, random);
                }
                page.story(story, &back);
            }
            None => page.story(story, paragraph),
        }
        if n == last && random.one_in(6) {
            page.plain(random.pick(&["（记者 方远）", "（本报记者 方远）"]));
        }
        page.plain("\n\n");
    }
}

/// Two stories whose halves alternate: A1 B1 A2 B2.
fn interleaved(page: &mut Page, random: &mut Random, first: usize) {
    let mut rests: Vec<(usize, String, Vec<String>)> = Vec::new();
    for story in [first, first + 1] {
        let paragraphs = page.stories[story].paragraphs.clone();
        let at = random.below(paragraphs.len());
        head(page, random, story);
        for paragraph in &paragraphs[..at] {
            page.story(story, paragraph);
            page.plain("\n\n");
        }
        let Some((front, back)) = cut(random, &paragraphs[at]) else {
            for paragraph in &paragraphs[at..] {
                page.story(story, paragraph);
                page.plain("\n\n");
            }
            continue;
        };
        page.story(story, &front);
        page.plain("\n\n");
        rests.push((story, back, paragraphs[at + 1..].to_vec()));
    }
    for (story, back, rest) in rests {
        for text in [back].iter().chain(&rest) {
            page.story(story, text);
            page.plain("\n\n");
        }
    }
}

/// Headings, bylines and datelines in many styles; the heading may be lost where a dateline opens the story.
fn head(page: &mut Page, random: &mut Random, story: usize) {
    let headline = page.stories[story].headline.clone();
    let dated = !random.one_in(3);
    if !(dated && random.one_in(6)) {
        if random.one_in(10) {
            page.plain(random.pick(&["## 民生关注\n\n", "### 各地各部门抓落实 一线见行动\n\n"]));
        }
        page.plain(random.pick(&["# ", "## ", "## ", "### "]));
        page.plain(&headline);
        page.plain("\n\n");
    }
    if dated {
        page.plain(random.pick(&[
            "**本报3月3日讯（记者 方远）**",
            "本报讯（记者 方远 通讯员 李向阳） ",
            "【本报讯】（全媒体记者 方远）",
            "**本报云州3月3日电（记者方远）**",
            "新华社云州3月3日电（记者方远、李向阳）",
            "据新华社电 ",
            "本报讯 （首席记者　方　远） ",
        ]));
    } else {
        page.plain(random.pick(&[
            "□本报记者 方远\n\n",
            "■ 云州晚报记者 方远\n\n",
            "本报记者 方远 通讯员 李向阳\n\n",
        ]));
    }
}

/// Cuts a paragraph inside a sentence.
fn cut(random: &mut Random, paragraph: &str) -> Option<(String, String)> {
    let chars: Vec<char> = paragraph.chars().collect();
    let fits = |&at: &usize| {
        let plain = |c: char| ('一'..='龥').contains(&c);
        plain(chars[at - 1]) && plain(chars[at])
    };
    let places: Vec<usize> = (8..chars.len().saturating_sub(6)).filter(fits).collect();
    (!places.is_empty()).then(|| {
        let at = random.pick(&places);
        (chars[..at].iter().collect(), chars[at..].iter().collect())
    })
}

fn picture(page: &mut Page, random: &mut Random) {
    page.plain(random.pick(&[
        "### 晨练\n\n3月2日，老人们在公园里打太极拳。\n\n本报记者 方远 摄\n\n",
        "图为工人们在安装路灯。 本报记者 方远 摄\n\n",
        "▲志愿者在清理河岸。（李向阳 摄）\n\n",
    ]));
}

fn strew(page: &mut Page, random: &mut Random) {
    if random.one_in(5) {
        page.plain(random.pick(&[
            "广　告\n\n",
            "扫一扫二维码 关注本报\n\n",
            "-4-\n\n",
            "| 区 | 户数 |\n|---|---|\n| 东 | 12 |\n\n",
        ]));
    }
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
            score.paragraphs_exact +=
                story.paragraphs.iter().filter(|text| read.iter().any(|p| p.text == **text)).count();
        }
    }
    score
}
