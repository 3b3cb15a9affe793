//! What a user of the scoring crate would notice, in one test program.

#[cfg(test)]
mod advice;
#[cfg(test)]
mod check_codes;
#[cfg(test)]
mod contact_document;
#[cfg(test)]
mod example;
#[cfg(test)]
mod generated;
#[cfg(test)]
mod properties;
#[cfg(test)]
mod rules;
#[cfg(test)]
mod sections;
#[cfg(test)]
mod starter;
#[cfg(test)]
mod working;
