//! Many live streams at little cost: a socket each, read without an HTTP client.

#![expect(clippy::unwrap_used, reason = "what cannot go on stops there, and says why")]

use std::fmt::Display;

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

pub(crate) struct Stream {
    socket: TcpStream,
    /// The line that has not ended yet.
    line: Vec<u8>,
    read: Box<[u8; 1024]>,
    at: usize,
    until: usize,
}

impl Stream {
    /// Opens the stream at `http://host:port` and a path, as a browser would.
    pub(crate) async fn open(base: &str, path: &str, cookie: &str, known: impl Display) -> Self {
        let host = base.trim_start_matches("http://");
        let mut socket = TcpStream::connect(host).await.unwrap();
        let request = format!(
            "GET {path} HTTP/1.1\r\nhost: {host}\r\naccept: text/event-stream\r\ncookie: {cookie}\r\nlast-event-id: {known}\r\n\r\n"
        );
        socket.write_all(request.as_bytes()).await.unwrap();
        let mut stream = Self { socket, line: Vec::new(), read: Box::new([0; 1024]), at: 0, until: 0 };
        // The answer has begun when its first event has: everyone is greeted with a beat.
        let status = stream.line().await.unwrap();
        assert!(status.contains("200"), "{status}");
        while !stream.line().await.unwrap().starts_with("event:") {}
        stream
    }

    /// The sequence of the next change; none when the stream has ended. A reset, as alarms cause it, is passed over: under
    /// load another change is not far.
    pub(crate) async fn change(&mut self) -> Option<i64> {
        loop {
            let line = self.line().await?;
            if let Some(sequence) = line.strip_prefix("id: ") {
                return Some(sequence.parse().unwrap());
            }
        }
    }

    async fn line(&mut self) -> Option<String> {
        loop {
            while self.at < self.until {
                let byte = self.read[self.at];
                self.at += 1;
                if byte == b'\n' {
                    let line = String::from_utf8_lossy(&self.line).trim_end().to_owned();
                    self.line.clear();
                    return Some(line);
                }
                self.line.push(byte);
            }
            self.at = 0;
            self.until = self.socket.read(&mut *self.read).await.ok().filter(|read| *read > 0)?;
        }
    }
}
