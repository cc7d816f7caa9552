//! Pieces of pages in the markup of the NHS design system, and a few of our own (`app-`).
//!
//! Plain functions: they take what they show and hold no state.

mod button;
mod chart;
mod content;
mod errors;
mod field;
mod filters;
mod live;
mod qr;
mod status;
mod table;
mod time;

pub use self::{
    button::{Tap, Tone, button, category_tiles, link_button, post},
    chart::{
        IntervalChart, IntervalRow, Line, SeriesChart, Stroke, Unit, interval_chart, pareto_chart,
        series_chart,
    },
    content::{desk_words, details, fact, facts, notice, rich, steps, strong, timeline, written},
    errors::{error_for, error_message, error_summary, summed_up},
    field::{
        ANOTHER, Guard, TextArea, TextInput, Tiles, cookies_given, file_input, grouped_select, hidden,
        is_another, new_password, note, select, spot, text_area, text_input, tick, ticks, tiles, tiles_with,
        whose_password,
    },
    filters::{filters, next_page, part_of, search},
    live::{asked_meanwhile, live_head},
    qr::qr,
    status::{phase_tag, priority_tag, tag},
    table::{Heading, column, figures, table, wide},
    time::{left, moment, since, waited},
};
