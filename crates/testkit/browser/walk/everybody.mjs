// Every public page in every other view, and some pages in every way of looking: enlarged, by keyboard, still, in the
// colours of the system, without script, on a slow line.
import assert from 'node:assert/strict';

import { forced, keyboard, shifted, still, targets, watchShifts, weigh, zoomed } from '../checks.mjs';
import { test } from '../harness.mjs';
import { call } from './api.mjs';
import { go } from './page.mjs';
import { openAs } from './people.mjs';

/** What stands before every path, how high a target is, and whether script runs: each is tried somewhere. */
const VIEWS = [
  { name: 'elder', at: '/elder', least: 60, script: true },
  { name: 'English', at: '/en', least: 44, script: false },
  { name: 'traditional', at: '/zh-hant', least: 44, script: true },
];

/** The public pages, by a message that has come far. */
async function paths(board) {
  const { items: offices } = await call(board, 'editor', 'offices');
  const { items } = await call(board, '19900000001', 'messages?limit=100');
  const late = items.find((message) => message.overdue && message.returns > 0);
  const settled = items.find((message) => message.closed === 'settled');
  const { id, region } = offices[1];
  return [
    '/', `/?region=${region}`, '/about', '/call', '/messages', '/messages?kind=thanks&overdue=1',
    `/messages/${late.number}`, `/messages/${settled.number}`, '/offices', `/offices/${id}`, '/offices/find',
    `/offices/find?region=${region}&domain=urban`, '/regions', `/regions/${region}`, '/domains', '/domains/urban',
    '/feeds', '/sign-in', '/track', '/write', '/search?q=%E8%B7%AF',
  ];
}

/** Fails with every line, each with the page it is about. */
function none(wrong) {
  assert.ok(wrong.length === 0, wrong.join('\n'));
}

export function everybody() {
  for (const { name, at, least, script } of VIEWS) {
    test(`every public page in the ${name} view`, async ({ board, open, axe }) => {
      const page = await open(`${at}/`, { width: 390, script });
      const wrong = [];
      for (const path of await paths(board)) {
        await go(page, board, `${at}${path}`);
        await axe(page);
        const found = [...(await targets(page, least)), ...(await zoomed(page))];
        wrong.push(...found.map((line) => `${at}${path}: ${line}`));
      }
      none(wrong);
    });
  }

  test('every public page is large enough, enlarged, still, in forced colours, light and at rest', async (visit) => {
    const { board, open } = visit;
    const wrong = [];
    const first = await open('/robots.txt', { width: 1280 });
    const context = first.context();
    await watchShifts(context);
    for (const path of await paths(board)) {
      const page = await context.newPage();
      await (await context.newCDPSession(page)).send('Network.setCacheDisabled', { cacheDisabled: true });
      const weight = await weigh(page);
      await go(page, board, path);
      const checks = {
        shifts: await shifted(page),
        weight: weight(),
        targets: await targets(page, 44),
        zoom: await zoomed(page),
        still: await still(page),
        forced: await forced(page),
      };
      for (const [check, lines] of Object.entries(checks)) {
        wrong.push(...lines.map((line) => `${check} ${path}: ${line}`));
      }
      await page.close();
    }
    none(wrong);
  });

  test('some pages by keyboard alone', async (visit) => {
    const { board, open } = visit;
    const wrong = [];
    const page = await open('/', { width: 1280 });
    const all = await paths(board);
    for (const path of [0, 4, 6, 9, 11, 19].map((at) => all[at])) {
      await go(page, board, path);
      wrong.push(...(await keyboard(page)).map((line) => `${path}: ${line}`));
    }
    const desk = await openAs(visit, 'editor', '/desk', { width: 1280, script: true });
    wrong.push(...(await keyboard(desk)).map((line) => `/desk: ${line}`));
    const first = await desk.locator('table.work a.t').first().getAttribute('href');
    await go(desk, board, first);
    wrong.push(...(await keyboard(desk)).map((line) => `${first}: ${line}`));
    wrong.push(...(await zoomed(desk)).map((line) => `${first}: ${line}`));
    wrong.push(...(await forced(desk)).map((line) => `${first}: ${line}`));
    none(wrong);
  });
}
