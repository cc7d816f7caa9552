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

## Taking the last import back

import-undo = Take back the import of { $time }?
# $who: the name of a person, or “Command line”
import-undo-whose = Imported by: { $who }
import-undo-why = Everything will be as it was before that import. Requests and what people did stay as they are.
# $time: 4 Dec, 10:42
import-undo-until = You can do this until { $time }. Then what Elbow keeps for it is deleted.
import-undo-do = Take it back
import-undo-brought = Brought back: { $entries }
import-undo-after = After taking it back
import-undo-not = The import of { $time } cannot be taken back
import-undo-not-why = Some of it is in use, or was changed since. So all of it stays, and nothing was changed.
import-undo-stays = Why it stays
# Stands where something of the import is named: it is about all of it.
import-undo-whole = The whole import
import-undo-instead = What is wrong can be corrected, or ended, one by one:
import-undo-would = This is what taking it back would have done:
# The reader was asked about an import, and somebody else has imported meanwhile.
import-undo-other = Another import was saved since you were asked. This page is about that one.
import-undo-gone = { $who } took that import back at { $time }
# Where nobody knows any more who did.
import-undo-gone-already = That import was taken back already

## What was said of columns

import-headings-title = Columns that Elbow recognises by another name
import-headings-about = What administrators have said of columns in files. Every import reads them like this. Forget one, and the next file that has it asks again.
import-headings-none = Nothing yet. An import asks about columns that it does not know.
import-heading-name = Column in files
import-heading-list = List
import-heading-means = Read as
import-heading-said = Said by
import-heading-left-out = left out
import-heading-not-known = not known
import-heading-forget = Forget
import-heading-forget-it = Forget “{ $name }”
# Somebody else has said something else since the list was shown.
import-heading-otherwise = Someone else has said meanwhile that the column “{ $name }” is { $column }. Forget it again if that is wrong too.
import-heading-now-left-out = Someone else has said meanwhile that the column “{ $name }” is left out. Forget it again if that is wrong too.
