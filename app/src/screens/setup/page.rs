//! Sign-in codes, ward links and enrolled devices.

use leptos::prelude::*;

use super::{CodePage, DeviceRow, PersonRow, SetupPage, WardRow};
use crate::{
    components::{Tone, column, fact, facts, link_button, moment, table, tag, written},
    model::Shell,
    shell::{Head, announcement, document},
};

#[component]
pub fn Setup(shell: Shell, page: SetupPage) -> impl IntoView {
    let SetupPage { people, wards, devices, notice } = page;
    let head = Head { wide: true, here: paths::SETUP, ..Head::still("Set-up") };
    let content = view! {
        <h1 class="nhsuk-heading-l">"Set-up"</h1>
        {announcement(notice.as_deref())}
        <ul class="app-jump">
            <li><a href="#people">"People"</a></li>
            <li><a href="#wards">"Wards"</a></li>
            <li><a href="#devices">"Devices"</a></li>
        </ul>
        {people_table(people)}
        {wards_table(wards)}
        {devices_table(devices)}
    };
    document(shell, head, content)
}

fn people_table(people: Vec<PersonRow>) -> AnyView {
    let rows: Vec<_> = people
        .into_iter()
        .map(|person| {
            let code = person
                .is_responder
                .then(|| named_post(&paths::person_code(&person.id), "Make a code", &person.name));
            let name = match person.page {
                Some(page) => view! { <a href=page>{written(&person.name)}</a> }.into_any(),
                None => written(&person.name),
            };
            view! {
                <tr>
                    <th scope="row">{name}</th>
                    <td data-label="Roles">{person.roles}</td>
                    <td data-label="Handsets">{person.handsets}</td>
                    <td>{code}</td>
                </tr>
            }
        })
        .collect();
    listed(
        "people",
        "People",
        "Nobody yet.",
        ["Name", "Roles", "Handsets", "Sign-in code"],
        rows.into_any_rows(),
    )
}

fn wards_table(wards: Vec<WardRow>) -> AnyView {
    let rows: Vec<_> = wards
        .into_iter()
        .map(|ward| {
            view! {
                <tr>
                    <th scope="row">{written(&ward.name)} " " <span class="app-muted">{written(&ward.code)}</span></th>
                    <td data-label="Link">
                        {match ward.link {
                            Some(link) => view! { <a href=link>"Link to " {written(&ward.name)}</a> }.into_any(),
                            None => "The link cannot be read. Change it to get a new one.".into_any(),
                        }}
                    </td>
                    <td data-label="Devices">{ward.devices}</td>
                    <td>
                        {named_post(&paths::ward_code(&ward.id), "Make a code", &ward.name)}
                        {named_question(&paths::rotate_link(&ward.id), "Change the link", &ward.name)}
                    </td>
                </tr>
            }
        })
        .collect();
    listed(
        "wards",
        "Wards",
        "No wards yet.",
        ["Ward", "Link for requests", "Devices", "Actions"],
        rows.into_any_rows(),
    )
}

fn devices_table(devices: Vec<DeviceRow>) -> AnyView {
    let rows: Vec<_> = devices
        .into_iter()
        .map(|device| {
            let kind = if device.is_handset { tag("blue", "Handset") } else { tag("grey", "Ward device") };
            view! {
                <tr>
                    <th scope="row">{written(&device.bound_to)} " " {kind}</th>
                    <td data-label="Set up">{moment(&device.enrolled)}</td>
                    <td data-label="Last seen">{moment(&device.last_seen)}</td>
                    <td>{named_question(&paths::revoke(&device.id), "Block device", &device.bound_to)}</td>
                </tr>
            }
        })
        .collect();
    listed(
        "devices",
        "Devices",
        "No devices yet.",
        ["Device", "Set up", "Last seen", "Actions"],
        rows.into_any_rows(),
    )
}

/// Rows of any shape, erased once.
trait IntoAnyRows {
    fn into_any_rows(self) -> Option<AnyView>;
}

impl<V: IntoView + 'static> IntoAnyRows for Vec<V>
where
    Vec<V>: IntoAny,
{
    fn into_any_rows(self) -> Option<AnyView> {
        (!self.is_empty()).then(|| self.into_any())
    }
}

fn listed(
    id: &'static str,
    caption: &'static str,
    none: &'static str,
    columns: [&'static str; 4],
    rows: Option<AnyView>,
) -> AnyView {
    let body = match rows {
        Some(rows) => table(None, columns.map(column), rows),
        None => view! { <p>{none}</p> }.into_any(),
    };
    view! {
        <section aria-labelledby=id>
            <h2 class="nhsuk-heading-m" id=id>{caption}</h2>
            {body}
        </section>
    }
    .into_any()
}

/// A button in a row, spoken with the row it belongs to.
fn named_post(action: &str, label: &'static str, whose: &str) -> AnyView {
    view! {
        <form method="post" action=action.to_owned() class="app-post app-post--row">
            <button class="app-small">
                {label} <span class="nhsuk-u-visually-hidden">" for " {written(whose)}</span>
            </button>
        </form>
    }
    .into_any()
}

/// A button in a row that leads to a question, spoken with the row it belongs to.
fn named_question(action: &str, label: &'static str, whose: &str) -> AnyView {
    view! {
        <form method="get" action=action.to_owned() class="app-post app-post--row">
            <button class="app-small">
                {label} <span class="nhsuk-u-visually-hidden">" for " {written(whose)}</span>
            </button>
        </form>
    }
    .into_any()
}

/// A single-use code, shown once.
#[component]
pub fn Code(shell: Shell, page: CodePage) -> impl IntoView {
    let CodePage { title, code, url, qr_svg, expires } = page;
    let head = Head { here: paths::SETUP, ..Head::still(title.clone()) };
    let content = view! {
        <a class="app-back" href=paths::SETUP>"Back to set-up"</a>
        <h1 class="nhsuk-heading-l">{title}</h1>
        <p>"Scan this with the device’s camera, or open the address and type the code. It works once."</p>
        <div class="app-qr" role="img" aria-label="QR code with the address and the code" inner_html=qr_svg></div>
        {facts(view! {
            {fact("Code", view! { <strong class="app-code">{code}</strong> })}
            {fact("Address", view! { {url} })}
            {fact("Expires at", moment(&expires))}
        })}
        {link_button(Tone::Secondary, paths::SETUP, "Done")}
    };
    document(shell, head, content)
}
