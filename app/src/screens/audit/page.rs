//! What an auditor looks through: who did what, apart from the steps of requests.

use leptos::prelude::*;
use texts::texts;

use super::{AuditPage, AuditRow};
use crate::{
    components::{
        TextInput, column, figures, filters, hidden, moment, part_of, select, table, text_input, written,
    },
    model::Shell,
    shell::{Head, document},
};

#[component]
pub fn Audit(shell: Shell, page: AuditPage) -> impl IntoView {
    let AuditPage { who, person, kind, from, to, people, kinds, rows, found, csv, errors } = page;
    let t = texts();
    let (hint, first_day, last_day) = (t.audit_date_hint(), t.audit_first_day(), t.audit_last_day());
    let day = |name, label, value| {
        let field = TextInput { value, class: "nhsuk-input--width-10", ..TextInput::new(name, label) };
        text_input(TextInput { hint: Some(&hint), ..field }, &errors)
    };
    let rows: Vec<_> = rows.into_iter().map(row).collect();
    let headings = [
        column(t.audit_when()),
        column(t.audit_who()),
        column(t.audit_what()),
        figures(t.audit_log_number()),
    ];
    let rows = (!rows.is_empty()).then(|| table(None, headings, rows));
    let (person_label, who_hint) = (t.audit_person(), t.audit_who_hint());
    let by_id = (people.is_empty() && !person.is_empty())
        .then(|| view! { {hidden("person", &person)} {hidden("named", &who)} });
    let who = TextInput { hint: Some(&who_hint), value: &who, ..TextInput::new("who", &person_label) };
    let which = (!people.is_empty())
        .then(|| select("person", &t.audit_which(), &people, &person, Some(&t.audit_choose()), &errors));
    let asked = view! {
        {text_input(who, &errors)}
        {by_id}
        {which}
        {select("kind", &t.audit_what(), &kinds, &kind, Some(&t.audit_all_kinds()), &errors)}
        {day("from", &first_day, &from)}
        {day("to", &last_day, &to)}
    };
    let content = view! {
        <a class="app-back" href=paths::ADMIN>{t.shared_back_to_hospital()}</a>
        <h1 class="nhsuk-heading-l">{t.audit_title()}</h1>
        <p>{t.audit_about()}</p>
        {filters(paths::AUDIT, &t.audit_filter(), asked, &t.audit_show(), None)}
        {part_of(&found, &t.audit_nothing(), rows)}
        <p><a href=csv download="">{t.shared_download_csv()}</a> " " {t.shared_local_times()}</p>
    };
    document(
        shell,
        Head { errors: &errors, wide: true, here: paths::ADMIN, ..Head::still(t.audit_title()) },
        content,
    )
}

fn row(row: AuditRow) -> impl IntoView {
    let AuditRow { sequence, when, who, what } = row;
    let t = texts();
    view! {
        <tr>
            <th scope="row">{moment(&when)}</th>
            <td data-label=t.audit_who()>{written(&who)}</td>
            <td data-label=t.audit_what()>{what}</td>
            <td class="app-figure" data-label=t.audit_log_number()>{sequence}</td>
        </tr>
    }
}
