//! The whole board as one service: what is kept answers at once, all else goes to the routes.

use crate::door::address_of;
use crate::kept::Kept;
use crate::web::{Options, Web, router};
use app::App;
use axum::Router;
use axum::extract::Request;
use axum::response::Response;
use std::convert::Infallible;
use std::future::ready;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use tower::{Service, ServiceExt};

/// All pages and endpoints of a board. Cheap to clone.
#[derive(Clone)]
pub struct Site {
    web: Web,
    kept: Arc<Kept>,
    router: Router,
}

/// Opens the doors of a board.
pub fn site(app: App, options: Options) -> Site {
    let web = Web::new(app, options);
    Site {
        kept: Arc::new(Kept::new(web.clone())),
        router: router(web.clone()),
        web,
    }
}

impl Site {
    /// How many pages that may be kept were rendered.
    pub fn rendered(&self) -> u64 {
        self.kept.rendered()
    }
}

impl Service<Request> for Site {
    type Response = Response;
    type Error = Infallible;
    type Future = Pin<Box<dyn Future<Output = Result<Response, Infallible>> + Send>>;

    fn poll_ready(&mut self, _context: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, mut request: Request) -> Self::Future {
        let address = address_of(&request, &self.web.options.trusted_proxies);
        let now = self.web.app.clock.now();
        let asking = self.web.limits.asked(&request, address, now);
        request.extensions_mut().insert(asking);
        if asking.wait.is_some() {
            let held = self.router.clone().oneshot(request);
            return Box::pin(held);
        }
        if let Some(answer) = self.kept.at_once(&request) {
            return Box::pin(ready(Ok(answer)));
        }
        let (kept, router) = (self.kept.clone(), self.router.clone());
        Box::pin(async move { kept.answer(request, router).await })
    }
}
