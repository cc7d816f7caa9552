### Where people are: a plan of each level.

levels-title = Where people are
levels-about = Places are those people last told Elbow, or where they last arrived. Wards are drawn as they lie to one another, not to scale.
levels-none = There are no wards yet.
# $names: of people on shift
levels-nowhere = On shift, and not known where: { $names }.
# $level: Main, level 2
levels-plan-of = Plan of { $level }
levels-table-of = { $level }, ward by ward
levels-ward = Ward
levels-helped = Being helped
levels-people = Last seen here
levels-old = may have moved on
levels-waiting = { $tickets } waiting
levels-being-helped = { $tickets } helped
# $site: of a level, where there are several. $building and $level as the hospital calls them.
levels-name = { $building }, level { $level }
levels-name-at = { $site }: { $building }, level { $level }
levels-no-building = Building not known
levels-no-level = not known
