//! Telling a connection that it does not fit.

use std::time::Duration;

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    time::timeout,
};

use super::guests::Refusal;

/// Its place is needed for the next.
const TOLD_WITHIN: Duration = Duration::from_secs(1);
const WORDS: &str = "Elbow has too many connections at the moment. Nothing was sent. Try again in a few seconds; \
                     if you need help now, ring the desk.\n";

/// Pages know by `X-Elbow` that it is our word, and wait as long as it says. Reads what came, since a connection that is closed with something unread takes the answer with it, and says 503.
pub(super) async fn write(mut stream: TcpStream, refusal: Refusal) {
    let answer = format!(
        "HTTP/1.1 503 Service Unavailable\r\nX-Elbow: 1\r\nRetry-After: 5\r\nConnection: close\r\nCache-Control: no-store\r\n\
         Content-Type: text/plain; charset=utf-8\r\nContent-Length: {}\r\n\r\n{WORDS}",
        WORDS.len()
    );
    let told = async {
        let mut head = [0; 2_048];
        let _ = stream.read(&mut head).await?;
        stream.write_all(answer.as_bytes()).await?;
        stream.shutdown().await
    };
    // Whoever does not listen is not told.
    let _ = timeout(TOLD_WITHIN, told).await;
    drop(refusal);
}
