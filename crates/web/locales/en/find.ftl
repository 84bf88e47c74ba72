### Being found: feeds, printing, search, similar messages.

## Feeds

feeds-link = Feeds
feeds-title = Feeds
feeds-description = Follow new messages and replies on { $x } in a feed reader.
feeds-lead = A feed reader tells you when there is a new message or a new reply. You do not need to sign in or leave a phone number, and you can stop at any time.
feeds-all = Everything
feeds-messages = New messages
feeds-messages-lead = Messages published lately, newest first.
feeds-replies = New replies
feeds-replies-lead = Final replies published lately, newest first.
feeds-search-lead = Public messages with these words, newest first.
feeds-some = Only part of it
feeds-some-note = The list of messages and the page of each office, place and topic have feeds at the bottom, which follow what that page shows. New messages by topic:
feeds-some-search = You can follow a search, too: your reader tells you when a new message has these words.
feeds-how = How to follow a feed
feeds-how-note = Copy an address above and paste it into a reader for Atom or JSON Feed. Both formats hold the same: use the one your reader takes.
feeds-private-note = Feeds hold only what is public. To follow your own message, use its query code or sign in.
feeds-follow = Follow:
feeds-what = What are feeds?

## Printing and address

print-number = No. { $x }
print-day = As of { $x }
permalink-title = Permanent address
permalink-copy = Copy address
permalink-copied = Copied

## Search

# dynamic: list-
list-order = Order
list-page = Page
search-title = Search
search-title-of = Search results for “{ $x }”
search-description = Search the public messages and replies on { $x }.
search-lead = See whether someone has raised the same matter, and what the reply was.
search-label = Search messages and replies
search-placeholder = Street lights, schools …
search-button = Search
search-found = { $n ->
    [one] { $n } message found
   *[other] { $n } messages found
}
search-found-more = More than { $n } messages found
search-count = { $n }
search-order = Order
search-newest = Newest
search-best = Most relevant
search-narrow = Narrow the search
search-years = Year
search-year = { $x }
search-in-reply = Reply
search-building = Earlier messages are still being prepared for searching, so some may be missing. Please try again shortly.
search-cut = Only the first 1,000 are listed. To see the others, add a word or narrow the search.
search-follow = Follow this search:
search-none = Nothing found
search-anywhere = Search again without filters
search-fewer = Use fewer words: a message must contain all of them
search-other = Say it another way. Most messages are written in Chinese, so try Chinese words
search-browse = Look through the list by topic, place or office
search-write = Has nobody raised it? Write a message
search-how = How to search
search-how-words = Enter one or two words that matter most, separated by spaces. Most messages are in Chinese; simplified and traditional characters both work
search-how-phrase = Put quotation marks around words that must stand together: “排污口”
search-how-without = Put a minus sign before a word to leave out: 停车 -收费
search-how-number = If you know the number of a message, enter it: 2026-000123
suggest-office = Office
suggest-domain = Topic

## Similar messages

similar-title = Similar messages
write-similar-title = These messages may be about the same matter
write-similar-lead = If one is, you need not write it again: open it and say “me too”, and follow its progress and the reply there. If none is, please go on.
write-similar-window = {" "}(opens in a new window)
write-similar-next = None is the same, go on
