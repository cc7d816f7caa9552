### The end of a shift: who has the job in hand from now on, and whether the session ends too.

## What ends

end-shift-title = End your shift?
end-shift-title-with-job = Who will take over your job?
end-shift-title-on-shift = You are on shift
# $name: whoever is signed in on a device that somebody else is to use
end-shift-title-of = { $name } is on shift here
end-shift-why = Once you sign out, no job can reach you, so your shift will end too.
end-shift-why-of = { $name } has to sign out before someone else uses this browser. After that no job can reach them, so their shift ends too.
# $asked: P1, ePMA at Ward 7
end-shift-asked = You are being asked to help: { $asked }. Someone else will be asked instead.
end-shift-asked-of = { $name } is being asked to help: { $asked }. Someone else will be asked instead.
end-shift-asked-about = { $priority }, { $tag } at { $ward }
end-shift-and-sign-out = End shift and sign out
end-shift-stay = Stay on shift
end-shift-stay-signed-in = Stay signed in
end-shift-stay-of = Leave { $name } signed in
end-shift-first = { $name } is on shift here. End that shift first.

## The job in hand

end-shift-with-job = You still have a job. Someone is waiting for you.
end-shift-with-job-of = { $name } still has a job. Someone is waiting for help.
end-shift-colleague = Hand over to a colleague
end-shift-nobody-free = No one else on shift is free right now.
end-shift-hand-over = Hand over to
end-shift-hand-over-now = Hand over and end shift
end-shift-hand-over-and-sign-out = Hand over, end shift and sign out
end-shift-nearest = Whoever is nearest
end-shift-nearest-then = Elbow will look for someone, as if the request were new. It keeps its place in the queue.
end-shift-give-back = Give back and end shift
end-shift-give-back-and-sign-out = Give back, end shift and sign out
end-shift-not-on-shift = They are no longer on shift, or have signed out.
end-shift-busy = They already have a job ({ $code }). It must be finished or given back first.
