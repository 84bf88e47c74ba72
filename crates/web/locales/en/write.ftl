### The citizen's pages: write a message, sign in, my messages, track progress.

# dynamic: field-
field-kind = Kind
field-unmasked = Why personal data stays
field-domain = Topic
field-office = Written to
field-concerns = Unit complained about
field-title = Title
field-body = Text
field-demand = What should be done
field-place = Place
field-remark = Private note
field-pen-name = Pen name
field-phone = Mobile number
field-code = Code from the text message
field-number = Number
field-text = Text
field-form = Form
field-pictures = Pictures
field-settled = Settled or not
field-result = Result
field-manner = Manner
field-speed = Speed
field-word = Words that fit
field-sentence = Your rating in a sentence
anonymous = Anonymous

# dynamic: problem-
problem-text-empty = Please write something here
problem-phone-empty = Please enter your mobile number
problem-settled-empty = Please say whether it is settled
problem-result-empty = Please give a score for the result
problem-manner-empty = Please give a score for the manner
problem-speed-empty = Please give a score for the speed

# dynamic: done-
done-signed-out = You have signed out.

## Write a message: every page

write-step = Write a message · step { $x } of { $y }
write-next = Continue
write-back = Back
write-change = Change{" "}
write-print = Print
write-errors = { $n ->
    [one] { $n } thing still needs changing
   *[other] { $n } things still need changing
 }
write-at-most = At most { $n } words
write-between = { $x } to { $y } words
write-choose = Please choose
write-ended = Your session has ended
write-ended-advice = Everything that you wrote is still here. Please verify your mobile number again to go on. Pictures have to be chosen again.
write-again = Please check once more
write-again-advice = Your session changed after this page was opened, and nothing has been sent. Please check the content and press “Send message” again. Pictures have to be chosen again.
write-large = The pictures are too large
write-large-advice = Together the pictures are too large, and your message has not been sent yet. What you wrote is still here. Please make the pictures smaller or send fewer, then try again.

## Step 1: what it is about

write-matter-title = Write a message
write-topic-title = What it is about
write-sos = Is somebody in danger? Please phone first
write-sos-advice = A message waits for people to read it. It cannot replace the police or an ambulance.
write-sos-110 = Police
write-sos-119 = Fire and rescue
write-sos-120 = Ambulance
write-sos-12356 = Psychological help
write-kind = What kind of message is it?
# dynamic: write-kind-
write-kind-suggestion = An idea to make things better here
write-kind-complaint = Somebody has not done what they should, or has done it wrong
write-kind-help = You cannot solve it alone and need a hand
write-kind-question = You want to understand a policy, or how to get something done
write-kind-thanks = Something was done well, and you want to say thank you
write-domain = What is it about?
write-domain-hint = If you are not sure, choose the closest. If it is the wrong one, staff will change it.
write-domain-whole = { $x } (other matters)

## Step 2: whom to write to

write-office-title = Whom to write to
write-office-lead = You write to the office; whoever holds it is responsible. When the person changes, your message stays with the office and is looked after.
write-office = Choose one
write-holder = In office: { $x }
write-no-holder = Vacant at present; messages are handled as usual
write-not-taken = Does not take messages of this kind: { $x }
write-no-office = There is no office to write to yet
write-no-office-advice = This board is being prepared. Please come back in a while.
write-about = It is about this leader personally
write-about-hint = It then goes to the level above, and neither this leader nor anybody below handles it.
write-concerns = Unit complained about (optional)
write-concerns-short = Unit complained about
write-concerns-hint = Which unit is your complaint about? Leave this empty if you are not sure.
write-concerns-none = None, or not sure
write-conduct = It is about the conduct of staff
write-conduct-hint = It then goes neither to the unit that you complain about nor to any unit below it.

## Step 3: the text

write-text-title = Tell us what it is about
write-headline-title = Say it in one sentence
write-demand-title = What should be done
write-place-title = Where it is
write-text-lead = One matter in each message: that is the quickest way to an answer.
write-title-hint = One sentence: where, and what it is about.
write-body-hint = When, where, what happened, whom you have already asked. Please leave out ID numbers and other people's phone numbers.
write-demand-needed = What should be done
write-demand-optional = What should be done (optional)
write-demand-hint = How would you like it to be settled? List your points one by one, and they will be answered one by one.
write-place = Place (optional)
write-place-hint = Street, estate, house number, or a landmark nearby.
write-hide-place = Do not make the place public
write-hide-place-hint = Only those who handle the message see it.
write-remark = Private note (optional)
write-remark-hint = For checking only, such as a flat number, an order number or a contact. It is never made public.
write-pen-name = Pen name (optional)
write-pen-name-hint = The name that is shown in public. Please do not use your real name. Left empty, it says “Anonymous”.

## Verify the mobile number

write-phone-title = Verify your mobile number
write-phone-lead = One more step: enter your mobile number, and we send you a code.
write-phone-why = This keeps others from writing in your name or twice, and lets you follow and rate your message later. The number is stored encrypted and is neither made public nor shown to anybody you complain about; the unit cannot see it either unless you turn on “Share my identity”. What you have written stays with you and is not lost.
write-phone-hint = Mobile number of 11 digits.
write-send-code = Get a code
write-code-title = Enter the code
write-code-sent = { $n ->
    [one] Sent to your phone, valid for { $n } minute.
   *[other] Sent to your phone, valid for { $n } minutes.
 }
write-code-sent-to = { $y ->
    [one] Sent to the phone whose number ends in { $x }, valid for { $y } minute.
   *[other] Sent to the phone whose number ends in { $x }, valid for { $y } minutes.
 }
write-code-again = Nothing received? Use another number, or get a new code
write-code-demo = A demo city sends no text messages. The code stands in the last line of this file:

## Step 4: who can see it

write-sight-title = Who can see it
write-identity-title = May the unit contact you?
write-sight-lead = Whichever you choose, your message is handled the same way and within the same deadlines.
write-visibility = Should this message be public?
# dynamic: write-visibility-
write-visibility-public = Everybody can see the message, its history and the replies
write-visibility-progress-only = Others only see whom it was written to and how far it is, not what it says
write-visibility-private = Others see nothing; only you and those who handle it know
write-visibility-short = Visibility
write-identity = May the unit know who you are?
write-identity-hint = You do not have to allow it. If you do not, the unit sees neither your mobile number nor your private note, and asks you through this board.
write-identity-wages = With unpaid wages and the like, a unit that does not know who you are and where you worked often cannot find out more, and the matter may fail. The choice is yours.
write-identity-open = Share my identity
write-identity-open-hint = Only the unit that handles this message sees your mobile number, your private note and the text as you wrote it.
write-identity-is-open = Shown to the unit (you share your identity)
write-identity-is-closed = Not shown to any unit

## Step 5: check

write-check-title = Check and send
write-check-lead = Please read it through. If something is not right, press “Change”.
write-seen = Your message
# dynamic: write-seen-
write-seen-public = After screening, everybody can see what stands below.
write-seen-progress-only = Others only see whom it was written to, its kind, topic and progress; only you and those who handle it can read the text.
write-seen-private = Others see nothing of this; only you and those who handle it do.
write-to = To
write-about-said = It is about this leader personally and goes to the level above
write-unseen = Not public
write-unseen-place = Only those who handle the message see it
write-pictures = Pictures (optional)
write-pictures-hint = At most { $x }, each up to { $y } MB. We remove where they were taken, the model of the phone and the like.
write-picture-n = Picture { $x }
write-picture-hidden = Do not make this one public; only those who handle the message see it
write-pictures-wrong = { $n ->
    [one] { $n } picture could not be taken
   *[other] { $n } pictures could not be taken
 }
write-pictures-again = Your message has not been sent yet. What you wrote is still here; all pictures have to be chosen again.
write-promise = After sending, you can still edit it until it is screened, and withdraw it until the unit has replied.
write-send = Send message

## Receipt

write-receipt-title = We have received your message
write-receipt-code = With the query code you can track progress at any time, without signing in.
write-receipt-code-is = Query code { $x }
write-receipt-keep = The query code is shown only this once. Please take a screenshot, write it down or print it. Whoever has it can read the whole message.
write-receipt-no-number = Being given; you will find it under “My messages”
write-receipt-at = Received
write-receipt-next = Next
write-receipt-next-is = { $n ->
    [one] It is screened within { $n } working day, and then goes to the unit responsible
   *[other] It is screened within { $n } working days, and then goes to the unit responsible
 }
write-receipt-see = See my message
write-known-title = We already have this message
write-known-advice = You have just sent it, and it was not taken twice. The query code was shown the first time and is not shown again; sign in and you find the message under “My messages” at any time.
write-staff-title = Staff accounts cannot write messages
write-staff-advice = You are signed in with a staff account, which is only for handling messages. To write as a citizen, please sign out first, then sign in with your mobile number.

## Sign in

sign-in-title = Sign in
sign-in-already = You are signed in already. Signing in with another account ends this session.
sign-in-citizen = Sign in with your mobile number
sign-in-phone-hint = The first time too: there is no need to register.
sign-in-staff = Staff sign-in
sign-in-staff-hint = Your administrator sets up the accounts. You sign in in two steps: your password, then the code from the authenticator app on your phone.
sign-in-login = User name
sign-in-password = Password
sign-in-enter = Sign in{" "}
sign-in-demo = People of the demo city
sign-in-demo-hint = Press to sign in as this person; only a demo city has this table.
sign-in-demo-name = Name
sign-in-demo-role = Role
sign-in-demo-login = Account
sign-in-demo-code = Code from a text message
sign-in-demo-send = Get a code{" "}

## My messages

me-title = My messages
me-message-title = My message
me-no-title = A message of mine
me-no-number = Number being given
me-pen-name = Pen name:
me-pen-name-hint = This pen name is filled in the next time you write a message. You can change it then.
me-phone-hint = Your mobile number is stored encrypted. It is used only to sign you in and to notify you, and is never public.
me-account = Account
me-sign-out = Sign out
me-waiting = Waiting for you
me-others = Other messages
me-all = All messages
me-empty = You have not written any messages yet
me-empty-advice = If there is something that you want to tell the person responsible, write it now. Afterwards you see here how far it is.
# dynamic: me-waits-
me-waits-answer = Waiting for your details
me-waits-rating = Ready for your rating
me-waits-amendment = Declined, you can change it
me-more = More
me-public = See the public page
me-left-over = What you have just written
me-again-advice = Your session changed after this page was opened, and nothing has been sent. What you wrote stands below; please send it once more.

# dynamic: me-deed-
me-deed-clarification = The unit asks you for details
me-deed-rating = How did it go? Please rate it
me-deed-amendment = Change and send again
me-deed-appeal = Appeal: have another editor look at it
me-deed-follow-up = Follow-up: ask about what was not answered
me-deed-reopening-request = Not settled? Request reopening
me-deed-text = Edit the message
# dynamic: me-deed-hint-
me-deed-hint-appeal = If you think that it should not have been declined, you can appeal once. Another editor screens it again.
me-deed-hint-follow-up = The unit has to answer your follow-up by a deadline. Both are shown with this message.
me-deed-hint-reopening-request = An editor who did not review this reply decides. If the answer is yes, the unit works on it again and replies again.
me-deed-hint-text = You can edit it until it is screened, and not afterwards.
me-clarification-until = Please answer by { $x }; until then the clock of the unit stands still. Only those who handle the message see what you write.
me-rating-until = You can rate it until { $x }. It is for you to say: without your word, this does not count as settled.
me-declined = Why it was declined: { $x }
me-settled = Is it settled?
# dynamic: me-score-
me-score-result = 1 not settled, 5 fully settled
me-score-manner = 1 very poor, 5 very good
me-score-speed = 1 too slow, 5 very quick
me-words = Words that fit (optional)
me-sentence = Your rating in a sentence (optional, public)
# dynamic: me-text-
me-text-clarification = Your details
me-text-appeal = Why you appeal
me-text-follow-up = What else you want to ask
me-text-reopening-request = What is not settled
# dynamic: me-send-
me-send-clarification = Send details
me-send-rating = Send rating
me-send-amendment = Send again
me-send-appeal = Send appeal
me-send-follow-up = Send follow-up
me-send-reopening-request = Send request
me-send-text = Save changes
# dynamic: me-do-
me-do-withdrawal = Withdraw this message
me-do-erasure = Erase the content
me-do-not-withdrawal = Do not withdraw
me-do-not-erasure = Do not erase
me-confirm-withdrawal = Withdraw this message?
me-withdrawal-advice = Handling stops at once and cannot be resumed. { $n ->
    [one] After { $n } hour
   *[other] After { $n } hours
 } others no longer see the content, only the number and “Withdrawn”.
    If somebody has told you to withdraw it, you do not have to.
# dynamic: me-confirm-
me-confirm-erasure = Erase the content of this message?
me-confirm-parts = These messages came from the same letter and stay as they are; do the same there if you want to:
me-erasure-advice = All texts and pictures of this message are erased for good and cannot be restored: title, text, what should be done, place, private note and pen name, and the words of your details, follow-ups, requests and ratings. The unit's replies and the leader's responses are public official answers and stay.
    These stay too: the number, the office, the kind, the topic, the scores, what was done and when, and the line “The writer has erased the content”.
me-ended-title = Your session has ended
me-ended-lead = What you wrote is still on this page. It is not lost, and it has not been sent either. Please sign in (this opens a new page), then come back here and press “Send again”.
me-ended-sign-in = Sign in
me-ended-again = Send again

done-clarification = Your details are sent; the clock of the unit runs again.
done-rating = Thank you for your rating.
done-amendment = Sent again, waiting for screening.
done-appeal = Your appeal is sent; another editor screens the message again.
done-follow-up = Your follow-up is sent.
done-reopening-request = Your request is sent; another editor decides.
done-text = Changes saved.
done-picture = Your change to the picture is saved.

me-pictures = Change the pictures
me-pictures-hint = Until the message is screened, you can make a picture not public, or remove it. Pictures that are not public are seen only by those who handle the message.
me-picture-hide = Make not public
me-picture-show = Make public
me-picture-remove = Remove{" "}
done-withdrawal = Withdrawn.
done-erasure = The content is erased.

## Track progress

track-title = Track progress
track-lead = Enter the query code that you were given with your message, and see how far it is without signing in.
track-code = Query code
track-code-hint = 12 letters and digits, such as 7K4M-92QX-HT3P. Capitals and hyphens do not matter.
track-look = Look up
track-wrong = We have not found this query code
track-wrong-advice = Please compare it with your receipt and enter it again. The letter O and the digit 0 are taken as the same, and so are I and 1.
track-lost = Lost the query code? Sign in with the mobile number that you used, and you see your message too.
track-lost-link = Sign in
track-found = Here you can only read. To give details, rate, ask a follow-up or withdraw, please sign in with the mobile number that you used.
track-act = Sign in to act
track-no-title = The message that you looked up
track-pictures = { $n ->
    [one] { $n } more picture is not public; sign in to see it.
   *[other] { $n } more pictures are not public; sign in to see them.
 }
advice-too-many-queries = { $n ->
    [one] Too many query codes were wrong. Please try again in { $n } minute, or sign in with your mobile number.
   *[other] Too many query codes were wrong. Please try again in { $n } minutes, or sign in with your mobile number.
 }
