//! Shortest ways over the links that people have timed.

use domain::WardId;
use petgraph::{
    algo::dijkstra,
    graph::{NodeIndex, UnGraph},
};

use super::Link;

/// Replaces the seconds of every pair of wards that the links join, directly or through others.
pub(super) fn shorten<'a>(
    seconds: &mut [u16],
    places: usize,
    links: impl Iterator<Item = &'a Link>,
    number: impl Fn(&WardId) -> Option<usize>,
) {
    let mut graph = UnGraph::<(), u32>::with_capacity(places, links.size_hint().0);
    let nodes: Vec<NodeIndex> = (1..places).map(|_| graph.add_node(())).collect();
    for link in links {
        if let (Some(from), Some(to)) = (number(&link.from), number(&link.to)) {
            graph.add_edge(nodes[from], nodes[to], link.seconds.into());
        }
    }
    for &to in nodes.iter().filter(|node| graph.neighbors(**node).next().is_some()) {
        for (from, way) in dijkstra(&graph, to, None, |link| *link.weight()) {
            if from != to {
                seconds[to.index() * places + from.index()] = u16::try_from(way).unwrap_or(u16::MAX);
            }
        }
    }
}
