### Posters and cards: a ward’s link on paper.

posters-title = Posters and cards
posters-about = Each ward has a code of its own. Whoever scans it, or types the address beside it, asks for help to come to that ward. Responders scan it to say where they are.
posters-for = Wards
posters-choose = Choose wards
posters-all = { $wards ->
    [one] The only ward
   *[other] All { $wards } wards
}
posters-zone = Zone { $zone }
posters-what = What to print
posters-poster = A4 posters
# $cards (Number)
posters-lanyard-card = Cards for lanyards, { $cards } on a sheet
# $cards (Number)
posters-screen-card = Cards for screens, { $cards } on a sheet
posters-show = Show them
posters-no-wards = Choose which wards to print for
posters-no-kind = Choose what to print
posters-none-there = There is no ward in this zone. Choose another.

## Before they are printed

posters-back = Choose something else
posters-how = { $sheets ->
    [one] 1 sheet of A4.
   *[other] { $sheets } sheets of A4, one for each ward.
} In your browser’s print window choose A4 and 100%, not “fit to page”.
posters-print = Print
# $address: Elbow’s own
posters-here-only = Do not print these yet. They say { $address }, which only this computer can open. Whoever runs Elbow sets “public_url” in its configuration file first.
# $wards: their names
posters-left-out = Nothing for { $wards }: the link cannot be read. Change it on the Set-up page, then print.

## On the paper

posters-do = Scan. Say what it is about. Someone comes to you.
posters-qr = QR code of { $ward }
posters-type = No camera? Open { $address }
posters-printed = Printed { $day }

## How many were printed

posters-printed-title = Have you printed them?
posters-printed-why = Elbow counts them. It then says how many stop working before someone changes a link, and what to print again when a link, a ward’s name or a number has changed.
posters-copies = How many copies of each sheet?
posters-no-copies = Enter how many copies of each sheet you have printed, 1 to 100
posters-have-printed = I have printed them
# $wards: their names
posters-changed = { $copies ->
    [one] Counted: 1 poster or card.
   *[other] Counted: { $copies } posters or cards.
} Not counted: { $wards }, where something on the sheet has changed since, or the ward has closed. Do not put those up; print them as they are now.
posters-all-changed = Nothing was counted: what is on these sheets has changed since they were shown. Do not put them up; show them again and print them as they are now.
posters-posters = { $copies ->
    [one] 1 poster
   *[other] { $copies } posters
}
posters-lanyard-cards = { $copies ->
    [one] 1 card for lanyards
   *[other] { $copies } cards for lanyards
}
posters-screen-cards = { $copies ->
    [one] 1 card for screens
   *[other] { $copies } cards for screens
}

posters-counted = Counted last
posters-counted-why = Was a number wrong? Take that count back, then count again from the sheets.
posters-counted-what = How many
posters-counted-by = Who
posters-counted-at = When
posters-uncount = Take back
# $wards (Number)
posters-of-wards = { $wards ->
    [one] 1 ward
   *[other] { $wards } wards
}

## What has to be printed again

posters-again = To print again
posters-again-why = These say something that has changed. Print new ones, put them up in place of the old ones, then say so here. Where a ward has closed, take them down and put up nothing.
posters-ward = Ward
posters-old = Old ones
posters-why = What has changed
posters-print-again = Print
posters-up = New ones are up
posters-down = They are down
# Spoken after “Print”, “New ones are up” and “They are down”.
posters-of = for { $ward }
posters-ward-closed = the ward has closed: take them down
posters-outdated-link = the link: the old ones do not work
posters-outdated-address = Elbow’s address
posters-outdated-phone = a phone number
posters-outdated-name = the name: it was { $name }
posters-outdated-trust = the trust’s name: it was { $name }
posters-new-ones = Print new posters
