### Words of every page: header, footer, what is said of errors, what is wrong with a field.

skip = Skip to content
huiyin = Huiyin
nav-label = Main navigation
nav-home = Home
nav-messages = Messages
nav-offices = Leaders
nav-domains = Topics
nav-regions = Regions
nav-track = Track progress
nav-desk = Desk
nav-desk-of = Desk ({ $x })
nav-me = My messages
nav-sign-in = Sign in
nav-write = Write
foot-label = Footer
foot-languages = Languages
foot-about = About this board
foot-api = API
foot-demo = A demo city: its people and events are made up

# dynamic: done-
# dynamic: oops-
# dynamic: advice-
# dynamic: problem-

oops-title = Something went wrong
oops-back = Go back
oops-home = Home
oops-track = Track progress by query code
oops-not-found = There is no such page
advice-not-found = The address may be mistyped, or this message is not public. With its query code you can always find your own message.
oops-sign-in = Please sign in first
advice-sign-in = Your session has ended, or you have not signed in yet. Please sign in and try again; no change was saved.
oops-forbidden = You cannot do this
advice-forbidden = Your account may not do this, or the page was opened in another session. Please go back, reload the page and try again.
oops-concerned = This is for somebody else to decide
advice-concerned = It concerns you or your own unit, so somebody else has to review it.
oops-wrong-stage = This message has already moved on
advice-wrong-stage = Somebody may just have worked on it, or this step is already done. Please go back and look at where it stands now.
oops-appeal-used = An appeal was already made
advice-appeal-used = Each message can be appealed once. You can still change it as advised and send it again.
oops-needs-designation = The supervisor has to designate a unit
advice-needs-designation = Two units have refused this message, so the supervisor designates the unit that handles it.
oops-asked-enough = The writer cannot be asked again
advice-asked-enough = For each message the writer can be asked for details twice at most, for five working days altogether.
oops-extension-used = An extension was already requested
advice-extension-used = An extension can be requested once for each message.
oops-no-extension-asked = There is no extension to decide on
advice-no-extension-asked = The unit has not requested one, or it has already been decided.
oops-extension-too-long = The extension is not of a length that is allowed
advice-extension-too-long = Please enter 1 to 10 working days.
oops-nothing-asked = There is no new follow-up
advice-nothing-asked = The writer has not asked anything since this reply, so another reply cannot be submitted. To correct it, please use “Correct the reply”.
oops-time-over = The time for this is over
advice-time-over = The time to rate, to ask a follow-up and to request reopening has ended. If the matter is not settled, please write a new message and mention the number of this one.
oops-rated = Already rated
advice-rated = You have already rated this reply. If the matter is not settled, you can ask a follow-up or request reopening.
oops-form = Something still needs changing
advice-form = Please go back and change what is listed below.
oops-picture = One of the pictures could not be taken
advice-picture = Please go back and choose another picture, or leave this one out.
oops-too-large = This is too large
advice-too-large = Text and pictures are too large to be sent at once. Please go back and make the pictures smaller, or send fewer.
oops-too-many = Please try again a little later
advice-too-many-messages = { $n ->
    [one] You have written a lot today. Please write again in { $n } minute; the messages that you have sent are being handled.
   *[other] You have written a lot today. Please write again in { $n } minutes; the messages that you have sent are being handled.
 }
advice-too-many-codes = { $n ->
    [one] Too many codes were sent to this number. Please try again in { $n } minute.
   *[other] Too many codes were sent to this number. Please try again in { $n } minutes.
 }
advice-too-many-tries = { $n ->
    [one] There were too many wrong tries. Please try again in { $n } minute. Devices on which you usually sign in are not affected.
   *[other] There were too many wrong tries. Please try again in { $n } minutes. Devices on which you usually sign in are not affected.
 }
oops-stale = Somebody has just changed this
advice-stale = Somebody worked on this message after you opened the page. Your change was not saved. Please go back, look at where it stands now, and try again.
oops-busy = Too many people are here at the moment
advice-busy = Nothing was saved. Please wait a few seconds and send it again; the same form counts once, even if you send it twice.
oops-unavailable = The service is interrupted for a moment
advice-unavailable = The system that holds the data does not answer; we are bringing it back. Please try again in a little while. If what you sent was not confirmed, please send it once more: the same form counts once, even if you send it twice.
oops-sms = The text message could not be sent
advice-sms = The text message service is not working at the moment. Please try again in a few minutes.
oops-ledger = The board can only be read at the moment
advice-ledger = Nothing was saved. The public record is being checked, and until that is done nothing new is taken. Please try again later.
oops-internal = Something went wrong on our side
advice-internal = The problem is recorded and we will look after it soon. Please try again later; what was not confirmed was not saved.

problem-empty = Please fill this in
problem-too-short = Write at least { $min } words; there are { $have } now
problem-too-long = Write at most { $max } words; there are { $have } now, { $over } too many
problem-control = There are invisible control characters in it; please type it again
problem-choose = Please choose one
problem-unknown = We do not know this one; please enter it again
problem-not-taken = This office does not take messages of this kind, or the name is already in use
problem-phone = Enter a mobile number of 11 digits
problem-code = The code is wrong or has expired. Please check the text message, or get a new code
problem-password = The user name or the password is wrong
problem-day = This is not a valid date; please choose again
problem-range = Enter a number from { $min } to { $max }
problem-pictures = At most { $max } pictures
problem-accused = A complaint about conduct cannot go to the unit that it is about, or to a unit below it
problem-not-written = Only words of the letter itself, in their order: nothing rewritten or added
problem-not-below = It can only be passed on to a unit below your own
problem-query-nothing = Enter a word to look for; there is only punctuation or space
problem-query-only-excluded = Enter a word to look for as well; there are only words to leave out
problem-query-too-long = Search for at most { $max } characters; please shorten it
problem-query-too-many = Search for at most { $max } words at once; please leave some out
problem-title-empty = Please write a title
problem-body-empty = Please tell us what it is about
problem-demand-empty = Please say what should be done about your complaint
problem-office-empty = Please choose whom to write to
problem-kind-empty = Please choose the kind of message
problem-domain-empty = Please choose a topic
