### What a handset shows while nobody looks at the page, and what a bleep or a call says.

# $code: of the request
alert-about = { $code }: { $title }
alert-offer = Someone needs your help
alert-offer-open = Open to accept or decline.
alert-taken = Taken by someone else
alert-nothing-to-do = There is nothing for you to do.
alert-assigned = You have been sent to a job
alert-assigned-open = Open to see where to go.
alert-not-needed = No longer needed
alert-was-cancelled = The request was cancelled. There is nothing for you to do.
alert-more-urgent = A more urgent request came first
alert-more-urgent-open = This one can wait. Open to see the other.
alert-unasked = You are no longer being asked
alert-ran-out = No longer waiting for your answer
alert-asked-again-if-needed = There is nothing for you to do. You will be asked again if you are needed.
alert-no-word = No word from you
alert-finding-other = We are finding someone else for this job.
alert-taken-away = This is not your job any more
alert-taken-away-why = Your shift in Elbow was ended. We are finding someone else. Ring the desk if you are still with them.
alert-lead-needed = No one is on the way in your zone
alert-lead-needed-open = Open to sign in and see who could be sent.
alert-lead-not-needed = Does not need you any more
alert-nudge = Are you still on your way?
alert-nudge-open = Open to say that you are there, or to give the job back.
alert-changed = The ward has changed your job
alert-changed-open = Open to see where to go and how urgent it is.
alert-test = Test alert
alert-test-tap = Tap to confirm that alerts work on this phone.
alert-word = News from the command centre
alert-word-open = Open to read it. There is no job for you in it.
alert-drill = Communications drill
alert-drill-tap = Tap to answer. There is nothing else for you to do.

## A bleep or a call

alert-call-responder = Elbow { $code }: someone needs your help. Open Elbow to accept or decline.
alert-call-command-centre = Elbow { $code }: no one is on the way. Please look at the board.
alert-call-test = Elbow: this is a test call. Nobody needs help.
