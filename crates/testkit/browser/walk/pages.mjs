// Every page once more for its own sake: in each state that a message can be in, for each role, and the errors.
import assert from 'node:assert/strict';
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';

import { test } from '../harness.mjs';
import { seen } from '../look.mjs';
import { call, published } from './api.mjs';
import { go, sees, submit } from './page.mjs';
import { openAs } from './people.mjs';

const TEMPLATES = new URL('../../../web/templates/', import.meta.url).pathname;

const STAFF = [
  'editor2', 'dispatcher', 'handler', 'approver', 'leader-secretary', 'leader-office', 'supervisor', 'auditor',
];

/** Looks at every page in this view. */
export function everyPage(view) {
  test(`every public page, ${view.name}`, async ({ board, open, look }) => {
    const page = await open('/', view);
    await sees(page, '有事写给负责的人');
    await look(page, 'home.html');
    const { items: offices } = await call(board, 'editor', 'offices');
    const { items: domains } = await call(board, 'editor', 'domains');
    const list = (await call(board, '19900000001', 'messages?limit=100')).items;
    const one = (what, is) => {
      const found = list.find(is);
      assert.ok(found, `the demo city has a message that is ${what}`);
      return [`messages/one.html ${what}`, `/messages/${found.number}`];
    };
    const pages = [
      ['home/about.html', '/about'],
      ['messages/list.html', '/messages'],
      ['messages/list.html filtered', '/messages?kind=complaint&overdue=1'],
      ['messages/list.html none', '/messages?kind=thanks&overdue=1&returned=1&reopened=1'],
      ['offices/list.html', '/offices'],
      ['offices/one.html', `/offices/${offices[1].id}`],
      ['offices/find.html', '/offices/find'],
      ['offices/find.html found', `/offices/find?region=${offices[1].region}&domain=${domains[0].slug}`],
      ['home.html of a place', `/?region=${offices[1].region}`],
      ['places/regions.html', '/regions'],
      ['places/region.html', `/regions/${offices[1].region}`],
      ['places/domains.html', '/domains'],
      ['places/domain.html', `/domains/${domains[0].slug}`],
      ['search/page.html', '/search'],
      ['search/page.html found', '/search?q=路灯'],
      ['search/page.html best, in a place', '/search?q=公交&region=990100&order=best'],
      ['search/page.html none', '/search?q=独角兽'],
      ['feeds/list.html', '/feeds'],
      ['figures/overview.html', '/figures'],
      ['figures/overview.html nothing', '/figures?period=2020'],
      ['figures/breakdown.html months', '/figures/months'],
      ['figures/breakdown.html domains', '/figures/domains'],
      ['figures/breakdown.html regions', '/figures/regions'],
      ['figures/breakdown.html offices', '/figures/offices'],
      ['figures/open.html', '/figures/open-data'],
      ['figures/read.html', '/figures/how-to-read'],
      ['api_page.html', '/api'],
      ['home/call.html', '/call'],
      ['home/elder.html', '/elder/'],
      ['figures/report.html', await latestReport(page, board)],
      ['sign_in/sign_in.html', '/sign-in'],
      one('overdue', (message) => message.overdue),
      one('overdue and returned', (message) => message.overdue && message.returns > 0),
      one('closed and settled', (message) => message.closed === 'settled'),
      one('closed unrated', (message) => message.closed === 'unrated'),
      one('followed up', (message) => message.follow_ups > 0),
      one('handed over', (message) => message.hand_overs > 0),
    ];
    for (const [name, path] of pages) {
      await go(page, board, path);
      assert.equal(await page.locator('h1').count(), 1, `${path} has one first heading`);
      assert.notEqual((await page.title()).trim(), '', `${path} has a title`);
      await look(page, name);
    }
  });

  test(`pages that cannot be had, ${view.name}`, async (visit) => {
    const { board, open, look } = visit;
    const page = await open('/no-such-page', { ...view, status: 404 });
    await sees(page, '没有这一页', '回首页');
    await look(page, 'oops.html 404');
    for (const path of ['/messages/2026-999999', '/messages/abc', '/offices/1', '/domains/none', '/regions/1']) {
      await go(page, board, path, 404);
      await sees(page, '没有这一页');
    }
    await go(page, board, '/messages?kind=nonsense', 400);
    await sees(page, '网址里有一处认不出来', '认不出的是“类型”');
    await look(page, 'messages/broken.html');
    await go(page, board, '/figures?period=tomorrow', 400);
    await sees(page, '没有这样的数据', '“时间”');
    await look(page, 'figures/broken.html');

    const title = '这一条不公开办理';
    const number = await published(board, '19900000008', { title, visibility: 'private' });
    await go(page, board, `/messages/${number}`);
    await sees(page, '这条留言不公开办理');
    await look(page, 'messages/stub.html private');

    const staff = await openAs(visit, 'administrator', '/desk', view);
    await sees(staff, '莫诚', '工作人员账号');
    await look(staff, 'desk/accounts.html');
    await go(staff, board, '/write', 403);
    await sees(staff, '工作人员账号不能写留言');
    await look(staff, 'write/staff.html');
    const handler = await openAs(visit, 'handler', '/desk', view);
    await go(handler, board, '/desk/review', 404);
    await go(handler, board, '/me');
    assert.match(handler.url(), /\/desk$/, 'staff work at the desk');
    await go(staff, board, `/desk/messages/${number}`, 403);
    await sees(staff, '您不能做这件事');
    await look(staff, 'oops.html 403');

    const mine = await openAs(visit, '19900000014', '/me', view);
    await look(mine, 'me/list.html other');
    const guest = await open('/sign-in', view);
    await guest.fill('#phone', '19900000014');
    await submit(guest, guest.locator('form:has(#phone) button'));
    await look(guest, 'sign_in/code.html');
    await guest.fill('#code', '12');
    await submit(guest, guest.locator('form:has(#code) button'), 422);
    await sees(guest, '验证码不对');
    await look(guest, 'sign_in/code.html refused');
  });

  test(`the desk of every role, ${view.name}`, async (visit) => {
    const { board, look } = visit;
    for (const login of STAFF) {
      const page = await openAs(visit, login, '/desk', view);
      await look(page, `desk/worklist.html of ${login}`);
      const lists = await page.locator('.counts a').evaluateAll((links) =>
        links.map((link) => [link.getAttribute('href'), Number(link.querySelector('b').textContent)]),
      );
      assert.ok(lists.length > 0, `${login} has lists`);
      for (const [list, count] of lists) {
        if (list === '/desk') continue;
        await go(page, board, list);
        const first = page.locator('table.work a.t').first();
        assert.equal((await first.count()) > 0, count > 0, `${list} of ${login} shows what it counts`);
        const name = list.split('/').at(-1);
        if (count === 0) {
          await look(page, 'desk/worklist.html empty');
          continue;
        }
        await go(page, board, await first.getAttribute('href'));
        assert.equal(await page.locator('h1').count(), 1, `${page.url()} has one first heading`);
        await look(page, `desk/decision.html of ${login} ${name}`);
      }
      await page.context().close();
    }
  });
}

/** The report of the last month that is over. */
async function latestReport(page, board) {
  await go(page, board, '/figures/open-data');
  const reports = page.locator('.files a[href*="/figures/reports/"]');
  return reports.nth(1).getAttribute('href');
}

/** Every template that is a page has been looked at, as wide as a phone and as a desk. */
export function nothingIsForgotten() {
  test('every template that is a page has been looked at', async () => {
    const files = (await readdir(TEMPLATES, { recursive: true })).filter((file) => file.endsWith('.html'));
    const missing = [];
    for (const file of files) {
      const text = await readFile(join(TEMPLATES, file), 'utf8');
      if (!text.includes('{% extends "layout.html" %}')) continue;
      for (const width of [390, 1280]) {
        const looks = [...seen].filter(([name, widths]) => name.split(' ')[0] === file && widths.has(width));
        if (looks.length === 0) missing.push(`${file} at ${width} px`);
      }
    }
    assert.deepEqual(missing, []);
  });
}
