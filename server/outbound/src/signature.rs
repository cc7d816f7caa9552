//! The proof that a call comes from this server, and is not an old one that somebody sends again.

use domain::Timestamp;
use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};

/// The header that carries it.
pub const SIGNATURE: &str = "Elbow-Signature";

/// `t=1772442012,v1=…`: when it was sent, in seconds since 1970, and in hexadecimal the HMAC-SHA-256 of that number, a dot
/// and the body.
pub fn sign(secret: &str, at: Timestamp, body: &[u8]) -> String {
    let seconds = at.as_millis() / 1000;
    let mut mac = <Hmac<Sha256> as KeyInit>::new(&block(secret.as_bytes()).into());
    mac.update(format!("{seconds}.").as_bytes());
    mac.update(body);
    let digest: [u8; 32] = mac.finalize().into_bytes().into();
    let hex = digest.map(|byte| format!("{byte:02x}")).concat();
    format!("t={seconds},v1={hex}")
}

/// The key as HMAC wants it: a long one hashed, then filled up with zeros (RFC 2104).
fn block(key: &[u8]) -> [u8; 64] {
    let mut block = [0; 64];
    if key.len() > block.len() {
        block[..32].copy_from_slice(&Sha256::digest(key));
    } else {
        block[..key.len()].copy_from_slice(key);
    }
    block
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_signature_is_what_others_compute() {
        // Computed with `openssl dgst -sha256 -hmac`.
        let at = Timestamp::from_millis(1_772_442_012_345);
        let signed = sign("a secret of this hospital", at, br#"{"id":"1"}"#);
        assert_eq!(
            signed,
            "t=1772442012,v1=c9a3a6268d16519181ad0c92899915187b9222f09a077607aba9b375fd09b470"
        );
        let long = "k".repeat(70);
        assert_eq!(
            sign(&long, at, b""),
            "t=1772442012,v1=0da298e3909bb908511a43036e8d80f75b51ca7b6ca0419224a589ec0317d8c7"
        );
    }
}
