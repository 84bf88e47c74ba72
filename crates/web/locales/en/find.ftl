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
feeds-some = Only part of it
feeds-some-note = The list of messages and the page of each office, place and topic have feeds at the bottom, which follow what that page shows. New messages by topic:
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
