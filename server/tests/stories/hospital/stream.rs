//! What a live page hears.

#![expect(clippy::expect_used, reason = "a test says what is wrong by failing")]

use std::time::Duration;

use futures::StreamExt;

use super::Browser;

/// Reads a stream until an event of this kind has come; answers with its lines.
pub(crate) async fn next(stream: &mut (impl futures::Stream<Item = String> + Unpin), kind: &str) -> String {
    let wanted = format!("event: {kind}");
    let found = async {
        loop {
            let event = stream.next().await.expect("the stream goes on");
            if event.contains(&wanted) {
                assert!(event.contains("\ndata: {"), "browsers drop events without data: {event}");
                return event;
            }
        }
    };
    tokio::time::timeout(Duration::from_secs(10), found)
        .await
        .unwrap_or_else(|_| panic!("no {kind} within 10 s"))
}

/// The events of a stream, one string each.
pub(crate) async fn stream(
    browser: &Browser,
    path: &str,
    last: Option<&str>,
) -> impl futures::Stream<Item = String> + Unpin + use<> {
    let mut request = browser.client.get(format!("{}{path}", browser.base));
    if let Some(last) = last {
        request = request.header("last-event-id", last);
    }
    let response = request.send().await.unwrap();
    assert_eq!(response.headers()["content-type"], "text/event-stream");
    assert_eq!(response.headers()["x-accel-buffering"], "no");
    let chunks = futures::stream::unfold((response, String::new()), async |(mut response, mut rest)| {
        loop {
            if let Some(end) = rest.find("\n\n") {
                let event = rest[..end].to_owned();
                rest.drain(..end + 2);
                return Some((event, (response, rest)));
            }
            rest.push_str(&String::from_utf8_lossy(&response.chunk().await.ok()??));
        }
    });
    Box::pin(chunks)
}
