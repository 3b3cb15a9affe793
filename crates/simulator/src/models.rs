//! The models that ship with the demo. They are what marketing and sales of the demo company agreed on, not the truth.

/// The primary model, for prospects: a document of the model format.
pub const DEMO_MODEL: &str = include_str!("demo_model.toml");

/// The model for customers: signs of cross-sell, up-sell and risk.
pub const CUSTOMER_MODEL: &str = include_str!("customer_model.toml");
