//! Pages: actix-web and askama. Every text comes from the message catalogue, every address from `urls`, every
//! chart from `charts`; what pages show comes ready-made from the engine.
//!
//! [`serve`] runs the site; [`app`] is the same site for tests; [`app_with`] is its frame around other routes.

mod app;
mod assets;
pub mod charts;
mod engine;
mod error;
mod guard;
pub mod i18n;
mod logging;
pub mod pages;
mod press;
mod print;
pub mod rights;
pub mod sample;
mod server;
mod shell;
pub mod signed_in;
#[cfg(test)]
mod tests;
pub mod urls;

pub use app::{app, app_with};
pub use error::PageError;
pub use press::LetterPress;
pub use server::{ServeError, serve};
pub use shell::{Area, Now, Shell, Theme};
pub use signed_in::SignedIn;
