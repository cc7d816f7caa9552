//! Ways in.

use app::screens::sign_in::{AgainPage, EnrolPage, LandingPage, PinPage, StaffSignInPage};

use super::{error, s};

pub(crate) fn landing() -> LandingPage {
    LandingPage { errors: Vec::new() }
}

pub(crate) fn enrol() -> EnrolPage {
    EnrolPage { code: s("K7P3 QX9"), errors: vec![error("code", "This code is not known or has run out")] }
}

pub(crate) fn pin() -> PinPage {
    PinPage {
        name: s("Sam Example"),
        is_new: true,
        action: s("/enrol/pin"),
        duty: None,
        grant: Some(s("sample")),
        errors: vec![error("pin_again", "The two PINs are not the same")],
    }
}

pub(crate) fn staff() -> StaffSignInPage {
    StaffSignInPage {
        username: s("lena"),
        next: s("/board"),
        errors: vec![error("password", "The user name or the password is wrong")],
    }
}

pub(crate) fn again() -> AgainPage {
    let typed = |name: &str, text: &str| (s(name), s(text));
    AgainPage {
        action: s("/board/ask"),
        fields: vec![typed("key", "sample"), typed("note", "cannot print")],
        shown: vec![typed("note", "cannot print")],
    }
}
