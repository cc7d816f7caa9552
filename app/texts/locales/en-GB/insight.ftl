### Insight: what the tickets of a period turned out to be.

insight-title = Insight
# $view: Waiting times
insight-page-title = { $view }: Insight
insight-overview = Overview
insight-times = Waiting times
insight-requests = Requests
insight-map = Wards and topics
insight-not-complete = These figures are not complete yet: earlier requests are still being added up. Reload this page in a minute.

## The period

insight-choose-period = Choose a period
insight-from = From
insight-to = To (included)
insight-show = Show
insight-all = All
insight-ward = Ward
insight-tag = Topic
insight-week = A day of the week to show
insight-week-not-over = That week is not over yet. Choose an earlier one.
insight-choose-from-list = This is no longer in the list. Choose again.
# $days (Number)
insight-too-long = Choose at most { $days } days
insight-first-after-last = The first day must not be after the last

## Figures

insight-asked = Asked
insight-closed = Closed with a category
insight-cancelled = Cancelled
insight-on-paper = Entered from paper
insight-still-open = Still open
insight-helped-without-request = Helped without a request

## Causes

insight-causes = Causes
insight-no-causes = No ticket was closed with a category in this period. Choose a longer one.
insight-how-to-read = Each bar is a category’s share of all closed tickets, including help without a request. The line is the running total; the marked line is 80%. Each ticket counts as one person helped, unless whoever closed it said more. That includes tickets that the command centre closed together with a known issue.
insight-by-category = Closed tickets by category
insight-category = Category
insight-without-request = Without a request
insight-share = Share
insight-running-total = Running total
# $share: 12.5
insight-percent = { $share }%

## Cancelled, and sorted

insight-why-cancelled = Why requests were cancelled
insight-reason = Reason
insight-is-it-sorted = Is it sorted? Answers from wards
insight-answer = Answer

## Surges

# $found (Number); $a_day: 0.6; $answered (Number), $real (Number), $nothing (Number)
insight-surges = Surges found: { $found }, { $a_day } a day. Leads answered { $answered }: { $real } real, { $nothing } nothing.
# $minutes (Number)
insight-surges-answered = Half of the answers came within { $minutes ->
    [one] 1 minute
   *[other] { $minutes } minutes
}.

## Pages of figures

insight-see-why = See the figures
insight-as-table = Show the figures in a table
insight-exact = These figures are exact. Small numbers can point to people: do not pass them on.
insight-nothing-asked = Nothing was asked in this time. Choose another.
insight-day = From
insight-low = At least
insight-high = At most
# $minutes: 12.5
insight-minutes = { $minutes } min

## Waiting times

# $share: 70; $asked (Number); $low: 62; $high: 77
insight-within = { $asked ->
    [one] 1 request: { $share }% had somebody there within 10 minutes. So few say little: it could be { $low }% to { $high }%.
   *[other] Of { $asked } requests, { $share }% had somebody there within 10 minutes ({ $low }% to { $high }%).
}
# $value, $low, $high, $most, $nearly_all: minutes, 4.5
insight-half-waited = Where somebody came, half waited { $value } minutes or less ({ $low } to { $high }), 80% at most { $most } and 95% at most { $nearly_all }.
# $least (Number)
insight-too-few-waits = Somebody came to fewer than { $least } requests: too few to say how long people wait.
# $count (Number); $share: 5; $low: 3; $high: 8
insight-gave-up = { $count ->
    [0] Nobody cancelled because it took too long; by chance alone that could still be up to { $high }% of requests.
    [one] 1 request was cancelled because it took too long: { $share }% ({ $low }% to { $high }%).
   *[other] { $count } requests were cancelled because it took too long: { $share }% ({ $low }% to { $high }%).
}
insight-waits = How long until somebody came
# $days (Number)
insight-waits-words = Minutes from asking until somebody was there: half, 80% and 95% of requests, at { $days } times. The table says them all.
insight-p50 = Half, minutes
insight-p80 = 80%, minutes
insight-p95 = 95%, minutes
# $least (Number)
insight-waits-how-to-read = Only requests to which somebody came. The shaded band is where half of all waits lie with 95% confidence. Where fewer than { $least } had somebody come, nothing is shown. Percentiles are those of Excel’s PERCENTILE.INC.
insight-arrived = Somebody came
insight-prompt = Within 10 minutes, of all who asked
# $days (Number)
insight-prompt-words = The share of all requests that had somebody there within 10 minutes, and the share that gave up, at { $days } times. The table says them all.
insight-there-in-time = Within 10 minutes
insight-gave-up-short = Gave up
insight-prompt-how-to-read = Of all requests, also those that nobody came to. The shaded band is 95% confidence: wide where few asked. Requests on paper are left out, since nobody knows how long they took.
insight-course = Minute by minute
insight-course-words = After so many minutes: to what share of requests somebody had come, and what share had given up. The table says it for every fifth minute.
insight-course-how-to-read = Those who give up are never left out: without them, every wait would look shorter.
# $minutes: 9.0
insight-patience = If nobody came, 1 in 4 would have given up after { $minutes } minutes.
insight-somebody-came = Somebody came
insight-after-minutes = After minutes

## Requests

insight-by = One point for each
insight-by-day = day
insight-by-week = week
insight-days = Days
insight-weekdays = Monday to Friday
insight-weekends = Saturday and Sunday
insight-screened = Leave outliers out of the limits
insight-no-points = No whole day or week lies in this time. Choose a longer one.
# $average: 41.2; $points (Number)
insight-on-average = { $average } requests each, on average of { $points }.
insight-only-chance = Nothing here is more than chance explains.
# $count (Number); $last: Fri 20 Nov; $why: Above the upper limit
insight-beyond-chance = { $count ->
    [one] One point is more than chance explains: { $last } ({ $why }).
   *[other] { $count } points are more than chance explains; the last is { $last } ({ $why }).
}
# $points, $least (Number)
insight-on-trial = The limits are on trial: they come from { $points } points, and { $least } are needed.
insight-requests-over-time = Requests over time
insight-average = Average
insight-upper-limit = Upper limit
insight-lower-limit = Lower limit
insight-squares = A square is more than chance explains. Whether that is good or bad, the chart does not know. Today and this week are left out until they are over.
insight-limits = Limits as NHS England’s Making Data Count spreadsheet draws them, from all points.
insight-limits-screened = Limits without outliers, as NHS England’s package for R draws them. The Making Data Count spreadsheet draws wider ones.
insight-why-beyond-chance = More than chance explains
insight-outside-high = above the upper limit
insight-outside-low = below the lower limit
insight-trend-high = one of seven that rise
insight-trend-low = one of seven that fall
insight-near-high = two of three near the upper limit
insight-near-low = two of three near the lower limit
insight-shift-high = one of seven above average
insight-shift-low = one of seven below average

## Wards and topics

insight-more = more than expected
insight-much-more = much more than expected
insight-fewer = fewer than expected
insight-much-fewer = much fewer than expected
insight-hidden = 1 to 7, not shown
insight-map-how-to-read = Expected is what a ward would ask about a topic if all wards asked about the same things. “More” is further from that than 1 in 20 by chance, “much more” than 1 in 500; what wards vary by anyway is taken off.
insight-map-shared = This page may be passed on: numbers from 1 to 7 are hidden, others are to the nearest 5, and a total that would give a hidden number away is left out. It is always one whole week of the whole hospital.
insight-to-share = A version of one week to pass on
# $tag, $ward: names; $count: 38; $expected: 12
insight-stands-out = { $tag }, { $ward }: { $count } requests where { $expected } would be expected.
insight-nothing-stands-out = No ward asks about one topic much more than expected.

## Overview

# $asked, $days (Number)
insight-asked-in = { $asked ->
    [one] 1 request
   *[other] { $asked } requests
} in { $days ->
    [one] 1 day
   *[other] { $days } days
}.
insight-none-before = None in as much time before.
# $ratio, $low, $high: 1.5; $before (Number)
insight-times-as-many = That is { $ratio } times as many as the { $before } in as much time before ({ $low } to { $high } times).
# $before (Number)
insight-no-change = In as much time before: { $before }. Chance explains the difference.
# $open (Number)
insight-open-now = { $open ->
    [one] 1 of them is still open.
   *[other] { $open } of them are still open.
}
# $days, $low, $high: 9.8
insight-halves = Requests fall: half as many every { $days } days ({ $low } to { $high }).
# $category: name; $share, $low, $high: 62; $closed (Number)
insight-main-cause = Most common cause: { $category }, { $share }% of { $closed } closed tickets ({ $low }% to { $high }%).
