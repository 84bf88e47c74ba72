## Text messages that have not gone out

# dynamic: sms-
sms-waiting = The text message service is busy. Please wait…
sms-advice-waiting = Your code is in the queue and goes out as soon as the service is back. Please do not ask for another one; reload this page in a moment to see whether it has gone out.
sms-refused = The text message could not be sent
sms-advice-refused = The text message service did not accept this phone number. Please check it, or try another one.
sms-late = This code did not go out in time
sms-advice-late = The text message service has not come back. This code is void and will not be sent. Please ask for a new one.
sms-person = Still no text message? Please contact the staff directly; they will take your message down:
sms-code-hint = { $n ->
    [one] Six digits, valid for { $n } minute. Enter them here when they arrive.
   *[other] Six digits, valid for { $n } minutes. Enter them here when they arrive.
}

advice-too-many-texts = All text messages of today are used up; the next can be sent in about { $n } minutes. If it is urgent, please contact the operator named at the foot of the page.

## Too fast

held-title = Please wait a moment before you send this
held-lead = { $n ->
    [one] This came too fast. Please wait { $n } second and press the button below. Everything that you typed is still here.
   *[other] This came too fast. Please wait { $n } seconds and press the button below. Everything that you typed is still here.
}
held-kept = {" "}What you typed is on this page; nothing is lost.
held-files = Your pictures could not be kept. Please choose them again on the next page.
held-again = Send again
held-typed = What you typed
advice-too-many-requests = { $n ->
    [one] There were too many requests from your network or your account. Please try again in { $n } minute. Where many people share a network, all of them count.
   *[other] There were too many requests from your network or your account. Please try again in { $n } minutes. Where many people share a network, all of them count.
}

## Proof of work

proof-solving = A security check is running. It takes a second or two; the form is then sent by itself…
advice-too-many-unproved = { $n ->
    [one] There are many requests at the moment, so your browser has to run a short security check in the background; you need not do anything for it. What you typed is still here: please press the button once more. If that does not help, for example because scripts are switched off, please try again in { $n } minute.
   *[other] There are many requests at the moment, so your browser has to run a short security check in the background; you need not do anything for it. What you typed is still here: please press the button once more. If that does not help, for example because scripts are switched off, please try again in { $n } minutes.
}
proof-person = {" "}If you would rather not wait, call or visit the staff, who will take your message down: { $x }
