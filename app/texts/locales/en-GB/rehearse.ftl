### Rehearsals: a day that has not happened yet.

rehearse-title = Rehearse
rehearse-about = How long would people wait for help? Elbow simulates the day many times, by its live rules, on your { $wards ->
    [one] 1 ward
   *[other] { $wards } wards
} and with your { $people ->
    [one] 1 responder
   *[other] { $people } responders
}. Requests and answers are invented, and no one is alerted.

## What to rehearse

rehearse-who-is-on-shift = Who is on shift
rehearse-everyone-all-the-time = Everyone, all the time
rehearse-shifts-of = The shifts of { $day }
rehearse-number-of-responders = Number of responders
rehearse-number-hint = Leave empty to use everyone. Fewer or more keep the same mix of shifts, zones and knowledge.
rehearse-requests-an-hour = Requests an hour
rehearse-hours = Hours
rehearse-minutes-of-help = Minutes of help per request
rehearse-alerts-accepted-percent = Alerts that are accepted, %
rehearse-target-percent = Target, %
rehearse-target-hint = The share of requests that should have someone there within 10 minutes.
rehearse-what-could-go-wrong = What could go wrong
rehearse-no-shows-percent = People who do not come, %
rehearse-silent-phones-percent = Handsets that never ring, %
rehearse-surge-percent = More requests for an hour, %
rehearse-surge-hint = In the third hour. 60 means 60% more.
rehearse-hardly-anyone-knows = Hardly anyone knows
rehearse-as-on-roster = – as on the roster –
rehearse-lifts-out = The lifts are out of order all day

## What is wrong with it

# $field: the name of a field, above or below
rehearse-number-between = { $field }: enter a number from { $least } to { $most }
rehearse-whole-number = { $field }: enter a whole number
rehearse-alerts-accepted = Alerts that are accepted
rehearse-target = Target
rehearse-no-shows = People who do not come
rehearse-silent-phones = Handsets that never ring
rehearse-surge = Surge
rehearse-choose-day = Choose a day from the list
rehearse-too-short-for-surge = Rehearse at least 3 hours to see a surge in the third
rehearse-no-shifts = No one has a shift in these hours of that day. Choose another day.
rehearse-too-many = Too many to rehearse beside the live work: with { $people } people, at most { $requests } requests in all. Enter fewer requests an hour, or fewer hours.
rehearse-another-underway = Another rehearsal is underway. Wait for it to finish, or cancel it.

## Earlier ones

rehearse-earlier = Earlier rehearsals
rehearse-kept-until = Kept until Elbow is restarted.
rehearse-people-and-requests = { $people ->
    [one] 1 person
   *[other] { $people } people
}, { $requests } requests an hour
rehearse-is-underway = underway
rehearse-is-cancelled = cancelled
rehearse-is-finished = finished

## One rehearsal

rehearse-rehearsal = Rehearsal
rehearse-is-invented = This is a rehearsal. Every request in it is invented, and none of it has happened.
rehearse-something-else = Rehearse something else
rehearse-cancelled = You cancelled this rehearsal. Nothing was kept.
rehearse-rehearsing = Rehearsing
rehearse-days-of = Rehearsing: { $done } of { $days }. Each day is played once for each way to send people.
rehearse-working-out = { $days ->
    [one] Working out how many people you need: { $days } day played so far, with more and fewer people until it is clear. This may take a few minutes.
   *[other] Working out how many people you need: { $days } days played so far, with more and fewer people until it is clear. This may take a few minutes.
}

## What was assumed

rehearse-assumptions = Assumptions
rehearse-responders-on-shift = Responders on shift
rehearse-days-rehearsed = Days rehearsed
rehearse-on-average = { $minutes } on average
rehearse-accepted = Alerts accepted
rehearse-accepted-by = { $floorwalkers } by floorwalkers, { $superusers } by super-users
# $more: 60%
rehearse-more-in-third-hour = { $more } more requests in the third hour
rehearse-lifts = Lifts
rehearse-out-of-order = Out of order all day

## What it showed

# $low to $high: within which the figure before it is likely to be
rehearse-headline = { $share } of all requests would have someone there within 10 minutes ({ $low } to { $high }). The mean wait is { $mean }; one in twenty waits longer than { $longest }.
rehearse-range = { $value } ({ $low } to { $high })
rehearse-percent = { $percent }%
rehearse-people-needed = People needed
rehearse-by-people = Help within 10 minutes, by number of people
rehearse-people = People
rehearse-so-many-people = { $people ->
    [one] 1 person
   *[other] { $people } people
}
rehearse-need = { $people ->
    [one] For { $target }% within 10 minutes you need { $people } person.
   *[other] For { $target }% within 10 minutes you need { $people } people.
}
rehearse-need-between = { $people ->
    [one] For { $target }% within 10 minutes you need { $people } person (between { $least } and { $most }).
   *[other] For { $target }% within 10 minutes you need { $people } people (between { $least } and { $most }).
}
rehearse-not-even = { $people ->
    [one] Not even { $people } person would reach { $target }% within 10 minutes. Look at who knows what, and how far they walk.
   *[other] Not even { $people } people would reach { $target }% within 10 minutes. Look at who knows what, and how far they walk.
}
rehearse-not-even-more = Not even more people would reach { $target }% within 10 minutes. Look at who knows what, and how far they walk.
rehearse-in-zones = { $people ->
    [one] With everyone fixed to a zone it would take { $people } person.
   *[other] With everyone fixed to a zone it would take { $people } people.
}
rehearse-in-zones-never = With everyone fixed to a zone it could not be reached at all.
rehearse-compared = Compared with other ways to send people
rehearse-same-days = On the same days, with the same requests and the same answers.
rehearse-mean-time = Mean time until someone is there
rehearse-ways = Ways to send people, with 95% intervals
rehearse-way = Way
rehearse-mean = Mean
rehearse-one-in-twenty = One in twenty waits longer than
rehearse-gave-up = Gave up
rehearse-alerts-per-request = Alerts per request
rehearse-where-longest = Where the wait is longest
rehearse-no-zone-tells = No zone had enough requests to tell.
rehearse-longest-waits = Longest mean waits by zone and topic
rehearse-zone = Zone
rehearse-requests = Requests
rehearse-nobody-came = No one came
rehearse-download = Download all figures as JSON

## By formula

rehearse-by-formula = By formula
rehearse-queueing-theory = What queueing theory says about a desk where everyone knows everything and no one has to walk.
rehearse-people-busy = People busy on average
rehearse-people-for-target = People for the target (Erlang C)
rehearse-people-one-in-five = People so that one request in five has to wait (square-root rule)
rehearse-requests-given-up = Requests given up with the people on shift (Erlang A)
rehearse-cannot-be-said = cannot be said
