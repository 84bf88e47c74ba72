# The second step of signing in, and the security of an account

## The second step

factor-title = Confirm it is you
factor-lead = { $x }, your password is right. Now enter the code from your authenticator app.
factor-code = Code from your authenticator app
factor-code-hint = 6 digits. It changes every 30 seconds and works once.
factor-without = Phone not at hand? Use a recovery code
factor-recovery = Recovery code
factor-recovery-hint = One of the 10 codes you were given when you set up the app. Each works once. If you have none left, ask your administrator for a reset.
factor-again = Use another account
factor-demo = This is a demo city, so the code is shown here. On a real board it is only on the phone of the person who signs in.
# dynamic: problem-
problem-factor = This code is wrong, has expired or was used before. Enter the code shown now
problem-expired = This temporary password has expired. Ask your administrator for another
problem-weak = This password is easy to guess. Avoid names, pinyin, birthdays, rows of keys and common words
problem-same = This is the password you have now. Choose another
problem-differs = The two entries differ. Enter them again

## The first time

first-password-title = Choose your own password
first-password-lead = You signed in with the temporary password from your administrator. Replace it with one that only you know.
first-password-act = Save and continue
# dynamic: field-
field-new-password = New password
field-again = New password again
field-own-password = Current password
new-password-hint = { $n ->
    [one] At least { $n } character.
   *[other] At least { $n } characters.
 } A few unrelated words are easy to remember and hard to guess. No rules about capitals or symbols, and no need to change it regularly.
authenticator-title = Set up your authenticator app
authenticator-lead = From now on you sign in with your password and a code from your phone. Whoever has only the password cannot get in.
authenticator-1 = Open an authenticator app on your phone
authenticator-1-how = Any app for TOTP codes will do; it needs no connection. If you have none, search for “authenticator” in your phone’s app store.
authenticator-2 = Scan this QR code
authenticator-qr = QR code for your authenticator app; if you cannot scan it, the key to type is below
authenticator-2-typed = Cannot scan it? Choose to enter a key in the app, and type:
authenticator-account = Account
authenticator-key = Key
authenticator-3 = Enter the code that the app shows
authenticator-3-how = 6 digits. It changes every 30 seconds.
authenticator-act = Finish
codes-title = Keep your recovery codes
codes-lead = If you lose or change your phone, a recovery code takes the place of the app’s code. Each works once.
codes-of = { $x } · recovery codes of { $y }
codes-once = These codes are shown only this once. Print them or write them down, keep them apart from your password, and never send anyone a photo of them.
codes-on = I have kept them, continue
codes-print = Print

## Account security

safety-title = Account security
safety-back = Back
safety-sessions = Where you are signed in
safety-sessions-lead = If you do not recognise one, end it at once and change your password. To protect your privacy, places are not recorded.
safety-here = This browser
safety-token = Token for programs (JSON API)
safety-seen = Last used { $x }
safety-ends = Ends by { $x }
safety-end = End{" "}
safety-end-others = End all others
safety-notices = What happened to your account
safety-notices-none = Nothing that needs your attention.
safety-new = New
safety-unread = { $n ->
    [one] There is { $n } new security notice about your account.
   *[other] There are { $n } new security notices about your account.
 }
safety-look = Have a look
safety-how = How you sign in
safety-password = Password
safety-password-change = Change password
safety-authenticator = Authenticator app
safety-authenticator-change = Use another app or phone
safety-since = Set up { $x }
safety-codes = Recovery codes
safety-codes-left = { $n ->
    [one] { $n } left
   *[other] { $n } left
 }
safety-codes-renew = Get new codes
safety-phone = You sign in with your mobile number and a code by text message. There is no password.
safety-phone-risk = Only you should see these codes. Staff never ask for them; do not give them to anyone. If you are changing your number, change it under “My data” while the old one still receives messages.
change-password-title = Change password
change-password-lead = All other sessions and tokens for programs will end.
change-password-act = Change password
renew-authenticator-title = Use another authenticator app
renew-authenticator-lead = For when you change your phone. First confirm that it is you. Codes from the old phone will stop working.
renew-authenticator-act = Continue
renew-codes-title = Get new recovery codes
renew-codes-lead = Your present recovery codes will stop working. First confirm that it is you.
renew-codes-act = Get new codes
prove-code-hint = The 6 digits from your authenticator app, or a recovery code.
done-password-changed = Your password has been changed. All other sessions have ended.
done-session-ended = That session has ended.
done-sessions-ended = All other sessions have ended.
# dynamic: account-
account-new-device = Signed in on a new device
account-wrong-passwords = Someone entered wrong passwords for your account
account-wrong-codes = Someone has your password and entered wrong codes
account-password-changed = Password changed
account-password-reset = Your administrator reset your password
account-identity-changed = The administrator changed the single sign-on account that is linked
account-factors-reset = Your administrator removed your authenticator app and passkeys
account-authenticator-changed = Authenticator app replaced
account-codes-drawn = New recovery codes
account-code-used = Signed in with a recovery code
account-advice-new-device = If this was not you, end that session; if you are staff, change your password at once.
account-advice-wrong-passwords = Nobody got in, and your account is not locked. With a strong password there is nothing you need to do.
account-advice-wrong-codes = If this was not you, your password is known to someone else: change it at once.
account-advice-password-changed = If this was not you, contact your administrator at once.
account-advice-password-reset = If you did not ask for this, contact your administrator at once.
account-advice-identity-changed = All sign-ins before this have ended. If you did not ask for it, contact the administrator at once.
account-advice-factors-reset = If you did not ask for this, contact your administrator at once.
account-advice-authenticator-changed = If this was not you, contact your administrator at once.
account-advice-codes-drawn = The codes before no longer work. If this was not you, contact your administrator at once.
account-advice-code-used = That code no longer works. If this was not you, change your password at once and get new recovery codes.

## Devices

device-kind = { $x } on { $y }
# dynamic: device-browser-
device-browser-wechat = WeChat
device-browser-dingtalk = DingTalk
device-browser-alipay = Alipay
device-browser-huawei = Huawei Browser
device-browser-uc = UC Browser
device-browser-qq = QQ Browser
device-browser-xiaomi = Mi Browser
device-browser-edge = Edge
device-browser-firefox = Firefox
device-browser-chrome = Chrome
device-browser-safari = Safari
device-browser-other = A browser
# dynamic: device-system-
device-system-harmony = a HarmonyOS device
device-system-android = an Android device
device-system-ios = an iPhone or iPad
device-system-windows = a Windows computer
device-system-macos = a Mac
device-system-linux = a Linux computer
device-system-other = another device

## The identity provider

# The button, where it has no name
sign-in-elsewhere = Sign in with single sign-on
# { $x }: what the operator calls the identity provider
sign-in-by = Sign in with { $x }
sign-in-or = Or with an account of this site: first the password, then the code of the authenticator on your phone.
away-title = Single sign-on does not answer
problem-away = Try again later, or use your account of this site.
unproved-title = You were not signed in
problem-unproved = Perhaps it was cancelled there, or too much time passed. Please try again.
stranger-title = Not linked to an account here yet
stranger-advice = Tell the administrator this identifier; once it is linked you can sign in: { $x }
