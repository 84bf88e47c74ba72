// Whatever a stranger can reach of the city, by links, lists and files, names none of the people who wrote.
import assert from 'node:assert/strict';

import { test } from '../harness.mjs';

/** More than the city has; a crawl that goes on for ever ends here and says so. */
const MOST = 8000;
const AT_ONCE = 8;
/** Where a stranger begins: pages, and what programs read. */
const BEGINNINGS = [
  '/', '/messages', '/offices', '/regions', '/domains', '/figures', '/feeds', '/ledger', '/sitemap.xml', '/robots.txt',
  '/privacy', '/about', '/api/v1/messages?limit=100', '/api/v1/offices', '/api/v1/units', '/api/v1/open-data',
  '/api/v1/figures', '/api/v1/search?q=%E8%B7%AF', '/api/v1/openapi.json', '/ledger/checkpoint',
];
/** The same pages again in other words, forms that lead nowhere, and lists that are narrowed in more than one way. */
const AGAIN = /^\/(en|zh-hant|elder|write|sign-in|offices\/find)(\/|\?|$)|^\/(?!api\/).*\?.*&|^\/search\?|[?&]region=/;

/** The addresses that a page, a feed or an answer of the API leads to, of this board alone. */
function leadsTo(board, text, at) {
  const found = new Set();
  const add = (address) => {
    if (!URL.canParse(address, at)) return;
    const url = new URL(address, at);
    const path = url.pathname + url.search;
    if (url.host === new URL(board.url).host && !AGAIN.test(path)) found.add(path);
  };
  for (const [, address] of text.matchAll(/(?:href|src)="([^"#]+)/g)) add(address.replaceAll('&amp;', '&'));
  for (const [, address] of text.matchAll(/<(?:loc|link|id)>([^<]+)</g)) add(address.replaceAll('&amp;', '&'));
  for (const [, number] of text.matchAll(/"number": ?"(\d{4}-\d{6})"/g)) {
    add(`/messages/${number}`);
    add(`/api/v1/messages/${number}`);
    add(`/api/v1/messages/${number}/ledger`);
  }
  for (const [, cursor] of text.matchAll(/"next": ?"([^"]+)"/g)) add(`/api/v1/messages?limit=100&cursor=${cursor}`);
  return found;
}

export function namesNobody() {
  test('nothing that a stranger reaches names who wrote', async ({ board }) => {
    const citizens = board.people.filter(({ role }) => role === 'citizen');
    assert.ok(citizens.length > 5, 'many people write in this city');
    const secrets = citizens.flatMap(({ name, login }) => [name, login]);
    const waiting = new Set(BEGINNINGS);
    for (let n = 0; n < 8; n += 1) waiting.add(`/ledger/tile/entries/${String(n).padStart(3, '0')}`);
    const seen = new Set(waiting);
    const wrong = [];
    let read = 0;
    const visit = async (path) => {
      const answer = await fetch(new URL(path, board.url), { redirect: 'manual' });
      assert.ok(answer.status < 500, `${path}: ${answer.status}`);
      const text = Buffer.from(await answer.arrayBuffer()).toString('utf8');
      read += 1;
      for (const secret of secrets) if (text.includes(secret)) wrong.push(`${path} names ${secret}`);
      const heads = [...answer.headers].map(([name, value]) => `${name}: ${value}`).join('\n');
      for (const secret of secrets) if (heads.includes(secret)) wrong.push(`${path} names ${secret} in its head`);
      for (const next of leadsTo(board, text, answer.url)) {
        if (seen.has(next)) continue;
        seen.add(next);
        waiting.add(next);
      }
    };
    while (waiting.size > 0 && read < MOST) {
      const some = [...waiting].slice(0, AT_ONCE);
      for (const path of some) waiting.delete(path);
      await Promise.all(some.map(visit));
    }
    assert.deepEqual(wrong, []);
    assert.equal(waiting.size, 0, `${read} answers were read, and there are more`);
    assert.ok(read > 200, `only ${read} answers were read`);
    assert.ok([...seen].some((path) => path.startsWith('/open-data') || path.includes('/feeds')), 'feeds are read');
  });
}
