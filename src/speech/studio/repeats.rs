//! The same sentence more than once: which of its takes is the new one.

use std::collections::HashMap;

use crate::model::{ClipKey, Take};

/// Of takes that share a clip which was made in this run, the first in the script is the new one, whichever task was the
/// quickest: the report depends on the script and the store alone.
pub(super) fn settle(takes: &mut [Take]) {
    let mut first: HashMap<ClipKey, usize> = HashMap::new();
    for later in 0..takes.len() {
        if takes[later].problem.is_some() {
            continue;
        }
        let Some(&earlier) = first.get(&takes[later].clip.key) else {
            first.insert(takes[later].clip.key.clone(), later);
            continue;
        };
        if takes[earlier].cached && !takes[later].cached {
            let attempts = takes[later].attempts;
            (takes[later].cached, takes[later].attempts) = (true, takes[earlier].attempts);
            (takes[earlier].cached, takes[earlier].attempts) = (false, attempts);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::*;
    use crate::model::{Clip, SampleRate, Samples};

    fn take(key: &str, cached: bool) -> Take {
        let clip = Clip {
            key: ClipKey(key.to_owned()),
            path: PathBuf::new(),
            hash: String::new(),
            rate: SampleRate::MASTER,
            length: Samples(1),
            marks: Vec::new(),
        };
        Take { clip, voice: String::new(), cached, attempts: u32::from(!cached), problem: None }
    }

    #[test]
    fn the_first_of_the_same_is_the_new_one() {
        let mut takes = [take("a", true), take("b", true), take("a", false), take("a", true)];
        settle(&mut takes);
        let told: Vec<_> = takes.iter().map(|take| (take.cached, take.attempts)).collect();
        assert_eq!(told, [(false, 1), (true, 0), (true, 0), (true, 0)]);
    }
}
