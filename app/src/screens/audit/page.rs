//! What an auditor looks through: who did what, apart from the steps of requests.

use leptos::prelude::*;
use texts::texts;

use super::{AuditPage, AuditRow};
use crate::{
    components::{
        TextInput, column, figures, filters, moment, next_page, select, table, text_input, written,
    },
    model::Shell,
    shell::{Head, document},
};

#[component]
pub fn Audit(shell: Shell, page: AuditPage) -> impl IntoView {
    let AuditPage { person, kind, from, to, people, kinds, rows, older, csv, errors } = page;
    let t = texts();
    let (hint, first_day, last_day) = (t.audit_date_hint(), t.audit_first_day(), t.audit_last_day());
    let day = |name, label, value| {
        let field = TextInput { value, class: "nhsuk-input--width-10", ..TextInput::new(name, label) };
        text_input(TextInput { hint: Some(&hint), ..field }, &errors)
    };
    let found: AnyView = if rows.is_empty() {
        view! { <p>{t.audit_nothing()}</p> }.into_any()
    } else {
        let rows: Vec<_> = rows.into_iter().map(row).collect();
        let headings = [
            column(t.audit_when()),
            column(t.audit_who()),
            column(t.audit_what()),
            figures(t.audit_log_number()),
        ];
        table(None, headings, rows)
    };
    let asked = view! {
        {select("person", &t.audit_person(), &people, &person, Some(&t.audit_everyone()), &errors)}
        {select("kind", &t.audit_what(), &kinds, &kind, Some(&t.audit_all_kinds()), &errors)}
        {day("from", &first_day, &from)}
        {day("to", &last_day, &to)}
    };
    let content = view! {
        <a class="app-back" href=paths::ADMIN>{t.shared_back_to_hospital()}</a>
        <h1 class="nhsuk-heading-l">{t.audit_title()}</h1>
        <p>{t.audit_about()}</p>
        {filters(paths::AUDIT, &t.audit_filter(), asked, &t.audit_show(), None)}
        {found}
        {next_page(older.as_deref(), &t.audit_older())}
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
