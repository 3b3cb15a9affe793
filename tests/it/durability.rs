//! What was acknowledged is kept, whatever happens to the process, the disk, the database and the clock.

mod away;
mod backups;
mod clocks;
mod full;
mod kills;
