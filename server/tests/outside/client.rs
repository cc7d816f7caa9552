//! Somebody with a browser, behind a proxy that sends each request to any of the programs.

use std::{
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use serde::{Deserialize, de::DeserializeOwned};

use super::program::Node;

/// The proxy: it knows every program and sends requests to them in turn.
#[derive(Debug, Clone)]
pub(crate) struct Proxy {
    http: reqwest::Client,
    bases: Arc<[String]>,
    next: Arc<AtomicUsize>,
}

/// What came back.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) location: String,
    pub(crate) retry_after: Option<u64>,
    pub(crate) body: String,
    /// As they came, compressed or not.
    pub(crate) bytes: usize,
}

/// A browser with its cookies.
#[derive(Debug, Clone)]
pub(crate) struct Client {
    proxy: Proxy,
    cookie: String,
}

impl Proxy {
    /// Gives up on a program that has not answered within `patience`.
    pub(crate) fn new(nodes: &[Node], patience: Duration) -> Self {
        Self::with(nodes, reqwest::Client::builder().timeout(patience))
    }

    /// For streams, which have no end.
    pub(crate) fn streaming(nodes: &[Node]) -> Self {
        Self::with(nodes, reqwest::Client::builder())
    }

    fn with(nodes: &[Node], http: reqwest::ClientBuilder) -> Self {
        let http = http.redirect(reqwest::redirect::Policy::none()).build().unwrap();
        let bases = nodes.iter().map(|node| node.base.clone()).collect();
        Self { http, bases, next: Arc::default() }
    }

    pub(crate) fn client(&self, cookie: &str) -> Client {
        Client { proxy: self.clone(), cookie: cookie.to_owned() }
    }

    fn base(&self) -> &str {
        &self.bases[self.next.fetch_add(1, Ordering::Relaxed) % self.bases.len()]
    }
}

impl Client {
    pub(crate) async fn get(&self, path: &str) -> Result<Answer, reqwest::Error> {
        self.send(self.proxy.http.get(self.address(path)).header("accept", "text/html")).await
    }

    /// Compressed, as browsers get it; the body is not read as text.
    pub(crate) async fn get_compressed(&self, path: &str) -> Result<Answer, reqwest::Error> {
        let request = self.proxy.http.get(self.address(path)).header("accept", "text/html");
        self.send(request.header("accept-encoding", "gzip, deflate, br, zstd")).await
    }

    /// As a program, not a browser.
    pub(crate) async fn get_json(&self, path: &str) -> Result<Answer, reqwest::Error> {
        self.send(self.proxy.http.get(self.address(path)).header("accept", "application/json")).await
    }

    pub(crate) async fn post(&self, path: &str, form: &[(&str, &str)]) -> Result<Answer, reqwest::Error> {
        self.send(self.proxy.http.post(self.address(path)).header("accept", "text/html").form(form)).await
    }

    pub(crate) async fn post_for_json(
        &self,
        path: &str,
        form: &[(&str, &str)],
    ) -> Result<Answer, reqwest::Error> {
        let request =
            self.proxy.http.post(self.address(path)).header("accept", "application/json").form(form);
        self.send(request).await
    }

    /// One file of a form, as a browser sends it (RFC 7578).
    pub(crate) async fn upload(&self, path: &str, name: &str, text: &str) -> Result<Answer, reqwest::Error> {
        let body = format!(
            "--part\r\nContent-Disposition: form-data; name=\"files\"; filename=\"{name}\"\r\n\r\n{text}\r\n--part--\r\n"
        );
        let request = self.proxy.http.post(self.address(path)).header("accept", "text/html");
        self.send(request.header("content-type", "multipart/form-data; boundary=part").body(body)).await
    }

    fn address(&self, path: &str) -> String {
        format!("{}{path}", self.proxy.base())
    }

    async fn send(&self, request: reqwest::RequestBuilder) -> Result<Answer, reqwest::Error> {
        let response = request.header("cookie", &self.cookie).send().await?;
        let header =
            |name: &str| response.headers().get(name).map(|value| value.to_str().unwrap().to_owned());
        let location = header("location").unwrap_or_default();
        let retry_after = header("retry-after").and_then(|seconds| seconds.parse().ok());
        let status = response.status().as_u16();
        let body = response.bytes().await?;
        let (bytes, body) = (body.len(), String::from_utf8_lossy(&body).into_owned());
        Ok(Answer { status, location, retry_after, body, bytes })
    }
}

impl Answer {
    pub(crate) fn json<T: DeserializeOwned>(&self) -> T {
        serde_json::from_str(&self.body)
            .unwrap_or_else(|error| panic!("{}: {error}: {}", self.status, self.body))
    }
}

/// A request for help with a key, about what, and how bad.
pub(crate) fn request<'a>(key: &'a str, tag: &'a str, urgent: bool) -> [(&'a str, &'a str); 4] {
    let (stuck, patient) =
        if urgent { ("cannot_go_on", "could_come_to_harm") } else { ("can_work_around", "not_affected") };
    [("key", key), ("tag", tag), ("stuck", stuck), ("patient", patient)]
}

/// What a program that asks is answered.
#[derive(Debug, Deserialize)]
pub(crate) struct Asked {
    pub(crate) code: String,
    /// Where the request is followed.
    pub(crate) link: String,
}

/// A page's live stream.
pub(crate) struct Events {
    response: reqwest::Response,
    rest: String,
}

impl Client {
    /// Opens the stream of changes, as a page that knows of events up to `known`.
    pub(crate) async fn events(&self, known: Option<i64>) -> Result<Events, reqwest::Error> {
        let mut request = self.proxy.http.get(self.address("/events")).header("cookie", &self.cookie);
        if let Some(known) = known {
            request = request.header("last-event-id", known);
        }
        let response = request.send().await?.error_for_status()?;
        assert_eq!(response.headers()["x-accel-buffering"], "no", "proxies pass each event on");
        Ok(Events { response, rest: String::new() })
    }
}

impl Events {
    /// The lines of the next event; none when the stream has ended.
    pub(crate) async fn next(&mut self) -> Option<String> {
        loop {
            if let Some(end) = self.rest.find("\n\n") {
                let event = self.rest[..end].to_owned();
                self.rest.drain(..end + 2);
                return Some(event);
            }
            let chunk = self.response.chunk().await.ok()??;
            self.rest.push_str(&String::from_utf8_lossy(&chunk));
        }
    }
}
