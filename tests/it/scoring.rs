//! Scores in the database: the same whichever way they were reached, and only of what was known.

mod hand_over;
mod incremental;
mod ledgers;
mod point_in_time;
mod projection;
mod snapshots;
mod together;
