// What protects whoever writes: one's own data, pressure, a contact that is looked at, and the pages about it.
import assert from 'node:assert/strict';

import { test } from '../harness.mjs';
import { call, published } from './api.mjs';
import { act, fill, go, neverSees, sees, submit } from './page.mjs';
import { named, newPhone, openAs } from './people.mjs';

const WRITER = '19900000009';
const HASTY = '19900000003';

/** Walks through all of it in this view. */
export function isProtected(view) {
  test(`what is kept, and for how long, ${view.name}`, async ({ board, open, look }) => {
    const page = await open('/privacy', view);
    await look(page, 'privacy/notice.html');
    await go(page, board, '/privacy/retention');
    await look(page, 'privacy/retention.html');
  });

  test(`one's own data, ${view.name}`, async (visit) => {
    const { board, look } = visit;
    await published(board, WRITER, { title: '公交站没有雨棚' });
    const page = await openAs(visit, WRITER, '/me/privacy', view);
    await look(page, 'me/privacy.html');
    await act(page, 'privacy/phone', { phone: '123' }, 422);
    assert.equal(await page.locator('#phone').inputValue(), '123', 'what was typed stays');
    await look(page, 'me/privacy.html refused');
    await act(page, 'privacy/phone', { phone: newPhone() });
    await look(page, 'me/phone.html');
    await go(page, board, '/me/privacy/export');
    await sees(page, '公交站没有雨棚');
    await look(page, 'me/export.html');
    await go(page, board, '/me/privacy/closing');
    await look(page, 'me/closing.html');
  });

  test(`somebody presses the writer, ${view.name}`, async (visit) => {
    const { board, look } = visit;
    const number = await published(board, WRITER, { title: '工地夜里施工' });
    const page = await openAs(visit, WRITER, `/me/messages/${number}/pressure`, view);
    await look(page, 'me/pressure.html');
    const text = '有人打电话要我撤回留言。';
    await act(page, 'pressure', { text });
    await sees(page, text);
    const handler = await openAs(visit, 'handler', '/desk', view);
    // Nobody else learns that there is such a list.
    await go(handler, board, '/desk/alerts', 404);
    await neverSees(handler, text);
    const supervisor = await openAs(visit, 'supervisor', '/desk/alerts', view);
    await sees(supervisor, number);
    await look(supervisor, 'desk/alerts.html');
    await supervisor.locator('main a[href*="/desk/alerts/"]').filter({ hasText: number }).first().click();
    await sees(supervisor, text);
    await look(supervisor, 'desk/alert.html');
  });

  test(`the unit looks at a contact, ${view.name}`, async (visit) => {
    const { board, look } = visit;
    const number = await published(board, WRITER, { title: '水表箱漏水', identity_open: true });
    const units = (await call(board, 'dispatcher', 'units')).items;
    const unit = units.find(({ short }) => short === '市水务局').id;
    await call(board, 'dispatcher', `messages/${number}/assignment`, { unit });
    await call(board, 'handler', `messages/${number}/acceptance`, {});
    const handler = await openAs(visit, 'handler', `/desk/messages/${number}`, view);
    await neverSees(handler, WRITER);
    await act(handler, 'contact', { reason: '上门前要约时间。' });
    await look(handler, 'desk/contact.html');
    const page = await openAs(visit, WRITER, `/me/messages/${number}`, view);
    await sees(page, '上门前要约时间。');
  });

  test(`two take a message down, ${view.name}`, async (visit) => {
    const { board, look } = visit;
    const number = await published(board, WRITER, { title: '邻居的车挡住通道' });
    const editor = await openAs(visit, 'editor', `/desk/messages/${number}`, view);
    const basis = '《中华人民共和国民法典》第一千零三十四条';
    await act(editor, 'take-down', { ground: 'privacy', basis });
    await sees(editor, basis);
    await look(editor, 'desk/take_down.html asked');
    const supervisor = await openAs(visit, 'supervisor', '/desk/take-downs', view);
    await sees(supervisor, number);
    await look(supervisor, 'desk/take_downs.html');
    await go(supervisor, board, `/desk/messages/${number}`);
    await look(supervisor, 'desk/take_down.html to agree to');
    await act(supervisor, 'take-down/agreement');
    await neverSees(supervisor, number);
    await look(supervisor, 'desk/take_downs.html empty');
  });

  test(`the security log, ${view.name}`, async (visit) => {
    const page = await openAs(visit, 'auditor', '/desk/security', view);
    await neverSees(page, WRITER, HASTY);
    await visit.look(page, 'desk/security.html');
  });

  test(`whoever asks too fast keeps what was typed, ${view.name}`, async (visit) => {
    const { board, look } = visit;
    const page = await openAs(visit, HASTY, '/me/privacy', view);
    const form = page.locator('form[action$="/me/privacy/name"]');
    await fill(form, { pen_name: '晚风' });
    const asking = tooFast(board, HASTY);
    await asking.refused;
    await submit(page, form.locator('button'), 429);
    await asking.stop();
    await look(page, 'limits/held.html');
    await page.waitForTimeout(1500);
    await submit(page, page.locator('main form button'));
    assert.equal(await page.locator('#pen_name').inputValue(), '晚风', 'what was typed has arrived');
  });
}

/** Asks for changes that mean nothing, as fast as it can: `refused` once they are too many, until `stop`. */
function tooFast(board, login) {
  let goesOn = true;
  let tell;
  const refused = new Promise((resolve) => { tell = resolve; });
  const ask = async () => {
    while (goesOn) {
      const answer = await fetch(new URL('/api/v1/messages', board.url), {
        method: 'POST',
        headers: { authorization: `Bearer ${named(board, login).token}`, 'content-type': 'application/json' },
        body: '{}',
      });
      await answer.arrayBuffer();
      if (answer.status === 429) tell();
    }
  };
  const asking = [ask(), ask()];
  return { refused, stop: () => { goesOn = false; return Promise.all(asking); } };
}
