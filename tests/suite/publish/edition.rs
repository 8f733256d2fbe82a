//! A small edition made by hand: two sections, three stories, an interview; a tone a sentence.

use std::f64::consts::TAU;
use std::fs;
use std::path::{Path, PathBuf};

use newscaster::loudness;
use newscaster::model::{
    ArticleId, Chapter, ChapterSpan, Clip, ClipKey, Cue, Edition, Language, Loudness, Millis, Narrator, Role,
    SampleRate, Samples, Script, Segment, SegmentId, Spoken, SpokenCoverage, Take,
};

/// Level, title, and sentences with their role and the pause after them in milliseconds.
type Plan<'a> = (u8, &'a str, &'a [(Role, &'a str, u64)]);

const CHINESE: &[Plan<'_>] = &[
    (
        1,
        "开场",
        &[(Role::Anchor, "各位听众，早上好。", 2_400), (Role::Anchor, "今天是十一月二十八日。", 1_200)],
    ),
    (1, "时政", &[(Role::Anchor, "先来关注时政消息。", 1_200)]),
    (
        2,
        "河上新桥通车 <两岸>居民出行更便捷",
        &[
            (Role::Anchor, "河上新桥通车，两岸居民出行更便捷。", 700),
            (
                Role::Reporter,
                "昨日上午9时，横跨青河的新桥正式通车，桥长1.2公里，双向四车道，两岸居民过河的时间由40分钟缩短到5分钟。",
                350,
            ),
            (Role::Reporter, "“等了三年 & 终于等到了。”", 1_200),
        ],
    ),
    (
        2,
        "专访：守林人的一天",
        &[
            (Role::Question, "您每天几点上山？", 1_400),
            (Role::Answer, "天不亮就走。", 1_400),
            (Role::Answer, "冬天要带两壶热水。", 1_200),
        ],
    ),
    (1, "文体", &[(Role::Anchor, "再看文体。", 2_400)]),
    (2, "Night market opens", &[(Role::Reporter, "夜市开张。", 2_400)]),
    (1, "结束语", &[(Role::Anchor, "感谢收听，再见。", 500)]),
];

const ENGLISH: &[Plan<'_>] = &[
    (1, "Opening", &[(Role::Anchor, "Good morning.", 5_200)]),
    (1, "Local", &[(Role::Anchor, "The local news.", 1_200)]),
    (
        2,
        "New bridge opens",
        &[
            (Role::Anchor, "New bridge opens.", 700),
            (
                Role::Reporter,
                "The bridge over the river opened to traffic on Wednesday morning after three years.",
                350,
            ),
            (Role::Reporter, "It cost $12 million.", 1_200),
        ],
    ),
];

/// A Chinese edition in `folder`, its master and `script.toml` written.
pub fn chinese(folder: &Path) -> Edition {
    build(folder, "青河日报 2024年11月28日", Language::Zh, CHINESE)
}

/// An English one.
pub fn english(folder: &Path) -> Edition {
    build(folder, "The Riverside Courier, 28 November 2024", Language::En, ENGLISH)
}

fn build(folder: &Path, title: &str, language: Language, plan: &[Plan<'_>]) -> Edition {
    let rate = SampleRate::MASTER;
    let (mut segments, mut cues, mut chapters, mut spans) = (vec![], vec![], vec![], vec![]);
    let mut now = Samples::lasting(Millis(300), rate);
    for (index, (level, name, sentences)) in plan.iter().enumerate() {
        let article = (*level == 2).then(|| ArticleId(format!("a{index}")));
        spans.push(Samples(now.0.saturating_sub(6_615)));
        chapters.push(Chapter {
            title: (*name).into(),
            level: *level,
            article: article.clone(),
            page: page(*level, index),
            url: None,
            picture: None,
        });
        for (role, written, pause) in *sentences {
            let end = Samples(now.0 + 3_001 * written.chars().count() as u64);
            cues.push(Cue { start: now, end });
            now = end.saturating_add(Samples::lasting(Millis(*pause), rate));
            segments.push(Segment {
                id: SegmentId(format!("s{:03}", segments.len() + 1)),
                role: *role,
                article: article.clone(),
                chapter: index,
                written: (*written).into(),
                spoken: Spoken::default(),
                pause_after: Millis(*pause),
                language,
                voice: None,
                spans: vec![],
            });
        }
    }
    spans[0] = Samples::ZERO;
    // A story begins with the bridge that its section is; the section ends where the next one begins.
    let is_section = |index: &usize| plan[*index].0 == 1;
    let stories: Vec<usize> = (1..plan.len()).filter(|at| !is_section(at) && is_section(&(at - 1))).collect();
    for story in stories {
        spans[story] = spans[story - 1];
    }
    let next = |index: usize| {
        let has_stories = is_section(&index) && plan.get(index + 1).is_some_and(|next| next.0 == 2);
        (index + 1..plan.len()).find(|next| !has_stories || is_section(next))
    };
    let ends: Vec<Samples> = (0..plan.len()).map(|at| next(at).map_or(now, |next| spans[next])).collect();
    let script = Script {
        title: title.into(),
        date: "2024-11-28".parse().unwrap(),
        language,
        segments,
        chapters,
        left_out: vec![],
        unreached: Vec::new(),
        coverage: SpokenCoverage { characters: 300, spoken: 280, skipped: 20 },
        problems: vec![],
        notes: vec!["河上新桥通车：抓住住 → 抓住".into()],
    };
    let mut edition = Edition {
        takes: script.segments.iter().map(|segment| take(segment, rate)).collect(),
        master: folder.join("edition.wav"),
        rate,
        length: now,
        chapters: spans.iter().zip(ends).map(|(&start, end)| ChapterSpan { start, end }).collect(),
        cues,
        loudness: Loudness { integrated: -16.02, true_peak: -1.52, range: 3.4 },
        levels: vec![],
        script,
    };
    write_master(&mut edition);
    write_script(&edition, &folder.join("script.toml"));
    edition
}

/// The stories stand on the pages 1, 1 and A4.
fn page(level: u8, index: usize) -> Option<String> {
    (level == 2).then(|| if index < 4 { "1" } else { "A4" }.to_owned())
}

fn take(segment: &Segment, rate: SampleRate) -> Take {
    let clip = Clip {
        key: ClipKey(String::new()),
        path: PathBuf::new(),
        hash: String::new(),
        rate,
        length: Samples(1),
        marks: vec![],
    };
    let role = if segment.role == Role::Anchor { "clear" } else { "low" };
    Take { clip, voice: role.into(), cached: segment.id.0 == "s002", attempts: 1, problem: None }
}

/// A tone in each cue, silence between; cue points and labels for the chapters.
fn write_master(edition: &mut Edition) {
    let mut samples = vec![0i16; edition.length.0 as usize];
    for (index, cue) in edition.cues.iter().enumerate() {
        let pitch = 180.0 + 20.0 * (index % 7) as f64;
        for at in cue.start.0..cue.end.0 {
            let phase = TAU * pitch * at as f64 / f64::from(edition.rate.hertz());
            let swell = 0.55 + 0.45 * (at as f64 / 4_000.0).sin();
            samples[at as usize] = (phase.sin() * swell * 9_000.0) as i16;
        }
    }
    edition.levels = loudness::levels(&samples, edition.rate);
    let stops = edition.stops();
    let mut cue = (stops.len() as u32).to_le_bytes().to_vec();
    let mut adtl = b"adtl".to_vec();
    for (index, stop) in stops.iter().enumerate() {
        let chapter = &edition.script.chapters[stop.chapter];
        let (id, at) = (index as u32 + 1, stop.start.0 as u32);
        for word in [id, at, u32::from_le_bytes(*b"data"), 0, 0, at] {
            cue.extend(word.to_le_bytes());
        }
        let mut label = id.to_le_bytes().to_vec();
        label.extend(chapter.title.as_bytes());
        label.push(0);
        adtl.extend(chunk(*b"labl", &label));
    }
    let rate = edition.rate.hertz();
    let mut format = vec![1, 0, 1, 0];
    format.extend(rate.to_le_bytes());
    format.extend((rate * 2).to_le_bytes());
    format.extend([2, 0, 16, 0]);
    let data: Vec<u8> = samples.iter().flat_map(|sample| sample.to_le_bytes()).collect();
    let mut body = b"WAVE".to_vec();
    for (id, content) in [(*b"fmt ", &format), (*b"cue ", &cue), (*b"LIST", &adtl), (*b"data", &data)] {
        body.extend(chunk(id, content));
    }
    fs::write(&edition.master, chunk(*b"RIFF", &body)).unwrap();
}

fn chunk(id: [u8; 4], body: &[u8]) -> Vec<u8> {
    let mut chunk = id.to_vec();
    chunk.extend((body.len() as u32).to_le_bytes());
    chunk.extend(body);
    chunk.resize(chunk.len().next_multiple_of(2), 0);
    chunk
}

/// Writes what the last look reads of a script.
pub fn write_script(edition: &Edition, path: &Path) {
    let mut script = toml::Table::try_from(serde_json::json!({
        "title": edition.script.title,
        "date": edition.script.date,
        "language": edition.script.language,
    }))
    .unwrap();
    let rows = |rows: Vec<serde_json::Value>| toml::Value::try_from(rows).unwrap();
    let segments = edition.script.segments.iter();
    let segments = segments
        .map(|s| serde_json::json!({"id": s.id, "role": s.role, "chapter": s.chapter, "written": s.written}));
    script.insert("segments".into(), rows(segments.collect()));
    let chapters = edition.script.chapters.iter();
    let chapters = chapters.map(|c| {
        let mut row = serde_json::json!({"title": c.title, "level": c.level});
        if let Some(page) = &c.page {
            row["page"] = page.as_str().into();
        }
        row
    });
    script.insert("chapters".into(), rows(chapters.collect()));
    fs::write(path, toml::to_string(&script).unwrap()).unwrap();
}

/// The voices of the editions: a machine for the presenter, a trained model for the rest.
pub fn narrators() -> [Narrator; 2] {
    [("clear", "eSpeak NG", false), ("low", "Baker", true)].map(|(voice, name, trained)| Narrator {
        voice: voice.into(),
        name: name.into(),
        synthetic: true,
        trained,
    })
}
