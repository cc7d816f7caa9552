//! What leaves Elbow for somebody else's server.

mod address;
mod lanes;
mod retry;
mod signature;

pub use self::{
    address::PublicOnly,
    lanes::Lanes,
    retry::{pause, retry_after},
    signature::{SIGNATURE, sign},
};
