### The links that open the screens on walls.

walls-title = Wall screens
walls-about = A wall screen shows how many wait, where and for how long, to whoever stands in front of it: no names of people and no notes. Whoever has its link can open it anywhere, without signing in, until you take the link back.
walls-none = There are no wall screens.
walls-add = Add a wall screen
walls-where = Where does it hang?
walls-where-hint = Such as Command post, or Corridor by theatres. It stands on the screen.
walls-say-where = Say where it hangs
walls-what = What does it show?
walls-choose-zone = Choose a zone, a wave or the whole hospital
walls-whole-hospital = The whole hospital
walls-hide-wards = Do not name wards: visitors pass by
walls-make = Make the link
walls-with-wards = Names wards.
walls-without-wards = Names no wards.
# $time: 20 Nov 2026, 10:42
walls-made = Made by { $name } on { $time }.
# $day: 20 Nov 2026
walls-last-open = Last open on { $day }.
walls-never-open = Never open yet.
walls-revoke = Take the link of { $name } back
walls-revoked-ones = Taken back: { $walls }
walls-taken-back = Taken back
walls-open-until = Last open
