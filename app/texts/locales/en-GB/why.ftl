### Why Elbow asked this person: one to three sentences, to leads, and to the person themselves.

## To leads. $way: how far they have to walk, as below.

# $anyone (Bool): no topic: everyone can help
why-free = { $anyone ->
    [true] { $name } is free and can help.
   *[false] { $name } is free and knows { $tag }.
}
# $anyone (Bool): no topic: everyone can help
why-free-and-near = { $anyone ->
    [true] { $name } is free and can help, { $way }.
   *[false] { $name } is free and knows { $tag }, { $way }.
}
# $anyone (Bool): no topic: everyone can help
why-nearest = { $anyone ->
    [true] { $name } is the nearest free person who can help, { $way }.
   *[false] { $name } is the nearest free person who knows { $tag }, { $way }.
}
# $anyone (Bool): no topic: everyone can help
why-own-ward = { $anyone ->
    [true] { $name } works on this ward, is free and can help.
   *[false] { $name } works on this ward, is free and knows { $tag }.
}
# $anyone (Bool): no topic: everyone can help
why-nearer = { $anyone ->
    [true] { $name } is free and can help, { $way }: { $sooner } nearer than the person on the way.
   *[false] { $name } is free and knows { $tag }, { $way }: { $sooner } nearer than the person on the way.
}
# $anyone (Bool): no topic: everyone can help
why-again = { $anyone ->
    [true] Everyone else who can help is busy, has been asked or is off shift, so { $name } is asked again, { $way }.
   *[false] Everyone else who knows { $tag } is busy, has been asked or is off shift, so { $name } is asked again, { $way }.
}
# $anyone (Bool): no topic: everyone can help
why-last-resort = { $anyone ->
    [true] No one else who can help could be asked. { $name } has left the last offers unanswered, { $way }.
   *[false] No one else who knows { $tag } could be asked. { $name } has left the last offers unanswered, { $way }.
}
# $anyone (Bool): no topic: everyone can help
why-nearest-floorwalker = { $anyone ->
    [true] No one who can help has been free. { $name } is the nearest free floorwalker, { $way }.
   *[false] No one who knows { $tag } has been free. { $name } is the nearest free floorwalker, { $way }.
}
# $anyone (Bool): no topic: everyone can help
why-floorwalker = { $anyone ->
    [true] No one who can help has been free. { $name } is a free floorwalker, { $way }.
   *[false] No one who knows { $tag } has been free. { $name } is a free floorwalker, { $way }.
}

# In place of a name that is not known.
why-this-person = This person

## To the person

# $anyone (Bool): no topic: everyone can help
why-you-free = { $anyone ->
    [true] You are free and can help.
   *[false] You are free and know { $tag }.
}
# $anyone (Bool): no topic: everyone can help
why-you-nearest = { $anyone ->
    [true] You are the nearest free person who can help.
   *[false] You are the nearest free person who knows { $tag }.
}
# $anyone (Bool): no topic: everyone can help
why-you-own-ward = { $anyone ->
    [true] You work on this ward, are free and can help.
   *[false] You work on this ward, are free and know { $tag }.
}
# $anyone (Bool): no topic: everyone can help
why-you-nearer = { $anyone ->
    [true] You are free and can help: { $sooner } nearer than the person on the way.
   *[false] You are free and know { $tag }: { $sooner } nearer than the person on the way.
}
# $anyone (Bool): no topic: everyone can help
why-you-again = { $anyone ->
    [true] Everyone else who can help is busy, has been asked or is off shift, so you are asked again.
   *[false] Everyone else who knows { $tag } is busy, has been asked or is off shift, so you are asked again.
}
# $anyone (Bool): no topic: everyone can help
why-you-last-resort = { $anyone ->
    [true] No one else who can help could be asked. Your last offers ran out without an answer.
   *[false] No one else who knows { $tag } could be asked. Your last offers ran out without an answer.
}
# $anyone (Bool): no topic: everyone can help
why-you-nearest-floorwalker = { $anyone ->
    [true] No one who can help has been free. You are the nearest free floorwalker.
   *[false] No one who knows { $tag } has been free. You are the nearest free floorwalker.
}
# $anyone (Bool): no topic: everyone can help
why-you-floorwalker = { $anyone ->
    [true] No one who can help has been free, so we are asking you.
   *[false] No one who knows { $tag } has been free, so we are asking you.
}

## What is said besides

why-no-answer-yet = No answer yet from the person asked first.
why-at-once = Asked at the same time as someone else.
why-gives-way = A less urgent request that they had not answered yet gives way.
why-other-is-asked = { $other } is nearer but is being asked about another ticket.
why-other-is-kept-free = { $other } is nearer but is kept free for things that fewer people know.
why-other-is-less-likely = { $other } is nearer but is less likely to be able to come.
why-other-prefers-zone = { $other } is nearer but prefers their own zone.
why-other-helped-more = { $other } is nearer but has helped more people on this shift.
why-other-seen-a-while-ago = { $other } is nearer but was last seen there a while ago.
why-other-costs-more = { $other } is nearer but is a worse match overall.
# In place of a name that is not known.
why-somebody = Someone

## How far it is

why-place-unknown = place unknown
why-under-a-minute = less than a minute’s walk away
why-minutes-away = { $minutes ->
    [one] about { $minutes } minute’s walk away
   *[other] about { $minutes } minutes’ walk away
}
# How much nearer somebody is.
why-minutes = { $minutes ->
    [one] about { $minutes } minute
   *[other] about { $minutes } minutes
}
