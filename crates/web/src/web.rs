//! What every handler has, and the way from an address to its handler.

use crate::bodies::Bodies;
use crate::limits::proof::{Proof, Proofs};
use crate::limits::{Limits, Rates};
use crate::proxies::Network;
use crate::view::{self, Language};
use crate::words::Words;
use crate::{
    api, api_page, assets, crawlers, desk, door, feeds, figures, home, ledger, limits, me,
    messages, offices, oops, pictures, places, privacy, search, sign_in, track, write,
};
use app::security::{origin, within};
use app::totp::Secret;
use app::{App, Refusal};
use axum::Router;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::routing::get;
use jiff::SignedDuration;
use std::future::Future;
use std::ops::Deref;
use std::path::PathBuf;
use std::sync::Arc;

/// What the program says to the pages.
pub struct Options {
    /// Whose `X-Forwarded-For` is believed.
    pub trusted_proxies: Vec<Network>,
    /// The people of a demo city, shown on the sign-in page.
    pub demo: Option<DemoSheet>,
    /// A list may be so old, and the page of a message ten times as much, though never older than its last change.
    pub lag: SignedDuration,
    /// The release.
    pub version: &'static str,
    /// How often one address and one account may ask.
    pub rates: Rates,
    /// When a proof of work is asked for.
    pub proof: Proof,
}

/// The people of a demo city.
#[derive(Clone, Debug)]
pub struct DemoSheet {
    /// Who can sign in.
    pub people: Vec<DemoPerson>,
    /// Where one-time codes are written.
    pub sms_file: PathBuf,
    /// The secret that the authenticators of all staff have.
    pub secret: Secret,
}

/// One of them.
#[derive(Clone, Debug)]
pub struct DemoPerson {
    /// The code of the role.
    pub role: String,
    /// The name.
    pub name: String,
    /// The login, or a citizen's phone.
    pub login: String,
    /// The password; empty for citizens, who get a code.
    pub secret: String,
}

/// What every handler has. Cheap to clone.
#[derive(Clone)]
pub struct Web(Arc<Shared>);

/// What [`Web`] shares.
pub struct Shared {
    /// The board.
    pub app: App,
    /// What the program said.
    pub options: Options,
    /// How often each has asked.
    pub limits: Limits,
    /// Who has to prove work, and what was proved.
    pub proofs: Proofs,
    /// Bodies that are being read.
    pub bodies: Bodies,
    /// The words of the pages, one dictionary a language.
    words: [Words; 3],
}

impl Deref for Web {
    type Target = Shared;
    fn deref(&self) -> &Shared {
        &self.0
    }
}

impl Web {
    /// What handlers have over a board.
    pub(crate) fn new(app: App, options: Options) -> Self {
        Self(Arc::new(Shared {
            app,
            limits: Limits::new(&options.rates),
            proofs: Proofs::new(options.proof),
            bodies: Bodies::default(),
            options,
            words: Language::ALL.map(Words::of),
        }))
    }

    /// The words of a language.
    pub fn words(&self, language: Language) -> &Words {
        let [simplified, traditional, english] = &self.words;
        match language {
            Language::ZhHans => simplified,
            Language::ZhHant => traditional,
            Language::En => english,
        }
    }

    /// Runs an action to its end even when the request that asked for it goes away.
    #[expect(
        clippy::disallowed_methods,
        reason = "this is the named door that everything else goes through"
    )]
    pub async fn run<T: Send + 'static>(
        &self,
        action: impl Future<Output = T> + Send + 'static,
    ) -> Result<T, Refusal> {
        // What happens goes on to say who asked for it.
        let done = tokio::spawn(within(origin(), action)).await;
        // A panic: nothing that waiting would mend.
        done.map_err(|why| Refusal::Store(store::Error::Database(why.to_string().into())))
    }
}

/// All pages and endpoints over a board.
pub(crate) fn router(web: Web) -> Router {
    let pages = Router::new()
        .merge(home::routes())
        .merge(api_page::routes())
        .merge(messages::routes())
        .merge(offices::routes())
        .merge(places::routes())
        .merge(figures::routes())
        .merge(write::routes())
        .merge(sign_in::routes())
        .merge(me::routes())
        .merge(track::routes())
        .merge(desk::routes())
        .merge(pictures::routes())
        .merge(feeds::routes())
        .merge(crawlers::routes())
        .merge(search::routes())
        .merge(ledger::routes())
        .merge(privacy::routes())
        .fallback(oops::no_such_page)
        .method_not_allowed_fallback(oops::no_such_method)
        .layer(from_fn_with_state(web.clone(), limits::hold))
        .layer(from_fn(door::same_site))
        .layer(from_fn_with_state(web.clone(), oops::render));
    let board = Router::new()
        .merge(pages)
        .nest("/api/v1", api::routes(web.clone()))
        .route("/api/v1/", get(api::index))
        .merge(assets::routes())
        .merge(view::routes())
        .layer(from_fn_with_state(web.clone(), door::who_and_where))
        .with_state(web);
    // The view is taken off the address before the routes of the board are asked; whatever answers has the headers.
    Router::new()
        .fallback_service(board)
        .layer(from_fn(view::enter))
        .layer(from_fn(door::headers))
}
