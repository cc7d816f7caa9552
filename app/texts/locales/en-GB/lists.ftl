### Lists that may be longer than a page.

lists-search = Search
# $count (Number): of all pages
lists-found = { $count ->
    [one] 1 found
   *[other] { $count } found
}
lists-nothing = Nothing found for “{ $find }”. Check the spelling, or type less of it.
lists-no-more = There is nothing after this.
lists-next = Next
lists-first = Back to the start
