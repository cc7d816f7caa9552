//! What everything on the server stands on: where time and randomness enter, the server's own key, and what is made of it.

pub mod clock;
pub mod key_file;
pub mod links;
pub mod password;
pub mod random;
pub mod seal;
