//! Behaviour tests, a file a room.

mod syndicate;
