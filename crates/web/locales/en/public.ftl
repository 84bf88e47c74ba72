### The public pages: home, messages, leaders, regions, topics, about this board; and the rows and the history that many pages share.

## Rows of messages

# dynamic: row-
row-to = To { $x }
row-me-too = Me too: { $n }
row-support = Support: { $n }
row-overdue = Overdue
row-was-overdue = Was overdue
row-returned = { $n ->
    [one] Reply returned once
    [2] Reply returned twice
   *[other] Reply returned { $n } times
 }
row-reopened = { $n ->
    [one] Reopened once
    [2] Reopened twice
   *[other] Reopened { $n } times
 }
row-asked-again = Follow-up to answer
row-imported = From an archive
row-took = { $n ->
    [one] Took { $n } working day
   *[other] Took { $n } working days
 }
row-took-none = Answered the same day
row-erased = The writer has erased the content
row-progress-only = Only the progress of this message is public
row-not-shown = This message is not public

## A message: stage bar, text, facts, history

# dynamic: thread-
# dynamic: thread-closed-
thread-bar-label = Progress
thread-step-received = Received
thread-step-published = Published
thread-step-accepted = Taken up
thread-step-to-assign = To be assigned
thread-step-assigned = Assigned
thread-step-handling = In progress
thread-step-again = In progress again
thread-step-awaiting-writer = Waiting for details
thread-step-in-review = Reply under review
thread-step-handled = Handled
thread-step-replied = Replied
thread-step-reopen-requested = Reopening requested
thread-step-closed = Closed
thread-closed-settled = Settled, says the writer
thread-closed-partly = Partly settled
thread-closed-not-settled = Not settled, says the writer
thread-closed-unrated = Not rated by the writer
thread-by-screen = Screening due by { $x }
thread-by-assign = Assignment due by { $x }
thread-by-reply = Reply due by { $x }
thread-by-review = Review due by { $x }
thread-by-judge = Decision on reopening due by { $x }
thread-unit-to-accept = For { $x } to accept
thread-clock-stands-still = The clock stands still while the writer is asked
thread-overdue = overdue
thread-overdue-days = { $n ->
    [one] { $n } working day overdue
   *[other] { $n } working days overdue
 }
thread-comma = ,{" "}
thread-list-comma = ,{" "}
thread-replied-on-time = reply on time
thread-replied-late = reply late
thread-on-time = (on time)
thread-late = (late)
thread-withdrawn-from = Handling has stopped; not public from { $x }

thread-demand = What should be done
thread-place = Place: { $x }
thread-anonymous = Anonymous
thread-written-by = Written by { $x }
thread-holder-now = In office: { $x }
thread-holder-then = In office then: { $x }
thread-erased-note = The writer erased the content of this message on { $x }. What was done about it stays in the history below.
thread-progress-note = The writer chose to make only the progress public. The text is not shown.
thread-picture = Picture { $x }
thread-picture-hidden = Not public
thread-picture-sealed = The writer chose not to make this picture public; the unit can see it
thread-as-written = As written (some words are hidden from the public)
thread-remark = Private note (for checking only)

thread-facts = At a glance
thread-number = Number
thread-region = Region
thread-units = Unit
thread-main-unit = { $x } (lead)
thread-co-unit = { $x } (assisting)
thread-no-unit = Not assigned yet
thread-due = Reply due
thread-due-late = { $x } · overdue
thread-extension = Extension
thread-days = { $n ->
    [one] { $n } working day
   *[other] { $n } working days
 }
thread-again = New reply due
thread-again-asked = Answer due
thread-again-late = Further reply
thread-until = by { $x }
thread-returns = Replies returned
thread-hand-overs = Transfers
thread-reopenings = Reopenings
thread-follow-ups = Follow-ups
thread-times = { $n }
thread-outcome = Outcome
thread-rated-once = The writer says
thread-rated-first = The writer said first
thread-rated-latest = The writer says now

thread-events = History
thread-writer = Writer
thread-reason = Reason: { $x }
thread-ground = Ground: { $x }
thread-answer-by = Reply due by { $x }
thread-answer-again-by = A new reply is due by { $x }. A return does not extend the original deadline and does not clear an overdue mark.
thread-legal-time = Legal time limits keep running although you wrote here. Please use that channel as soon as you can.
thread-redacted-some = Some words are hidden from the public
thread-interim-foot = An interim reply does not stop the clock
thread-in-review-foot = Under review, not public yet
thread-returned-foot = Returned, not public
thread-reply-foot = Submitted { $x }; this time counts for the deadline
thread-text-gone = The content was erased
thread-internal = Internal instruction
thread-personally = In person
thread-by-office = By the office
thread-score-result = Result
thread-score-manner = Manner
thread-score-speed = Speed
thread-rating-settled = Was it settled?
thread-rating-words = Words that the writer chose

thread-submitted = Message received
thread-imported = Imported from an archive (source: { $x })
thread-edited = Message edited
thread-published = Screened and published
thread-published-progress-only = Screened; only the progress is public
thread-published-private = Screened; handled in private
thread-declined = Declined
thread-amended = Changed and sent again
thread-appealed = Appeal: another editor screens it again
thread-diverted = Pointed to another channel: { $x }
thread-redacted = Some words hidden
thread-taken-down = Taken down
thread-assigned = Assigned to { $x }
thread-accepted = { $x } accepts it
thread-accepted-by-silence = { $x } did not object within one working day, which counts as acceptance
thread-refused = { $x } refuses it and asks for a transfer
thread-transferred = Transferred from { $x } to { $y }
thread-co-unit-added = Assisting unit added: { $x }
thread-designated = { $x } designated to handle it
thread-writer-asked = { $x } asks the writer for details
thread-clarification-answered = Details given; the clock runs again
thread-clarification-missing = The time for details is over; the clock runs again
thread-extension-requested = { $n ->
    [one] Extension of { $n } working day requested
   *[other] Extension of { $n } working days requested
 }
thread-extension-granted = { $n ->
    [one] Extension of { $n } working day granted
   *[other] Extension of { $n } working days granted
 }
thread-extension-denied = Extension denied
thread-offline-recorded = Contact or visit on { $x }
thread-interim-posted = Interim reply
thread-reply-submitted = Final reply submitted, waiting for review
thread-reply-returned = { $n ->
    [one] Reply returned
    [2] Reply returned, second time
    [3] Reply returned, third time
   *[other] Reply returned, { $n } times by now
 }
thread-reply-published = Final reply
thread-reply-published-again = Further reply
thread-reply-corrected = Reply corrected
thread-rated = Rating
thread-followed-up = Follow-up
thread-reopen-requested = Reopening requested
thread-reopened = Reopened
thread-kept-closed = The reply stands
thread-leader = Leader's response
thread-instructed = Instruction
thread-reminded = Reminder
thread-escalated = Escalated
thread-office-moved = Office changed from { $x } to { $y }
thread-split = One matter, one message: one of its matters became a message of its own
thread-split-off = One matter, one message: split off an earlier message
thread-split-excerpt = The text is taken from the earlier message; an editor wrote the title.
thread-linked-duplicate = Linked to another message about the same matter
thread-withdrawn = Message withdrawn
thread-erased = Content erased

thread-await-screening = Waiting for screening
thread-await-assignment = Waiting to be assigned to a unit
thread-await-designation = Waiting for the supervisor to designate a unit
thread-await-acceptance = Waiting for { $x } to accept it
thread-await-acceptance-note = No objection by then counts as acceptance.
thread-await-late = The deadline has passed.
thread-await-reply = Waiting for { $x } to reply
thread-await-writer = Waiting for details from the writer
thread-await-writer-note = If none arrive by then, handling goes on.
thread-await-review = Waiting for an editor to review the reply
thread-await-judging = Waiting for another editor to decide on reopening
thread-await-follow-up = Waiting for { $x } to answer the follow-up
thread-await-rating = Waiting for the writer's rating
thread-await-end = The writer can still ask a follow-up or request reopening
thread-await-end-note = It closes by itself then. Without a rating it does not count as settled.

## The page of a message

# dynamic: message-
# dynamic: stub-
crumbs-label = You are here
message-erased = Content erased by the writer
message-progress-only = A message of which only the progress is public
message-imported = This message was imported from an archive. Its dates are those of its source, and it does not count in the deadlines of this board.
message-description = Message { $y } to { $x }: the text, what was done, and the reply.
message-to = To
message-holder = {" "}({ $x })
message-yours = This is your message as everybody sees it.
message-yours-link = Rate, ask a follow-up or give details
message-desk = This is what everybody sees.
message-desk-link = Work on it at the desk
message-me-too = Me too
message-support = Support
message-support-sign-in = Sign in to add yourself. Only the number is shown, never who.
message-support-note = Only the number is shown, never who.
message-support-given = You are counted. Press again to take it back.
message-print = Print
done-supported = You are counted now.
done-unsupported = Taken back.

stub-number = Message { $x }
stub-track = Track progress by query code
stub-others = Read other messages
stub-waiting = This message is waiting for screening
stub-waiting-note = It has arrived. After screening, the message and its history appear here.
stub-declined = This message was declined
stub-declined-note = The writer was told why, can change it and send it again, or can appeal once to another editor.
stub-diverted = The law provides another channel for this message
stub-diverted-note = The writer was told which one. Legal time limits keep running although the message was sent here.
stub-private = This message is handled in private
stub-private-note = It has the same deadlines as a public one and gets a reply. Only the writer and those who handle it can read it.
stub-withdrawing = The writer is withdrawing this message
stub-withdrawing-note = Once withdrawn, it is neither public nor handled any more.
stub-withdrawn = The writer has withdrawn this message
stub-withdrawn-note = It is neither public nor handled any more. Its number stays and is never given to another message.
stub-taken-down = This message was taken down
stub-taken-down-note = Taking down needs two people and a stated ground. The number and the ground stay here for everybody to check.

## The list of messages

# dynamic: list-
# dynamic: list-stage-
list-title = Messages
list-description = { $x }: public messages, their progress and the replies.
list-lead = All public messages, newest first, including those that are late and those whose replies were returned.
list-all = All
list-stage-waiting = Waiting for a reply
list-stage-handling = In progress
list-stage-replied = Replied
list-stage-closed = Closed
list-filter = Filters
list-any = Any
list-office = Written to
list-region = Region
list-domain = Topic
list-subdomain = Subtopic
list-kind = Kind
list-stage = Progress
list-month = Month
list-since = Published from
list-until = Published until
list-overdue = Overdue
list-returned = Reply was returned
list-reopened = Was reopened
list-after = Page position
list-before = Page position
list-in-month = { $y ->
    [1] January
    [2] February
    [3] March
    [4] April
    [5] May
    [6] June
    [7] July
    [8] August
    [9] September
    [10] October
    [11] November
    [12] December
   *[other] Month { $y },
 } { $x }
list-since-day = From { $x }
list-until-day = Until { $x }
list-apply = Apply
list-count = { $n ->
    [one] { $n } message
   *[other] { $n } messages
 }
list-clear = Clear all filters
list-active = Filters in use
list-remove = (remove this filter)
list-pages = Pages
list-previous = Previous page
list-next = Next page
list-first = Back to the first page
list-first-of-all = See all messages
list-beyond = There is nothing further
list-beyond-note = You have gone past the last page.
list-nothing = There are no public messages yet
list-nothing-note = The first message appears here after screening.
list-none = No messages like this
list-none-note = Try with one or two filters fewer. Perhaps nobody has said it yet, and you could be the first.
list-broken = Part of this address makes no sense to us
list-broken-note = We do not know “{ $x }”. The address may be mistyped, or this is no longer here.
list-broken-choices = You could choose instead:

## Figures

# dynamic: figure-
figure-this-year = Since the beginning of { $x }
figure-messages = {""}
figure-times = {""}
figure-received = Messages received
figure-replied = Replied
figure-on-time = Replied on time
figure-on-time-base = On time { $x } of { $y } due
figure-median = Median working days to reply
figure-working-days = {""}
figure-median-base = From publication to the first final reply
figure-settled = “Settled”, say the writers
figure-settled-base = Settled { $x } / rated { $y }
figure-late = Overdue
figure-returned = Replies returned
figure-reopened = Reopened
figure-received-today = Messages today
figure-replied-today = Replies today
figure-on-time-month = Replied on time this month
figure-settled-month = “Settled”, say the writers this month
figure-returned-month = Replies returned this month

## Home

home-heading = Write to the person in charge. Get an answer that anyone can check.
home-lead = Write a message, and see who has it and when a reply is due. Whether it is settled is for you to say.
home-description = { $x }: write to your leaders, track progress, read the public replies.
home-numbers = Figures of today and of this month
home-answered = Latest replies
home-all-closed = All closed
home-no-answered = There are no public replies yet.
home-latest = Latest messages
home-no-latest = There are no public messages yet.
home-all = All{" "}
home-aside = Whom to write to, and what about
home-seats = Whom to write to
home-topics = By topic

## Leaders

offices-title = Leaders
offices-description = { $x }: the offices that you can write to, and who holds them.
offices-lead = You write to the office; whoever holds it is responsible. When the person changes, your message stays with the office.
offices-nowhere = Departments
offices-place = Messages from here{" "}
offices-place-of = ({ $x })
offices-none = There are no offices to write to yet
offices-none-note = Once this board opens, the offices that you can write to are listed here.
offices-archives = Archives
offices-archives-note = Messages imported from elsewhere are kept here. New ones cannot be sent.
office-description = Messages to { $x }, what was done about them, and the replies. { $y }.
office-vacant = Vacant
office-vacant-note = Nobody holds the office at present. Messages are taken and handled as usual.
office-archive = Archive
office-takes = Takes
office-unit = Lead unit
office-write = Write to { $x }
office-messages = Latest messages
office-all-messages = See all ({ $n })
office-no-messages = There are no public messages yet.
office-holders = In office, now and before
office-since = Since { $x }

## Regions

regions-title = Regions
regions-description = { $x }: messages and leaders by region.
regions-lead = Find your place, from the top down.
regions-own = Regions that you can write to
regions-others = Other regions
regions-offices = { $n ->
    [one] { $n } office
   *[other] { $n } offices
 }
regions-none = There are no regions yet
regions-none-note = Once regions are set up for this board, they are listed here.
region-description = { $x }: leaders and public messages. { $y }.
region-code = Region code { $x }
region-ended = This region code was in use until { $x }.
region-successor = It is now{" "}
region-messages = Messages from here
region-no-messages = There are no public messages from here yet.
region-aside = Leaders, and regions within this one
region-seats = Whom to write to
region-no-seats = There is no office to write to here. Please look at the region above or at those within it.
region-children = Regions within this one

## Topics

domains-title = Topics
domains-description = { $x }: messages by topic, and what was done about them.
domains-lead = See what others said about the same thing, and what the units answered.
domains-rest = What fits none of the topics above
domains-none = There are no topics yet
domains-none-note = Once topics are set up for this board, they are listed here.
domain-description = Public messages about { $x }, and what was done about them. { $y }.
domain-subdomains = By subtopic
domain-subdomain-count = { $n }
domain-messages = Latest messages
domain-no-messages = There are no public messages about this topic yet.

## About this board

about-title = About this board
about-description = The rules of { $x }: deadlines, returns, what is declined, and who can see what.
about-lead = These rules bind writers, units and editors alike. Where they are not kept, that is public too.
about-deadlines = How soon you get a reply
about-screen = Screening a message
about-question = Answering a question
about-other = Replying to any other message
about-review = Reviewing a reply
about-within-days = { $n ->
    [one] Within { $n } working day
   *[other] Within { $n } working days
 }
about-extension = Extension
about-extension-note = { $n ->
    [one] Once only, by { $n } working day at most, if the supervisor agrees
   *[other] Once only, by { $n } working days at most, if the supervisor agrees
 }
about-pause = Asking you for details
about-pause-note = { $y ->
    [one] At most { $x } times, for { $y } working day altogether, which does not count
   *[other] At most { $x } times, for { $y } working days altogether, which do not count
 }
about-clock = The clock starts on the day when a message is published (or taken up in private). It never starts again because of a transfer, a return or a reopening. The day of publication does not count; the deadline is the end of the last working day.
about-working-days = Working days follow the national calendar of holidays and make-up days; weekends and public holidays do not count.
about-overdue = A message that was once overdue stays marked, even after it is closed. When editors are slow to screen, that is public too.
about-returns = Which replies are returned
about-returns-note = { $n ->
    [one] An editor reads each reply first. For one of the reasons below it is returned, and a new reply is due within { $n } working day; the original deadline does not move. How often a reply was returned, and why, is public.
   *[other] An editor reads each reply first. For one of the reasons below it is returned, and a new reply is due within { $n } working days; the original deadline does not move. How often a reply was returned, and why, is public.
 }
about-rating = Whether it is settled is for you to say
about-rating-note = { $n ->
    [one] Within { $n } working day after a reply is published (or after the promised day, if there is one) you can rate it, ask a follow-up, or request reopening. Another editor decides on the request.
   *[other] Within { $n } working days after a reply is published (or after the promised day, if there is one) you can rate it, ask a follow-up, or request reopening. Another editor decides on the request.
 }
about-settled = “Replied” does not mean “settled”. Only you can confirm that; without your rating, a message does not count as settled.
about-declines = Which messages are declined
about-declines-note = A person makes this decision, and has to say why and how to change the message. You can change it and send it again, or appeal once to another editor. These are the only reasons:
about-neutral = To praise or to criticise a leader is no reason to decline. Nor is a message declined because it is to be handled in private.
about-who = Who can see what
about-everyone = Everybody
about-everyone-sees = The public text, pen name, history, replies and ratings. Not your name, your phone number, your private note, or pictures that you keep from the public.
about-unit = The unit
about-unit-sees = The public text, pictures that you keep from the public, and what you write to each other on this board. Your name, your phone number and the text as written only if you turn on “Share my identity”.
about-editors = Editors, dispatchers, supervisors
about-editors-see = The text as you wrote it and your private note, in order to screen, assign and supervise.
about-nobody = Nobody
about-nobody-sees = Who pressed “Me too”. Pages only show the number.
about-visibility = You can choose public, progress only, or private. The deadlines and the duties are the same for all three.
about-withdraw = { $n ->
    [one] You can withdraw a message until the unit has replied. It takes effect after { $n } hour; until then the message stays visible.
   *[other] You can withdraw a message until the unit has replied. It takes effect after { $n } hours; until then the message stays visible.
 }
about-danger = Is somebody in danger?
about-danger-note = Please phone first: police 110, fire and rescue 119, ambulance 120, psychological help 12356. A message board cannot replace them.

## The elder view, telephone numbers

elder-heading = Write it down: the leader will answer
elder-write = Tell the leader in charge
elder-track = See how far it has come, with your code
elder-replies = Read answers
elder-replies-note = See how others were helped
elder-call = If typing is hard, call
elder-enter = Large-print view
elder-leave = Standard view
elder-read = Read aloud
elder-silence = Stop reading
call-title = Call
call-lead = If it is urgent, call first: it is faster than a message.
call-hotline = Government service hotline
call-hotline-note = For matters that are not urgent you can also call 12345, where somebody writes them down for you. Ask 12345 about their progress: it cannot be seen here.
call-12345 = Call 12345
call-written = For an answer in writing
call-written-note = A message written here is answered in writing, before a deadline, and you can see its progress at any time.
