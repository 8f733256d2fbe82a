//! Which file of a source tree names which: the graph of its `use` lines and paths, and the circles in it.
//!
//! A name leads to the file that defines it: `super::Error` is an edge to `error.rs` where the folder's `mod.rs` only
//! hands it on. Tests' modules and `mod` lines are no edges.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use super::tokens::{self, Code, Used};

type Module = Vec<String>;

/// One file's naming of another.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Edge {
    /// The file that names, below the root.
    pub from: String,
    /// Its line, from 1.
    pub line: usize,
    /// The path as it is written there.
    pub path: String,
    /// The file that is named.
    pub to: String,
}

impl std::fmt::Display for Edge {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "{}:{} names {} ({})", self.from, self.line, self.to, self.path)
    }
}

/// The files under `root` that name each other.
pub struct Graph {
    pub edges: Vec<Edge>,
}

struct Tree {
    files: BTreeMap<Module, (String, Code)>,
}

/// All `.rs` files under a folder.
pub fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(sources(&path));
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            found.push(path);
        }
    }
    found.sort();
    found
}

impl Graph {
    pub fn of(root: &Path) -> Self {
        let mut files = BTreeMap::new();
        for path in sources(root) {
            let name = path.strip_prefix(root).unwrap().to_str().unwrap().replace('\\', "/");
            let code = tokens::read(&fs::read_to_string(&path).unwrap());
            files.insert(module(&name), (name, code));
        }
        let tree = Tree { files };
        let mut edges = BTreeSet::new();
        for (module, (from, code)) in &tree.files {
            for used in code.paths.iter().chain(code.uses.iter().filter(|used| !tree.is_module(module, used)))
            {
                let Some(to) = tree.defined(module, &used.path, 0) else { continue };
                if to != *module && !code.is_test {
                    let to = tree.files[&to].0.clone();
                    edges.insert(Edge {
                        from: from.clone(),
                        line: used.line,
                        path: used.path.join("::"),
                        to,
                    });
                }
            }
        }
        Self { edges: edges.into_iter().collect() }
    }

    /// The edges of each circle of files, the shortest way round.
    pub fn circles(&self) -> Vec<Vec<Edge>> {
        let mut next: BTreeMap<&str, Vec<&Edge>> = BTreeMap::new();
        for edge in &self.edges {
            next.entry(&edge.from).or_default().push(edge);
        }
        let mut found: Vec<Vec<Edge>> = Vec::new();
        let mut in_a_circle = BTreeSet::new();
        for &start in next.keys() {
            if in_a_circle.contains(start) {
                continue;
            }
            if let Some(way) = way_round(start, &next) {
                in_a_circle.extend(way.iter().map(|edge| edge.from.clone()));
                found.push(way);
            }
        }
        found
    }
}

/// The shortest way from a file back to itself, breadth first.
fn way_round(start: &str, next: &BTreeMap<&str, Vec<&Edge>>) -> Option<Vec<Edge>> {
    let mut seen = BTreeSet::new();
    let mut ways: std::collections::VecDeque<Vec<Edge>> = std::collections::VecDeque::from([Vec::new()]);
    while let Some(way) = ways.pop_front() {
        let here = way.last().map_or(start, |edge| edge.to.as_str());
        for &edge in next.get(here).into_iter().flatten() {
            let longer = || way.iter().chain([edge]).cloned().collect();
            if edge.to == start {
                return Some(longer());
            }
            if seen.insert(edge.to.clone()) {
                ways.push_back(longer());
            }
        }
    }
    None
}

fn module(file: &str) -> Module {
    let mut parts: Module = file.trim_end_matches(".rs").split('/').map(String::from).collect();
    if parts.last().is_some_and(|last| ["mod", "lib", "main"].contains(&last.as_str())) {
        parts.pop();
    }
    parts
}

impl Tree {
    /// Whether a `use` only brings a module's name into reach: what is taken from it then is an edge, the name is none.
    fn is_module(&self, from: &Module, used: &Used) -> bool {
        self.walk(from, &used.path).is_some_and(|(_, rest)| rest.is_empty())
    }

    /// Down the modules that a path names, and what is left of it.
    fn walk<'p>(&self, from: &Module, path: &'p [String]) -> Option<(Module, &'p [String])> {
        let mut rest = path;
        let mut at = match path.first()?.as_str() {
            "crate" => {
                rest = &rest[1..];
                Vec::new()
            }
            "self" | "super" => {
                let mut at = from.clone();
                while let Some(first) =
                    rest.first().filter(|first| ["self", "super"].contains(&first.as_str()))
                {
                    if first == "super" {
                        at.pop()?;
                    }
                    rest = &rest[1..];
                }
                at
            }
            name => {
                let at = self.local(from, name)?;
                rest = &rest[1..];
                at
            }
        };
        while let Some(name) = rest.first() {
            let child: Module = at.iter().chain([name]).cloned().collect();
            if !self.files.contains_key(&child) {
                break;
            }
            at = child;
            rest = &rest[1..];
        }
        Some((at, rest))
    }

    /// The module that a bare name means in a file: a child, or one that a `use` brought.
    fn local(&self, from: &Module, name: &str) -> Option<Module> {
        let child: Module = from.iter().cloned().chain([name.to_owned()]).collect();
        if self.files.contains_key(&child) {
            return Some(child);
        }
        let used = self.files[from].1.uses.iter().find(|used| used.name == name && used.path[0] != name)?;
        let (at, rest) = self.walk(from, &used.path)?;
        rest.is_empty().then_some(at)
    }

    /// The file that defines what a path names, through the modules that hand it on.
    fn defined(&self, from: &Module, path: &[String], depth: usize) -> Option<Module> {
        let (at, rest) = self.walk(from, path)?;
        let (Some(item), true) = (rest.first(), depth < 9) else { return Some(at) };
        let handed_on = self.files.get(&at)?.1.uses.iter().find(|used| used.name == *item);
        match handed_on {
            Some(used) if at != *from => self.defined(&at, &used.path, depth + 1),
            _ => Some(at),
        }
    }
}
