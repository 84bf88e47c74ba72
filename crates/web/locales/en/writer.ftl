# How writers are protected: personal data, contacts.

# dynamic: personal-
personal-id-number = identity number
personal-mobile = mobile number
personal-landline = telephone number
personal-bank-card = bank card number
personal-plate = number plate
personal-passport = passport or permit number
personal-email = email address
personal-qq = QQ number
personal-wechat = WeChat name
personal-address = address to the door
personal-name = name
personal-times = { $x } (found: { $y })
personal-found = May hold personal data
personal-found-line = The message has: { $x }. It is already taken out of the text to be published. Please check: take out what is missing; put back what should stay, and say why.
personal-where = Where it stands
personal-reply-line = The reply has: { $x }. If it has to stay (the mobile number of a service desk, say), give the reason when you publish; otherwise return the reply.
problem-personal = This holds personal data ({ $x }) that everybody would read: please take it out
problem-unmasked-empty = Please say why it stays

write-hidden = Some of it will be taken out before it is published
write-hidden-line = Your text has: { $x }. Below is what others will see. Only the editors read the text as you wrote it, and the unit too if you share your identity. If too much or too little is taken out, go back and change the text.
write-hidden-where = See what is taken out

# A unit looks at a contact
contact-title = How to reach the writer
contact-of = The writer of message { $x }
contact-noted = This look is in the record, and the writer has been told which unit looked, when and why. Use the number for this matter only and pass it on to nobody.
contact-reason = Reason
contact-back = Back to the message
thread-contact-revealed = { $x } looked at your contact
desk-reveal-contact-lead = The number is shown once. The look is recorded, and the writer is told by text message.
desk-reveal-contact-reason = Why you need it
desk-reveal-contact-reason-hint = The writer reads this, for example “to agree on a time to look at the water meter”.
done-desk-reveal-contact = Recorded.
desk-identity-masked = The writer agrees to be contacted ({ $x }); the whole number is shown for a stated reason
oops-identity-closed = The writer has not shared their identity
advice-identity-closed = Ask through the board: “Ask the writer for details”.
desk-publish-unmasked = Why personal data stays
desk-publish-unmasked-hint = Fill this in where a phone number, identity number or door number stays in the text. Only staff see it.
desk-redact-unmasked = Why personal data stays
desk-redact-unmasked-hint = Fill this in where a phone number, identity number or door number stays in the text. Only staff see it.
desk-publish-reply-unmasked = Why personal data stays
desk-publish-reply-unmasked-hint = The reply holds personal data. Publishing it needs a reason, which only staff see.

# Danger to life, and pressure on writers
alerts-title = Danger and pressure
alerts-lead = A danger to life is taken within 15 minutes; a writer under pressure is answered within three working days. Nothing here is in the history of the message, and the unit does not see it.
alerts-nobody = Nobody is on duty
alerts-nobody-advice = No phone is set, so nobody can be sent a text message. The operator sets one with “huiyin staff duty”. Until then, keep this page in view.
alerts-empty = Nothing waits
alerts-empty-advice = What comes in stands here, and those on duty are sent a text message.
alerts-open = Waiting
alerts-ended = Ended lately
alerts-link = Danger and pressure ({ $n })
# dynamic: alert-kind-
alert-kind-danger = A life may be in danger
alert-kind-pressure = A writer under pressure
# dynamic: alert-step-
alert-step-raised = Received
alert-step-paged = Text messages sent
alert-step-taken = Taken
alert-step-revealed = Looked at the contact
alert-step-noted = Note
alert-step-late = Past its time
alert-step-ended = Ended
# dynamic: alert-end-
alert-end-handed-over = Handed over to police or ambulance
alert-end-safe = Reached, and safe
alert-end-no-danger = No danger
alert-end-stopped = Stopped, and those responsible told
alert-end-passed-on = Given to the disciplinary body
alert-end-not-confirmed = Could not be confirmed
alert-paged = People on duty sent a text message: { $x }
alert-ended-with = Ended: { $x }
alert-untaken = Nobody has taken it
alert-taken-by = Taken by { $x }
alert-late = Past its time
alert-raised = Received { $x }
alert-due = Due { $x }
alert-take = I will look after it
alert-take-lead = Nobody else is sent text messages after this.
alert-contact = See the contact
alert-contact-lead = A life comes before the identity switch. The reason is recorded, and the writer can read it.
alert-contact-noted = This look is recorded, and the writer can see it. Use the number to help, and for nothing else.
alert-note = Write down what was done
alert-note-label = What was done, who was called
alert-end = End it
alert-end-lead = The writer reads what you say here.
alert-end-what = What came of it
alert-end-said = Your words to the writer
alert-steps = What was done
alert-apart = None of this is in the history of the message, the public record or the figures, and the unit does not see it.
alert-to-message = To the page of this message
alert-nothing = It has ended, or you may only read it.
alert-raise = Is a life in danger?
alert-raise-lead = Whoever is on duty is sent a text message at once, and the message is not published until they have looked. Call the police as well.
alert-raise-note = What makes you think so
alert-raise-button = Call whoever is on duty
done-danger = Those on duty have been called.
oops-danger-open = A life may be in danger: whoever is on duty looks first
advice-danger-open = It can be published once they have ended the alert. Call them directly if it cannot wait.
oops-alert-not-taken = Nobody has taken it yet
advice-alert-not-taken = Press “I will look after it” first.
oops-alert-ended = This has ended
advice-alert-ended = Please go back to the list.

# The writer's own
write-danger = A life is in danger now
write-danger-manned = When you send this, whoever is on duty is sent a text message at once, day and night. Call the numbers above first: do not wait.
write-danger-unmanned = Nobody is on duty now, and nobody will see this at once. Please call the numbers above first.
write-danger-taken = Those on duty have been sent a text message
write-danger-taken-line = Do not wait for an answer: call the numbers below first. Somebody on duty may call you.
pressure-title = Somebody puts pressure on me
pressure-lead = If somebody wants you to withdraw, to change what you said or to rate well, or asks around who you are, tell the supervisor.
pressure-who = Only the supervisor sees it
pressure-who-line = The unit, those you complain about, the editors and the leaders do not see it, and it is not in the history. The supervisor answers within { $n } working days; you read the answer on the page of this message. If you are threatened, call 110 at once.
pressure-text = What happened
pressure-text-hint = Who, when, in which words. It is stored encrypted.
pressure-send = Tell the supervisor
pressure-not = Back
pressure-link = Somebody puts pressure on me (to withdraw, to rate well)
done-pressure = The supervisor has been told, and nobody else.
own-alert-lead = Only you and those who look after it see this.

# Under 18
write-age = Your age
write-age-hint = Used only to protect you better. Nobody checks it, and it is not public.
# dynamic: write-age-
write-age-adult = 18 or older
write-age-minor = 14 to 17
write-age-child = Under 14, and my guardian knows and agrees
write-age-child-alone = Under 14, and it is about my guardian, or there is danger
write-age-child-note = You are under 14: this message is not public and carries no name; only those who handle it can read it. If you want somebody to talk to, call 12355 (young people) or 12338 (women and children).
write-age-minor-note = You are under 18: unless you choose otherwise, this message is not public. It carries no name.
desk-age = Age
# dynamic: desk-age-
desk-age-minor = 14 to 17: handle it as the law on minors asks
desk-age-child = Under 14, a guardian agrees
desk-age-child-alone = Under 14: do not contact the guardian
