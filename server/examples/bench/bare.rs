//! The least that can spread an event: a broadcast channel and axum's own `Sse`, in a process of its own. What Elbow does
//! besides is measured against it.

#![expect(clippy::unwrap_used, reason = "what cannot go on stops there, and says why")]

use std::{convert::Infallible, process::Stdio};

use axum::{
    Router,
    extract::State,
    response::{Sse, sse::Event},
    routing::{get, post},
};
use futures::{Stream, StreamExt};
use tokio::{
    io::{AsyncBufReadExt, BufReader},
    net::TcpListener,
    process::{Child, Command},
    sync::broadcast,
};

type Sender = broadcast::Sender<i64>;

/// Serves until it is killed; prints its address first.
pub(crate) async fn serve() {
    let app = Router::new()
        .route("/events", get(events))
        .route("/send/{sequence}", post(send))
        .route("/page/{bytes}", get(page))
        .with_state(broadcast::Sender::<i64>::new(1024));
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    println!("http://{}", listener.local_addr().unwrap());
    axum::serve(listener, app).await.unwrap();
}

async fn events(State(sender): State<Sender>) -> Sse<impl Stream<Item = Result<Event, Infallible>>> {
    let beat = futures::stream::iter([Event::default().event("beat").data("{}")]);
    let changes = futures::stream::unfold(sender.subscribe(), async |mut changes| {
        let sequence = changes.recv().await.ok()?;
        let data = format!(r#"{{"sequence":{sequence}}}"#);
        Some((Event::default().event("change").id(sequence.to_string()).data(data), changes))
    });
    Sse::new(beat.chain(changes).map(Ok))
}

async fn send(State(sender): State<Sender>, axum::extract::Path(sequence): axum::extract::Path<i64>) {
    // Nobody listens yet when it is warmed up.
    let _ = sender.send(sequence);
}

async fn page(axum::extract::Path(bytes): axum::extract::Path<usize>) -> String {
    "x".repeat(bytes)
}

/// The same as a child of this process; with its address.
pub(crate) async fn start() -> (Child, String) {
    let mut child = Command::new(std::env::current_exe().unwrap())
        .arg("bare")
        .stdout(Stdio::piped())
        .kill_on_drop(true)
        .spawn()
        .unwrap();
    let mut base = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut base).await.unwrap();
    (child, base.trim().to_owned())
}
