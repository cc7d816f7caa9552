//! The client against servers that hang, lie, send elsewhere and never stop, and names that lead inside.

use std::{
    net::IpAddr,
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
};

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    time::{Instant, sleep},
};

use super::*;
use crate::{SIGNATURE, sign};

/// Fri, 20 Nov 2026 10:00:00 GMT.
const NOW: Timestamp = Timestamp::from_millis(1_795_168_800_000);
/// Instead of five seconds.
const SOON: Duration = Duration::from_millis(400);

/// A server on this machine that answers each connection in its own way.
struct Server {
    url: Url,
    requests: Arc<Mutex<Vec<String>>>,
}

impl Server {
    async fn start<A>(answer: impl Fn(TcpStream) -> A + Clone + Send + Sync + 'static) -> Self
    where
        A: Future<Output = ()> + Send + 'static,
    {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}/elbow", listener.local_addr().unwrap()).parse().unwrap();
        let requests = Arc::<Mutex<Vec<String>>>::default();
        let heard = Arc::clone(&requests);
        tokio::spawn(async move {
            loop {
                let (mut stream, _) = listener.accept().await.unwrap();
                let (heard, answer) = (Arc::clone(&heard), answer.clone());
                tokio::spawn(async move {
                    let mut request = vec![0; 4096];
                    let length = stream.read(&mut request).await.unwrap();
                    heard.lock().unwrap().push(String::from_utf8_lossy(&request[..length]).into_owned());
                    answer(stream).await;
                });
            }
        });
        Self { url, requests }
    }

    /// Says the same each time, and hangs up.
    async fn saying(answer: impl Into<String>) -> Self {
        let answer = answer.into();
        Self::start(move |mut stream| {
            let answer = answer.clone();
            async move {
                // Whoever has heard enough hangs up.
                let _ = stream.write_all(answer.as_bytes()).await;
            }
        })
        .await
    }

    /// Begins like this, and goes on with the same for ever, with pauses.
    async fn never_ending(beginning: &'static str, more: &'static [u8], pause: Duration) -> Self {
        Self::start(move |mut stream: TcpStream| async move {
            stream.write_all(beginning.as_bytes()).await.unwrap();
            while stream.write_all(more).await.is_ok() {
                sleep(pause).await;
            }
        })
        .await
    }

    fn requests(&self) -> Vec<String> {
        self.requests.lock().unwrap().clone()
    }
}

fn here() -> Reach {
    Reach { loopback: true, private: false }
}

/// Posts to a server on this machine; answers with what follows, and how long that took.
async fn post(url: &Url) -> (Answer, Duration) {
    let client = Client::with(here(), system_lookup(), SOON).unwrap();
    let began = Instant::now();
    let answer = post_by(&client, url).await;
    (answer, began.elapsed())
}

async fn post_by(client: &Client, url: &Url) -> Answer {
    let headers = [("content-type", "application/json".to_owned()), (SIGNATURE, sign("secret", NOW, b"{}"))];
    match client.post(url, headers, b"{}".to_vec(), NOW).await {
        Ok(reply) => reply.answer().await,
        Err(answer) => answer,
    }
}

fn is_later(answer: &Answer) -> bool {
    matches!(answer, Answer::Later { .. })
}

#[tokio::test]
async fn a_message_arrives_with_its_headers_and_from_whom_it_is() {
    let server = Server::saying("HTTP/1.1 202 Accepted\r\ncontent-length: 0\r\n\r\n").await;
    assert_eq!(post(&server.url).await.0, Answer::Accepted);
    let [request] = server.requests().try_into().unwrap();
    let request = request.to_lowercase();
    assert!(request.starts_with("post /elbow http/1.1\r\n"), "{request}");
    for line in ["content-type: application/json", "elbow-signature: t=1795168800,v1=", "user-agent: elbow/"]
    {
        assert!(request.contains(line), "{line} in {request}");
    }
    assert!(request.ends_with("\r\n\r\n{}"), "{request}");
}

#[tokio::test]
async fn only_what_may_pass_is_asked_again() {
    for (status, expected) in [
        ("200 OK", Answer::Accepted),
        ("204 No Content", Answer::Accepted),
        ("301 Moved Permanently", Answer::Refused("301 Moved Permanently".into())),
        ("401 Unauthorized", Answer::Refused("401 Unauthorized".into())),
        ("404 Not Found", Answer::Refused("404 Not Found".into())),
    ] {
        let server = Server::saying(format!("HTTP/1.1 {status}\r\ncontent-length: 0\r\n\r\n")).await;
        assert_eq!(post(&server.url).await.0, expected, "{status}");
    }
    for status in ["408 Request Timeout", "425 Too Early", "429 Too Many Requests", "500 Oh", "503 Busy"] {
        for (asked, after) in [
            ("7", Some(Duration::from_secs(7))),
            ("Fri, 20 Nov 2026 10:00:09 GMT", Some(Duration::from_secs(9))),
            ("when it suits", None),
        ] {
            let server = Server::saying(format!(
                "HTTP/1.1 {status}\r\nretry-after: {asked}\r\ncontent-length: 0\r\n\r\n"
            ));
            let (answer, _) = post(&server.await.url).await;
            assert!(matches!(&answer, Answer::Later { after: found, .. } if *found == after), "{answer:?}");
        }
    }
}

#[tokio::test]
async fn a_redirect_is_not_followed() {
    let inside = Server::saying("HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n").await;
    for status in [301, 302, 303, 307, 308] {
        let location =
            format!("HTTP/1.1 {status} Go\r\nlocation: {}\r\ncontent-length: 0\r\n\r\n", inside.url);
        let (answer, _) = post(&Server::saying(location).await.url).await;
        assert!(matches!(answer, Answer::Refused(_)), "{status}: {answer:?}");
    }
    assert!(inside.requests().is_empty());
}

#[tokio::test]
async fn whoever_hangs_is_not_waited_for() {
    let server = Server::start(|stream| async move {
        sleep(Duration::from_mins(1)).await;
        drop(stream);
    })
    .await;
    let (answer, took) = post(&server.url).await;
    assert!(is_later(&answer) && took < SOON * 3, "{answer:?} after {took:?}");
}

#[tokio::test]
async fn whoever_dribbles_is_not_waited_for() {
    let drop_by_drop = Duration::from_millis(50);
    let head = Server::never_ending("HTTP/1.1 200 OK\r\nx: ", b"y", drop_by_drop).await;
    let (answer, took) = post(&head.url).await;
    assert!(is_later(&answer) && took < SOON * 3, "{answer:?} after {took:?}");

    let reason = "HTTP/1.1 400 No\r\ncontent-length: 99999\r\n\r\n";
    let body = Server::never_ending(reason, b"z", drop_by_drop).await;
    let (answer, took) = post(&body.url).await;
    let Answer::Refused(why) = &answer else { panic!("{answer:?}") };
    assert!(why.starts_with("400") && why.len() < 100 && took < SOON * 3, "{why} after {took:?}");
}

#[tokio::test]
async fn of_a_huge_answer_only_the_beginning_is_read() {
    static FLOOD: [u8; 64 * 1024] = [b'a'; 64 * 1024];
    let huge = "HTTP/1.1 400 No\r\ncontent-length: 99999999999\r\n\r\n";
    let body = Server::never_ending(huge, &FLOOD, Duration::ZERO).await;
    let (answer, took) = post(&body.url).await;
    let Answer::Refused(why) = &answer else { panic!("{answer:?}") };
    assert!(why.len() <= LONGEST_REASON + 30 && took < SOON * 3, "{} bytes after {took:?}", why.len());

    let head = Server::never_ending("HTTP/1.1 400 No\r\nx: ", &FLOOD, Duration::ZERO).await;
    let (answer, took) = post(&head.url).await;
    assert!(is_later(&answer) && took < SOON * 3, "{answer:?} after {took:?}");
}

#[tokio::test]
async fn whoever_lies_harms_nobody() {
    for (said, is_asked_again) in [
        ("", true),
        ("SSH-2.0-OpenSSH_9.2\r\n", true),
        ("HTTP/1.1 9999 Much\r\n\r\n", true),
        ("HTTP/1.1 200", true),
        ("HTTP/1.1 100 Continue\r\n\r\n", true),
        ("HTTP/1.1 500 Oh\r\ncontent-length: 5\r\n\r\nab", true),
        ("HTTP/1.1 400 No\r\ncontent-length: 5\r\n\r\nab", false),
        ("HTTP/1.1 400 No\r\ntransfer-encoding: chunked\r\n\r\nffffffffffffffffff\r\n", false),
        ("HTTP/1.1 400 No\r\ncontent-length: 9\r\n\r\n\u{1b}[31mred\n", false),
    ] {
        let (answer, took) = post(&Server::saying(said).await.url).await;
        assert_eq!(is_later(&answer), is_asked_again, "{said:?}: {answer:?}");
        assert!(took < SOON * 3, "{said:?}: {took:?}");
        if let Answer::Refused(why) = answer {
            assert!(!why.contains(char::is_control), "fit for a log: {why:?}");
        }
    }
}

#[tokio::test]
async fn nobody_there_is_somebody_to_ask_again() {
    let nobody = TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap();
    let (answer, _) = post(&format!("http://{nobody}/secret-in-the-path").parse().unwrap()).await;
    let Answer::Later { why, .. } = &answer else { panic!("{answer:?}") };
    assert!(!why.contains("secret-in-the-path"), "{why}");
}

#[tokio::test]
async fn an_address_that_may_not_be_called_is_not_called() {
    let inside = Server::saying("HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n").await;
    let client = Client::with(Reach::default(), system_lookup(), SOON).unwrap();
    assert!(matches!(post_by(&client, &inside.url).await, Answer::Refused(_)));
    let by_name = format!("https://localhost:{}/", inside.url.port().unwrap()).parse().unwrap();
    assert!(
        is_later(&post_by(&client, &by_name).await),
        "whatever it leads to now, it may lead elsewhere later"
    );
    assert!(inside.requests().is_empty());
}

/// Names that lead to one thing first and to another later; and how often they were looked up.
fn names(answers: &'static [&'static [&'static str]]) -> (Lookup, Arc<AtomicUsize>) {
    let lookups = Arc::<AtomicUsize>::default();
    let counted = Arc::clone(&lookups);
    let lookup: Lookup = Arc::new(move |_| {
        let number = counted.fetch_add(1, Ordering::Relaxed).min(answers.len() - 1);
        let address = |text: &&str| (text.parse::<IpAddr>().unwrap(), 0).into();
        let found = answers[number].iter().map(address).collect();
        Box::pin(std::future::ready(Ok(found)))
    });
    (lookup, lookups)
}

#[tokio::test]
async fn a_name_that_leads_inside_is_not_followed() {
    for inside in [
        "10.1.2.3",
        "192.168.0.9",
        "169.254.169.254",
        "127.0.0.1",
        "0.0.0.0",
        "::1",
        "fd00::1",
        "::ffff:10.0.0.1",
    ] {
        let lookup: Lookup = Arc::new(move |_| {
            Box::pin(std::future::ready(Ok(vec![(inside.parse::<IpAddr>().unwrap(), 0).into()])))
        });
        let client = Client::with(Reach::default(), lookup, SOON).unwrap();
        let began = Instant::now();
        let answer = post_by(&client, &"https://push.example/".parse().unwrap()).await;
        let Answer::Later { why, .. } = &answer else { panic!("{inside}: {answer:?}") };
        assert!(why.contains("no address that may be called"), "{inside}: {why}");
        assert!(began.elapsed() < SOON, "nobody was called");
    }
}

#[tokio::test]
async fn a_name_that_changes_is_checked_each_time_and_what_was_checked_is_what_is_called() {
    let server =
        Server::saying("HTTP/1.1 202 Accepted\r\ncontent-length: 0\r\nconnection: close\r\n\r\n").await;
    let url = format!("http://push.localhost:{}/", server.url.port().unwrap()).parse().unwrap();
    // Half of what it leads to lies inside; later all of it.
    let (lookup, lookups) = names(&[&["10.1.2.3", "127.0.0.1"], &["10.1.2.3"]]);
    let client = Client::with(here(), lookup, SOON).unwrap();
    assert_eq!(post_by(&client, &url).await, Answer::Accepted);
    assert_eq!(lookups.load(Ordering::Relaxed), 1, "once for each connection: none is left to be changed");
    assert!(is_later(&post_by(&client, &url).await));
    assert_eq!((lookups.load(Ordering::Relaxed), server.requests().len()), (2, 1));
}

#[tokio::test]
async fn a_name_that_nobody_knows_is_asked_for_again() {
    let lookup: Lookup =
        Arc::new(|_| Box::pin(std::future::ready(Err(std::io::Error::other("no such name")))));
    let client = Client::with(Reach::default(), lookup, SOON).unwrap();
    assert!(is_later(&post_by(&client, &"https://push.example/".parse().unwrap()).await));
    let slow: Lookup = Arc::new(|_| Box::pin(std::future::pending()));
    let client = Client::with(Reach::default(), slow, SOON).unwrap();
    let began = Instant::now();
    assert!(is_later(&post_by(&client, &"https://push.example/".parse().unwrap()).await));
    assert!(began.elapsed() < SOON * 3, "a name server that hangs is not waited for");
}

#[tokio::test]
async fn a_header_that_cannot_be_sent_is_a_fault_of_ours() {
    let server = Server::saying("HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n").await;
    let client = Client::with(here(), system_lookup(), SOON).unwrap();
    let headers = [("x", "two\r\nlines: of it".to_owned())];
    assert!(matches!(client.post(&server.url, headers, Vec::new(), NOW).await, Err(Answer::Refused(_))));
    assert!(server.requests().is_empty());
}
