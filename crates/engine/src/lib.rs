//! Use cases: import, score, roll up, hand over, report. Pages, commands and jobs call these and nothing below.

pub mod view;
