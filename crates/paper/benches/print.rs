//! How long a report takes to become a PDF: one of everything, and a table of five hundred rows. Prints a table; asserts nothing.

#![expect(clippy::print_stdout, reason = "the table is the result")]
#![expect(clippy::unwrap_used, reason = "samples that do not hold are mistakes of the benchmark")]

#[path = "../src/tests/samples.rs"]
mod samples;

use std::time::Instant as Stopwatch;

use bareme_paper::{PaperLanguage, render};
use bareme_reporting::Report;

/// Papers of each report; the first, with nothing known yet, is told apart.
const PAPERS: i64 = 10;

fn main() {
    println!("| what | first | then | size |\n| --- | --- | --- | --- |");
    row("report of nine sections as PDF", &samples::rich());
    row("report of 500 rows as PDF", &samples::of_table(500));
}

fn row(what: &str, report: &Report) {
    let mut times = Vec::new();
    let mut size = 0;
    for paper in 0..PAPERS {
        // Another moment each time, so that no page is remembered.
        let report = Report { made_at: report.made_at.plus_millis(paper * 60_000), ..report.clone() };
        let begun = Stopwatch::now();
        size = render(&report, &PaperLanguage::english()).unwrap().len();
        times.push(begun.elapsed().as_millis());
    }
    let first = times.remove(0);
    times.sort_unstable();
    let median = times.get(times.len() / 2).unwrap_or(&first);
    println!("| {what} | {first} ms | {median} ms | {} kB |", size / 1_000);
}
