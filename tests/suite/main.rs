//! Behaviour tests, a file a room.

mod articles;
mod editions;
mod golden;
mod pinyin;
mod piper;
mod script;
mod services;
mod sound;
mod speech;
mod speech_server;
mod syndicate;
