### What the job turned out to be, which closes it.

finish-title = What was the problem?
# $tag, $ward: what it was about and where
finish-job = { $tag } – { $ward }, code { $code }
finish-one-tap = One tap closes the job. You can undo it for a few seconds.
