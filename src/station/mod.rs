//! The station: a folder of editions for everybody's phone, and the hours of a day.
//!
//! A [`Server`] takes connections and asks a [`Station`] for answers. What may be seen is decided in two places alone:
//! `catalog` (only what an edition's list names, opened without following a link) and [`listeners`] (only with a token,
//! once there is a listener).

mod address;
mod answer;
mod body;
mod catalog;
mod conditions;
pub mod desk;
mod error;
mod feed;
mod gzip;
mod kind;
pub mod listeners;
mod options;
mod patient;
mod ranges;
mod request;
pub mod schedule;
mod sending;
mod server;
mod service;
mod subscribe;
mod template;
mod token;
mod way;

pub use error::Error;
pub use listeners::Entry;
pub use options::{Network, Options};
pub use server::Server;
pub use service::Station;
pub use token::Token;
