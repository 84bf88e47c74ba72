//! What the owner of an account is told about it.

use crate::codes::codes;

codes! {
    /// Something that happened to an account, and that its owner might not have done.
    AccountNews {
        /// Signed in where nobody had signed in before.
        NewDevice = "new_device",
        /// Several wrong passwords in a row.
        WrongPasswords = "wrong_passwords",
        /// Several wrong codes in a row: somebody has the password.
        WrongCodes = "wrong_codes",
        /// A new password, by its owner.
        PasswordChanged = "password_changed",
        /// A new password, by the operator.
        PasswordReset = "password_reset",
        /// Who it is to the identity provider, by the operator.
        IdentityChanged = "identity_changed",
        /// The second factor was taken away, by the operator.
        FactorsReset = "factors_reset",
        /// Another authenticator.
        AuthenticatorChanged = "authenticator_changed",
        /// New recovery codes.
        CodesDrawn = "codes_drawn",
        /// A recovery code was used to sign in.
        CodeUsed = "code_used",
        /// Another passkey.
        PasskeyAdded = "passkey_added",
        /// A passkey was removed.
        PasskeyRemoved = "passkey_removed",
        /// A passkey counted back: there may be a copy of it.
        PasskeyCopied = "passkey_copied",
    }
}
