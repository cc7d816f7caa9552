//! Requests by ward and tag. The table is the chart: each number stands in its cell, and the shade says what it is worth.

use leptos::prelude::*;
use texts::texts;

use super::{Map, MapCell, Shade};
use crate::{
    components::{wide, written},
    words::isolated,
};

impl Shade {
    const fn class(self) -> &'static str {
        match self {
            Self::AsExpected => "app-figure",
            Self::More => "app-figure app-map--more",
            Self::MuchMore => "app-figure app-map--much-more",
            Self::Fewer => "app-figure app-map--fewer",
            Self::MuchFewer => "app-figure app-map--much-fewer",
            Self::Hidden => "app-figure app-map--hidden",
        }
    }

    /// A sign beside the number, for whoever sees no shades.
    const fn sign(self) -> &'static str {
        match self {
            Self::AsExpected | Self::Hidden => "",
            Self::More => "▴",
            Self::MuchMore => "▲",
            Self::Fewer => "▿",
            Self::MuchFewer => "▽",
        }
    }

    fn words(self) -> Option<String> {
        let t = texts();
        match self {
            Self::AsExpected => None,
            Self::More => Some(t.insight_more()),
            Self::MuchMore => Some(t.insight_much_more()),
            Self::Fewer => Some(t.insight_fewer()),
            Self::MuchFewer => Some(t.insight_much_fewer()),
            Self::Hidden => Some(t.insight_hidden()),
        }
    }
}

pub(super) fn map(map: &Map) -> AnyView {
    let t = texts();
    let tags: Vec<_> = map
        .tags
        .iter()
        .map(|tag| view! { <th scope="col"><span>{isolated(tag).into_owned()}</span></th> })
        .collect();
    let rows: Vec<_> = map
        .rows
        .iter()
        .map(|row| {
            let cells: Vec<_> = row.cells.iter().map(cell).collect();
            view! {
                <tr>
                    <th scope="row">{written(&row.ward)}</th>
                    {cells}
                    <td class="app-figure app-map__all">{row.all.clone()}</td>
                </tr>
            }
        })
        .collect();
    let all: Vec<_> =
        map.all.iter().map(|all| view! { <td class="app-figure app-map__all">{all.clone()}</td> }).collect();
    let table = view! {
        <table class="app-map">
            <caption class="nhsuk-u-visually-hidden">{t.insight_map()}</caption>
            <thead>
                <tr>
                    <th scope="col">{t.insight_ward()}</th>
                    {tags}
                    <th scope="col"><span>{t.insight_all()}</span></th>
                </tr>
            </thead>
            <tbody>
                {rows}
                <tr><th scope="row">{t.insight_all()}</th>{all}</tr>
            </tbody>
        </table>
    };
    let key: Vec<_> = [Shade::MuchMore, Shade::More, Shade::Fewer, Shade::MuchFewer, Shade::Hidden]
        .into_iter()
        .filter(|shade| map.is_shared || *shade != Shade::Hidden)
        .filter_map(|shade| {
            let words = shade.words()?;
            let sign = if shade == Shade::Hidden { HIDDEN } else { shade.sign() };
            Some(view! { <li><span class=shade.class() aria-hidden="true">{sign}</span> " " {words}</li> })
        })
        .collect();
    view! {
        {wide(&t.insight_map(), table)}
        <ul class="app-map__key">{key}</ul>
        <p class="app-muted">{t.insight_map_how_to_read()}</p>
    }
    .into_any()
}

/// What stands for a number that is not shown.
const HIDDEN: &str = "*";

fn cell(cell: &MapCell) -> AnyView {
    let MapCell { shown, shade } = cell;
    let hint = shade.words().filter(|_| !shown.is_empty()).map(|words| {
        let sign = shade.sign();
        view! {
            {(!sign.is_empty()).then(|| view! { <span aria-hidden="true">{sign}</span> })}
            <span class="nhsuk-u-visually-hidden">", " {words}</span>
        }
    });
    view! { <td class=shade.class()>{shown.clone()}{hint}</td> }.into_any()
}
