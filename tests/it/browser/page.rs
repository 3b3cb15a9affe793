//! The browser as a story words it: open, click, type, press, read.

use std::time::Duration;

use bareme_access::Role;
use bareme_testkit::PASSWORD;
use fantoccini::actions::{InputSource, KeyAction, KeyActions};
use fantoccini::elements::Element;
use fantoccini::wd::WebDriverCompatibleCommand;
use fantoccini::{Client, Locator};
use serde_json::{Value, json};

use super::site::Site;

/// Who looks where a story names nobody.
pub const VIEWER: &str = "Mia Lead";

/// The width of a desk's window, in CSS pixels.
pub const DESK: u32 = 1_280;
/// The width of a small telephone.
pub const TELEPHONE: u32 = 375;
/// The width of a tablet.
pub const TABLET: u32 = 768;
/// Between two looks at what is not there yet.
const PAUSE: Duration = Duration::from_millis(20);
/// Keys, as WebDriver numbers them.
pub const TAB: char = '\u{E004}';
pub const ENTER: char = '\u{E007}';

/// What of an element is read by eye: its text without what only a screen reader says.
const SEEN: &str = "const seen = (element) => {
  const copy = element.cloneNode(true);
  copy.querySelectorAll('.visually-hidden').forEach((hidden) => hidden.remove());
  return copy.textContent.replace(/\\s+/g, ' ').trim();
};";

/// The page that the browser shows.
pub struct Page {
    client: Client,
    pub site: &'static Site,
}

impl Page {
    /// A browser as if new: a desk's window, somebody signed in, the system's theme light, an empty console.
    pub async fn fresh(client: Client, site: &'static Site) -> Self {
        let page = Self { client, site };
        page.client.goto(&format!("{}/healthz", site.origin())).await.unwrap();
        page.as_somebody(VIEWER, Role::MarketingLeader).await;
        page.wide(DESK).await;
        page.system_theme("light").await;
        page.complaints().await;
        page
    }

    /// Goes on as nobody: without any cookie.
    pub async fn as_nobody(&self) {
        self.client.delete_all_cookies().await.unwrap();
    }

    /// Signs in as somebody, and comes back to the page that was open.
    pub async fn as_somebody(&self, name: &str, role: Role) {
        self.site.signed_in(name, role);
        let here = self.here().await;
        self.as_nobody().await;
        self.visit("/sign-in").await;
        let script = "document.querySelector('#f-email').value = arguments[0];
            document.querySelector('#f-password').value = arguments[1]";
        self.run_with(script, vec![self.site.email_of(name).into(), PASSWORD.into()]).await;
        self.click("main form button").await;
        // The driver may think that the page before it is the one that came.
        for _ in 0..500 {
            if !self.here().await.starts_with("/sign-in") {
                break;
            }
            tokio::time::sleep(PAUSE).await;
        }
        self.loaded().await;
        self.open(&here).await;
    }

    /// Opens an address, whatever it answers.
    pub async fn visit(&self, path: &str) {
        self.client.goto(&format!("{}{path}", self.site.origin())).await.unwrap();
        self.loaded().await;
    }

    /// Waits until the page is complete; the driver may be a moment early.
    async fn loaded(&self) {
        for _ in 0..500 {
            if self.run("return document.readyState").await == "complete" {
                return;
            }
            tokio::time::sleep(PAUSE).await;
        }
        panic!("{} does not load", self.here().await);
    }

    /// Opens an address that is there.
    pub async fn open(&self, path: &str) {
        self.visit(path).await;
        assert_eq!(self.status().await, 200, "{path}");
    }

    /// The HTTP status of this page.
    pub async fn status(&self) -> u64 {
        let status = self.run("return performance.getEntriesByType('navigation')[0].responseStatus").await;
        status.as_u64().unwrap()
    }

    /// Waits for the answer that a click was refused with. The browser tells of it in its console, a moment before or
    /// after the page is there, and of nothing else.
    pub async fn refused(&self, status: u64) {
        let mut told = Vec::new();
        for _ in 0..500 {
            told.extend(self.complaints().await);
            if self.status().await == status && !told.is_empty() {
                break;
            }
            tokio::time::sleep(PAUSE).await;
        }
        assert_eq!(self.status().await, status, "{}", self.here().await);
        assert!(
            told.len() == 1 && told[0].contains(&status.to_string()),
            "the console tells of {status}: {told:?}"
        );
    }

    /// The address of this page from its path on.
    pub async fn here(&self) -> String {
        let address = self.client.current_url().await.unwrap();
        address.as_str().trim_start_matches(self.site.origin()).to_owned()
    }

    /// Loads the page again.
    pub async fn reload(&self) {
        self.client.refresh().await.unwrap();
        self.loaded().await;
    }

    /// Goes back to the page before.
    pub async fn back(&self) {
        self.client.back().await.unwrap();
        self.loaded().await;
    }

    /// The first visible element of a selector whose text begins so. What WebDriver calls displayed knows nothing of a
    /// `details` that a wide window shows open.
    async fn find(&self, selector: &str, text: &str) -> Element {
        let script = "const [selector, text] = arguments;
            return [...document.querySelectorAll(selector)].findIndex((element) =>
                element.checkVisibility() && element.textContent.trim().startsWith(text))";
        let place = self.run_with(script, vec![json!(selector), json!(text)]).await;
        let elements = self.client.find_all(Locator::Css(selector)).await.unwrap();
        let found = place.as_u64().and_then(|place| elements.into_iter().nth(usize::try_from(place).ok()?));
        match found {
            Some(element) => element,
            None => panic!("{} shows no {selector} '{text}'", self.here().await),
        }
    }

    /// Clicks on the first visible element of a selector.
    pub async fn click(&self, selector: &str) {
        self.find(selector, "").await.click().await.unwrap();
        self.loaded().await;
    }

    /// Clicks on the link whose text begins so.
    pub async fn follow(&self, text: &str) {
        self.find("a", text).await.click().await.unwrap();
        self.loaded().await;
    }

    /// Types into a field and presses Enter.
    pub async fn search(&self, selector: &str, text: &str) {
        let field = self.find(selector, "").await;
        field.clear().await.unwrap();
        field.send_keys(&format!("{text}{ENTER}")).await.unwrap();
        self.loaded().await;
    }

    /// Chooses an option and waits for the page that it leads to. (The driver cannot open what is in a `details`.)
    pub async fn choose(&self, selector: &str, value: &str) {
        let before = self.here().await;
        self.find(selector, "").await;
        let script = "const field = document.querySelector(arguments[0]);
            field.value = arguments[1];
            field.dispatchEvent(new Event('change', { bubbles: true }))";
        self.run_with(script, vec![json!(selector), json!(value)]).await;
        for _ in 0..500 {
            if self.here().await != before {
                return self.loaded().await;
            }
            tokio::time::sleep(PAUSE).await;
        }
        panic!("choosing {value} in {selector} leads nowhere");
    }

    /// Presses keys one after the other.
    pub async fn press(&self, keys: &[char]) {
        let mut actions = KeyActions::new("keyboard".to_owned());
        for &value in keys {
            actions = actions.then(KeyAction::Down { value }).then(KeyAction::Up { value });
        }
        self.client.perform_actions(actions).await.unwrap();
    }

    /// Runs the body of a function in the page.
    pub async fn run(&self, script: &str) -> Value {
        self.run_with(script, Vec::new()).await
    }

    /// The same, with `arguments`.
    pub async fn run_with(&self, script: &str, arguments: Vec<Value>) -> Value {
        match self.client.execute(script, arguments).await {
            Ok(value) => value,
            Err(error) => panic!("{}: {error}", self.here().await),
        }
    }

    /// Runs a script that answers a list of sentences.
    pub async fn list(&self, script: &str) -> Vec<String> {
        strings(&self.run(script).await)
    }

    /// What is read in each element of a selector.
    pub async fn texts(&self, selector: &str) -> Vec<String> {
        let script = format!("{SEEN} return [...document.querySelectorAll(arguments[0])].map(seen);");
        strings(&self.run_with(&script, vec![json!(selector)]).await)
    }

    /// What is read in the only element of a selector.
    pub async fn text(&self, selector: &str) -> String {
        let mut texts = self.texts(selector).await;
        assert_eq!(texts.len(), 1, "{}: {selector}: {texts:?}", self.here().await);
        texts.remove(0)
    }

    /// How many elements a selector has.
    pub async fn count(&self, selector: &str) -> usize {
        self.texts(selector).await.len()
    }

    /// The address that the first link of a selector leads to.
    pub async fn address_of(&self, selector: &str) -> String {
        let script = "return document.querySelector(arguments[0])?.getAttribute('href') ?? ''";
        string(&self.run_with(script, vec![json!(selector)]).await)
    }

    /// What is read in a selector's elements on this page of a list and on all that follow.
    pub async fn texts_to_the_end(&self, selector: &str) -> Vec<String> {
        let mut all = self.texts(selector).await;
        while self.count("a[rel=next]").await > 0 {
            self.click("a[rel=next]").await;
            all.extend(self.texts(selector).await);
        }
        all
    }

    /// Makes the window so wide, in CSS pixels.
    pub async fn wide(&self, width: u32) {
        let metrics = json!({ "width": width, "height": 900, "deviceScaleFactor": 1, "mobile": false });
        self.devtools("Emulation.setDeviceMetricsOverride", metrics).await;
    }

    /// Sets what the system says about light and dark; about motion, that nothing should take its time.
    pub async fn system_theme(&self, theme: &str) {
        let still = json!({ "name": "prefers-reduced-motion", "value": "reduce" });
        let media = json!({ "features": [{ "name": "prefers-color-scheme", "value": theme }, still] });
        self.devtools("Emulation.setEmulatedMedia", media).await;
    }

    /// Asks the browser's developer tools.
    pub async fn devtools(&self, command: &str, parameters: Value) -> Value {
        let body = json!({ "cmd": command, "params": parameters });
        self.client.issue_cmd(Extension { path: "goog/cdp/execute", body }).await.unwrap()
    }

    /// Warnings and errors in the console since the last time, among them everything that the content policy refused.
    pub async fn complaints(&self) -> Vec<String> {
        let log = Extension { path: "se/log", body: json!({ "type": "browser" }) };
        let entries = self.client.issue_cmd(log).await.unwrap();
        let entries = entries.as_array().cloned().unwrap_or_default();
        let bad = entries.iter().filter(|entry| entry["level"] == "SEVERE" || entry["level"] == "WARNING");
        bad.map(|entry| string(&entry["message"])).collect()
    }
}

/// A command of Chromium's driver beyond the standard.
#[derive(Debug)]
struct Extension {
    path: &'static str,
    body: Value,
}

impl WebDriverCompatibleCommand for Extension {
    fn endpoint(&self, base: &url::Url, session: Option<&str>) -> Result<url::Url, url::ParseError> {
        base.join(&format!("session/{}/{}", session.unwrap_or_default(), self.path))
    }

    fn method_and_body(&self, _: &url::Url) -> (http::Method, Option<String>) {
        (http::Method::POST, Some(self.body.to_string()))
    }
}

/// The text of a value.
pub fn string(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

/// The texts of a list.
pub fn strings(value: &Value) -> Vec<String> {
    value.as_array().into_iter().flatten().map(string).collect()
}

/// A figure with two decimals, in hundredths: `+1,234.50` is 123450. Nothing else may stand beside it.
pub fn hundredths(text: &str) -> i64 {
    let plain = text.replace(',', "").replace('−', "-").replace('+', "");
    let (whole, part) = plain.split_once('.').unwrap_or_else(|| panic!("'{text}' has no decimals"));
    assert_eq!(part.len(), 2, "'{text}' has two decimals");
    let sign = if plain.starts_with('-') { -1 } else { 1 };
    let parsed = |digits: &str| digits.trim_start_matches('-').parse::<i64>();
    match (parsed(whole), parsed(part)) {
        (Ok(whole), Ok(part)) => sign * (whole * 100 + part),
        _ => panic!("'{text}' is no figure"),
    }
}

/// A whole figure: `1,234` is 1234.
pub fn whole(text: &str) -> usize {
    text.replace(',', "").parse().unwrap_or_else(|_| panic!("'{text}' is no whole figure"))
}
