### What several pages say.

## Times. `public/parts/words.js` says the same.

shared-just-now = just now
shared-minutes-ago = { $minutes ->
    [one] { $minutes } minute ago
   *[other] { $minutes } minutes ago
}
shared-hours-ago = { $hours ->
    [one] { $hours } hour ago
   *[other] { $hours } hours ago
}
shared-days-ago = { $days ->
    [one] { $days } day ago
   *[other] { $days } days ago
}
shared-under-1-min = under 1 min
shared-min = { $minutes } min
shared-h-min = { $hours } h { $minutes } min
shared-days = { $days ->
    [one] { $days } day
   *[other] { $days } days
}
shared-s = { $seconds } s
shared-min-s = { $minutes } min { $seconds } s
shared-as-at = As at { $time }
# $minutes (Number)
shared-walk = about { $minutes } min walk
# Follow what they are about. Days are 3 Mar 2026.
shared-days-from-until = {" "}from { $first } until { $last }
shared-days-from = {" "}from { $first }
shared-days-until = {" "}until { $last }
# $day: Fri 20 Nov; $from and $until: 07:30
shared-shift = { $day }, { $from } to { $until }
shared-shift-overnight = { $day }, { $from } to { $last }, { $until }
shared-no-time-left = no time left
shared-seconds-left = { $seconds ->
    [one] { $seconds } second left
   *[other] { $seconds } seconds left
}
shared-minutes-left = { $minutes ->
    [one] { $minutes } minute left
   *[other] { $minutes } minutes left
}

## Numbers and lists

shared-people = { $people ->
    [one] { $people } person
   *[other] { $people } people
}
# $most: what is listed, parted by commas, but for the last
shared-and = { $most } and { $last }
shared-or = { $most } or { $last }

## How a request stands

shared-code = Code
shared-asked = Asked
shared-asked-by = Asked by
shared-where = Where
shared-how-urgent = How urgent
shared-spot = Where exactly
shared-where-exactly = Where exactly? (bay, room)
shared-note = Note
# What whoever asked has changed.
shared-spot-within = where exactly
shared-note-within = the note
shared-spot-and-note-within = where exactly, and the note
shared-phase-waiting = Waiting
shared-desk-words = From the desk
shared-desk-said = The desk, { $time }
shared-desk-next = More by { $time }.
shared-on-hold = On hold
shared-on-hold-until = On hold until { $time }
shared-phase-offered = Offered
shared-phase-on-the-way = On the way
shared-phase-with-them = With them
shared-phase-resolved = Resolved
shared-phase-cancelled = Cancelled
shared-phase-handed-off = Handed off
# These are said to whoever asked.
shared-stands-looking = Looking for someone
shared-stands-on-the-way = { $holder } is on the way
shared-stands-someone-on-the-way = Someone is on the way
shared-stands-with-you = { $holder } is with you
shared-stands-someone-with-you = Someone is with you
shared-stands-closed = Closed
shared-stands-cancelled = Cancelled
shared-sorted-yes = Yes
shared-sorted-partly = Partly
shared-sorted-no = No
shared-sorted-no-answer = No answer

## Why a request was cancelled

# As whoever asked would say it.
shared-withdrawn-solved = I solved it myself
shared-withdrawn-gave-up = It took too long
shared-withdrawn-patient = A patient came first
shared-withdrawn-other = Another reason
shared-withdrawn-duplicate = I asked twice
shared-withdrawn-not-epr = It is not about the EPR
# About whoever asked.
shared-withdrawn-by-them-solved = Solved it themselves
shared-withdrawn-by-them-gave-up = Gave up waiting
shared-withdrawn-by-them-duplicate = Duplicate of another request
shared-withdrawn-by-them-not-epr = Not about the EPR
# To whoever asked, within a sentence.
shared-withdrawn-by-you-solved = you solved it yourself
shared-withdrawn-by-you-gave-up = it took too long
shared-withdrawn-by-you-patient = a patient came first
shared-withdrawn-by-you-other = another reason
shared-withdrawn-by-you-duplicate = it was asked twice
shared-withdrawn-by-you-not-epr = it is not about the EPR

## How urgent it is

shared-patient-harm = A patient could come to harm
shared-patient-waits = A patient is waiting
shared-patient-none = No patient affected
shared-patient-question = A question
# The same within a sentence.
shared-patient-harm-within = a patient could come to harm
shared-patient-waits-within = a patient is waiting
shared-patient-none-within = no patient affected
shared-patient-question-within = a question
shared-stuck-cannot-go-on = Can’t go on
shared-stuck-can-work-around = Can work around it
shared-stuck-just-asking = Only a question
# $patient: one of the four above
shared-urgency-cannot-go-on = { $patient }, can’t go on
shared-urgency-can-work-around = { $patient }, can work around it
shared-urgency-just-asking = { $patient }, only a question
# $priority: P1 to P4
shared-priority = { $priority } – { $patient }
# Spoken after P1 to P4.
shared-priority-spoken = , { $patient }

## People

shared-responder = responder
shared-lead = lead
shared-analyst = analyst
shared-administrator = administrator
# Follows the name of a colleague.
shared-knows = knows { $tag }
shared-on-shift = On shift
shared-on-break = On break
shared-off-shift = Off shift
shared-floorwalker = Floorwalker
shared-super-user = Super-user
shared-zone-all = Anywhere
shared-zone-preferred = My zone first
shared-zone-exclusive = Only my zone
# The same, to the responder.
shared-sent-anywhere = You can be sent anywhere
shared-sent-zone-first = You are sent to your zone first
shared-sent-within-zone = You are only sent within your zone

## Forms

shared-changed-meanwhile = Someone else changed this while you were editing. Read what they changed, then save again.
# $before and $after: one of the next two
shared-is-now = Someone else changed this from { $before } to { $after }
shared-said = “{ $text }”
shared-nothing = nothing
shared-problem = There is a problem
# Spoken before what is wrong with a field.
shared-error = Error:{" "}
# $question: what has to be answered first
shared-not-sent-yet = Not sent yet. { $question }
shared-at-most = At most { $characters } characters
# $most (Number)
shared-too-long = Use { $most } characters or fewer.
shared-no-patient-details = Do not include patient details
shared-holds-no-patient-details = It holds no patient details
shared-save = Save
shared-actions = Actions
shared-choose-ward = Choose a ward
shared-what-is-it-about = What is it about?
shared-choose-tag = Choose what it is about
shared-since = Since
shared-last-seen = Last seen
shared-back-to-setup = Back to set-up
shared-end-shift = End shift
shared-show-all = Show all
shared-cancel = Cancel
shared-choose-category = Choose what the problem really was
shared-back-to-my-jobs = Back to my jobs
shared-pause = Pause updates
# Until the script of the page says how fresh it is.
shared-page-as-at = As at { $time }.
# Spoken before a step that is done.
shared-step-done = Done:{" "}

## Charts

shared-chart-row = { $label }: { $value }, { $low } to { $high }.
shared-pareto = Causes of closed tickets, most common first
shared-pareto-none = No closed tickets.
shared-pareto-one = { $largest } is the largest with { $tickets ->
    [one] 1 ticket
   *[other] { $tickets } tickets
}, { $share }% of all.
# $few: the number of categories that make up most, two or more
shared-pareto-several = { $largest } is the largest with { $tickets ->
    [one] 1 ticket
   *[other] { $tickets } tickets
}, { $share }% of all. The first { $few } of { $categories } categories make up { $together }%.

## Pages of leads and administrators

shared-back-to-board = Back to the board
shared-back-to-hospital = Back to the hospital
shared-choose = Choose
shared-download-csv = Download as CSV
shared-local-times = Times in the file are local times, with the offset from UTC.
shared-enter-date = Enter a date such as 20/11/2026
# What a ticket is about.
shared-about = About
shared-tickets = Tickets
shared-escalated = Escalated
shared-reopened = Reopened
shared-nobody-yet = No one yet
shared-no-zone = No zone
shared-ring = Ring { $phone }.
shared-people-helped = People helped
shared-within-10 = Within 10 minutes

## The phases of a wave of a go-live

shared-wave-dress-rehearsal = Dress rehearsal
shared-wave-cutover = Cutover
shared-wave-hypercare = Hypercare
shared-wave-stabilisation = Stabilisation
shared-wave-business-as-usual = Business as usual
shared-wave-day-of-cutover = Day of the cutover
# $days (Number)
shared-wave-day = Day { $days } since the cutover
# $days (Number)
shared-wave-days-before = { $days ->
    [one] 1 day to the cutover
   *[other] { $days } days to the cutover
}
