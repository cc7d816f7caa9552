//! QR codes, as large as their place.

use leptos::prelude::*;

use crate::model::Qr;

/// Dark on white in every theme, since cameras expect it. `label` says what it is of.
pub fn qr(code: &Qr, label: &str) -> AnyView {
    let Qr { edge, dark } = code.clone();
    view! {
        <svg class="app-qr__code" viewBox=format!("0 0 {edge} {edge}") role="img" aria-label=label.to_owned()>
            <path fill="#fff" d=format!("M0 0h{edge}v{edge}H0z")/>
            <path fill="#000" d=dark/>
        </svg>
    }
    .into_any()
}
