// An identity provider for trying out: whoever types a subject is it. Everything but its one page is `oidc-provider`.
import { createServer } from 'node:http';

import { Provider } from 'oidc-provider';

const PAGE = `<!doctype html><html lang="en"><title>Who are you?</title><h1>Who are you?</h1>
<form method="post"><label>Subject <input id="subject" name="subject"></label>
<label><input id="mfa" type="checkbox" name="mfa" value="1"> with two factors</label>
<button>Sign in</button> <button name="no" value="1">Cancel</button></form></html>`;

/** Listens on a port of this machine until `stop()` is called; `url` is the board that sends people. */
export async function openProvider({ port, url, client }) {
  const issuer = `http://127.0.0.1:${port}`;
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: client.id,
        client_secret: client.secret,
        redirect_uris: [`${url}/sign-in/oidc/callback`],
      },
    ],
    claims: { openid: ['sub', 'amr'] },
    ttl: { AccessToken: 600, Grant: 600, IdToken: 600, Interaction: 600, Session: 600 },
    pkce: { required: () => true },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_ctx, { uid }) => `/interaction/${uid}` },
    findAccount: (_ctx, sub) => ({ accountId: sub, claims: async () => ({ sub }) }),
    // Nobody is asked whether the board may know who they are.
    loadExistingGrant: async ({ oidc }) => {
      const grant = new provider.Grant({ clientId: oidc.client.clientId, accountId: oidc.session.accountId });
      grant.addOIDCScope('openid');
      await grant.save();
      return grant;
    },
  });

  const rest = provider.callback();
  const server = createServer(async (request, response) => {
    if (!request.url.startsWith('/interaction/')) return rest(request, response);
    if (request.method === 'GET') {
      response.setHeader('content-type', 'text/html; charset=utf-8');
      return response.end(PAGE);
    }
    const said = new URLSearchParams(await body(request));
    const result = said.get('no')
      ? { error: 'access_denied', error_description: 'said no' }
      : { login: { accountId: said.get('subject'), amr: said.get('mfa') ? ['pwd', 'mfa'] : ['pwd'] } };
    return provider.interactionFinished(request, response, result);
  });
  await new Promise((resolve) => server.listen(port, '127.0.0.1', resolve));
  return {
    issuer,
    stop: () =>
      new Promise((resolve) => {
        // It may have been stopped before: that is no error here.
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function body(request) {
  const parts = [];
  for await (const part of request) parts.push(part);
  return Buffer.concat(parts).toString();
}
