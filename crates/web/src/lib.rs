//! Pages: actix-web and askama. Every text comes from the message catalogue, every address from `urls`, every
//! chart from `charts`; what pages show comes ready-made from the engine.
//!
//! [`serve`] runs the site; [`app`] is the same site for tests; [`app_with`] is its frame around other routes.

mod app;
mod assets;
pub mod charts;
mod connections;
mod download;
mod engine;
mod error;
mod form_token;
mod guard;
pub mod i18n;
mod limits;
mod logging;
mod metrics;
pub mod pages;
mod press;
mod print;
mod ready;
mod redirect;
pub mod rights;
pub mod sample;
mod server;
mod shell;
pub mod signed_in;
mod site;
#[cfg(test)]
mod tests;
pub mod urls;
mod visitor;

pub use app::{app, app_with};
pub use error::PageError;
pub use limits::Limits;
pub use press::LetterPress;
pub use server::{ServeError, serve};
pub use shell::{Area, Now, Shell, Theme};
pub use signed_in::SignedIn;
pub use site::{Network, Site, SiteProblem, TlsFiles};
