### What somebody adds to a job that they have closed.

details-title = Add details
# $tag, $ward: what it was about and where; $category: what it turned out to be
details-job = { $tag } – { $ward }, code { $code }: { $category }
details-optional = The job is closed. All of this is optional.
details-people = How many people did you help at once?
# $most (Number)
details-people-from-to = From 1 to { $most }
details-known-issue = Was it one of the known issues?
details-no-known-issue = None of these
details-note = A note for the desk
# What a tap is about that has not been sent yet.
details-about = details of { $code }

## What is wrong with it

# $most (Number)
details-wrong-people = Enter a whole number from 1 to { $most }
details-wrong-known-issue = Choose a known issue, or none of these
details-not-closed-by-you = Only the person who closed a job can add details.
