//! Integration tests.

#[cfg(test)]
mod account_report;
#[cfg(test)]
mod agreement;
#[cfg(test)]
mod audit;
#[cfg(test)]
mod browser;
#[cfg(test)]
mod commands;
#[cfg(test)]
mod dangers;
#[cfg(test)]
mod durability;
#[cfg(test)]
mod funnel;
#[cfg(test)]
mod fuzz;
#[cfg(test)]
mod import;
#[cfg(test)]
mod jobs;
#[cfg(test)]
mod killed;
#[cfg(test)]
mod lists;
#[cfg(test)]
mod mail;
#[cfg(test)]
mod memory;
#[cfg(test)]
mod model_sql;
#[cfg(test)]
mod people;
#[cfg(test)]
mod person;
#[cfg(test)]
mod real_data;
#[cfg(test)]
mod recalibration;
#[cfg(test)]
mod reports;
#[cfg(test)]
mod rights;
#[cfg(test)]
mod saved_views;
#[cfg(test)]
mod scoring;
#[cfg(test)]
mod store;
#[cfg(test)]
mod support;
#[cfg(test)]
mod tidy;
#[cfg(test)]
mod work;
