//! Sentences, charts, and the tables beside them.

use leptos::prelude::*;
use texts::texts;

use super::{
    FigureTable, FiguresPage, Map, Section, View,
    filter::{filter_form, views},
    map::map,
};
use crate::{
    components::{column, details, figures, notice, series_chart, table, wide},
    model::Shell,
    shell::{Head, document},
};

#[component]
pub fn Figures(shell: Shell, page: FiguresPage) -> impl IntoView {
    let FiguresPage { view, filter, options, is_up_to_date, says, sections, map } = page;
    let t = texts();
    let title = t.insight_page_title(view.title());
    let head = Head { errors: &filter.errors, here: paths::INSIGHT, wide: true, ..Head::still(title) };
    let exact = match &map {
        Some(map) if map.is_shared => t.insight_map_shared(),
        _ => t.insight_exact(),
    };
    let says: Vec<_> = says
        .into_iter()
        .map(|says| {
            let link = says.href.map(|href| view! { " " <a href=href>{t.insight_see_why()}</a> });
            view! { <li>{says.words} {link}</li> }
        })
        .collect();
    let is_ok = filter.errors.is_empty();
    let sections: Vec<_> =
        sections.into_iter().enumerate().map(|(number, one)| section(number, one)).collect();
    let content = view! {
        <h1 class="nhsuk-heading-l">{view.title()}</h1>
        {views(view, &filter.query)}
        {(!is_up_to_date).then(|| notice(&t.insight_not_complete()))}
        {filter_form(view, &filter, &options)}
        {is_ok.then(|| view! { <ul class="app-says">{says}</ul> })}
        {sections}
        {map.map(|map| map_part(&map))}
        {(is_ok && view != View::Overview).then(|| view! { <p class="app-muted">{exact}</p> })}
    };
    document(shell, head, content)
}

fn section(number: usize, section: Section) -> AnyView {
    let Section { heading, chart, notes, table, csv } = section;
    let t = texts();
    let notes: Vec<_> = notes.into_iter().map(|note| view! { <p class="app-muted">{note}</p> }).collect();
    view! {
        <h2 class="nhsuk-heading-m">{heading.clone()}</h2>
        {series_chart(&chart)}
        {notes}
        {details(format!("figures-{number}"), &t.insight_as_table(), false, figure_table(&heading, table))}
        <p><a href=csv download="">{t.shared_download_csv()}</a></p>
    }
    .into_any()
}

fn figure_table(caption: &str, figure_table: FigureTable) -> AnyView {
    let FigureTable { first, columns, rows } = figure_table;
    let words: Vec<String> = columns.iter().map(|column| column.words.clone()).collect();
    let rows: Vec<_> = rows
        .into_iter()
        .map(|row| {
            let cells: Vec<_> = row
                .cells
                .into_iter()
                .zip(&words)
                .map(|(cell, words)| view! { <td class="app-figure" data-label=words.clone()>{cell}</td> })
                .collect();
            view! { <tr><th scope="row">{row.label}</th>{cells}</tr> }
        })
        .collect();
    let headings =
        std::iter::once(column(first.words)).chain(columns.into_iter().map(|column| figures(column.words)));
    wide(caption, table(Some(caption), headings, rows))
}

fn map_part(shown: &Map) -> AnyView {
    let t = texts();
    if shown.rows.is_empty() {
        return view! { <p>{t.insight_nothing_asked()}</p> }.into_any();
    }
    view! {
        {map(shown)}
        <p><a href=shown.csv.clone() download="">{t.shared_download_csv()}</a></p>
        {shown.shared.clone().map(|href| view! { <p><a href=href>{t.insight_to_share()}</a></p> })}
    }
    .into_any()
}
