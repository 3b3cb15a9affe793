//! Figures for monitoring, as Prometheus reads them: requests by route and status, how long they took, what was refused.
//! No label comes from a visitor: routes are patterns.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use actix_web::body::MessageBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::Method;
use actix_web::middleware::Next;
use actix_web::rt::time::Instant;
use actix_web::{Error, web};

use crate::site::House;

/// Upper ends of the classes of durations, in seconds.
const CLASSES: [f64; 11] = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0];

/// What is counted since the start.
#[derive(Default)]
pub(crate) struct Metrics(Mutex<Counts>);

#[derive(Default)]
struct Counts {
    requests: BTreeMap<(String, &'static str, u16), u64>,
    took: BTreeMap<String, Took>,
    refused: BTreeMap<&'static str, u64>,
    cut: BTreeMap<&'static str, u64>,
}

/// How long the requests of a route took.
#[derive(Clone, Default)]
struct Took {
    classes: [u64; CLASSES.len()],
    count: u64,
    seconds: f64,
}

impl Metrics {
    /// A request was refused.
    pub fn refused(&self, why: &'static str) {
        self.change(|counts| *counts.refused.entry(why).or_default() += 1);
    }

    /// A connection was cut.
    pub fn cut(&self, why: &'static str) {
        self.change(|counts| *counts.cut.entry(why).or_default() += 1);
    }

    fn answered(&self, route: &str, method: &Method, status: u16, took: Duration) {
        self.change(|counts| {
            *counts.requests.entry((route.to_owned(), word_of(method), status)).or_default() += 1;
            let of = counts.took.entry(route.to_owned()).or_default();
            of.count += 1;
            of.seconds += took.as_secs_f64();
            for (class, end) in of.classes.iter_mut().zip(CLASSES) {
                *class += u64::from(took.as_secs_f64() <= end);
            }
        });
    }

    fn change(&self, change: impl FnOnce(&mut Counts)) {
        change(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner));
    }

    /// Everything as text.
    pub fn text(&self, at_work: usize) -> String {
        let counts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let mut out = String::new();
        let head = |out: &mut String, name: &str, kind: &str, help: &str| {
            let _ = writeln!(out, "# HELP {name} {help}\n# TYPE {name} {kind}");
        };
        head(&mut out, "bareme_build_info", "gauge", "The version that runs.");
        let _ = writeln!(out, "bareme_build_info{{version=\"{}\"}} 1", env!("CARGO_PKG_VERSION"));
        head(&mut out, "bareme_http_requests_at_work", "gauge", "Requests that are worked on now.");
        let _ = writeln!(out, "bareme_http_requests_at_work {at_work}");
        head(&mut out, "bareme_http_requests_total", "counter", "Requests that were answered.");
        for ((route, method, status), count) in &counts.requests {
            let labels = format!("route=\"{route}\",method=\"{method}\",status=\"{status}\"");
            let _ = writeln!(out, "bareme_http_requests_total{{{labels}}} {count}");
        }
        head(
            &mut out,
            "bareme_http_refused_total",
            "counter",
            "Requests that were refused for their number.",
        );
        for (why, count) in &counts.refused {
            let _ = writeln!(out, "bareme_http_refused_total{{reason=\"{why}\"}} {count}");
        }
        head(
            &mut out,
            "bareme_http_connections_cut_total",
            "counter",
            "Connections of slow clients that were cut.",
        );
        for (why, count) in &counts.cut {
            let _ = writeln!(out, "bareme_http_connections_cut_total{{reason=\"{why}\"}} {count}");
        }
        head(&mut out, "bareme_http_request_seconds", "histogram", "How long it took to make the answers.");
        for (route, took) in &counts.took {
            took.write(&mut out, route);
        }
        out
    }
}

impl Took {
    fn write(&self, out: &mut String, route: &str) {
        const NAME: &str = "bareme_http_request_seconds";
        for (class, end) in self.classes.iter().zip(CLASSES) {
            let _ = writeln!(out, "{NAME}_bucket{{route=\"{route}\",le=\"{end}\"}} {class}");
        }
        let _ = writeln!(out, "{NAME}_bucket{{route=\"{route}\",le=\"+Inf\"}} {}", self.count);
        let _ = writeln!(out, "{NAME}_sum{{route=\"{route}\"}} {}", self.seconds);
        let _ = writeln!(out, "{NAME}_count{{route=\"{route}\"}} {}", self.count);
    }
}

/// A client may call its method as it likes; those that no route has are one.
fn word_of(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::HEAD => "HEAD",
        Method::POST => "POST",
        Method::PUT => "PUT",
        Method::PATCH => "PATCH",
        Method::DELETE => "DELETE",
        _ => "other",
    }
}

/// Counts every answer.
pub(crate) async fn count<B: MessageBody + 'static>(
    request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<B>, Error> {
    let house = request.app_data::<web::Data<House>>().cloned();
    let method = request.method().clone();
    let begin = Instant::now();
    let outcome = next.call(request).await;
    if let Some(house) = house {
        let (route, status) = match &outcome {
            Ok(response) => (response.request().match_pattern(), response.status()),
            Err(error) => (None, error.as_response_error().status_code()),
        };
        let route = route.unwrap_or_else(|| "none".to_owned());
        house.metrics().answered(&route, &method, status.as_u16(), begin.elapsed());
    }
    outcome
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_are_told_as_prometheus_reads_them() {
        let metrics = Metrics::default();
        metrics.answered("/accounts/{id}", &Method::GET, 200, Duration::from_millis(30));
        metrics.answered("/accounts/{id}", &Method::GET, 200, Duration::from_secs(3));
        metrics.answered("none", &Method::from_bytes(b"X\"Y").unwrap_or(Method::TRACE), 404, Duration::ZERO);
        metrics.refused("full");
        let text = metrics.text(7);
        for line in [
            "bareme_http_requests_at_work 7",
            "bareme_http_requests_total{route=\"/accounts/{id}\",method=\"GET\",status=\"200\"} 2",
            "bareme_http_requests_total{route=\"none\",method=\"other\",status=\"404\"} 1",
            "bareme_http_refused_total{reason=\"full\"} 1",
            "bareme_http_request_seconds_bucket{route=\"/accounts/{id}\",le=\"0.05\"} 1",
            "bareme_http_request_seconds_bucket{route=\"/accounts/{id}\",le=\"+Inf\"} 2",
            "bareme_http_request_seconds_sum{route=\"/accounts/{id}\"} 3.03",
        ] {
            assert!(text.lines().any(|own| own == line), "{line} in\n{text}");
        }
    }
}
