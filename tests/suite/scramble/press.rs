//! What Chinese and English papers print around their stories, in many styles.

use newscaster::model::Language;

/// A paper's habits; one of each list is picked where it is needed.
pub struct Press {
    pub mastheads: &'static [&'static str],
    pub labels: &'static [&'static str],
    pub datelines: &'static [&'static str],
    pub bylines: &'static [&'static str],
    pub signatures: &'static [&'static str],
    pub pictures: &'static [&'static str],
    pub noise: &'static [&'static str],
    pub imprints: &'static [&'static str],
}

impl Default for &Press {
    fn default() -> Self {
        &CHINESE
    }
}

/// The habits of papers in a language.
pub fn of(language: Language) -> &'static Press {
    match language {
        Language::Zh => &CHINESE,
        Language::En => &ENGLISH,
    }
}

static CHINESE: Press = Press {
    mastheads: &[
        "",
        "青原日报\n\n2025年3月4日 星期二\n\n",
        "第4版 要闻\n\n",
        "# 云州晚报\n\n",
        "A06 城事 2025年3月4日 星期二\n\n",
        "2025年3月4日 第2版 综合 青原日报\n\n",
    ],
    labels: &["## 民生关注\n\n", "### 各地各部门抓落实 一线见行动\n\n", "◎老街坊\n\n"],
    datelines: &[
        "**本报3月3日讯（记者 方远）**",
        "本报讯（记者 方远 通讯员 李向阳） ",
        "【本报讯】（全媒体记者 方远）",
        "**本报云州3月3日电（记者方远）**",
        "新华社云州3月3日电（记者方远、李向阳）",
        "据新华社电 ",
        "本报讯 （首席记者　方　远） ",
        "云州晚报讯 记者方远报道：",
        "中新社云州3月3日电 (记者 方远)",
        "（本报云州3月3日专电 记者 方远）",
    ],
    bylines: &[
        "□本报记者 方远\n\n",
        "■ 云州晚报记者 方远\n\n",
        "本报记者 方远 通讯员 李向阳\n\n",
        "文/图 本报记者 方远\n\n",
        "□方 远 李向阳\n\n",
        "（记者／方远 实习生／李向阳）\n\n",
        "方远\n\n",
    ],
    signatures: &["（记者 方远）\n\n", "本报记者 方远\n\n", "文/方远 图/李向阳\n\n"],
    pictures: &[
        "### 晨练\n\n3月2日，老人们在公园里打太极拳。\n\n本报记者 方远 摄\n\n",
        "图为工人们在安装路灯。 本报记者 方远 摄\n\n",
        "▲志愿者在清理河岸。（李向阳 摄）\n\n",
    ],
    noise: &[
        "广　告\n\n",
        "扫一扫二维码 关注本报\n\n",
        "-4-\n\n",
        "| 区 | 户数 |\n|---|---|\n| 东 | 12 |\n\n",
        "云州 多云 2~9℃ 青原 晴 -3~6℃\n\n",
        "新闻热线：0999-5550000\n\n",
    ],
    imprints: &["", "责任编辑：林远 版式：苏婉\n", "■本版责编 许安\n", "统筹 林远 版式 苏婉 校对 许安\n"],
};

static ENGLISH: Press = Press {
    mastheads: &[
        "",
        "# The Tanner Herald\n\nTuesday, March 4, 2025\n\n",
        "Page A4 | Local\n\n",
        "TANNER GAZETTE\n\nTuesday, March 4, 2025 • A4 • $2\n\n",
    ],
    labels: &["## Local News\n\n", "### Your letters\n\n"],
    datelines: &[
        "TANNER — ",
        "SPRING CREEK, Ohio (AP) — ",
        "LONDON (Reuters) - ",
        "TANNER, March 3 — ",
        "WEST TANNER (Xinhua) -- ",
    ],
    bylines: &[
        "By Dale Foster\n\n",
        "By DALE FOSTER and Ruth Lane, Staff Writers\n\n",
        "Dale Foster | Staff Reporter\n\n",
        "By Dale Foster\nHerald Staff Writer\n\n",
        "Dale Foster\nChief reporter\n\n",
    ],
    signatures: &["— Staff reports\n\n"],
    pictures: &["Photo by Ruth Lane\n\n", "*Pictured: volunteers clear the bank.*\n\n"],
    noise: &[
        "ADVERTISEMENT\n\n",
        "Follow us on the web for updates\n\n",
        "| Team | Won |\n|---|---|\n| Eastview | 12 |\n\n",
        "Page A4\n\n",
    ],
    imprints: &["", "© 2025 Tanner Herald. All rights reserved.\n"],
};
