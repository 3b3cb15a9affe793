//! Every parser of outside input, fed with nonsense: nothing panics, nothing hangs, and what comes out is what it says it
//! is. Two seconds each; `make fuzz SECONDS=600` for longer. (Addresses and forms are fed in the web crate.)

mod documents;
mod files;
