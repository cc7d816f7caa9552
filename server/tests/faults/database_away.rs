//! F2. The database server is stopped hard under load, in turns as by its administrator and as by the kernel, stays away
//! for a while, short or long, and comes back. Meanwhile nobody is told that something was saved; whoever waits in vain is
//! told whom to ring; and afterwards the program goes on by itself within five seconds.
//!
//! Shows H2.4.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "what cannot go on stops there, and says why")]

use std::{fs, path::PathBuf, process::Command, time::Duration};

use sqlx::{Connection, PgConnection};
use tokio::time::{Instant, timeout};

use crate::{
    crowd::Crowd,
    figures::Figures,
    killed::SMALL,
    outside::{
        client::Proxy,
        hospital::{Engine, Hospital, postgres},
        program::{Node, Program},
    },
};

pub(crate) const GOES_ON_WITHIN: Duration = Duration::from_secs(5);

/// The server that `script/postgres` keeps.
struct Server {
    folder: PathBuf,
}

impl Server {
    fn new() -> Self {
        // The address is that of a socket in the server's folder.
        let address = postgres().unwrap();
        let folder = address.split(['@', '/']).find(|part| part.starts_with("%2F"));
        Self { folder: folder.expect("a folder").replace("%2F", "/").into() }
    }

    fn stop(&self, signal: &str) {
        fs::write(self.folder.join("down"), "").unwrap();
        let pid = fs::read_to_string(self.folder.join("data/postmaster.pid")).unwrap();
        let pid = pid.lines().next().unwrap();
        assert!(Command::new("kill").args([signal, pid]).status().unwrap().success());
    }

    /// Lets it be started; answers when it lets somebody in.
    async fn start(&self) -> Instant {
        fs::remove_file(self.folder.join("down")).unwrap();
        let address = format!("{}postgres", postgres().unwrap());
        let up = async {
            loop {
                if let Ok(connection) = PgConnection::connect(&address).await {
                    let up = Instant::now();
                    connection.close().await.unwrap();
                    return up;
                }
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
        };
        timeout(Duration::from_mins(1), up).await.expect("the server comes back")
    }
}

pub(crate) async fn story(engine: Engine, rounds: u32) -> Figures {
    let server = Server::new();
    let hospital = Hospital::open(engine, SMALL).await;
    let node = Node::anywhere().await;
    let program = Program::start(&hospital.place, &node).await;
    let crowd = Crowd::come(&hospital, &Proxy::new(&[node], Duration::from_secs(30)), 4);
    let mut figures = Figures::default();
    for round in 0..rounds {
        tokio::time::sleep(Duration::from_millis(rand::random_range(300..900))).await;
        let refusals = crowd.ledger.refusals();
        let is_long = round % 2 != 0;
        server.stop(if is_long { "-KILL" } else { "-QUIT" });
        let away = if is_long { 6_000..7_000 } else { 500..3_000 };
        tokio::time::sleep(Duration::from_millis(rand::random_range(away))).await;
        let up = server.start().await;
        figures.recover(up, GOES_ON_WITHIN, crowd.ledger.first_success_after(up)).await;
        // A page waits 5 seconds for its database: who asks while it is away for less may notice nothing.
        assert!(!is_long || crowd.ledger.refusals() > refusals, "people were told");
    }
    figures.add(crowd.settle(&hospital).await);
    program.stop().await;
    figures
}
