//! What the tickets turned out to be, and how it goes.

mod causes;
mod filter;
mod map;
mod model;
mod page;

pub use self::{
    causes::Insight,
    model::{
        Column, FigureRow, FigureTable, FiguresPage, Filter, InsightPage, Map, MapCell, MapRow, Options,
        Says, Section, Shade, View,
    },
    page::Figures,
};
