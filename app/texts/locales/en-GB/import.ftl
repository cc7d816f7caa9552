### An import before it is saved: what is wrong, what is open, and what would change.

import-questions = Questions before anything is saved
import-questions-why = Nothing was saved yet. You will see what changes once these are answered.
import-will-change = What will change
import-no-change = Nothing will change
import-to-correct = { $problems ->
    [one] { $problems } problem to correct
   *[other] { $problems } problems to correct
}
import-nothing-saved = Nothing was saved. Correct the files and upload them again.
# The hospital is not as it was when whoever saves looked at the files.
import-late = The hospital has changed since you looked at these files, so nothing was saved. Check them again.
# Somebody answers on a page that was opened before, in another tab perhaps.
import-older = That came from an older copy of this page, so it was not used. Answer here.
import-wrong = What is wrong
import-good-to-know = Good to know
import-file = File
import-line = Line
# Stands for the number of the line.
import-all-lines = all
import-what = What
import-what-to-do = What to do
import-added = Added: { $entries }
import-changed = Changed: { $entries }
import-removed = Removed: { $entries }
import-missing = Not in the file, kept: { $entries }
import-unchanged = { $entries } unchanged
import-save = Save this

## What changes

import-which = Which
import-field = Column
import-before = Now
import-after = After saving
# In place of a value that is not there.
import-empty = empty
import-and-more = And { $more } more.

## Questions

import-columns = Columns with other names
import-columns-why = These columns are not called as Elbow calls them. Choose what each one is. Elbow remembers it for later imports, also if these files are not saved.
import-column-is = Column “{ $name }” of { $file }
import-choose = Choose
import-leave-out = Leave it out
import-choose-column = Choose which column “{ $name }” is, or leave it out
import-recognised = { $columns ->
    [one] { $columns } column recognised by another name
   *[other] { $columns } columns recognised by another name
}
import-check-again = Check again
import-likenesses = Is it the same?
import-likenesses-why = These are new, and nearly called as something that is there.
import-is-same = { $file }, line { $line }: is “{ $given }” the same as “{ $known }”?
import-same = The same: correct it
import-another = Another one: add it
import-choose-same = Choose whether “{ $given }” is the same as “{ $known }”
import-continue = Continue
