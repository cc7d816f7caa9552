### Insight: what the tickets of a period turned out to be.

insight-title = Insight
insight-not-complete = These figures are not complete yet: earlier requests are still being added up. Reload this page in a minute.

## The period

insight-choose-period = Choose a period
insight-from = From
insight-to = To (included)
insight-show = Show
insight-all-waves = All
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
