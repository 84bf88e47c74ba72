//! What a person does with a message.

mod assignment;
mod clock;
mod closure;
mod handling;
mod lately;
mod lists;
mod personal;
mod replies;
mod screening;
mod split;
mod submit;
mod take_down;
pub(crate) mod view;

pub use clock::Ticked;
pub use closure::RatingForm;
pub use lately::Lately;
pub use lists::Row;
pub use personal::found_in_reply;
pub use replies::ReplyForm;
pub use screening::Wording;
pub use split::Matter;
pub use submit::{NewPicture, Receipt, Submission};
pub use take_down::{AskedTakeDown, TakeDownRow};
pub use view::{Entry, RatingShown, ReplyShown, Texts, Thread};
