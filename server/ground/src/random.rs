//! Randomness as an argument: the one place where the system's random source is read.

use std::{fmt, sync::Arc};

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use domain::Code;

/// A source of random bytes. Tests may pass one that repeats itself.
#[derive(Clone)]
pub struct Random(Arc<Fill>);

type Fill = dyn Fn(&mut [u8]) + Send + Sync;

impl fmt::Debug for Random {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Random")
    }
}

impl Random {
    pub fn new(fill: impl Fn(&mut [u8]) + Send + Sync + 'static) -> Self {
        Self(Arc::new(fill))
    }

    /// The operating system's source.
    ///
    /// # Panics
    /// When the operating system has no randomness to give: nothing that follows would be safe.
    pub fn system() -> Self {
        Self::new(|bytes| {
            if let Err(error) = getrandom::fill(bytes) {
                panic!("the operating system gives no random bytes: {error}");
            }
        })
    }

    pub fn bytes<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        (self.0)(&mut bytes);
        bytes
    }

    /// 128 random bits as 22 characters for links and cookies.
    pub fn secret(&self) -> String {
        BASE64_URL_SAFE_NO_PAD.encode(self.bytes::<16>())
    }

    /// A code of `N` characters for people to read out.
    pub fn code<const N: usize>(&self) -> Code {
        Code::from_random(&self.bytes::<N>())
    }
}
