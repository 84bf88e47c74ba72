# Passkeys

## Signing in

passkey-sign-in = Sign in with a passkey
passkey-sign-in-hint = Confirm with your fingerprint, face or device PIN; no number, password or code to type. You need to have added a passkey before.
passkey-failed = You were not signed in: it may have been cancelled, or this device has no passkey for this site. Try again, or sign in another way below.
passkey-wrong-title = You were not signed in
passkey-wrong = This site did not recognise the passkey, or too much time passed. Try again, or sign in another way below.
# dynamic: problem-
problem-passkey = The passkey was not added; perhaps too much time passed. Please try again
problem-passkeys = At most { $max } passkeys. Remove one that you no longer use first
problem-name-empty = Enter a name
problem-last-way = This is the only way you can sign in, so it cannot be removed. Set up another way first

## Account security

passkeys = Passkeys
passkeys-lead = Sign in with your fingerprint, face or device PIN. Fake sites cannot use it, and there is no text message to wait for.
passkeys-none = You have not added a passkey yet.
passkey-title = Passkey
passkey-synced = Synced between devices
passkey-made = Added { $x }
passkey-unused = Not used yet
passkey-change = Rename or remove{" "}
# dynamic: field-
field-name = Name
passkey-name-hint = For you alone, to tell them apart, such as “office computer”.
passkey-owner = My account
passkey-rename = Save name
passkey-removal = Remove
passkey-removal-what = This passkey will no longer sign in here. Delete the copy on your device or in your password manager there.
passkey-remove = Remove this passkey
passkey-again-title = Please sign in again
passkey-again = To confirm that it is you, passkeys are added and removed within { $n } minutes of signing in.
passkey-again-act = Sign in again
new-passkey-title = Add a passkey
new-passkey-lead = Your phone, computer or security key keeps the passkey. You confirm with your fingerprint, face or device PIN when you sign in; neither fingerprint nor face is sent to this site.
new-passkey-none = This browser cannot add a passkey now
new-passkey-none-advice = It may not support passkeys, or scripts may be turned off. Update your system, or try another browser. The other ways to sign in work as before.
new-passkey-act = Continue and confirm on your device
new-passkey-failed = Not added: it may have been cancelled, or this device has no screen lock, fingerprint or face set up. Please try again.
new-passkey-again = This device already has a passkey of yours. There is no need to add another.
passkeys-full = { $n ->
    [one] You already have { $n } passkey and cannot add more
   *[other] You already have { $n } passkeys and cannot add more
 }
passkeys-full-advice = Remove one that you no longer use first.
done-passkey-added = Your passkey has been added. Next time, choose “Sign in with a passkey”.
done-passkey-renamed = The name has been saved.
done-passkey-removed = The passkey has been removed.
# dynamic: account-
account-passkey-added = Passkey added
account-passkey-removed = Passkey removed
account-passkey-copied = Someone tried to sign in with a copy of your passkey, without success
account-advice-passkey-added = If this was not you, remove it at once and end all other sessions; if you are staff, also change your password and contact your administrator.
account-advice-passkey-removed = If this was not you, end all other sessions at once; if you are staff, also change your password and contact your administrator.
account-advice-passkey-copied = Its count of uses went back, so it may have been copied. Remove it and add a new one; if you are staff, contact your administrator.
