### The lists that make a hospital, kept one entry at a time: wards, zones, tags, categories.

places-find = Part of a name or a code
# $count (Number)
places-ended-ones = Ended: { $count }
places-zones = Zones
places-zones-about = Wards that are looked after together. A floorwalker can be kept to one.
places-categories = Categories
places-categories-about = What a request turned out to be. Responders choose one when they finish a job, in this order.

places-ways = Ways
places-ways-about = Corridors, stairs, lifts and shuttles that someone timed, in both directions. Walking times follow them.
# $wards: how many; $names: some of them
places-out-of-reach = { $wards ->
    [one] No way leads to { $names }. Add one from a ward beside it: until then times to it are estimated, and compared with times that were measured.
   *[other] No way leads to { $wards } wards, among them { $names }. Add one to each from a ward beside it: until then times to them are estimated, and compared with times that were measured.
}

## One is added or changed

places-add-ward = Add a ward
places-add-zone = Add a zone
places-add-tag = Add a tag
places-add-category = Add a category
places-add-way = Add a way
places-from = From
places-to = To
places-kind = Kind
places-corridor = Corridor
places-stairs = Stairs
places-lift = Lift
places-shuttle = Shuttle
places-seconds = Seconds
places-step-free = Step-free
places-step-free-hint = A trolley or a wheelchair gets through
places-name = Name
places-code = Code
places-code-hint = Short and unlike any other, such as W07
places-site = Site
places-building = Building
places-floor = Floor
places-floor-hint = 0 is the ground floor, -1 the one below
places-zone = Zone
places-phone = Phone
places-metres-east = Metres east
places-metres-hint = From one fixed point of the building. Walking times are worked out from it; leave both empty if you do not know
places-metres-north = Metres north
places-slug = Short name in files
places-slug-hint = Lower-case letters, digits and hyphens. Left empty, it is made from the name
places-anyone = Any responder can help
places-anyone-hint = For requests that fit no other tag
places-hands-off = Handed to the IT service desk
places-hands-off-hint = Closing a job with it hands the request on
places-category-hint = Say what belongs here and what does not, in a few words
places-yes = Yes
places-ground-floor = ground floor
places-level = level { $level }

## What is wrong with it

places-no-site = Choose the site
places-no-such-zone = This zone has ended. Choose another
places-zone-elsewhere = This zone is on another site. Choose one on the ward’s own site
places-same-way = There is a way of this kind between these wards already. Change that one
places-taken = { $name } is called that already. Choose another
places-not-opened = Another one is called { $name } by now. Change that name first, then open this.
places-taken-by-ended = { $name } is called that, and has ended. Open it again on its page, or choose another
places-near = There is already { $name }.
places-is-another = This is another one
places-say-whether-another = Not saved yet. There is something with nearly the same name: say whether this is another one

## One entry

places-to-setup = Its code, link and devices
places-order = Order
places-move-up = Move up
places-move-down = Move down
places-has-ended = Ended: { $when }. It is offered nowhere any more. What happened before keeps its name.
places-open-again = Open it again
places-no-longer = It is no longer needed

## It ends

places-end = End it
places-end-this = End { $name }?
places-end-ward-does = Nobody can ask for help from this ward any more, and its posters and link stop working. What happened there stays in the figures.
places-end-zone-does = Nobody can be put into this zone any more.
places-end-tag-does = Nobody can ask about this any more. What was asked stays in the figures.
places-end-category-does = Jobs can no longer be closed with this. What was closed with it stays in the figures.
places-end-way-does = It is taken away, and walking times are worked out without it.
# $count (Number)
places-ends-devices = { $count ->
    [one] 1 device of this ward will say that the ward has closed, and whom to ring.
   *[other] { $count } devices of this ward will say that the ward has closed, and whom to ring.
}
# $count (Number)
places-ends-posters = { $count ->
    [one] 1 poster or card that was counted leads nowhere then: take it down.
   *[other] { $count } posters and cards that were counted lead nowhere then: take them down.
}
# $count (Number)
places-ends-at-home = { $count ->
    [one] It is the home ward of 1 person.
   *[other] It is the home ward of { $count } people.
}
# $count (Number)
places-ends-look-after = { $count ->
    [one] 1 person belongs to this zone.
   *[other] { $count } people belong to this zone.
}
# $count (Number)
places-ends-know = { $count ->
    [one] 1 responder knows it.
   *[other] { $count } responders know it.
}
# $count (Number)
places-ends-know-only = { $count ->
    [one] 1 of them knows nothing else, and will be asked only about what any responder can help with.
   *[other] { $count } of them know nothing else, and will be asked only about what any responder can help with.
}
# $count (Number)
places-ends-issues = { $count ->
    [one] 1 known issue is about it.
   *[other] { $count } known issues are about it.
}
places-may-open-again = You can open it again later, as it was.

## What was just done

places-done-added = Added.
places-done-changed = Saved. Pages that are open show it now.
places-done-ended = It has ended.
places-done-opened = It is open again.
places-done-moved = Moved.
