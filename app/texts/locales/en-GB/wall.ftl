### The screen on a wall, read from 6 metres. Few and short words: each line has about 60 characters.

# $name: where it hangs
wall-title = { $name } – Elbow wall screen
wall-demo = Demonstration
wall-live = Live
# $time: 10:42:07
wall-old = Not live since { $time }
wall-as-at = As at { $time }
wall-gone = This link has been taken back. Ask the command centre for another.
wall-urgent = Urgent
wall-waiting = Waiting
wall-oldest = Oldest, min
wall-on-the-way = On the way
wall-with-them = With them
wall-free = Free
wall-nobody-waits = No one is waiting.
wall-is-urgent = urgent
wall-asking = asking
wall-no-one-yet = no one yet
# $minutes (Number)
wall-minutes = { $minutes } min
# $wave: its name; $day: Day 3 since the cutover
wall-wave = { $wave }: { $day }
wall-zones-calm = ● All zones calm
wall-zone-urgent = ■ { $zone } urgent
wall-zone-busy = ▲ { $zone } busy
wall-zone-calm = ● { $zone } calm
wall-zone-ended = { $zone } has ended: nothing of it is shown here.
# $zones (Number)
wall-more-zones = + { $zones } more
# $requests (Number), $minutes (Number)
wall-surge = { $requests } in { $minutes } min, more than usual: { $what }
# $place: a ward or a zone
wall-surge-at = { $tag }, { $place }
wall-surge-everywhere = everywhere
wall-surge-a-ward = one ward
