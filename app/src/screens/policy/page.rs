//! The policy: read it, change it, see who changed it.

use leptos::prelude::*;
use texts::texts;

use super::{PolicyChange, PolicyPage, PolicyPreviewPage, PolicySet};
use crate::{
    components::{
        TextArea, Tone, button, column, details, hidden, link_button, moment, rich, table, text_area,
    },
    model::Shell,
    shell::{Head, announcement, document, escaped},
    words::isolated,
};

#[component]
pub fn Policy(shell: Shell, page: PolicyPage) -> impl IntoView {
    let PolicyPage { text, version, set, shipped, errors, notice } = page;
    let t = texts();
    let in_force = match set.first() {
        None => t.policy_default().into_any(),
        Some(latest) => {
            rich(|[time]| t.policy_in_use(latest.version, isolated(&latest.by), time), [moment(&latest.at)])
        }
    };
    let (label, hint) = (t.policy_title(), t.policy_hint());
    let field = TextArea {
        name: "text",
        label: &label,
        hint: &hint,
        value: &text,
        rows: 20,
        at_most: None,
        guard: None,
        class: "app-listing",
    };
    // For leads: an administrator has no such page.
    let may_rehearse = shell.signed_in.as_ref().is_some_and(|person| person.commands);
    let rehearse = may_rehearse.then(|| {
        let link = view! { <a href=paths::REHEARSE>{t.policy_rehearse()}</a> }.into_any();
        view! { " " {rich(|[rehearse]| t.policy_shows_waits(rehearse), [link])} }
    });
    let earlier: Vec<_> = set.into_iter().map(set_before).collect();
    let content = view! {
        <a class="app-back" href=paths::ADMIN>{t.shared_back_to_hospital()}</a>
        <h1 class="nhsuk-heading-l">{t.policy_title()}</h1>
        {announcement(notice.as_deref())}
        <p>{t.policy_about()} {rehearse}</p>
        <p>{in_force}</p>
        <form method="post" action=paths::PREVIEW_POLICY novalidate>
            {hidden("version", &version.to_string())}
            {text_area(field, &errors)}
            <p class="app-muted">{t.policy_waves()}</p>
            {button(Tone::Primary, &t.policy_see_changes())}
        </form>
        {details("shipped", &t.policy_every_key(), false, toml(&shipped))}
        {earlier}
    };
    document(shell, Head { errors: &errors, here: paths::ADMIN, ..Head::still(t.policy_title()) }, content)
}

/// What it changes, before it is put in force.
#[component]
pub fn PolicyPreview(shell: Shell, page: PolicyPreviewPage) -> impl IntoView {
    let PolicyPreviewPage { text, version, changes } = page;
    let t = texts();
    let body = if changes.is_empty() {
        view! { <p>{t.policy_no_change()}</p> }.into_any()
    } else {
        let rows: Vec<_> = changes
            .into_iter()
            .map(|PolicyChange { key, before, after }| {
                view! {
                    <tr>
                        <th scope="row"><code>{key}</code></th>
                        <td data-label=t.policy_now()><code>{before}</code></td>
                        <td data-label=t.policy_with_this()><code>{after}</code></td>
                    </tr>
                }
            })
            .collect();
        table(None, [column(t.policy_key()), column(t.policy_now()), column(t.policy_with_this())], rows)
    };
    let content = view! {
        <a class="app-back" href=paths::POLICY>{t.policy_back()}</a>
        <h1 class="nhsuk-heading-l">{t.policy_what_changes()}</h1>
        {body}
        <p>{t.policy_nothing_changed_yet()}</p>
        <form method="post" action=paths::POLICY>
            {hidden("version", &version.to_string())}
            {hidden("text", &text)}
            {button(Tone::Primary, &t.policy_use())}
        </form>
        {link_button(Tone::Secondary, paths::POLICY, &t.shared_cancel())}
    };
    document(shell, Head { here: paths::ADMIN, wide: true, ..Head::still(t.policy_what_changes()) }, content)
}

fn set_before(set: PolicySet) -> AnyView {
    let summary = texts().policy_version(set.version, isolated(set.by), set.at.clock);
    details(format!("version-{}", set.version), &summary, false, toml(&set.text)).into_any()
}

fn toml(text: &str) -> AnyView {
    view! { <pre class="app-listing" tabindex="0" inner_html=escaped(text)></pre> }.into_any()
}
