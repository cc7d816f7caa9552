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
