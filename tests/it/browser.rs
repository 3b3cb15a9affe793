//! What people do in a browser: headless Chromium on the demo company, through the true server. One browser is shared;
//! each story begins without cookies and may leave no complaint in the browser's console.

mod charts;
mod comfort;
mod companies;
mod driver;
mod figures;
mod files;
mod languages;
mod page;
mod reports;
mod search;
mod signing;
mod site;
mod survey;
mod worklist;

use driver::browser;
use page::Page;
use site::site;

/// Tells a story in the shared browser, one at a time, and holds the pages to a silent console.
fn browse(story: impl AsyncFnOnce(&Page)) {
    browse_on(site(), story);
}

/// The same on a site of its own.
fn browse_on(site: &'static site::Site, story: impl AsyncFnOnce(&Page)) {
    let browser = browser(site);
    let _turn = browser.turn();
    let _picture = browser.picture_of_failure();
    browser.runtime().block_on(async {
        let page = Page::fresh(browser.client().clone(), site).await;
        story(&page).await;
        let complaints = page.complaints().await;
        assert!(complaints.is_empty(), "the browser's console:\n{}", complaints.join("\n"));
    });
}
