//! The policy: read it, change it, see who changed it.

use leptos::prelude::*;

use super::{PolicyChange, PolicyPage, PolicyPreviewPage, PolicySet};
use crate::{
    components::{TextArea, Tone, button, column, details, hidden, link_button, moment, table, text_area},
    model::Shell,
    shell::{Head, announcement, document, escaped},
    words::isolated,
};

#[component]
pub fn Policy(shell: Shell, page: PolicyPage) -> impl IntoView {
    let PolicyPage { text, version, set, shipped, errors, notice } = page;
    let in_force = match set.first() {
        None => view! { <p>"The default policy is in use."</p> }.into_any(),
        Some(latest) => view! {
            <p>
                {format!("Version {} is in use, set by {}, ", latest.version, isolated(&latest.by))} {moment(&latest.at)} "."
            </p>
        }
        .into_any(),
    };
    let field = TextArea {
        name: "text",
        label: "Policy",
        hint: "TOML: a key, an equals sign, a value. What you leave out keeps its default.",
        value: &text,
        rows: 20,
        at_most: None,
        guard: None,
        class: "app-listing",
    };
    // For leads: an administrator has no such page.
    let may_rehearse = shell.signed_in.as_ref().is_some_and(|person| person.commands);
    let rehearse = may_rehearse.then(|| {
        view! { <a href=paths::REHEARSE>"Rehearse"</a> " shows what the policy in use does to people’s waits." }
    });
    let earlier: Vec<_> = set.into_iter().map(set_before).collect();
    let content = view! {
        <a class="app-back" href=paths::ADMIN>"Back to the hospital"</a>
        <h1 class="nhsuk-heading-l">"Policy"</h1>
        {announcement(notice.as_deref())}
        <p>
            "How requests are offered, to whom first, and how long before they escalate. A change applies from the next \
             decision, for everyone. "
            {rehearse}
        </p>
        {in_force}
        <form method="post" action=paths::PREVIEW_POLICY novalidate>
            {hidden("version", &version.to_string())}
            {text_area(field, &errors)}
            {button(Tone::Primary, "See what it changes")}
        </form>
        {details("shipped", "Every key with its default", false, toml(&shipped))}
        {earlier}
    };
    document(shell, Head { errors: &errors, here: paths::ADMIN, ..Head::still("Policy") }, content)
}

/// What it changes, before it is put in force.
#[component]
pub fn PolicyPreview(shell: Shell, page: PolicyPreviewPage) -> impl IntoView {
    let PolicyPreviewPage { text, version, changes } = page;
    let body = if changes.is_empty() {
        view! { <p>"This policy says the same as the one in use: nothing would change."</p> }.into_any()
    } else {
        let rows: Vec<_> = changes
            .into_iter()
            .map(|PolicyChange { key, before, after }| {
                view! {
                    <tr>
                        <th scope="row"><code>{key}</code></th>
                        <td data-label="Now"><code>{before}</code></td>
                        <td data-label="With this policy"><code>{after}</code></td>
                    </tr>
                }
            })
            .collect();
        table(None, [column("Key"), column("Now"), column("With this policy")], rows)
    };
    let content = view! {
        <a class="app-back" href=paths::POLICY>"Back to the policy"</a>
        <h1 class="nhsuk-heading-l">"What this policy would change"</h1>
        {body}
        <p>"Nothing has changed yet. If you use this policy, it applies from the next decision, for everyone."</p>
        <form method="post" action=paths::POLICY>
            {hidden("version", &version.to_string())}
            {hidden("text", &text)}
            {button(Tone::Primary, "Use this policy")}
        </form>
        {link_button(Tone::Secondary, paths::POLICY, "Cancel")}
    };
    document(
        shell,
        Head { here: paths::ADMIN, wide: true, ..Head::still("What this policy would change") },
        content,
    )
}

fn set_before(set: PolicySet) -> AnyView {
    let summary = format!("Version {}, {}, {}", set.version, isolated(set.by), set.at.clock);
    details(format!("version-{}", set.version), &summary, false, toml(&set.text)).into_any()
}

fn toml(text: &str) -> AnyView {
    view! { <pre class="app-listing" tabindex="0" inner_html=escaped(text)></pre> }.into_any()
}
