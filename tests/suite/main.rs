//! Behaviour tests, a file a room.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a test fails by panicking, and says what it has to skip"
)]

mod articles;
mod booth;
mod cli;
mod editions;
mod faults;
mod golden;
mod house;
mod imports;
mod pinyin;
mod piper;
mod reading;
mod scramble;
mod script;
mod services;
mod sound;
mod speech;
mod speech_server;
mod speech_speed;
mod syndicate;
mod whole_program;
