//! The DAISY 3 book before the rules of ANSI/NISO Z39.86-2005 that its document types do not tell.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use super::feed_rules::{Node, parse};
use super::{edition, publish_in};

/// All elements of a document in the order of their beginnings.
fn all(root: &Node) -> Vec<&Node> {
    let mut found = vec![root];
    for child in &root.children {
        found.extend(all(child));
    }
    found
}

fn document(folder: &Path, name: &str) -> Node {
    parse(&fs::read_to_string(folder.join(name)).unwrap())
}

#[test]
fn the_daisy_3_book_keeps_the_rules() {
    for build in [edition::chinese as fn(&Path) -> _, edition::english] {
        let output = tempfile::tempdir().unwrap();
        assert_eq!(publish_in(output.path(), &build(output.path()), "daisy3").faults, [""; 0]);
        let folder = output.path().join("daisy3");
        let package = document(&folder, "package.opf");
        let uid = package.get("unique-identifier");
        let elements = all(&package);
        let identifier = elements.iter().find(|e| e.name == "dc:Identifier").unwrap();
        assert_eq!(identifier.get("id"), uid);
        let meta = |document: &Node, name: &str| {
            let all = all(document);
            let found = all.into_iter().find(|e| e.name == "meta" && e.get("name") == name);
            found.unwrap_or_else(|| panic!("no {name}")).get("content").to_owned()
        };
        assert_eq!(meta(&package, "dtb:multimediaType"), "audioFullText");
        // Everything has its type, and what is heard is in the spine, in order.
        let kinds: BTreeSet<_> =
            elements.iter().filter(|e| e.name == "item").map(|e| e.get("media-type")).collect();
        let expected = [
            "application/smil",
            "application/x-dtbncx+xml",
            "application/x-dtbook+xml",
            "application/x-dtbresource+xml",
            "audio/mpeg",
            "text/xml",
        ];
        assert_eq!(kinds, BTreeSet::from(expected));
        let ncx = document(&folder, "navigation.ncx");
        assert_eq!(meta(&ncx, "dtb:uid"), identifier.text);
        let pages = all(&ncx).into_iter().filter(|e| e.name == "pageTarget").count();
        assert_eq!(meta(&ncx, "dtb:totalPageCount"), pages.to_string());
        assert_eq!(meta(&ncx, "dtb:depth"), "2");
        // Every text that is played leads back to where it is played, and is played once.
        let book = document(&folder, "book.xml");
        let texts = all(&book);
        let mut played = BTreeSet::new();
        for item in elements.iter().filter(|e| e.name == "item" && e.get("media-type") == "application/smil")
        {
            let smil = document(&folder, item.get("href"));
            assert_eq!(meta(&smil, "dtb:uid"), identifier.text);
            for par in all(&smil).into_iter().filter(|e| e.name == "par") {
                let source = par.only("text").get("src").strip_prefix("book.xml#").unwrap().to_owned();
                let text = texts.iter().find(|e| e.attribute("id") == Some(&source)).unwrap();
                assert_eq!(text.get("smilref"), format!("{}#{}", item.get("href"), par.get("id")));
                assert!(played.insert(source), "played twice");
                let is_page = par.attribute("customTest").is_some_and(|test| test == "pagenum");
                assert_eq!(is_page, text.name == "pagenum");
            }
        }
        let linked = texts.iter().filter(|e| e.attribute("smilref").is_some()).count();
        assert_eq!(linked, played.len());
    }
}
