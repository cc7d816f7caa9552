### Getting ready: what has to be there before the day, and what to do next.

start-title = Getting ready
start-about = What has to be there before the day, and what to do next. Elbow looks at what is set up by itself: there is nothing to tick off.
# $missing (Number)
start-missing = { $missing ->
    [one] { $missing } thing is still missing before the day
   *[other] { $missing } things are still missing before the day
}
start-most-important-first = The most important first:
start-nothing-missing = Nothing is missing. Hold a drill when the first shift of the day has begun.
start-try-out = To try Elbow out with invented wards and people, run “elbow demo” on the command line. It has a database of its own: nothing of it comes in here.
start-steps = All steps
start-is-done = Done
start-is-missing = Missing
start-is-optional = If you like
start-by-a-lead = A lead does this.

start-trust = The trust’s name and numbers
start-trust-is = { $name }. Command centre: { $desk }. Clinical emergency: { $emergency }.
start-trust-missing = Some of this is what Elbow comes with: { $name }, { $desk }. Set your own (if that is your number, write it into the configuration file), and check the number for a clinical emergency: { $emergency }.
start-trust-do = Settings

start-wards = Wards
start-wards-is = { $wards ->
    [one] { $wards } ward
   *[other] { $wards } wards
}, { $sites ->
    [one] { $sites } site
   *[other] { $sites } sites
}.
start-wards-missing = There is no ward yet, so nobody can ask for help. Import them, or add them one by one.
start-wards-do = Wards

start-tags = Tags: what people ask about
start-tags-is = { $tags ->
    [one] { $tags } tag.
   *[other] { $tags } tags.
}
start-tags-missing = There is no tag yet, so nobody can say what it is about.
start-tags-none-for-anyone = None of the tags is one that anyone may take: a request that fits nothing else would find nobody. Say “yes” under “anyone” for one.
start-tags-do = Tags

start-categories = Categories: what it turned out to be
start-categories-is = { $categories ->
    [one] { $categories } category.
   *[other] { $categories } categories.
}
start-categories-missing = There are none yet, so no request could be closed. Open one again, or add one.
start-categories-do = Categories

start-responders = Responders
start-responders-is = { $people ->
    [one] { $people } person can respond
   *[other] { $people } people can respond
}, and somebody knows each tag.
start-responders-missing = Nobody can respond yet.
# $tags: names, parted by commas
start-responders-nobody-knows = Nobody knows: { $tags }.
start-responders-do = People

start-leads = Leads
start-leads-is = { $people ->
    [one] { $people } lead can sign in.
   *[other] { $people } leads can sign in.
}
start-leads-missing = No lead can sign in, so nobody would watch the board. Give somebody the role, and a link to set a password, on their page.
start-leads-do = People

start-handsets = Handsets
start-handsets-is = { $handsets ->
    [one] { $handsets } handset is set up
   *[other] { $handsets } handsets are set up
}, and a test alert was confirmed.
start-handsets-missing = No handset is set up yet.
start-handsets-untested = { $handsets ->
    [one] { $handsets } handset is set up
   *[other] { $handsets } handsets are set up
}, and nobody has confirmed a test alert lately. On one, start a shift and turn alerts on: Elbow then sends a test.
start-handsets-do = Set up a handset

start-devices = Ward computers
start-devices-is = { $devices ->
    [one] { $devices } ward computer is set up.
   *[other] { $devices } ward computers are set up.
}
start-devices-missing = No ward computer is set up yet. A ward can ask by its link on a poster meanwhile.
start-devices-do = Set up a ward computer

start-posters = Posters and cards
start-posters-is = { $wards ->
    [one] { $wards } ward has its link on paper.
   *[other] { $wards } wards have their links on paper.
}
start-posters-missing = No ward has its link on paper yet.
# $address: Elbow’s own
start-posters-here-only = They would say { $address }, which only this computer can open. Whoever runs Elbow sets “public_url” in its configuration file first.
start-posters-again = { $wards ->
    [one] What hangs on { $wards } ward says something that has changed: print it again.
   *[other] What hangs on { $wards } wards says something that has changed: print it again.
}
start-posters-do = Print posters

start-request = A request, from a ward to somebody at the elbow
start-request-is = { $requests ->
    [one] Somebody came for { $requests } request.
   *[other] Somebody came for { $requests } requests.
}
start-request-missing = Nobody has been helped yet. Scan a poster on a ward, ask for help, and have somebody come: that tries everything out together.
start-request-do = Ward links

start-shifts = Shifts
# $day: 3 Mar 2026
start-shifts-is = { $people ->
    [one] { $people } person has shifts
   *[other] { $people } people have shifts
} from today on, the first on { $day }.
start-shifts-missing = Nobody has a shift from today on. Without shifts nobody can see beforehand who is expected.
start-shifts-do = Import shifts

start-drill = A communications drill
start-drill-is = The last was { $time }.
start-drill-missing = No drill yet. It shows whose handset hears nothing.
start-drill-do = Drills

start-rehearsal = A rehearsal
start-rehearsal-is = One was made since Elbow was started.
start-rehearsal-missing = Shows how long people would wait, and how many responders the day needs. Elbow remembers rehearsals until it is started again.
start-rehearsal-do = Rehearse

start-doctor = Elbow is well
start-doctor-is = Nothing serious is wrong.
start-doctor-missing = { $problems ->
    [one] { $problems } thing is to be mended.
   *[other] { $problems } things are to be mended.
}
start-doctor-do = See what

## On the page of the hospital

start-from-admin = Getting ready: see what is still missing before the day
start-from-admin-ready = Getting ready: see whether anything is still missing before the day
start-to-doctor = Is Elbow well? What “elbow doctor” says
