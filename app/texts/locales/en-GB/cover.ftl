### Where the next request would wait longest.

cover-title = Cover
cover-about = If a request came in now, how long the nearest free person who can help would take to walk there. As at { $time }.

## What a lead could do

cover-what-you-could-do = What you could do
cover-nothing = Nothing. Wherever the next request comes from, someone free is nearby.
# $after, $before: 2 min
cover-move = Ask { $name }, who knows { $tag }, to wait on { $ward } ({ $zone }). The next request there would take { $after } instead of { $before }.
cover-nobody-knows = No one on shift knows { $tags }. Ring someone who does, or agree who answers by phone.
cover-everyone-busy = Everyone on shift who knows { $tags } is busy.

## By zone and topic

cover-by-zone-and-topic = By zone and topic
cover-only-far = Zones that are not listed have someone less than 5 minutes away.
cover-no-knowledge-needed = No request needs special knowledge.
cover-table = Cover by zone
cover-caption = Time until the nearest free person is there, by zone and topic
cover-free = Free
cover-free-of = { $free } of { $people }
# $walk: 12 min
cover-far = { $walk } – far
cover-nobody-on-shift = No one on shift
cover-nobody-free = No one free
