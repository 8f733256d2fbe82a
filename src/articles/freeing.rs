//! Lists that make room while they are taken apart.

/// Gives one item after the other away, and their room back: lists of millions are not there twice.
pub fn freeing<T>(mut items: Vec<T>, mut take: impl FnMut(T)) {
    const ROOM: usize = 1 << 16;
    items.reverse();
    while let Some(item) = items.pop() {
        take(item);
        if items.len().is_multiple_of(ROOM) {
            items.shrink_to_fit();
        }
    }
}
