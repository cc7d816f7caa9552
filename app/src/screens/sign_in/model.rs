//! Ways in: landing, device enrolment, handset PIN, staff password.

use domain::Duty;

use crate::model::FieldError;

/// `/` on a device that nobody has enrolled.
#[derive(Debug, Clone, Default)]
pub struct LandingPage {
    pub errors: Vec<FieldError>,
}

/// `/enrol`: a ward device or a handset with its single-use code (`code`). A QR code opens it with the code filled in.
#[derive(Debug, Clone, Default)]
pub struct EnrolPage {
    pub code: String,
    pub errors: Vec<FieldError>,
}

/// `/sign-in` on an enrolled handset (`pin`), or right after enrolling one (`pin`, `pin_again`).
#[derive(Debug, Clone)]
pub struct PinPage {
    pub name: String,
    /// Chooses a PIN rather than enters one.
    pub is_new: bool,
    pub action: String,
    /// Of whoever is signed out on their own handset.
    pub duty: Option<Duty>,
    /// Carried through a new PIN's form: who may choose it.
    pub grant: Option<String>,
    pub errors: Vec<FieldError>,
}

/// `/sign-in` on a handset that is not enrolled: says how to get a code.
#[derive(Debug, Clone, Default)]
pub struct SignInPage {
    pub errors: Vec<FieldError>,
}

/// `/again`: what was typed before signing in, to be sent now.
#[derive(Debug, Clone)]
pub struct AgainPage {
    /// Where it goes.
    pub action: String,
    /// All of it, by name.
    pub fields: Vec<(String, String)>,
    /// What somebody typed or chose.
    pub shown: Vec<(String, String)>,
}

/// `/staff`: leads, analysts and administrators (`username`, `password`, hidden `next`).
#[derive(Debug, Clone, Default)]
pub struct StaffSignInPage {
    pub username: String,
    pub next: String,
    pub errors: Vec<FieldError>,
}
