//! Sign-in codes, ward links and enrolled devices.

use leptos::prelude::*;
use texts::texts;

use super::{CodePage, DeviceRow, PersonRow, SetupPage, WardRow};
use crate::{
    components::{
        Tone, column, fact, facts, link_button, moment, part_of, qr, rich, search, table, tag, written,
    },
    model::{Found, Shell},
    shell::{Head, announcement, document},
};

#[component]
pub fn Setup(shell: Shell, page: SetupPage) -> impl IntoView {
    let SetupPage { people, people_found, wards, wards_found, devices, devices_found, notice } = page;
    let t = texts();
    let head = Head { wide: true, here: paths::SETUP, ..Head::still(t.setup_title()) };
    let content = view! {
        <h1 class="nhsuk-heading-l">{t.setup_title()}</h1>
        {announcement(notice.as_deref())}
        <p><a href=paths::POSTERS>{t.posters_title()}</a></p>
        <ul class="app-jump">
            <li><a href="#people">{t.setup_people()}</a></li>
            <li><a href="#wards">{t.setup_wards()}</a></li>
            <li><a href="#devices">{t.setup_devices()}</a></li>
        </ul>
        {search(paths::SETUP, &texts().setup_find(), &people_found.find, paths::SETUP)}
        {people_table(people, &people_found)}
        {wards_table(wards, &wards_found)}
        {devices_table(devices, &devices_found)}
    };
    document(shell, head, content)
}

fn people_table(people: Vec<PersonRow>, found: &Found) -> AnyView {
    let t = texts();
    let rows: Vec<_> = people
        .into_iter()
        .map(|person| {
            let code = person
                .is_responder
                .then(|| named_post(&paths::person_code(&person.id), t.setup_make_code(), &person.name));
            let name = match person.page {
                Some(page) => view! { <a href=page>{written(&person.name)}</a> }.into_any(),
                None => written(&person.name),
            };
            view! {
                <tr>
                    <th scope="row">{name}</th>
                    <td data-label=t.setup_roles()>{person.roles}</td>
                    <td data-label=t.setup_handsets()>{person.handsets}</td>
                    <td>{code}</td>
                </tr>
            }
        })
        .collect();
    listed(
        "people",
        t.setup_people(),
        (found, &t.setup_no_people()),
        [t.setup_name(), t.setup_roles(), t.setup_handsets(), t.setup_sign_in_code()],
        rows.into_any_rows(),
    )
}

fn wards_table(wards: Vec<WardRow>, found: &Found) -> AnyView {
    let t = texts();
    let rows: Vec<_> = wards
        .into_iter()
        .map(|ward| {
            view! {
                <tr>
                    <th scope="row">{written(&ward.name)} " " <span class="app-muted">{written(&ward.code)}</span></th>
                    <td data-label=t.setup_link()>
                        {match ward.link {
                            Some(link) => {
                                let to = rich(|[ward]| t.setup_link_to(ward), [written(&ward.name)]);
                                let posters = rich(|[ward]| t.setup_posters_of(ward), [written(&ward.name)]);
                                let at = format!("{}?wards={}", paths::POSTERS, ward.id);
                                view! { <a href=link>{to}</a> " · " <a href=at>{posters}</a> }.into_any()
                            }
                            None => t.setup_no_link().into_any(),
                        }}
                    </td>
                    <td data-label=t.setup_devices()>{ward.devices}</td>
                    <td>
                        {named_post(&paths::ward_code(&ward.id), t.setup_make_code(), &ward.name)}
                        {named_question(&paths::rotate_link(&ward.id), t.setup_change_link(), &ward.name)}
                    </td>
                </tr>
            }
        })
        .collect();
    listed(
        "wards",
        t.setup_wards(),
        (found, &t.setup_no_wards()),
        [t.setup_ward(), t.setup_link_for_requests(), t.setup_devices(), t.shared_actions()],
        rows.into_any_rows(),
    )
}

fn devices_table(devices: Vec<DeviceRow>, found: &Found) -> AnyView {
    let t = texts();
    let rows: Vec<_> = devices
        .into_iter()
        .map(|device| {
            let kind = if device.is_handset {
                tag("blue", &t.setup_handset())
            } else {
                tag("grey", &t.setup_ward_device())
            };
            view! {
                <tr>
                    <th scope="row">{written(&device.bound_to)} " " {kind}</th>
                    <td data-label=t.setup_set_up()>{moment(&device.enrolled)}</td>
                    <td data-label=t.shared_last_seen()>{moment(&device.last_seen)}</td>
                    <td>{named_question(&paths::revoke(&device.id), t.setup_block(), &device.bound_to)}</td>
                </tr>
            }
        })
        .collect();
    listed(
        "devices",
        t.setup_devices(),
        (found, &t.setup_no_devices()),
        [t.setup_device(), t.setup_set_up(), t.shared_last_seen(), t.shared_actions()],
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
    caption: String,
    (found, none): (&Found, &str),
    columns: [String; 4],
    rows: Option<AnyView>,
) -> AnyView {
    let body = part_of(found, none, rows.map(|rows| table(None, columns.map(column), rows)));
    view! {
        <section aria-labelledby=id>
            <h2 class="nhsuk-heading-m" id=id>{caption}</h2>
            {body}
        </section>
    }
    .into_any()
}

/// A button in a row, spoken with the row it belongs to.
fn named_post(action: &str, label: String, whose: &str) -> AnyView {
    let whose = rich(|[whose]| texts().setup_for(whose), [written(whose)]);
    view! {
        <form method="post" action=action.to_owned() class="app-post app-post--row">
            <button class="app-small">
                {label} <span class="nhsuk-u-visually-hidden">" " {whose}</span>
            </button>
        </form>
    }
    .into_any()
}

/// A button in a row that leads to a question, spoken with the row it belongs to.
fn named_question(action: &str, label: String, whose: &str) -> AnyView {
    let whose = rich(|[whose]| texts().setup_for(whose), [written(whose)]);
    view! {
        <form method="get" action=action.to_owned() class="app-post app-post--row">
            <button class="app-small">
                {label} <span class="nhsuk-u-visually-hidden">" " {whose}</span>
            </button>
        </form>
    }
    .into_any()
}

/// A single-use code, shown once.
#[component]
pub fn Code(shell: Shell, page: CodePage) -> impl IntoView {
    let CodePage { title, code, url, qr: drawn, expires, person } = page;
    let t = texts();
    let (back, back_label) = match person {
        Some(person) => (person, t.join_back_to_person()),
        None => (paths::SETUP.to_owned(), t.shared_back_to_setup()),
    };
    let head = Head { here: paths::SETUP, ..Head::still(title.clone()) };
    let content = view! {
        <a class="app-back" href=back.clone()>{back_label}</a>
        <h1 class="nhsuk-heading-l">{title}</h1>
        <p>{t.setup_scan()}</p>
        <div class="app-qr">{qr(&drawn, &t.setup_qr())}</div>
        {facts(view! {
            {fact(&t.setup_code(), view! { <strong class="app-code">{code}</strong> })}
            {fact(&t.setup_address(), view! { {url} })}
            {fact(&t.setup_expires_at(), moment(&expires))}
        })}
        {link_button(Tone::Secondary, &back, &t.setup_done())}
    };
    document(shell, head, content)
}
