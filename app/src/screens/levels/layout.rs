//! Where the boxes of a plan are drawn: as the wards lie to one another, and none upon another.

/// A box, in the plan's units.
pub(super) const WIDTH: f64 = 150.0;
pub(super) const HEIGHT: f64 = 58.0;
/// Between two boxes, and around all of them.
pub(super) const GAP: f64 = 14.0;
/// What is drawn is as wide as this.
pub(super) const ACROSS: f64 = 1000.0;

/// The upper left corner of each box, and how high all of it is. `positions` are metres east and north; a ward without one stands in
/// the rows below.
///
/// Whoever looks for a ward knows what lies left of it and what above: that stays so, and distances are not drawn to scale. A box that
/// would cover one that is drawn already comes below it.
pub(super) fn layout(positions: &[Option<(f64, f64)>]) -> (Vec<(f64, f64)>, f64) {
    let known: Vec<(usize, (f64, f64))> = positions
        .iter()
        .enumerate()
        .filter_map(|(place, position)| position.map(|position| (place, position)))
        .filter(|(_, (east, north))| east.is_finite() && north.is_finite())
        .collect();
    let mut corners = vec![(0.0, 0.0); positions.len()];
    let mut drawn: Vec<(f64, f64)> = Vec::with_capacity(positions.len());
    let (west, width) = span(known.iter().map(|(_, (east, _))| *east));
    let (_, height) = span(known.iter().map(|(_, (_, north))| *north));
    let north_most = known.iter().map(|(_, (_, north))| *north).fold(f64::NEG_INFINITY, f64::max);
    // One scale for both, so that a corridor that runs east does not seem to climb.
    let scale = (ACROSS - WIDTH - 2.0 * GAP) / width.max(height).max(1.0);
    let mut wanted: Vec<(usize, f64, f64)> = known
        .iter()
        .map(|(place, (east, north))| {
            (*place, GAP + (east - west) * scale, GAP + (north_most - north) * scale)
        })
        .collect();
    wanted.sort_by(|one, other| one.2.total_cmp(&other.2).then(one.1.total_cmp(&other.1)));
    for (place, x, mut y) in wanted {
        while let Some(below) =
            drawn.iter().filter(|other| covers(**other, (x, y))).map(|other| other.1).reduce(f64::max)
        {
            y = below + HEIGHT + GAP;
        }
        drawn.push((x, y));
        corners[place] = (x, y);
    }
    let mut bottom = drawn.iter().map(|(_, y)| y + HEIGHT + GAP).fold(GAP, f64::max);
    let is_known = |place: &usize| known.iter().any(|(other, _)| other == place);
    let mut x = GAP;
    let unknown: Vec<usize> = (0..positions.len()).filter(|place| !is_known(place)).collect();
    for place in &unknown {
        if x + WIDTH > ACROSS {
            (x, bottom) = (GAP, bottom + HEIGHT + GAP);
        }
        corners[*place] = (x, bottom);
        x += WIDTH + GAP;
    }
    let height = if unknown.is_empty() { bottom } else { bottom + HEIGHT + GAP };
    (corners, height)
}

/// The least, and how far it is to the greatest.
fn span(values: impl Iterator<Item = f64> + Clone) -> (f64, f64) {
    let least = values.clone().fold(f64::INFINITY, f64::min);
    let most = values.fold(f64::NEG_INFINITY, f64::max);
    if least.is_finite() { (least, most - least) } else { (0.0, 0.0) }
}

fn covers(one: (f64, f64), other: (f64, f64)) -> bool {
    (one.0 - other.0).abs() < WIDTH && (one.1 - other.1).abs() < HEIGHT
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all_apart(corners: &[(f64, f64)]) -> bool {
        let pairs = corners.iter().enumerate();
        pairs
            .clone()
            .all(|(place, one)| pairs.clone().all(|(other, two)| place == other || !covers(*one, *two)))
    }

    #[test]
    fn wards_lie_as_they_do_and_none_upon_another() {
        let positions = [Some((0.0, 0.0)), Some((60.0, 0.0)), Some((0.0, 40.0)), None, Some((0.0, 0.0))];
        let (corners, height) = layout(&positions);
        assert!(corners[0].0 < corners[1].0, "east is right");
        assert!(corners[2].1 < corners[0].1, "north is up");
        assert!(corners[3].1 > corners[0].1.max(corners[4].1), "who has no place stands below");
        assert!(all_apart(&corners), "{corners:?}");
        assert!(corners.iter().all(|(x, y)| *x >= 0.0 && x + WIDTH <= ACROSS && y + HEIGHT <= height));
    }

    #[test]
    fn any_wards_are_apart_and_on_the_plan() {
        // A wide spread of places, near and far, by a generator of our own.
        let mut seed = 7_u64;
        let mut next = || {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            f64::from(u32::try_from(seed >> 40).unwrap_or_default()) / 16_777_216.0
        };
        for wards in 0..40 {
            let positions: Vec<Option<(f64, f64)>> = (0..wards)
                .map(|_| (next() > 0.2).then(|| ((next() * 300.0).round(), (next() * 9.0).round())))
                .collect();
            let (corners, height) = layout(&positions);
            assert!(all_apart(&corners), "{positions:?}: {corners:?}");
            assert!(
                corners.iter().all(|(x, y)| x + WIDTH <= ACROSS + GAP && y + HEIGHT <= height),
                "{corners:?}"
            );
        }
    }

    #[test]
    fn a_level_without_places_is_rows_and_one_without_wards_is_nothing() {
        let (corners, _) = layout(&[None; 8]);
        assert!(all_apart(&corners) && corners[0].1 < corners[7].1);
        assert_eq!(layout(&[]).0, []);
        let (same, _) = layout(&[Some((5.0, 5.0)), Some((5.0, 5.0)), Some((f64::NAN, 0.0))]);
        assert!(all_apart(&same), "{same:?}");
    }
}
