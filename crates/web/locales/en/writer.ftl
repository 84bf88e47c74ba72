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
