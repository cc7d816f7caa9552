//! A server's address, and who may listen in on the way to it.

use std::{fmt, net::IpAddr, str::FromStr};

use sqlx::postgres::{PgConnectOptions, PgSslMode};

/// Where a `PostgreSQL` server is and how to sign in. Another machine is only talked to with TLS that checks its
/// certificate and its name: anything less can be read, or answered, by whoever is on the way.
#[derive(Clone)]
pub struct Address(Box<PgConnectOptions>);

impl Address {
    pub(super) fn options(&self) -> &PgConnectOptions {
        &self.0
    }
}

impl FromStr for Address {
    type Err = String;

    /// `postgres://user:password@host:port/database?sslmode=verify-full&sslrootcert=/path/to/ca.pem`; also what libpq
    /// takes from `PGPASSFILE` and the other variables of that kind. The error is a sentence that begins with "it".
    fn from_str(text: &str) -> Result<Self, String> {
        let options: PgConnectOptions = text.parse().map_err(|_| {
            "it is not an address such as postgres://elbow@db.example/elbow?sslmode=verify-full".to_owned()
        })?;
        if !is_local(&options) && !matches!(options.get_ssl_mode(), PgSslMode::VerifyFull) {
            return Err(format!(
                "it must end in ?sslmode=verify-full, since {} is another machine",
                options.get_host()
            ));
        }
        Ok(Self(Box::new(options)))
    }
}

/// Without a host, the driver takes the folder of the local socket.
fn is_local(options: &PgConnectOptions) -> bool {
    let host = options.get_host();
    let address = host.trim_start_matches('[').trim_end_matches(']').parse();
    options.get_socket().is_some()
        || host == "localhost"
        || host.starts_with('/')
        || address.is_ok_and(|address: IpAddr| address.is_loopback())
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let database = self.0.get_database().unwrap_or_else(|| self.0.get_username());
        match self.0.get_socket() {
            Some(socket) => write!(f, "{database} at {}", socket.display()),
            None => write!(f, "{database} at {}:{}", self.0.get_host(), self.0.get_port()),
        }
    }
}

impl fmt::Debug for Address {
    /// Leaves the password out.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Address({self})")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_machine_needs_tls_that_proves_who_it_is() {
        for weak in ["", "?sslmode=disable", "?sslmode=prefer", "?sslmode=require", "?sslmode=verify-ca"] {
            let refused = format!("postgres://elbow@db.example/elbow{weak}").parse::<Address>().unwrap_err();
            assert!(refused.contains("sslmode=verify-full, since db.example"), "{weak}: {refused}");
        }
        assert!("postgres://elbow@db.example/elbow?sslmode=verify-full".parse::<Address>().is_ok());
    }

    #[test]
    fn this_machine_may_be_talked_to_plainly() {
        for local in [
            "postgres://elbow@localhost/elbow",
            "postgres://elbow@127.0.0.1:5433/elbow",
            "postgres://elbow@[::1]/elbow",
            "postgres://elbow@%2Frun%2Fpostgresql/elbow",
            "postgres:///elbow?host=/run/postgresql",
        ] {
            assert!(local.parse::<Address>().is_ok(), "{local}");
        }
        let refused = "postgres://elbow@localhost@db.example/elbow".parse::<Address>();
        assert!(refused.is_err(), "the host is what follows the last @");
    }

    #[test]
    fn a_password_is_never_shown() {
        let address: Address = "postgres://elbow:hunter2@localhost/elbow".parse().unwrap();
        assert_eq!(format!("{address:?}"), "Address(elbow at localhost:5432)");
    }
}
