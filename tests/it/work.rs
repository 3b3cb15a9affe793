//! Working leads: what the table allows, who is quicker, slips, service levels and routing, on real databases.

mod acts;
mod guard;
mod routing;
mod sweep;
mod together;
