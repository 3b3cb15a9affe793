//! What the roll-up promises, tried from outside: reach, strategies, committee, surge, family and the JSON document.

#[cfg(test)]
mod committee;
#[cfg(test)]
mod document;
#[cfg(test)]
mod family;
#[cfg(test)]
mod reach;
#[cfg(test)]
mod scores;
#[cfg(test)]
mod strategy;
#[cfg(test)]
mod support;
#[cfg(test)]
mod surge;
