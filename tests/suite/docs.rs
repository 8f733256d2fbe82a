//! What the pages tell to type: every verb and option is there, and the first edition of both guides is made as they say.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use crate::house::House;

fn pages() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let docs = fs::read_dir(root.join("docs")).unwrap().map(|entry| entry.unwrap().path());
    let mut pages: Vec<PathBuf> =
        docs.filter(|path| path.extension().is_some_and(|end| end == "md")).collect();
    pages.extend(["README.md", "README.zh.md"].map(|name| root.join(name)));
    pages.sort();
    pages
}

/// The blocks of code of a page, and the code within its lines.
fn blocks(page: &str) -> Vec<String> {
    let mut blocks = Vec::new();
    for (index, piece) in page.split("```").enumerate() {
        if index % 2 == 1 {
            blocks.push(piece.split_once('\n').map_or("", |(_, block)| block).to_owned());
        } else {
            blocks.extend(piece.split('`').skip(1).step_by(2).map(|code| code.replace('\n', " ")));
        }
    }
    blocks
}

/// The words of each command that begins with the program's name, to the end of its line, a comment or a pipe.
fn commands(block: &str) -> Vec<Vec<&str>> {
    let lines = block.lines().filter_map(|line| {
        let start = line
            .find("newscaster ")
            .filter(|at| !line[..*at].ends_with(|c: char| c.is_alphanumeric() || "-_/.`@".contains(c)))?;
        let command = &line[start + "newscaster ".len()..];
        let end =
            command.find(" #").into_iter().chain(command.find([';', '|', '>', '&', '…', '（', '\''])).min();
        Some(command[..end.unwrap_or(command.len())].split_whitespace().collect())
    });
    lines.collect()
}

#[test]
fn every_verb_and_option_in_the_pages_is_there() {
    let house = House::new();
    let mut helps: BTreeMap<String, String> = BTreeMap::new();
    let (mut wrong, mut count) = (Vec::new(), 0);
    for path in pages() {
        let page = fs::read_to_string(&path).unwrap();
        for words in blocks(&page)
            .iter()
            .flat_map(|block| commands(block).into_iter().map(|words| words.join(" ")).collect::<Vec<_>>())
        {
            let mut words = words.split(' ');
            let verb = words.next().unwrap_or_default();
            if !verb.chars().all(|c| c.is_ascii_lowercase()) {
                continue;
            }
            count += 1;
            let inner = words
                .clone()
                .next()
                .filter(|_| matches!(verb, "voices" | "listener" | "clips"))
                .unwrap_or_default();
            let inner = if inner.starts_with('-') { "" } else { inner };
            let asked = format!("{verb} {inner}");
            let help =
                helps.entry(asked.clone()).or_insert_with(|| house.run(&format!("{asked} --help")).out);
            let options =
                words.filter(|word| word.starts_with('-')).map(|word| word.split('=').next().unwrap_or(word));
            let is_there = |option: &str| {
                help.split(|c: char| c.is_whitespace() || c == ',').any(|known| known == option)
            };
            wrong.extend(
                help.is_empty().then(|| format!("{}: there is no newscaster {asked}", path.display())),
            );
            wrong.extend(
                options
                    .filter(|option| !is_there(option))
                    .map(|option| format!("{}: newscaster {asked} has no {option}", path.display())),
            );
        }
    }
    assert!(count > 80, "only {count} commands were found");
    assert_eq!(wrong, [""; 0]);
}

/// As they are typed: the page is saved, made, looked at, and made again from its script.
#[test]
fn the_first_edition_of_both_guides_is_made() {
    for guide in ["docs/start.md", "docs/start.zh.md"] {
        let page = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(guide)).unwrap();
        let blocks = blocks(&page);
        let print =
            blocks.iter().find(|block| block.starts_with("# ")).expect("the guide has a page to save");
        let house = House::new().file("page.md", print).file("pages/2026-03-05.md", print);
        let typed: Vec<String> = blocks
            .iter()
            .flat_map(|block| commands(block))
            .map(|words| words.join(" "))
            .filter(|command| {
                ["make page.md", "articles pages", "script pages", "make today"]
                    .iter()
                    .any(|begin| command.starts_with(begin))
            })
            .collect();
        assert_eq!(typed.len(), 4, "{guide}: {typed:?}");
        for command in typed {
            house.run(&command).succeeds();
        }
        for file in ["index.html", "edition.mp3"] {
            assert!(house.path("output/2026-03-05").join(file).is_file(), "{guide}: {file}");
        }
    }
}

#[test]
fn the_completions_of_every_shell_know_every_verb() {
    let house = House::new();
    let help = house.run("--help").succeeds().out;
    let listed =
        help.lines().skip_while(|line| *line != "Commands:").skip(1).take_while(|line| !line.is_empty());
    let verbs: Vec<&str> = listed
        .filter(|line| !line.starts_with("   "))
        .filter_map(|line| line.split_whitespace().next())
        .collect();
    assert!(verbs.len() > 15, "{help}");
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let script = house.run(&format!("completions {shell}")).succeeds().out;
        for verb in &verbs {
            assert!(script.contains(verb), "{shell} does not know {verb}");
        }
    }
}

#[test]
fn the_terminal_speaks_chinese_and_programs_are_told_the_same() {
    let house = House::new().file(
        "2026-03-05.md",
        "# 云水大桥通车\n\n本报3月4日讯　云水大桥昨天上午通车，今晚轮渡最后一次开航。\n",
    );
    let run = |arguments: &str, locale: &str| {
        let output =
            house.command(arguments).env_remove("NEWSCASTER_LANG").env("LC_ALL", locale).output().unwrap();
        crate::house::Run::of(arguments, output)
    };
    run("make 2026-03-05.md", "zh_CN.UTF-8").succeeds().says("收听：").says("条新闻");
    run("make 2026-03-05.md", "zh_TW.UTF-8").succeeds().says("收聽：");
    run("make nowhere.md", "zh_CN.UTF-8").ends(3).says("没有这个文件或文件夹");
    run("make 2026-03-05.md --formats mp4x", "zh_CN.UTF-8").ends(2).says("没有格式 `mp4x`");
    house.put("a.png", b"\x89PNG\r\n\x1a\n\0\0");
    run("make a.png", "zh_CN.UTF-8").ends(3).says("而是图片（PNG）");
    run("listener remove anna", "zh_TW.UTF-8").ends(2).says("沒有名叫anna的聽眾；現在沒有聽眾");
    run("make --dat", "zh_CN.UTF-8").ends(2).says("您是不是想写 --date");
    run("articles 2026-03-05.md", "zh_CN.UTF-8").succeeds().prints("个字符");
    run("make --help", "zh_CN.UTF-8").succeeds().prints("节目标题");
    let json = |locale: &str| run("articles 2026-03-05.md --json", locale).succeeds().out;
    assert_eq!(json("zh_CN.UTF-8"), json("C.UTF-8"));
    run("make 2026-03-05.md", "C.UTF-8").succeeds().says("Listen: ");
}
