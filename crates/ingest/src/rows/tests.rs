//! Broken bytes in, rows out: what is lost, and that nothing else is.
