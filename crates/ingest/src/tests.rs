//! One test for each nasty file.
