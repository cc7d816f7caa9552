//! Connections: taken in, timed and bounded, so that nobody who opens many, or never finishes, keeps others from asking.
//!
//! Everything here derives from the descriptors that the system lets the program have ([`Room`]). Live pages get no more
//! than their share of them; of the rest, whoever keeps the program waiting longest makes place for the next
//! ([`guests`]). So a new short request is always answered.

mod guests;
mod pace;
mod refusal;
mod room;
mod watched;

use std::{io, net::SocketAddr, pin::pin, sync::Arc, time::Duration};

use axum::{
    Router,
    body::Body,
    extract::{ConnectInfo, Request},
    http::header,
    response::Response,
};
use hyper::{body::Incoming, server::conn::http1, service::service_fn};
use hyper_util::rt::TokioIo;
use tokio::net::{TcpListener, TcpStream};
use tokio_util::{sync::CancellationToken, task::TaskTracker};
use tower::ServiceExt;

pub(crate) use self::pace::is_too_slow;
pub use self::room::{ENOUGH_PAGES, Room};
use self::{
    guests::{Guest, Guests},
    watched::Watched,
};
use crate::networks::Networks;

/// Names and headers of a request together, in bytes.
const MAX_HEAD: usize = 32 * 1024;
/// How often those who keep us waiting are looked through.
const LOOK_EVERY: Duration = Duration::from_secs(1);
/// After the system gave no connection.
const PAUSE: Duration = Duration::from_millis(50);
/// A client that has acknowledged nothing for so long is gone: a telephone out of reach, whose page would stay open for a
/// quarter of an hour. There is a beat on the way every 5 seconds.
#[cfg(target_os = "linux")]
const GONE_AFTER_MS: u32 = 30_000;

/// What serving needs to know.
#[derive(Debug)]
pub(crate) struct Serving {
    pub(crate) room: Room,
    /// Proxies of ours: one address there is many people.
    pub(crate) proxies: Networks,
    pub(crate) shutdown: CancellationToken,
    /// Every connection is one.
    pub(crate) tasks: TaskTracker,
}

impl Serving {
    /// Serves `app` until the shutdown; requests under way are finished then.
    pub(crate) async fn run(self, listener: TcpListener, app: Router) {
        let guests = Guests::new(self.room.connections);
        let mut look = tokio::time::interval(LOOK_EVERY);
        loop {
            tokio::select! {
                accepted = listener.accept() => match accepted {
                    Ok((stream, peer)) => {
                        self.take_in(&guests, stream, peer, &app);
                        // Whoever had to make place closes before the next is taken in.
                        tokio::task::yield_now().await;
                    }
                    Err(error) => self.cannot_accept(&guests, &error).await,
                },
                _ = look.tick() => guests.show_out_overdue(),
                () = self.shutdown.cancelled() => return,
            }
        }
    }

    fn take_in(&self, guests: &Arc<Guests>, stream: TcpStream, peer: SocketAddr, app: &Router) {
        let address = peer.ip().to_canonical();
        let from_proxy = self.proxies.contain(address);
        let most = if from_proxy { self.room.connections } else { self.room.connections_per_address };
        let Some(guest) = guests.take_in(address, most, from_proxy) else {
            if let Some(refusal) = guests.refuse() {
                self.tasks.spawn(refusal::write(stream, refusal));
            }
            return;
        };
        tune(&stream);
        let stream = Watched::new(stream, Arc::clone(&guest));
        self.tasks.spawn(serve(stream, peer, app.clone(), guest, self.shutdown.clone()));
    }

    /// The system is out of descriptors although we keep some back: something else took them.
    async fn cannot_accept(&self, guests: &Guests, error: &io::Error) {
        // A connection that was gone before it was taken in is nobody's fault.
        if matches!(error.kind(), io::ErrorKind::ConnectionAborted | io::ErrorKind::ConnectionReset) {
            return;
        }
        tracing::error!(%error, "a connection could not be accepted");
        guests.make_place();
        tokio::time::sleep(PAUSE).await;
    }
}

/// Short answers leave at once; who is gone is noticed.
fn tune(stream: &TcpStream) {
    // What cannot be set costs time, nothing else.
    let _ = stream.set_nodelay(true);
    #[cfg(target_os = "linux")]
    let _ = rustix::net::sockopt::set_tcp_user_timeout(stream, GONE_AFTER_MS);
}

/// A live page has no end.
fn is_page(answer: &Response) -> bool {
    let kind = answer.headers().get(header::CONTENT_TYPE);
    kind.is_some_and(|kind| kind.as_bytes().starts_with(b"text/event-stream"))
}

async fn serve(
    stream: Watched,
    peer: SocketAddr,
    app: Router,
    guest: Arc<Guest>,
    shutdown: CancellationToken,
) {
    let service = service_fn(|request: hyper::Request<Incoming>| {
        guest.asked();
        let app = app.clone();
        let guest = Arc::clone(&guest);
        async move {
            let mut request: Request =
                request.map(|body| Body::new(pace::Asked::new(body, Arc::clone(&guest))));
            request.extensions_mut().insert(ConnectInfo(peer));
            let answer = app.oneshot(request).await;
            answer.map(|answer| {
                guest.answers(is_page(&answer));
                answer.map(|body| pace::Answer::new(body, guest))
            })
        }
    });
    let io = TokioIo::new(stream);
    let mut connection = pin!(http1::Builder::new().max_buf_size(MAX_HEAD).serve_connection(io, service));
    let mut is_stopping = false;
    loop {
        tokio::select! {
            outcome = connection.as_mut() => {
                if let Err(error) = outcome {
                    tracing::debug!(%error, "a connection ended");
                }
                return;
            }
            () = guest.shown_out() => return,
            () = shutdown.cancelled(), if !is_stopping => {
                is_stopping = true;
                connection.as_mut().graceful_shutdown();
            }
        }
    }
}
