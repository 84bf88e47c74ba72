//! 同类留言: public messages that speak of the same. They are a help, never needed: while the index cannot be asked
//! there are none.

use crate::page::Page;
use crate::rows::RowView;
use crate::web::Web;
use app::Refusal;
use domain::ids::MessageId;
use store::lists::Listed;

/// So many are shown.
const LIMIT: usize = 5;

/// Public messages like a public one, the likest first.
pub(crate) async fn like(web: &Web, p: &Page, id: MessageId) -> Result<Vec<RowView>, Refusal> {
    rows(p, web.app.similar(id, LIMIT).await)
}

/// Public messages like a text that is not public, title and body, the likest first.
pub(crate) async fn same_as(
    web: &Web,
    p: &Page,
    (title, body): (&str, &str),
) -> Result<Vec<RowView>, Refusal> {
    rows(p, web.app.similar_to_text(title, body, LIMIT).await)
}

fn rows(p: &Page, found: Result<Vec<Listed>, Refusal>) -> Result<Vec<RowView>, Refusal> {
    let found = match found {
        Err(Refusal::Busy) => Vec::new(),
        other => other?,
    };
    Ok(found.iter().map(|listed| row(p, listed)).collect())
}

/// A row with the number, by which staff name a message and a writer finds it again.
fn row(p: &Page, listed: &Listed) -> RowView {
    let mut row = RowView::public(p, listed);
    let number = listed.message.number.map(|number| number.to_string());
    row.facts.splice(0..0, number);
    row
}
