//! Behaviour tests, a file a room.

mod editions;
mod golden;
mod script;
mod sound;
mod syndicate;
