//! F19. One client opens all it can, with what systemd gives by default (1,024 descriptors): idle connections, requests
//! whose head or body never ends, thousands of live pages of one request, more of others, and answers that it never
//! reads. Others ask and are answered, the board follows, `/livez` answers; what does not fit is told so with 503.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "what cannot go on stops there, and says why")]

use std::{fs, net::Ipv4Addr, time::Duration};

use futures::{StreamExt, future::join_all, stream};
use server::serving::Room;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpSocket, TcpStream},
    time::{Instant, timeout},
};

use crate::{
    crowd::{assert_promises_hold, count_events},
    figures::Figures,
    killed::SMALL,
    outside::{
        client::{Asked, Client, Proxy, request},
        hospital::{Engine, Hospital, slug},
        program::{Node, Program},
    },
};

const DESCRIPTORS: usize = 1_024;
const IDLE: usize = 1_100;
const UNFINISHED: usize = 300;
const STREAMS: usize = 2_000;
const LINKS: usize = 20;
const SLOW: usize = 100;
/// While it is attacked, anybody's request is answered within this time.
const ANSWERED_WITHIN: Duration = Duration::from_secs(2);
/// Whoever sends nothing is closed by then.
const CLOSED_WITHIN: Duration = Duration::from_secs(13);
const AT_ONCE: usize = 100;

pub(crate) async fn story(engine: Engine, rounds: u32) -> Figures {
    // The attacker's own sockets.
    Room::raise();
    let mut hospital = Hospital::open(engine, SMALL).await;
    let node = Node::anywhere().await;
    // As it is shipped.
    hospital.place.settings.retain(|(name, _)| *name != "ELBOW_LIMITS__LIVE_PAGES");
    let program = Program::start_with_descriptors(&hospital.place, &node, DESCRIPTORS).await;
    let proxy = Proxy::new(std::slice::from_ref(&node), 3 * ANSWERED_WITHIN);
    let mut others = Others {
        nurse: proxy.client(""),
        board: Proxy::streaming(std::slice::from_ref(&node)).client(&hospital.lead),
        link: hospital.ward_links[0].clone(),
        figures: Figures::default(),
        program,
    };
    let mut asked = Vec::new();
    for _ in 0..=LINKS {
        asked.push(others.ask().await);
    }
    for round in 0..rounds {
        // From the same address as everybody else, then from another.
        let attacker = Attacker {
            from: Ipv4Addr::new(127, 0, 0, 1 + u8::try_from(round % 2).unwrap()),
            to: node.port(),
        };
        let mut idle = attacker.open(IDLE, "").await;
        let opened = Instant::now();
        others.go_on().await;
        let heads = attacker.open(UNFINISHED, "GET / HTTP/1.1\r\nHost: elbow\r\n").await;
        others.go_on().await;
        let post = format!(
            "POST {} HTTP/1.1\r\nHost: elbow\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 90\r\n\r\nkey=",
            others.link
        );
        let bodies = attacker.open(UNFINISHED, &post).await;
        others.go_on().await;

        let (of_one, told) = attacker.follow(&asked[0].link, STREAMS).await;
        assert_eq!((of_one.len(), told), (20, STREAMS - 20), "one link has its share, the rest is told 503");
        others.go_on().await;
        let mut of_many = Vec::new();
        for request in &asked[1..] {
            of_many.extend(attacker.follow(&request.link, 40).await.0);
        }
        let most = Room::of(DESCRIPTORS).pages_by_link_per_address;
        assert!(of_one.len() + of_many.len() <= most, "{} pages", of_many.len());
        others.go_on().await;

        let page = format!("GET {} HTTP/1.1\r\nHost: elbow\r\n\r\n", others.link).repeat(200);
        let slow = attacker.open(SLOW, &page).await;
        others.go_on().await;

        let last = idle.split_off(idle.len() - 50);
        assert!(are_closed(last, opened + CLOSED_WITHIN).await, "whoever says nothing is not kept");
        others.go_on().await;
        drop((idle, heads, bodies, of_one, of_many, slow));
        let left = Instant::now();
        others.go_on().await;
        others.figures.recovered_after(left.elapsed());
        others.figures.rounds += 1;
    }
    let Others { mut figures, program, .. } = others;
    program.stop().await;
    let store = hospital.place.open().await;
    let there = count_events(store.as_ref(), "asked").await;
    figures.lost = figures.acknowledged.saturating_sub(there);
    figures.doubled = there.saturating_sub(figures.acknowledged);
    assert_promises_hold(store.as_ref()).await;
    store.close().await;
    figures
}

/// Everybody else.
struct Others {
    nurse: Client,
    board: Client,
    link: String,
    program: Program,
    figures: Figures,
}

impl Others {
    /// Asks, and is answered.
    async fn ask(&mut self) -> Asked {
        let key = format!("asked-{}", self.figures.acknowledged);
        let form = request(&key, &slug(0), false).map(|(name, value)| (name.to_owned(), value.to_owned()));
        let form: Vec<_> = form.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        let answer = timeout(ANSWERED_WITHIN, self.nurse.post_for_json(&self.link, &form)).await;
        let answer = answer.expect("asking is answered in time").unwrap();
        assert_eq!(answer.status, 201, "{}", answer.body);
        self.figures.acknowledged += 1;
        answer.json()
    }

    /// What hospital and monitor do meanwhile.
    async fn go_on(&mut self) {
        self.ask().await;
        let alive = timeout(ANSWERED_WITHIN, self.nurse.get("/livez")).await.expect("it lives").unwrap();
        assert_eq!((alive.status, alive.body.as_str()), (200, "ok"));
        let mut events =
            timeout(ANSWERED_WITHIN, self.board.events(Some(0))).await.expect("the board follows").unwrap();
        assert!(timeout(ANSWERED_WITHIN, events.next()).await.expect("a beat").is_some());
        let open = fs::read_dir(format!("/proc/{}/fd", self.program.pid())).unwrap().count();
        assert!(open < DESCRIPTORS - 32, "{open} descriptors are open");
    }
}

/// One client.
struct Attacker {
    from: Ipv4Addr,
    to: u16,
}

impl Attacker {
    async fn connect(&self) -> Option<TcpStream> {
        let socket = TcpSocket::new_v4().unwrap();
        socket.set_recv_buffer_size(4_096).unwrap();
        socket.bind((self.from, 0).into()).unwrap();
        socket.connect((Ipv4Addr::LOCALHOST, self.to).into()).await.ok()
    }

    /// Connections on which this much is said, and no more.
    async fn open(&self, count: usize, says: &str) -> Vec<TcpStream> {
        let one = |_| async {
            let mut stream = self.connect().await?;
            timeout(Duration::from_secs(1), stream.write_all(says.as_bytes())).await.ok()?.ok()?;
            Some(stream)
        };
        stream::iter(0..count).map(one).buffered(AT_ONCE).filter_map(async |open| open).collect().await
    }

    /// Opens live pages of one request; answers with those that it was given, and how often it was told 503.
    async fn follow(&self, link: &str, count: usize) -> (Vec<TcpStream>, usize) {
        let head = format!("GET {link}/events HTTP/1.1\r\nHost: elbow\r\n\r\n");
        let one = |_| async {
            let mut stream = self.connect().await?;
            stream.write_all(head.as_bytes()).await.ok()?;
            let mut answer = [0; 512];
            let got = timeout(Duration::from_secs(5), stream.read(&mut answer)).await.ok()?.ok()?;
            let answer = String::from_utf8_lossy(&answer[..got]).to_lowercase();
            let is_told = answer.starts_with("http/1.1 503")
                && answer.contains("retry-after:")
                && answer.contains("x-elbow:");
            Some((stream, answer.starts_with("http/1.1 200"), is_told))
        };
        let answers: Vec<_> = stream::iter(0..count)
            .map(one)
            .buffered(AT_ONCE)
            .filter_map(async |answer| answer)
            .collect()
            .await;
        let told = answers.iter().filter(|(_, _, is_told)| *is_told).count();
        (answers.into_iter().filter_map(|(stream, is_open, _)| is_open.then_some(stream)).collect(), told)
    }
}

async fn are_closed(streams: Vec<TcpStream>, until: Instant) -> bool {
    let one = |mut stream: TcpStream| async move {
        matches!(tokio::time::timeout_at(until, stream.read(&mut [0; 1])).await, Ok(Ok(0) | Err(_)))
    };
    join_all(streams.into_iter().map(one)).await.into_iter().all(|closed| closed)
}
