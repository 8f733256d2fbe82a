//! Addresses that may be told to everybody.

/// Whether a text is an address of the open web: `http` or `https`, a host with a name that is not of a network of its own,
/// neither a password nor a blank in it.
///
/// What machines are called is seen, not asked: nothing is looked up.
pub fn is_web_address(text: &str) -> bool {
    let scheme = text
        .split_once("://")
        .filter(|(scheme, _)| scheme.eq_ignore_ascii_case("https") || scheme.eq_ignore_ascii_case("http"));
    let Some((_, rest)) = scheme else { return false };
    let is_clean = !text.chars().any(|c| c.is_whitespace() || c.is_control() || "<>\"\\".contains(c));
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let host = match authority.rsplit_once(':') {
        Some((host, port)) if port.bytes().all(|b| b.is_ascii_digit()) => host,
        _ => authority,
    };
    is_clean && !authority.contains('@') && is_public_name(host.trim_end_matches('.'))
}

/// A name of several parts whose last is none of those that only networks of their own know (RFC 2606, 6761, 6762, 8375,
/// 9476); a figure there is a machine's number, which stories on the web do not have.
fn is_public_name(host: &str) -> bool {
    const OWN: &[&str] = &[
        "localhost",
        "local",
        "lan",
        "home",
        "internal",
        "intranet",
        "corp",
        "private",
        "arpa",
        "test",
        "invalid",
        "alt",
    ];
    let Some((before, last)) = host.rsplit_once('.') else { return false };
    let is_named = before.split('.').all(|part| !part.is_empty()) && !last.is_empty();
    is_named
        && !host.contains([':', '[', ']'])
        && !last.starts_with(|c: char| c.is_ascii_digit())
        && !OWN.contains(&last.to_ascii_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_everybody_can_reach_is_of_the_web() {
        for address in [
            "https://news.example/2026/03/05/a.html?id=1#top",
            "HTTP://www.example.cn:8080/新闻/1",
            "https://例子.中国/图.jpg",
            "https://news.example./a",
        ] {
            assert!(is_web_address(address), "{address}");
        }
    }

    #[test]
    fn what_only_some_can_reach_is_not() {
        for address in [
            "/home/a/b.jpg",
            "file:///a.jpg",
            "C:\\a.jpg",
            "data:image/png;base64,AA",
            "//news.example/a",
            "cid:1@x",
            "http://localhost/a",
            "http://desk.local/a",
            "http://10.0.0.1/a",
            "http://[::1]/a",
            "http://router/a",
            "https://user:secret@news.example/a",
            "https://news.example/a b",
            "https://",
            "https://.example/",
            "javascript://news.example/%0aalert(1)",
        ] {
            assert!(!is_web_address(address), "{address}");
        }
    }
}
