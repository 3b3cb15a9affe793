//! What must hold of every page, whatever it shows.

mod agreement;
mod ask;
mod catalogue;
mod figures;
mod fuzz;
mod holes;
mod html;
mod jobs;
mod mails;
mod people;
mod person;
mod posts;
mod refusals;
mod reports;
mod samples;
mod site;
mod work;
