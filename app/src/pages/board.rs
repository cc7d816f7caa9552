//! Screen 8: the command centre's board.

use leptos::prelude::*;

use crate::{
    islands::BoardLive,
    model::{BoardPage, Shell},
    shell::{Head, Life, document},
};

#[component]
pub fn Board(shell: Shell, page: BoardPage) -> impl IntoView {
    let head = Head { life: Life::Island, wide: true, here: "Board", ..Head::still("Board") };
    document(shell, head, view! { <BoardLive page/> })
}
