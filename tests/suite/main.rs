//! Behaviour tests, a file a room.

mod articles;
mod cli;
mod editions;
mod golden;
mod house;
mod imports;
mod pinyin;
mod piper;
mod script;
mod services;
mod sound;
mod speech;
mod speech_server;
mod speech_speed;
mod syndicate;
