### The desk: worklists, the page of a message, and everything that is done there.

desk-title = Desk
desk-sign-out = Sign out
desk-lists-label = Worklists
desk-list-mine = To do
desk-list-office = In progress
desk-list-under-way = All in progress
desk-list-overdue = Overdue
desk-list-extensions = Extension requests
desk-list-heading = { $x }: { $y }
desk-caption = { $x }, in order of their deadlines
desk-col-due = Deadline
desk-col-message = Message
desk-col-state = Progress
desk-col-unit = Unit
desk-col-office = Written to
desk-no-title = (no title to show)
desk-no-unit = —
desk-empty = All done
desk-empty-advice = Nothing is waiting here. New messages will be listed in the order of their deadlines.
desk-pager-label = Pages
desk-first = Back to the beginning
desk-more = More
desk-replied = Latest replies
desk-replied-rated = The writer says: { $x }
desk-replied-on = Replied on { $x }

desk-due-today = Due today
desk-due-left = { $n ->
    [one] { $n } working day left
   *[other] { $n } working days left
 }
desk-due-on = Due by { $x }
desk-late = Deadline passed
desk-late-days = { $n ->
    [one] { $n } working day overdue
   *[other] { $n } working days overdue
 }
desk-chip-appeal = Appeal
desk-chip-returned = { $n ->
    [one] Reply returned once
    [2] Reply returned twice
   *[other] Reply returned { $n } times
 }
desk-chip-refused = { $n ->
    [one] Refused once
    [2] Refused twice
   *[other] Refused { $n } times
 }
desk-chip-reopened = { $n ->
    [one] Reopened once
    [2] Reopened twice
   *[other] Reopened { $n } times
 }
desk-chip-extension = { $n ->
    [one] Extension of { $n } working day requested
   *[other] Extension of { $n } working days requested
 }

# Administrators and security administrators
desk-administrator-lead = Administrators keep the board running. They neither see nor handle messages. Below are the staff accounts.
desk-security-lead = Security administrators look after accounts and permissions. They neither see nor handle messages. Below are the staff accounts.
desk-accounts-how = Accounts are added and passwords reset on the command line of the server, as the operator's manual explains. This page is for reading only, shows no passwords and does not include citizens.
desk-accounts = { $n ->
    [one] { $n } staff account
   *[other] { $n } staff accounts
 }
desk-accounts-shut = { $x } cannot sign in
desk-accounts-caption = Staff accounts: name, user name, role, unit or office, status
desk-account-name = Name
desk-account-login = User name
desk-account-role = Role
desk-account-of = Unit or office
desk-account-state = Status
desk-account-active = Active
desk-account-expired = Temporary password expired
desk-account-first = Waiting for first sign-in
desk-account-shut = Closed

# What was being written when the session ended
desk-kept-title = Your session has ended; what you wrote is still here
desk-kept-lead = You were signed out because nothing happened for a long time, and this was not submitted. Please copy the text below, sign in again, paste it and submit it.
desk-kept-label = What you wrote
desk-kept-sign-in = Sign in again

# The page of a message
desk-crumbs-label = You are here
desk-done-back = Look again at { $x }
desk-errors = { $n ->
    [one] { $n } thing still needs changing
   *[other] { $n } things still need changing
 }
desk-error = { $x }: { $y }
desk-written = Message
desk-written-to = To { $x }
desk-visibility = Visibility
desk-identity = Identity
desk-identity-open = The writer lets the unit see name and phone number
desk-identity-closed = Not shared with the unit
desk-identity-ask = Not shared; to check something, please use “Ask the writer for details”
desk-concerns = Unit complained about
desk-rest = More actions
desk-nothing = There is nothing for you to do now
desk-nothing-advice = You can read the message and its history.
desk-next = Next message
desk-decide = Go to the actions
desk-to-list = Back to “{ $x }”
desk-key-list = Back to the list
desk-key-all = All keys
desk-optional = {" "}(optional)
desk-choose = Please choose
desk-count-max = At most { $n } words

desk-reply-of = Reply of { $x }
desk-reply-submitted = Submitted { $x }
desk-reply-late = Submitted after the deadline
desk-check = What to look for
desk-check-answers = Is everything answered that was asked?
desk-check-did = Who did what, and when?
desk-check-next = What is not done yet: what is the next step, and by when?
desk-check-contact = Is there an office and a phone number to turn to?
desk-check-writer = Does it disclose the writer's name, phone number or address?

# What to know before acting
desk-point-appeal = { $x }: the writer appeals
desk-point-declined-for = Declined before because: { $x }. Another editor screens it again.
desk-point-refused = Refused on { $x }
desk-point-refused-by = { $x } considers that this is not its duty:
desk-point-asked = { $x }: the writer was asked for details
desk-point-resumes = The clock stands still. Without an answer by { $x }, handling goes on by itself.
desk-point-returned = { $x }: the reply was returned
desk-point-returned-for = Reason: { $x }. Please submit a new reply by { $y }; the original deadline does not move.
desk-point-returned-before = The previous reply was returned on { $x }
desk-point-returned-before-for = Reason: { $x }.
desk-point-reopened = { $x }: reopened
desk-point-answer-by = Please answer by { $x }.
desk-point-extension = { $x }: the unit requests an extension
desk-point-extension-days = { $x ->
    [one] It asks for { $x } more working day. The deadline is now { $y }.
   *[other] It asks for { $x } more working days. The deadline is now { $y }.
 }
desk-point-reopening = { $x }: the writer requests reopening
desk-point-rated = The writer's rating: { $x }.
desk-point-own-reply = You published this reply
desk-point-own-decline = You made the last decision
desk-point-own-line = So another editor has to decide.
desk-point-follow-up = { $x }: the writer asks a follow-up
desk-point-leader = { $x }: leader's response
desk-point-instruction = { $x }: leader's instruction (internal)
desk-point-conduct = A complaint about conduct at { $x }
desk-point-conduct-line = It cannot go to the unit complained about or to a unit below it; a unit above it, or another one, should handle it.

# What can be done: explanations and fields.
# dynamic: desk-
desk-publish-lead = Once published, it is shown to the public and the clock starts. A private message only goes to those who handle it.
desk-publish-fold = Hide some words first
desk-publish-title = Title as published
desk-publish-body = Text as published
desk-publish-demand = What should be done, as published
desk-publish-body-hint = Replace names, phone numbers and addresses that should not be public, for example by “X”. The text as written is kept for those who handle it.

desk-decline-lead = The reason is public; the guidance is only for the writer, who can change the message and send it again, or appeal once.
desk-decline-reason = Reason
desk-decline-guidance = Guidance for the writer
desk-decline-guidance-hint = Say what is not suitable, and what to change so that it can be published.
desk-decline-not-a-matter-small = Does not say when, where, or what should be done
desk-decline-repeated-small = The same person wrote about the same matter, and nothing is new
desk-decline-personal-data-small = If it still makes sense with some words hidden, use “Hide some words first” instead
desk-decline-other-channel-small = If a legal channel exists, use “Point to another channel” instead

desk-divert-lead = Tell the writer which legal channel to use, and that legal time limits keep running.
desk-divert-channel = Channel
desk-divert-guidance = Explanation for the writer

desk-redact-lead = Hide some words of what is already public. The history says that this was done.
desk-redact-title = Title as published
desk-redact-body = Text as published
desk-redact-demand = What should be done, as published
desk-redact-body-hint = Replace words that should not be public, for example by “X”. The text as written is kept.

desk-move-office-lead = Give it to an office that suits better. The writer sees from which office to which.
desk-move-office-office = New office
desk-split-lead = Where a letter speaks of several matters, make a message of its own of one of them: by the same writer, of the same place, public in the same way, with the writer’s identity closed to the unit, screened by itself. Pictures stay with this message, each links to the other, and the writer is told.
desk-split-title = Title of the new message
desk-split-title-hint = Yours to write; of this matter alone.
desk-split-body = What the letter says of it
desk-split-body-hint = Delete the sentences that have nothing to do with it. Only the letter’s own words, nothing rewritten.
desk-split-demand = What should be done about it
desk-split-kind = Kind
desk-split-domain = Domain
desk-split-office = Office

desk-link-duplicate-lead = If the same matter is already being handled, link this message to the earlier one.
desk-link-duplicate-earlier = Number of the earlier message
desk-link-duplicate-earlier-hint = For example 2026-000123

desk-publish-reply-lead = Once published, it is public, and the writer can rate it, ask a follow-up or request reopening.
desk-publish-reply-asks = Publish this reply?

desk-return-reply-lead = { $x ->
    [one] How often and why replies were returned is public; a returned reply is not. The unit submits a new reply within { $x } working day; the original deadline does not move.
   *[other] How often and why replies were returned is public; a returned reply is not. The unit submits a new reply within { $x } working days; the original deadline does not move.
 }
desk-return-reply-reason = Reason for returning it
desk-return-reply-note = Note to the unit
desk-return-reply-note-hint = Say what is missing or wrong. Only the unit sees it.

desk-reopen-lead = { $x ->
    [one] The unit replies again within { $x } working day.
   *[other] The unit replies again within { $x } working days.
 }
desk-reopen-note = Note
desk-keep-closed-lead = The writer sees the reason. The rest of the time for rating stays.
desk-keep-closed-reason = Why it stands

desk-assign-lead = { $x ->
    [one] The unit accepts or refuses it within { $x } working day; silence counts as acceptance.
   *[other] The unit accepts or refuses it within { $x } working days; silence counts as acceptance.
 }
desk-assign-unit = Unit
desk-designate-lead = It goes straight to the unit, which cannot refuse it again.
desk-designate-unit = Unit
desk-designate-note = Ground for designating it
desk-transfer-unit = New unit
desk-transfer-lead = Transfers are counted; the deadline does not move.
desk-transfer-note = Note
desk-add-co-unit-lead = An assisting unit helps; the lead unit replies.
desk-add-co-unit-unit = Assisting unit
desk-accept-lead = Your unit will handle it.
desk-refuse-lead = If it is not your unit's duty, state the ground. After two refusals the supervisor designates a unit.
desk-refuse-ground = Ground for refusing
desk-refuse-ground-hint = State which rule on duties it rests on, and which unit should handle it.
desk-remind-lead = The reminder stays in the history, where only staff see it.
desk-remind-note = Text of the reminder
desk-escalate-lead = It is shown in public as escalated, and the leader sees it.
desk-escalate-asks = Escalation is shown in public. Go ahead?

desk-grant-extension-lead = The deadline moves by the days requested. What is overdue stays marked.
desk-deny-extension-lead = The deadline does not move.
desk-deny-extension-reason = Reason
desk-request-extension-lead = An extension can be requested once for each message; the supervisor decides.
desk-request-extension-days = How many more working days
desk-request-extension-days-hint = 1 to { $x } working days
desk-request-extension-reason = Reason

desk-ask-writer-lead = { $y ->
    [one] Only the writer sees it. The clock stands still while you wait: at most { $x } times, for { $y } working day altogether.
   *[other] Only the writer sees it. The clock stands still while you wait: at most { $x } times, for { $y } working days altogether.
 }
desk-ask-writer-text = What you need to know
desk-record-offline-lead = Record a phone call, a visit or a look on the spot. It is public: please leave out the writer's name, phone number and address.
desk-record-offline-day = On which day
desk-record-offline-text = What was done
desk-post-interim-lead = Tell the writer how far it is. It is public and does not stop the clock.
desk-post-interim-text = Interim reply

desk-submit-reply-lead = An editor reviews it, and it is then published.
desk-submit-reply-text = Reply
desk-submit-reply-text-hint = Answer the question first, then say who did what and when. For what is not done yet, give the next step and the date. Name an office and a phone number to turn to. Please leave out the writer's name, phone number and address.
desk-submit-reply-outcome = Outcome
desk-submit-reply-day = Promised day
desk-submit-reply-day-hint = Only with “Promised”.
desk-outcome-settled-small = It is done
desk-outcome-promised-small = The day is set; the writer is asked to rate it then
desk-outcome-explained-small = Policy and facts are made clear
desk-outcome-cannot-small = Name the law or regulation
desk-correct-reply-lead = The correction and its time are shown in public.
desk-correct-reply-text = Corrected reply

desk-instruct-lead = For messages to your office: instruct internally, or respond in public.
desk-instruct-text = Text
desk-instruct-audience = Who sees it
desk-audience-inside = Internal instruction
desk-audience-inside-small = Only the unit and staff see it
desk-audience-public = Public response
desk-audience-public-leader = Everybody sees it, marked “In person”
desk-audience-public-office = Everybody sees it, marked “By the office”

# dynamic: done-
done-desk-publish = Published.
done-desk-decline = Declined. The writer is told the reason and the guidance.
done-desk-divert = Pointed to another channel.
done-desk-redact = Hidden.
done-desk-move-office = Office changed.
done-desk-split = This message was split off; please screen it next.
done-desk-link-duplicate = Linked.
done-desk-publish-reply = Reply published.
done-desk-return-reply = Returned, waiting for a new reply.
done-desk-reopen = Reopened.
done-desk-keep-closed = The reply stands, and the writer is told why.
done-desk-assign = Assigned.
done-desk-designate = Unit designated.
done-desk-transfer = Transferred.
done-desk-add-co-unit = Assisting unit added.
done-desk-accept = Accepted, now in progress.
done-desk-refuse = Refused.
done-desk-remind = Reminder sent.
done-desk-escalate = Escalated.
done-desk-grant-extension = Extension granted.
done-desk-deny-extension = Extension denied; the deadline does not move.
done-desk-request-extension = Extension requested, waiting for the supervisor.
done-desk-ask-writer = The writer is asked for details; the clock stands still.
done-desk-record-offline = Recorded.
done-desk-post-interim = Interim reply published.
done-desk-submit-reply = Reply submitted, waiting for review.
done-desk-correct-reply = Corrected.
done-desk-instruct = Added to the history.

## Taking down: two people, one legal basis

take-downs-title = Take-downs awaiting review
take-downs-lead = What is public comes down only when two people agree on a named legal basis. A notice stays in its place, and the public record shows it.
take-downs-empty = Nothing awaits review
take-downs-empty-advice = When somebody asks for a message to be taken down, it is listed here.
take-downs-waiting = Awaiting a second person
take-downs-link = { $n ->
    [one] { $n } take-down awaiting review
   *[other] { $n } take-downs awaiting review
}
take-down-ask = Ask for take-down
take-down-waits = A take-down was asked for
take-down-asked-by = Asked by { $x }, { $y }
take-down-agree-lead = Please check the legal basis. Once you agree, title and text are no longer public; only the number, the kind of ground and the date remain.
take-down-agree = Agree and take down
take-down-agree-asks = What is taken down cannot be made public again. Take it down?
take-down-disagree = Do not agree
take-down-take-back = Take back
take-down-not-you = A supervisor reviews this; nobody reviews what they asked for themselves.
desk-take-down-lead = This takes two people: you ask, another supervisor reviews. Until then nothing changes.
desk-take-down-ground = Kind of ground
desk-take-down-basis = Legal basis
desk-take-down-basis-hint = Name the law and article, or the document and its number. The writer is told.
done-take-down-asked = Asked. Another supervisor reviews it.
done-take-down-agreed = Taken down, and entered in the public record.
done-take-down-ended = The request has ended; the message stays public.
