//! Sign-in codes, ward links and enrolled devices.

use crate::model::{Found, Moment, Qr};

/// `/setup`. Forms: `/setup/people/{id}/code`, `/setup/wards/{id}/code`, `/setup/wards/{id}/rotate-link`,
/// `/setup/devices/{id}/revoke`.
#[derive(Debug, Clone)]
pub struct SetupPage {
    pub people: Vec<PersonRow>,
    pub people_found: Found,
    pub wards: Vec<WardRow>,
    pub wards_found: Found,
    pub devices: Vec<DeviceRow>,
    pub devices_found: Found,
    pub notice: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonRow {
    pub id: String,
    pub name: String,
    pub roles: String,
    pub is_responder: bool,
    pub handsets: usize,
    /// Address of their own page, for whoever may see it.
    pub page: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WardRow {
    pub id: String,
    pub code: String,
    pub name: String,
    /// The ward's own address, `/w/<token>`; none if it cannot be told, since the row is damaged.
    pub link: Option<String>,
    pub devices: usize,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeviceRow {
    pub id: String,
    /// `Ward 7` or a person's name.
    pub bound_to: String,
    pub is_handset: bool,
    pub enrolled: Moment,
    pub last_seen: Moment,
}

/// A single-use code, shown once.
#[derive(Debug, Clone)]
pub struct CodePage {
    /// `For Sam Example's handset`.
    pub title: String,
    /// Grouped for reading out: `K7P3 QX9M`.
    pub code: String,
    /// What the QR code opens.
    pub url: String,
    pub qr: Qr,
    pub expires: Moment,
    /// Address of the person's page, for whoever may see it and makes the code for a handset.
    pub person: Option<String>,
}
