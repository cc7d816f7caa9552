//! How often one place may ask or try. A limit never drops a request for help silently: the page shows the number.

mod pages;

use std::net::IpAddr;

use domain::{DeviceId, WardId};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};

use self::pages::OpenPages;
pub(crate) use self::pages::{Full, Place, Reader};
use crate::{config::LimitsConfig, serving::Room};

/// Rates of requests for help and of sign-ins, kept in memory: a restart forgives.
pub struct Limits {
    devices: DefaultKeyedRateLimiter<DeviceId>,
    wards: DefaultKeyedRateLimiter<WardId>,
    sign_ins: DefaultKeyedRateLimiter<IpAddr>,
    pub(crate) pages: OpenPages,
}

impl std::fmt::Debug for Limits {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Limits")
    }
}

/// Keys are forgotten when there are more than this and they have been idle long enough.
const KEYS: usize = 10_000;

impl Limits {
    pub fn new(config: &LimitsConfig, room: Room) -> Self {
        let tries = config.sign_ins_per_ten_minutes;
        let refill = std::time::Duration::from_mins(10) / tries.get();
        Self {
            devices: RateLimiter::keyed(Quota::per_minute(config.per_device_per_minute)),
            wards: RateLimiter::keyed(Quota::per_minute(config.per_ward_per_minute)),
            sign_ins: RateLimiter::keyed(
                Quota::with_period(refill).unwrap_or(Quota::per_minute(tries)).allow_burst(tries),
            ),
            pages: OpenPages::new(room, config.live_pages),
        }
    }

    /// Whether this ward (and device, where there is one) may ask now.
    pub fn may_ask(&self, ward: WardId, device: Option<DeviceId>) -> bool {
        if self.wards.len() + self.devices.len() > KEYS {
            self.wards.retain_recent();
            self.devices.retain_recent();
        }
        device.is_none_or(|device| self.devices.check_key(&device).is_ok())
            && self.wards.check_key(&ward).is_ok()
    }

    /// Whether this address may try a code, a PIN or a password now.
    pub fn may_try(&self, address: IpAddr) -> bool {
        if self.sign_ins.len() > KEYS {
            self.sign_ins.retain_recent();
        }
        self.sign_ins.check_key(&address).is_ok()
    }
}
