//! Files that nobody of this project wrote, through the mappings of the documentation.
//!
//! Their folder is named by `BAREME_REAL_DATA`; without it each of these tests says that it was not run.

mod connectors;
mod fit;
mod golden;
mod maven;
mod olist;
mod ror;
mod walkthrough;
mod xeducation;

use bareme_testkit::real_data;

/// A mapping of the documentation.
fn mapping(path: &str) -> String {
    let examples = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/examples");
    std::fs::read_to_string(examples.join(path)).unwrap()
}

#[test]
fn a_folder_that_is_named_is_there() {
    if let Some(folder) = real_data("olist") {
        assert!(folder.join("marketing_qualified_leads.csv").is_file());
    }
}
