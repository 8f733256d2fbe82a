//! Behaviour of the whole house, a file per room.

#![allow(
    clippy::pedantic,
    clippy::module_inception,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::print_stdout,
    reason = "tests read like prose, and may stop and talk"
)]

/// Options with some fields set. Outside its crate an options struct, which may get more fields, cannot be written out.
macro_rules! options {
    ($kind:path { $($field:ident: $value:expr),* $(,)? }) => {{
        let mut options = <$kind>::default();
        $(options.$field = $value;)*
        options
    }};
}

mod articles;
mod cli;
mod data;
mod digests;
mod docs;
mod document_kinds;
mod documents;
mod editions;
mod examples;
#[cfg(feature = "farm")]
mod farm;
mod faults;
mod fetching;
mod folders;
mod golden;
mod house;
mod imports;
mod installing;
mod lists;
mod markup;
mod needs;
#[cfg(feature = "onnx")]
mod onnx;
mod pages;
mod pinyin;
mod piper;
mod printed_forms;
mod publish;
mod quality;
mod reading;
mod reading_back;
mod safety;
mod scramble;
mod screen_habits;
mod script;
mod services;
mod sound;
mod sources;
mod speech;
mod speech_server;
mod station;
mod test_studio;
mod toy_onnx;
mod weeklies;
mod whole_program;
