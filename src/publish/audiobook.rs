//! `publication.json`: a W3C audiobook manifest; the page with the player is its entry and its contents.

use std::path::PathBuf;

use serde_json::{Value, json};

use super::{Error, Programme, book, disk};
use crate::model::clock;

/// Other files of the edition that the manifest lists where they are there.
const RESOURCES: &[(&str, &str, Option<&str>)] = &[
    ("index.html", "text/html", Some("contents")),
    ("cover.png", "image/png", Some("cover")),
    ("cover.jpg", "image/jpeg", Some("cover")),
    ("cover-small.png", "image/png", None),
    ("transcript.vtt", "text/vtt", None),
];

/// Writes `publication.json`.
pub fn publish(programme: &Programme<'_>) -> Result<Vec<PathBuf>, Error> {
    let path = programme.target.folder.join("publication.json");
    Ok(vec![disk::write_json(path, &manifest(programme))?])
}

/// The manifest.
pub fn manifest(programme: &Programme<'_>) -> Value {
    let folder = programme.target.folder;
    // The page is written last and always.
    let there = |file: &str| file == "index.html" || folder.join(file).exists();
    let resources: Vec<Value> = RESOURCES
        .iter()
        .filter(|(file, ..)| there(file))
        .map(|(file, mime, rel)| match rel {
            Some(rel) => json!({"type": "LinkedResource", "url": file, "encodingFormat": mime, "rel": rel}),
            None => json!({"type": "LinkedResource", "url": file, "encodingFormat": mime}),
        })
        .collect();
    let language = programme.locale().tag();
    json!({
        "@context": ["https://schema.org", "https://www.w3.org/ns/pub-context", {"language": language}],
        "conformsTo": "https://www.w3.org/TR/audiobooks/",
        "type": "Audiobook",
        "id": book::identifier(programme.publisher(), programme.edition.script.date).urn().to_string(),
        "url": "index.html",
        "name": programme.dated_title(),
        "author": programme.publisher(),
        "readBy": programme.target.about.narrators,
        "publisher": programme.publisher(),
        "inLanguage": language,
        "datePublished": programme.date(),
        "dateModified": programme.target.modified.to_string(),
        "duration": clock::iso(programme.length),
        "description": programme.target.about.disclosure,
        "readingProgression": "ltr",
        "accessMode": ["auditory", "textual"],
        "accessModeSufficient": [{"type": "ItemList", "itemListElement": ["auditory"]}],
        "accessibilityFeature": ["readingOrder", "tableOfContents", "transcript"],
        "accessibilityHazard": ["none"],
        "readingOrder": [{
            "type": "LinkedResource",
            "url": "edition.mp3",
            "encodingFormat": "audio/mpeg",
            "name": programme.dated_title(),
            "duration": clock::iso(programme.length),
        }],
        "resources": resources,
    })
}

/// The files that the manifest names, those of them that are there.
pub fn files(programme: &Programme<'_>) -> impl Iterator<Item = &'static str> {
    let folder = programme.target.folder.to_owned();
    let names = ["edition.mp3"].into_iter().chain(RESOURCES.iter().map(|(file, ..)| *file));
    names.filter(move |file| folder.join(file).exists())
}
