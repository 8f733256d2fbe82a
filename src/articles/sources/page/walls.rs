//! Pages that stand before an article: a question for consent, a login, a server's error.

use std::sync::LazyLock;

use super::choice;
use super::head::Head;
use crate::articles::contents::Contents;
use crate::articles::document::{Block, Loose};
use crate::articles::rule::Rules;
use crate::articles::text::Text;
use crate::model::SkipReason;

/// A page with more print says something of its own, in bytes of letters.
const LONGEST: usize = 900;

/// What stands before the article, and what to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wall {
    /// A question for consent.
    Consent,
    /// A login.
    Login,
    /// A server's error.
    Error,
}

impl Wall {
    fn words(self) -> &'static str {
        match self {
            Self::Consent => {
                "this page only asks for consent to cookies; open the article in a browser, answer, and save the page"
            }
            Self::Login => "this page only asks to sign in; save the article when you are signed in",
            Self::Error => "this page is the error message of a server; ask for the article again later",
        }
    }
}

/// Which wall a short page is; `None` for any other page. One whose data call it an article is only an error or none.
pub fn of(head: &Head, blocks: &[Block], is_linked: bool) -> Option<Wall> {
    static SIGNS: LazyLock<[Rules; 3]> = LazyLock::new(|| {
        let of = |name: &str| {
            let lines = include_str!("walls.tsv").lines().filter_map(|line| line.split_once('\t'));
            lines.filter(|(kind, _)| *kind == name).map(|(_, sign)| sign).collect::<Vec<_>>().join("\n")
        };
        ["error", "consent", "login"].map(|name| Rules::of_lines(&of(name)))
    });
    const HEAD: usize = 120;
    let letters: usize = blocks.iter().map(|block| choice::of_block(block).len()).sum();
    if letters > LONGEST || is_linked {
        return None;
    }
    let heading = blocks.iter().find_map(|block| match block {
        Block::Heading(_, line) => Some(line.text.folded_head(HEAD)),
        _ => None,
    });
    let title = Text::unprinted(&head.title).folded_head(HEAD);
    let names = [Some(title), heading];
    let is = |rules: &Rules| names.iter().flatten().any(|name| rules.is_match(name.trim()));
    let [error, consent, login] = &*SIGNS;
    let asks = || {
        let mut asks = false;
        for block in blocks {
            block.each_text(&mut |text| asks |= text.string().to_lowercase().contains("cookie"));
        }
        asks
    };
    match () {
        () if is(error) => Some(Wall::Error),
        () if is(consent) && asks() => Some(Wall::Consent),
        () if head.asks_password && is(login) => Some(Wall::Login),
        () => None,
    }
}

/// What such a page gives: no article, and why.
pub fn contents(wall: Wall, blocks: &[Block], loose: Vec<Loose>) -> Contents {
    let mut contents = Contents { loose, ..Contents::of("html") };
    contents.problems.push(wall.words().to_owned());
    for block in blocks {
        block.each_text(&mut |text| contents.skip(SkipReason::Boilerplate, text.clone()));
    }
    contents
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::articles::sources::page::head;
    use crate::articles::sources::{bodies, offsets::Offsets};

    #[test]
    fn walls_are_told_from_short_articles() {
        let cookies = "<p>We use cookies to keep the page as you like it.</p><button>Accept</button>";
        let field = "<input type=password>";
        for (title, rest, wall) in [
            ("502 Bad Gateway", "<p>nginx</p>", Some(Wall::Error)),
            ("Page not found | Valley Post", "<p>Nothing is here.</p>", Some(Wall::Error)),
            ("页面不存在", "<p>请返回首页</p>", Some(Wall::Error)),
            ("We value your privacy", cookies, Some(Wall::Consent)),
            ("Log in - Valley Post", field, Some(Wall::Login)),
            ("用户登录", field, Some(Wall::Login)),
            ("Log in at the lock", "<p>The keeper writes down each boat.</p>", None),
            ("503 boats passed the lock", "<p>So many were never seen.</p>", None),
            ("Bakers value your privacy", cookies, None),
        ] {
            let html = format!("<title>{title}</title><h1>{title}</h1>{rest}");
            let (blocks, _) = bodies::markup(&html, 0..html.len(), 0, &Offsets::new(&html));
            assert_eq!(of(&head::read(&html), &blocks, false), wall, "{title}");
        }
    }
}
