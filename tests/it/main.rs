//! Integration tests.

#[cfg(test)]
mod tidy;
