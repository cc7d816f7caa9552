### Surges: more requests than usual, found by themselves.

## One sentence says what was seen. $requests is 4 or more; $expected is rounded; $time: 09:10

# $requests (Number), $minutes (Number), $expected (Number)
surges-cell = { $tag } on { $ward }: { $requests } requests in { $minutes } minutes, { $expected ->
    [0] fewer than 1
   *[other] about { $expected }
} expected. Began { $time }.
# $requests (Number), $wards (Number), $minutes (Number), $expected (Number)
surges-zone-tag = { $tag } in { $zone }: { $requests } requests from { $wards ->
    [one] { $wards } ward
   *[other] { $wards } wards
} in { $minutes } minutes, { $expected ->
    [0] fewer than 1
   *[other] about { $expected }
} expected. Began { $time } on { $ward }.
# $requests (Number), $minutes (Number), $expected (Number)
surges-ward = { $ward }: { $requests } requests in { $minutes } minutes, { $expected ->
    [0] fewer than 1
   *[other] about { $expected }
} expected. Began { $time }.
# $requests (Number), $wards (Number), $minutes (Number), $expected (Number)
surges-tag = { $tag }: { $requests } requests from { $wards ->
    [one] { $wards } ward
   *[other] { $wards } wards
} in { $minutes } minutes, { $expected ->
    [0] fewer than 1
   *[other] about { $expected }
} expected. Began { $time } on { $ward }.
# $requests (Number), $wards (Number), $minutes (Number), $expected (Number)
surges-everywhere = Everywhere: { $requests } requests from { $wards ->
    [one] { $wards } ward
   *[other] { $wards } wards
} in { $minutes } minutes, { $expected ->
    [0] fewer than 1
   *[other] about { $expected }
} expected. Began { $time } on { $ward }.

## A line on the board

surges-on-board = More requests than usual
surges-on-board-everywhere = More requests than usual, in the whole hospital
surges-link-all = Link its tickets
surges-send-word = Send word
surges-all = All surges, and how they are found
# $time: 5 minutes ago
surges-found = Noticed { $time }.
# $waiting (Number), $free (Number): of those who know the topic
surges-waits = { $waiting ->
    [0] None of them is waiting for someone to come.
    [one] 1 is waiting, { $free ->
        [0] no one free knows it.
        [one] 1 person free knows it.
       *[other] { $free } people free know it.
    }
   *[other] { $waiting } are waiting, { $free ->
        [0] no one free knows it.
        [one] 1 person free knows it.
       *[other] { $free } people free know it.
    }
}
# $waiting (Number)
surges-waits-any = { $waiting ->
    [0] None of them is waiting for someone to come.
    [one] 1 is waiting.
   *[other] { $waiting } are waiting.
}

## What a lead says of it

surges-what-is-it = What is it?
surges-what-it-does = What you call real, or a known issue, is left out when Elbow learns what is usual. What you call nothing is taken off the board. You can change your answer here.
surges-make-issue = Make a known issue
surges-real = Seen, it is real
# $surge: the sentence that says what was seen
surges-real-spoken = Seen, it is real: { $surge }
surges-nothing = It is nothing
surges-nothing-spoken = It is nothing: { $surge }
surges-which-issue = Which known issue is it?
surges-is-issue = It is this known issue
surges-choose-issue = Choose the known issue that it is
surges-judged-meanwhile = Someone else has said what it is meanwhile. Read what they said, then answer again if you still disagree
surges-said-real = { $name } said at { $time } that it is real.
surges-said-nothing = { $name } said at { $time } that it is nothing.
surges-said-issue = It is the known issue { $issue }, said { $name } at { $time }.

## The list

surges-title = Surges
surges-about = Elbow compares what wards ask for with what is usual at that hour, and shows a surge when there is too much to be chance. A weak surge is not seen: do not wait for a card.
surges-thresholds-learning = Elbow looks for surges from the first request on. It has no whole day behind it yet, so it takes more to be noticed.
# $days (Number), $cards (Number)
surges-thresholds = In the last { $days ->
    [one] day
   *[other] { $days } days
}, { $cards ->
    [0] no surge was
    [one] 1 surge was
   *[other] { $cards } surges were
} shown for nothing. It takes as much as usual to be noticed today.
# $days (Number), $cards (Number); $raise: 0.3
surges-thresholds-raised = In the last { $days ->
    [one] day
   *[other] { $days } days
}, { $cards ->
    [0] no surge
    [one] 1 surge
   *[other] { $cards } surges
} would have been shown for nothing with what it takes today: thresholds are raised by { $raise }, since there were too many before.
surges-show = Which surges
surges-show-now = Show
surges-show-all = All
surges-show-open = Not answered yet
surges-show-real = Real
surges-show-nothing = Nothing
surges-none = There are no surges.
surges-when = Noticed
surges-now = Now

## One of them

# $time: 09:25
surges-one = Surge noticed { $time }
surges-back = Back to the surges
surges-requests = Requests
surges-requests-about = These were asked in the time that was compared with what is usual.
surges-from = From
# $minutes (Number)
surges-by-time = Requests every { $minutes } minutes
