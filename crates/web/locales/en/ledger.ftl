### The public record: its page, one entry, checking a message, receipts.

ledger-title = Public record
ledger-description = The public record of { $x }: every step of every message, for anyone to check.
ledger-lead = Every step of a message, from the day it comes in to the day it is closed, is written here in order, signed and published. Nobody can quietly delete, alter, back-date or reorder it, not even the operator of this board.
ledger-state = State of the record
ledger-size = Entries
ledger-size-unit = in all
ledger-signed = Last signed
ledger-witnesses = Witnesses
ledger-witness-unit = institutions
ledger-no-witness = None yet
ledger-no-witness-note = No other institution witnesses the record yet: it carries this board’s own signature only.
ledger-latest = Latest entries
ledger-earlier = Earlier entries
ledger-to-latest = Latest entries
ledger-none = Nothing has been recorded yet
ledger-none-note = The first message will appear here.
ledger-nth = Entry { $n }
ledger-pages = Pages
ledger-next = Earlier
ledger-about = About the record
ledger-find = Find a message
ledger-find-hint = For example 2026-000123
ledger-find-do = Check
ledger-wrong-number = There is no message with the number “{ $x }”
ledger-wrong-advice = Check the number: year, hyphen, six digits
ledger-what = What it is good for
ledger-what-1 = Whoever writes gets a receipt: nobody can deny when the message came in and what it said.
ledger-what-2 = Screening, assignment, returns, replies and ratings leave a trace that cannot be changed or back-dated.
ledger-what-3 = The record holds no names, phone numbers or texts, only fingerprints of texts; what the law says must be erased can still be erased.
ledger-check = Check it yourself
ledger-origin = Name
ledger-root = Root
ledger-key-until = Public key of the first { $x } entries
ledger-closed-logs = Earlier records
ledger-closed-logs-note = Closed for good. Every entry in them can still be read and checked.
ledger-closed-size = { $x } entries; last signed
ledger-key = Public key
ledger-check-note = These files follow open standards (C2SP). Check them with this project’s program, or with tools that others wrote:
ledger-checkpoint = The signed checkpoint
ledger-policy = The public key, as a policy file

## One entry

ledger-entry-title = Entry { $n }
ledger-says = What it says
ledger-happened = What happened
ledger-message = Message
ledger-step = step { $n } of this message
ledger-verify-message = Check this message
ledger-bytes = The entry itself
ledger-bytes-note = These very bytes are recorded. The text is not in them, only its fingerprint (f).
ledger-leaf = Leaf hash
ledger-proof = Proof that the record holds it
ledger-proof-note = From this entry the root of all { $n } entries can be computed, and the root is signed (C2SP tlog-proof).
ledger-later-one = Next entry
ledger-earlier-one = Previous entry
ledger-yes = Yes
ledger-no = No

# dynamic: ledger-kind-
ledger-kind-imported = Imported from an archive
ledger-kind-late = Past the deadline
ledger-kind-rated = Rating (imported)
ledger-kind-reply-published = Reply published (imported)
ledger-kind-undone = Last step undone
ledger-kind-split = Message split
ledger-kind-sealed-batch = The day’s private messages (sealed)
ledger-kind-actor-added = Staff account added
ledger-kind-actor-removed = Staff account ended
ledger-kind-policy-changed = Rules changed
ledger-kind-figures-published = Last month’s figures published
ledger-kind-security-day = The day’s security records
ledger-kind-release-installed = Software release changed
ledger-kind-key-rotated = Signing key changed
ledger-kind-log-succeeded = Continues an earlier record
ledger-kind-log-retired = This record closes; another continues it

# dynamic: ledger-screened-
ledger-screened-published = Published
ledger-screened-declined = Declined

# dynamic: ground-
ground-own-request = The writer asked for it

# dynamic: ledger-fact-
ledger-fact-kind = Kind
ledger-fact-domain = Topic
ledger-fact-visibility = Visibility
ledger-fact-office = Written to
ledger-fact-region = Place
ledger-fact-stage = Stage when imported
ledger-fact-written = Said to be written
ledger-fact-claimed = Told by an archive, not handled here
ledger-fact-result = Result
ledger-fact-reason = Reason
ledger-fact-redacted = Words were taken out
ledger-fact-due = Due
ledger-fact-channel = Channel
ledger-fact-ground = Ground
ledger-fact-unit = Unit
ledger-fact-from = From
ledger-fact-to = To
ledger-fact-silence = Accepted by silence
ledger-fact-days = Working days
ledger-fact-day = Day
ledger-fact-answer-by = Answer again by
ledger-fact-outcome = Outcome
ledger-fact-on-time = On time
ledger-fact-settled = The writer says
ledger-fact-manner = Manner
ledger-fact-speed = Speed
ledger-fact-words = The writer’s words
ledger-fact-personally = In person
ledger-fact-into = The message split off
ledger-fact-step = Deadline missed
ledger-fact-effective = No longer public from
ledger-fact-role = Role
ledger-fact-version = Release
ledger-fact-month = Month
ledger-fact-zone = Time zone

# dynamic: ledger-field-
ledger-field-title = Title
ledger-field-body = Text
ledger-field-demand = Request
ledger-field-place = Place
ledger-field-remark = Private remark
ledger-field-public-title = Published title
ledger-field-public-body = Published text
ledger-field-public-demand = Published request
ledger-field-reply = Reply
ledger-field-interim = Interim reply
ledger-field-guidance = Guidance
ledger-field-ground = Explanation
ledger-field-note = Note
ledger-field-clarification = Clarification
ledger-field-extension = Reason for more time
ledger-field-offline = Offline record
ledger-field-appeal = Appeal
ledger-field-rating = Words of the rating
ledger-field-follow-up = Follow-up question
ledger-field-reopening = Reason to reopen
ledger-field-judgement = Judgement
ledger-field-instruction = Instruction

ledger-picture-nth = Picture { $n }
ledger-original-nth = Original file { $n }

## Checking a message

ledger-verify = Check
ledger-verify-of = Check message { $x }
ledger-back = Back to the message
ledger-sealed = This message is handled in private
ledger-sealed-note = No entry tells of it: at midnight all private messages of the day are recorded in one sealed batch. Only the writer’s receipt opens the writer’s own; it is under “My messages” or by query code.
ledger-not-yet = Not recorded yet
ledger-not-yet-note = What just happened takes a moment to be recorded. Please come back shortly.
ledger-check-here = Check in your own browser
ledger-check-here-note = Your browser computes it all itself: whether the published texts are those that were recorded, whether a step is missing or out of place, and whether all of it is in the signed record. You need not take our word.
ledger-check-do = Check now
ledger-check-script = Checking here needs a browser that runs scripts. It can be checked without: every value is on this page, and “Check with other tools” says how.
ledger-entries = { $n ->
    [one] 1 entry
   *[other] All { $n } entries
}
ledger-binds = Binds: { $x } (text can be checked)
ledger-binds-picture = Binds: { $x } (picture can be checked)
ledger-binds-closed = Binds: { $x } (not public)
ledger-values = All values
ledger-commitment = Fingerprint: { $x }
ledger-salt = Salt
ledger-text = Text
ledger-picture = Picture
ledger-path = Path to the root
ledger-limits = What this does not prove
ledger-limit-typed = What was never entered is not in the record.
ledger-limit-split = Two different records shown to two people: looking at one does not reveal it. That needs witnesses, or readers who compare checkpoints.
ledger-limit-true = The record proves what was said at the time, not that it is true.
ledger-limit-pictures = A picture is bound as it is shown, without position and device data. Originals are not kept: only the writer can prove one, with the receipt and the file.
ledger-otherwise = Check with other tools
ledger-otherwise-note = Check the whole record and every public text on your own computer:
ledger-otherwise-tools = The files follow open standards, C2SP tlog-tiles among them, so tools that others wrote work too.
ledger-json = All values of this message (JSON)
ledger-note = The signed checkpoint
ledger-note-said = { $x } entries, signed { $y }.

# dynamic: ledger-js-
ledger-js-running = Checking…
ledger-js-entry = Entry #1 (#2): unchanged, and in the signed record of #3 entries
ledger-js-leaf-bad = Entry #1 (#2): does not fit its hash; it was changed
ledger-js-path-bad = Entry #1 (#2): is not in the signed record, or the record was changed
ledger-js-text = Entry #1: #2 “#3” is the text that was recorded
ledger-js-text-bad = Entry #1: #2 “#3” is not the text that was recorded
ledger-js-picture = Entry #1: #2 is the picture that was recorded
ledger-js-picture-bad = Entry #1: #2 is not the picture that was recorded
ledger-js-picture-gone = Entry #1: #2 could not be fetched and was not checked
ledger-js-closed = Entry #1: #2 is not public and could not be checked
ledger-js-chain = The steps follow each other: none is missing, inserted or moved
ledger-js-chain-bad = The steps do not follow each other: one is missing, inserted or moved
ledger-js-signature = The record carries a valid signature of #1
ledger-js-signature-bad = The signature of #1 on the record is not valid
ledger-js-unsigned = This browser cannot check Ed25519 signatures; the signature was not checked. A newer browser can
ledger-js-keyless = The board gave no public key; the signature was not checked
ledger-js-verdict-ok = All #1 checks passed. Every step of this message is in the public record, and the published texts and pictures are those that were recorded.
ledger-js-verdict-not = Not checked: texts and pictures that are not public, and what was never entered. The public key came from this board too: compare it with one published elsewhere. Whether there is a second record, only witnesses can tell.
ledger-js-verdict-bad = #1 of the checks failed.
ledger-js-verdict-bad-then = Reload and check again. If it fails again, save this page and give the message’s number to the press, an auditor or somebody you trust.
ledger-js-verdict-broken = The check could not be finished: the data did not arrive, or is incomplete. Reload and try again.
ledger-js-insecure = This browser, or this kind of connection, cannot check here (https is needed). See “Check with other tools”.

## Receipts

ledger-receipt = Receipt
ledger-receipt-lead = It proves to anyone that this message came in at this time and what it said.
ledger-receipt-said = This message came in at { $x } and is entry { $y } of the public record.
ledger-receipt-entered = Entry { $x } of the public record
ledger-receipt-at = Received
ledger-receipt-qr = QR code with what stands below
ledger-index = Entry
ledger-receipt-secret = Whoever has the query code can read the whole message. Keep this sheet safe.
ledger-receipt-sealed = Private messages are sealed in one batch a day, and nobody can tell that this one is among them. The receipt file shows it.
ledger-receipt-file = Download the receipt
ledger-receipt-print = Print
ledger-receipt-see = Receipt, to keep or print
ledger-renew = Renew the receipt
ledger-receipt-use = How to use it
ledger-receipt-use-1 = Keep the file together with the text that you wrote. The text is not in the file.
ledger-receipt-use-2 = If anybody ever says that it never came in, or said something else, show both: anyone can check them without us.
ledger-receipt-use-3 = A receipt stays valid. Later you can get a newer one, made with the record as it is then.
ledger-receipt-none = The receipt is not ready yet
ledger-receipt-tomorrow = Private messages are recorded together at midnight, sealed. From tomorrow on, open the message under “My messages”, or use the query code.
ledger-receipt-soon = Your message has been taken and is being recorded, which usually takes seconds. Come back shortly, under “My messages” or with the query code.
ledger-receipt-again = Try again
ledger-receipt-own = Receipt
ledger-about-title = The public record
ledger-about-note = Every step of a message is written to a public record that can only be added to, and signed. Whoever sends a message gets a receipt; “Check” on the page of a message lets anyone verify it in their own browser.
