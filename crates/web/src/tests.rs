//! What must hold of every page, whatever it shows.

mod catalogue;
mod html;
mod samples;
mod site;
