//! Receipts: a page to print, with a QR code, and a file (C2SP tlog-proof) that anybody's tools can check. Both are made
//! anew each time, as of the checkpoint that was signed last, so that opening the page again renews the receipt.

use crate::me;
use crate::page::{Page, grouped, show};
use crate::qr::{Qr, qr};
use crate::tell::Answer;
use crate::viewer::Viewer;
use crate::web::Web;
use app::Refusal;
use askama::Template;
use axum::extract::{Path, State};
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Redirect, Response};
use domain::ids::QueryCode;
use domain::permission::Forbidden;
use domain::screening::Visibility;
use ledger::receipts::Receipt;

/// Where and when the log took a message in.
pub(crate) struct Entered {
    /// Its place in the log: 1,204.
    pub(crate) index: String,
    /// For `<time datetime>`.
    pub(crate) iso: String,
    /// Year, day and minute at which the message came in, as the log says: a receipt is kept for years.
    pub(crate) moment: String,
}

impl Entered {
    pub(crate) fn new(p: &Page, entered: app::ledger::Entered) -> Self {
        let app::ledger::Entered { index, at } = entered;
        Self {
            index: grouped(i64::try_from(index).unwrap_or(i64::MAX)),
            iso: p.iso(&at),
            moment: p.iso(&at).replace('T', " "),
        }
    }
}

/// Whose receipt is shown, and how its holder comes by the file.
pub(crate) struct Holder {
    /// The number of the message; none while it has none.
    pub(crate) number: Option<String>,
    /// How far the message is public.
    pub(crate) visibility: Visibility,
    /// The query code, where its holder showed it: it is put on the paper.
    pub(crate) code: Option<QueryCode>,
    /// The writer's own page of the message.
    pub(crate) address: String,
}

#[derive(Template)]
#[template(path = "ledger/receipt.html")]
struct Paper {
    p: Page,
    number: Option<String>,
    code: Option<String>,
    address: String,
    sealed: bool,
    entered: Option<Printed>,
}

/// What is printed of a receipt.
struct Printed {
    at: Entered,
    leaf: String,
    size: String,
    root: String,
    origin: String,
    qr: Option<Qr>,
}

/// The receipt of one's own message.
pub(super) async fn show_own(
    State(web): State<Web>,
    viewer: Viewer,
    Path(key): Path<String>,
) -> Answer {
    let (holder, receipt) = own(&web, &viewer, &key).await?;
    paper(&web, &viewer, holder, receipt.as_ref())
}

/// The file of one's own message; where the log does not hold it yet, the page says when.
pub(super) async fn download_own(
    State(web): State<Web>,
    viewer: Viewer,
    Path(key): Path<String>,
) -> Answer {
    let (holder, receipt) = own(&web, &viewer, &key).await?;
    Ok(match receipt {
        Some(receipt) => file(&holder, &receipt),
        None => Redirect::to(&format!("{}/receipt", holder.address)).into_response(),
    })
}

async fn own(web: &Web, viewer: &Viewer, key: &str) -> Result<(Holder, Option<Receipt>), Refusal> {
    if !viewer.is_signed_in() {
        return Err(Forbidden::SignIn.into());
    }
    let id = me::find(web, key).await?;
    let receipt = web.app.ledger_receipt(&viewer.actor, id).await?;
    let thread = web.app.thread(&viewer.actor, id).await?;
    let holder = Holder {
        number: thread.message.number.map(|number| number.to_string()),
        visibility: thread.message.visibility,
        code: None,
        address: me::address(thread.message.number, id),
    };
    Ok((holder, receipt))
}

/// The page to print.
pub(crate) fn paper(
    web: &Web,
    viewer: &Viewer,
    holder: Holder,
    receipt: Option<&Receipt>,
) -> Answer {
    let mut p = Page::new(web, viewer, "", "ledger-receipt");
    p.private = true;
    p.has_primary = true;
    let entered = receipt
        .map(|receipt| printed(&p, &holder, receipt))
        .transpose()?;
    Ok(show(&Paper {
        number: holder.number,
        code: holder.code.as_ref().map(ToString::to_string),
        address: holder.address,
        sealed: holder.visibility == Visibility::Private,
        entered,
        p,
    }))
}

/// The file, named after the message.
pub(crate) fn file(holder: &Holder, receipt: &Receipt) -> Response {
    let name = holder.number.as_deref().unwrap_or("receipt");
    let disposition = format!("attachment; filename=\"{name}.tlog-proof\"");
    let headers = [
        (CONTENT_TYPE, "text/plain; charset=utf-8".to_owned()),
        (CONTENT_DISPOSITION, disposition),
    ];
    (headers, receipt.to_string()).into_response()
}

fn printed(p: &Page, holder: &Holder, receipt: &Receipt) -> Result<Printed, Refusal> {
    let checkpoint = receipt.proof().checkpoint.checkpoint();
    let leaf = receipt.contents().entry.leaf_hash();
    let leaf = leaf.map_err(|_none| app::ledger::Fault::Entry)?.to_string();
    let root = checkpoint.root.to_string();
    // One line each, in ASCII: whatever reads the code shows it as it is.
    let mut said = vec![format!("{}/track", p.url())];
    said.extend(
        holder
            .number
            .iter()
            .map(|number| format!("number {number}")),
    );
    said.extend(holder.code.iter().map(|code| format!("code {code}")));
    said.push(format!("index {}", receipt.proof().index));
    said.push(format!("leaf {leaf}"));
    said.push(format!("size {}", checkpoint.size));
    said.push(format!("root {root}"));
    Ok(Printed {
        at: Entered::new(p, app::ledger::Entered::of(receipt)),
        leaf,
        size: grouped(i64::try_from(checkpoint.size).unwrap_or(i64::MAX)),
        root,
        origin: checkpoint.origin.to_string(),
        qr: qr(&said.join("\n")),
    })
}
