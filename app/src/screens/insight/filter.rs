//! Which tickets are looked at, and the way from page to page with the same filter.

use leptos::prelude::*;
use texts::texts;

use super::{Filter, Options, View};
use crate::{
    components::{TextInput, filters, hidden, select, text_input, tick},
    model::{Choice, FieldError},
};

impl View {
    const ALL: [Self; 5] = [Self::Overview, Self::Causes, Self::Times, Self::Requests, Self::Map];

    pub const fn path(self) -> &'static str {
        match self {
            Self::Overview => paths::INSIGHT_OVERVIEW,
            Self::Causes => paths::INSIGHT,
            Self::Times => paths::INSIGHT_TIMES,
            Self::Requests => paths::INSIGHT_REQUESTS,
            Self::Map => paths::INSIGHT_MAP,
        }
    }

    pub(super) fn title(self) -> String {
        let t = texts();
        match self {
            Self::Overview => t.insight_overview(),
            Self::Causes => t.insight_causes(),
            Self::Times => t.insight_times(),
            Self::Requests => t.insight_requests(),
            Self::Map => t.insight_map(),
        }
    }
}

/// All pages of Insight, each with the same filter.
pub(super) fn views(here: View, query: &str) -> AnyView {
    let links: Vec<_> = View::ALL
        .into_iter()
        .map(|view| {
            let href =
                if query.is_empty() { view.path().to_owned() } else { format!("{}?{query}", view.path()) };
            view! { <li><a href=href aria-current=(view == here).then_some("page")>{view.title()}</a></li> }
        })
        .collect();
    view! { <nav class="app-views" aria-label=texts().insight_title()><ul>{links}</ul></nav> }.into_any()
}

pub(super) fn filter_form(view: View, filter: &Filter, options: &Options) -> AnyView {
    let t = texts();
    let Filter { from, to, wave, waves, ward, wards, tag, tags, errors, .. } = filter;
    let fields = if let Options::Week(week) = options {
        view! { {hidden("shared", "yes")} {date("week", &t.insight_week(), week, errors)} }.into_any()
    } else {
        let all = t.insight_all();
        let choice = |name: &str, label: String, choices: &[Choice], chosen: &str| {
            (!choices.is_empty()).then(|| select(name, &label, choices, chosen, Some(&all), errors))
        };
        view! {
            {date("from", &t.insight_from(), from, errors)}
            {date("to", &t.insight_to(), to, errors)}
            {choice("wave", t.waves_wave(), waves, wave)}
            {choice("ward", t.insight_ward(), wards, ward)}
            {choice("tag", t.insight_tag(), tags, tag)}
            {requests(options)}
        }
        .into_any()
    };
    filters(view.path(), &t.insight_choose_period(), fields, &t.insight_show(), None)
}

fn date(name: &'static str, label: &str, value: &str, errors: &[FieldError]) -> AnyView {
    let field =
        TextInput { kind: "date", value, class: "nhsuk-input--width-10", ..TextInput::new(name, label) };
    text_input(field, errors)
}

fn requests(options: &Options) -> Option<AnyView> {
    let Options::Requests { by, days, screened } = options else { return None };
    let t = texts();
    let choice = |value: &str, label: String| Choice { value: value.to_owned(), label };
    let by_what = [choice("day", t.insight_by_day()), choice("week", t.insight_by_week())];
    let which = [choice("weekdays", t.insight_weekdays()), choice("weekends", t.insight_weekends())];
    let each = view! {
        {select("by", &t.insight_by(), &by_what, by, None, &[])}
        {(by != "week").then(|| select("days", &t.insight_days(), &which, days, Some(&t.insight_all()), &[]))}
        {tick("screened", &t.insight_screened(), None, *screened, &[])}
    };
    Some(each.into_any())
}
