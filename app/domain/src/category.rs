//! What a ticket turned out to be: the answer the whole system exists to collect.

use serde::{Deserialize, Serialize};

use crate::CategoryId;

/// A resolution category. The list is the trust's to edit; [`SHIPPED`] is where it starts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Category {
    pub id: CategoryId,
    /// Short, lower case, for exports: `training`.
    pub slug: String,
    pub name: String,
    /// Place among the tiles of the finish page, from 0.
    pub position: u16,
    /// Closing with it hands the ticket to the IT service desk.
    pub hands_off: bool,
}

/// A row of the shipped list.
#[derive(Debug, Clone, Copy)]
pub struct Shipped {
    pub slug: &'static str,
    pub name: &'static str,
    /// Tickets of one published, illustrative go-live: the default demand mix of demo and rehearsal.
    pub count: u32,
    /// Closing with it hands the ticket to the IT service desk.
    pub hands_off: bool,
}

/// The shipped categories in order of use. Their slugs and counts are those of the published example; the names say where one
/// ends and the next begins.
pub const SHIPPED: [Shipped; 11] = [
    shipped("training", "Training or elbow support", 1355),
    shipped("not-needed", "No longer needed when I came", 457),
    shipped("as-designed", "Works as designed, but gets in the way", 414),
    shipped("how-it-works", "How it works explained", 377),
    shipped("known-issue", "Known issue or workaround", 355),
    shipped("configuration", "New fault or wrong set-up", 311),
    shipped("access-rights", "Access rights", 264),
    shipped("printer-device", "Printer or device", 34),
    shipped("password", "Password lockout", 10),
    Shipped { hands_off: true, ..shipped("service-desk", "Not solved: handed to IT service desk", 0) },
    shipped("process-policy", "Ward process or policy gap", 0),
];

const fn shipped(slug: &'static str, name: &'static str, count: u32) -> Shipped {
    Shipped { slug, name, count, hands_off: false }
}
