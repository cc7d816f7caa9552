### Help that nobody had asked for in Elbow.

helped-title = I helped someone
helped-what-for = For help that was not requested in Elbow. You can undo it for a few seconds.
helped-about = What was it about?
helped-where = Where?
helped-problem = What was the problem? One tap saves it.

## What is wrong with it

helped-no-tag = Choose what it was about
helped-no-ward = Choose the ward
