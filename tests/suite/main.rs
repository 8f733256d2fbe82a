//! Behaviour tests, a file a room.

mod golden;
mod script;
mod syndicate;
