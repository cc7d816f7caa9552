//! Screens 4 to 6: offers and the present job.

use leptos::prelude::*;

use crate::{
    islands::MyJobsLive,
    model::{MyJobsPage, Shell},
    shell::{Head, Life, document},
};

#[component]
pub fn MyJobs(shell: Shell, page: MyJobsPage) -> impl IntoView {
    let head = Head { life: Life::Island, here: "My jobs", ..Head::still("My jobs") };
    document(shell, head, view! { <MyJobsLive page/> })
}
