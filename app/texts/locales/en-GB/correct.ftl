### What whoever asked corrects of an open request.

correct-title = Change what you told us
# $tag, $ward: what it is about and where
correct-request = { $tag } – { $ward }, code { $code }
correct-back = Back to your request
correct-who-reads = Whoever comes to you reads this at once.
correct-changed-meanwhile = Someone else has just changed this. It now says what stands here; saving yours takes its place.
# In place of a text that is not there.
correct-nothing = Nothing
