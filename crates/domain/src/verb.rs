//! Everything that a person or the clock can do to a message.

use crate::codes::codes;

codes! {
    /// A verb: a method of [`crate::stage::Stage`], an action in `app`, an event, an entry in the ledger.
    Verb {
        /// Writes a message.
        Submit = "submit",
        /// Changes what was written, until it is screened.
        Edit = "edit",
        /// Screens a message: it may be shown.
        Publish = "publish",
        /// Screens a message: not shown, with a public reason and guidance.
        Decline = "decline",
        /// Writes a declined message anew.
        Amend = "amend",
        /// Asks another editor to look at a declined message.
        Appeal = "appeal",
        /// Names the channel that the law provides.
        Divert = "divert",
        /// Takes words out of the published text.
        Redact = "redact",
        /// Removes what was public, with a ground and a tombstone.
        TakeDown = "take_down",
        /// Gives the message to a unit.
        Assign = "assign",
        /// The unit takes it.
        Accept = "accept",
        /// The unit says that it is not its duty.
        Refuse = "refuse",
        /// Gives it to another unit.
        Transfer = "transfer",
        /// Adds a unit that helps.
        AddCoUnit = "add_co_unit",
        /// Binds a unit after two refusals.
        Designate = "designate",
        /// The unit asks the writer something.
        AskWriter = "ask_writer",
        /// The writer answers, or the time for it ends.
        AnswerClarification = "answer_clarification",
        /// The unit asks to see how the writer is reached, with a reason that the writer reads.
        RevealContact = "reveal_contact",
        /// The unit asks for more days.
        RequestExtension = "request_extension",
        /// The supervisor gives them.
        GrantExtension = "grant_extension",
        /// The supervisor does not.
        DenyExtension = "deny_extension",
        /// Writes down what was done on the spot.
        RecordOffline = "record_offline",
        /// Says how far it is.
        PostInterim = "post_interim",
        /// Hands in the final reply for review.
        SubmitReply = "submit_reply",
        /// Sends a reply that says nothing back.
        ReturnReply = "return_reply",
        /// Publishes the final reply.
        PublishReply = "publish_reply",
        /// Corrects a published reply, visibly.
        CorrectReply = "correct_reply",
        /// The writer says whether it was settled.
        Rate = "rate",
        /// The writer asks again under the reply.
        FollowUp = "follow_up",
        /// The writer says that it is not settled.
        RequestReopen = "request_reopen",
        /// The editor agrees.
        Reopen = "reopen",
        /// The editor does not, with the reason.
        KeepClosed = "keep_closed",
        /// A leader's word.
        Instruct = "instruct",
        /// Reminds the unit.
        Remind = "remind",
        /// Lifts it to the supervisor.
        Escalate = "escalate",
        /// Gives the message to another office.
        MoveOffice = "move_office",
        /// Makes two messages of one.
        Split = "split",
        /// Links a repeat to the earlier thread.
        LinkDuplicate = "link_duplicate",
        /// “Me too”.
        Support = "support",
        /// Wants to hear of it.
        Follow = "follow",
        /// Ends it when the time for rating is over.
        Close = "close",
        /// The writer takes it back.
        Withdraw = "withdraw",
        /// The writer has it erased.
        Erase = "erase",
    }
}
