//! Ways in.

mod model;
mod page;

pub use self::{
    model::{AgainPage, EnrolPage, LandingPage, PinPage, SignInPage, StaffSignInPage},
    page::{Again, Enrol, Landing, Pin, SignIn, StaffSignIn},
};
