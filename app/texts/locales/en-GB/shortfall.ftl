### Why a request waits without anyone who might come.

## To leads: one of these …

# $anyone (Bool): no topic: everyone can help
shortfall-nobody-on-shift = { $anyone ->
    [true] No one on shift can help.
   *[false] No one on shift knows { $tag }.
}
# $anyone (Bool): no topic: everyone can help
shortfall-only-one-signed-out = { $anyone ->
    [true] The only person on shift who can help is signed out.
   *[false] The only person on shift who knows { $tag } is signed out.
}
# $anyone (Bool): no topic: everyone can help
shortfall-signed-out = { $anyone ->
    [true] Everyone on shift who can help is signed out.
   *[false] Everyone on shift who knows { $tag } is signed out.
}
# $anyone (Bool): no topic: everyone can help
shortfall-only-one-busy = { $anyone ->
    [true] The only person on shift who can help is busy.
   *[false] The only person on shift who knows { $tag } is busy.
}
# $anyone (Bool): no topic: everyone can help
shortfall-busy = { $anyone ->
    [true] Everyone on shift who can help is busy.
   *[false] Everyone on shift who knows { $tag } is busy.
}
# $anyone (Bool): no topic: everyone can help
shortfall-only-one-declined = { $anyone ->
    [true] The only person on shift who can help can’t take it.
   *[false] The only person on shift who knows { $tag } can’t take it.
}
# $anyone (Bool): no topic: everyone can help
shortfall-declined = { $anyone ->
    [true] Everyone on shift who can help has said they can’t take it.
   *[false] Everyone on shift who knows { $tag } has said they can’t take it.
}
# $anyone (Bool): no topic: everyone can help
shortfall-busy-or-declined = { $anyone ->
    [true] Everyone on shift who can help is busy or has said they can’t take it.
   *[false] Everyone on shift who knows { $tag } is busy or has said they can’t take it.
}
# $anyone (Bool): no topic: everyone can help
shortfall-all-in-other-zones = { $anyone ->
    [true] Everyone on shift who can help keeps to another zone.
   *[false] Everyone on shift who knows { $tag } keeps to another zone.
}
# $anyone (Bool): no topic: everyone can help
shortfall-free-in-other-zones = { $anyone ->
    [true] Everyone free who can help keeps to another zone.
   *[false] Everyone free who knows { $tag } keeps to another zone.
}
# $anyone (Bool): no topic: everyone can help
shortfall-out-of-reach = { $anyone ->
    [true] Only people who did not answer their last alerts can be asked: no one else who can help is free.
   *[false] Only people who did not answer their last alerts can be asked: no one else who knows { $tag } is free.
}

## … then, but for the first, one of these …

shortfall-people = { $people ->
    [one] { $people } person.
   *[other] { $people } people.
}
shortfall-people-busy-or-declined = { $people ->
    [one] { $people } person: { $busy } busy, { $declined } can’t.
   *[other] { $people } people: { $busy } busy, { $declined } can’t.
}
shortfall-people-in-other-zones = { $people ->
    [one] { $people } person on shift: { $elsewhere } in other zones, { $busy } busy, { $declined } can’t take it.
   *[other] { $people } people on shift: { $elsewhere } in other zones, { $busy } busy, { $declined } can’t take it.
}

## … and last these

shortfall-on-break = { $people ->
    [one] { $people } person is on a break.
   *[other] { $people } people are on a break.
}
shortfall-also-signed-out = { $people ->
    [one] { $people } person is signed out.
   *[other] { $people } people are signed out.
}

## To whoever asked, as a heading

# $anyone (Bool): no topic: everyone can help
shortfall-heading-not-on-shift = { $anyone ->
    [true] No one who can help is on shift
   *[false] No one who knows { $tag } is on shift
}
# $anyone (Bool): no topic: everyone can help
shortfall-heading-out-of-reach = { $anyone ->
    [true] No one who can help can be reached
   *[false] No one who knows { $tag } can be reached
}
# $anyone (Bool): no topic: everyone can help
shortfall-heading-busy = { $anyone ->
    [true] Everyone who can help is busy
   *[false] Everyone who knows { $tag } is busy
}
# $anyone (Bool): no topic: everyone can help
shortfall-heading-cannot-come = { $anyone ->
    [true] No one who can help can come now
   *[false] No one who knows { $tag } can come now
}
# $anyone (Bool): no topic: everyone can help
shortfall-heading-not-nearby = { $anyone ->
    [true] No one who can help is free nearby
   *[false] No one who knows { $tag } is free nearby
}
# $anyone (Bool): no topic: everyone can help
shortfall-heading-no-answer = { $anyone ->
    [true] No answer yet from anyone who can help
   *[false] No answer yet from anyone who knows { $tag }
}
