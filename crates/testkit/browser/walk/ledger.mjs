// The public record: its pages, what a reader's own browser finds, and that it finds what was tampered with.
import assert from 'node:assert/strict';

import { test } from '../harness.mjs';
import { answered, call, published } from './api.mjs';
import { fill, go, sees, submit } from './page.mjs';
import { openAs } from './people.mjs';

const WRITER = '19900000012';

/** Reads the record and checks a message, in this view. */
export function checksTheRecord(view) {
  test(`the public record, ${view.name}`, async (visit) => {
    const { board, open, look } = visit;
    const number = await answered(board, WRITER, { title: '水表一直渗水' });
    const page = await open('/ledger', view);
    await sees(page, '公开存证', '最近的存证', '暂无');
    await look(page, 'ledger/log.html');
    await go(page, board, '/ledger?number=2026-999999', 404);
    await sees(page, '没有编号为“2026-999999”的留言');
    await look(page, 'ledger/log.html nothing found');
    await go(page, board, '/ledger/entries/0');
    await look(page, 'ledger/entry.html');

    await go(page, board, '/ledger');
    await fill(page.locator('form:has(#number)'), { number });
    await submit(page, page.locator('form:has(#number) button'));
    await sees(page, `核验留言 ${number}`, '不能证明什么');
    await look(page, 'ledger/message.html');
    await checks(page, 'ok', '核验通过');
    assert.equal(await page.locator('.checked .bad').count(), 0);
    await sees(page, '就是当时存证的文字', '各步首尾相接');
    await page.locator('details').first().evaluate((details) => { details.open = true; });
    await look(page, 'ledger/message.html checked');

    const sealed = await published(board, WRITER, { title: '这一条不公开', visibility: 'private' });
    await go(page, board, `/messages/${sealed}/ledger`);
    await sees(page, '这条留言不公开办理');
    await look(page, 'ledger/message.html private');
  });

  test(`one byte of the record is changed, ${view.name}`, async ({ board, open, look }) => {
    const number = await answered(board, WRITER, { title: '水表还在渗水' });
    const page = await open(`/messages/${number}/ledger`, view);
    for (const [what, finds] of Object.entries(TAMPERED)) {
      const [change, said] = finds;
      await page.route('**/api/v1/messages/*/ledger', async (route) => {
        const answer = await route.fetch();
        const shown = await answer.json();
        change(shown);
        await route.fulfill({ response: answer, json: shown });
      });
      await checks(page, 'bad', '对不上');
      const found = await page.locator('.checked .bad').allInnerTexts();
      assert.ok(found.some((line) => line.includes(said)), `${what}: ${found.join(' | ')}`);
      await page.unroute('**/api/v1/messages/*/ledger');
    }
    await look(page, 'ledger/message.html tampered with');
    await checks(page, 'ok', '核验通过');
  });

  test(`a receipt, ${view.name}`, async (visit) => {
    const { board, look } = visit;
    const office = (await call(board, 'editor', 'offices')).items[1].id;
    const sent = await call(board, WRITER, 'messages', {
      office, kind: 'help', domain: 'urban', title: '凭证怎么取',
      body: '小区门口的供水管一直渗水，路面已经湿了一个多月，夜里结冰，老人出门容易滑倒。',
    });
    const mine = await openAs(visit, WRITER, `/me/messages/${sent.number}/receipt`, view);
    await sees(mine, '留言凭证', '已记入公开存证', sent.number);
    await look(mine, 'ledger/receipt.html');
    const loading = mine.waitForEvent('download');
    await mine.locator('a[href$="/proof"]').click();
    assert.equal((await loading).suggestedFilename(), `${sent.number}.tlog-proof`);

    const guest = await visit.open('/track', view);
    await guest.fill('#code', sent.code);
    await submit(guest, guest.locator('form:has(#code) button'));
    await submit(guest, guest.locator('form[action$="/track/receipt"] button'));
    await sees(guest, sent.code, sent.number);
    await look(guest, 'ledger/receipt.html by code');

    const sealed = await call(board, WRITER, 'messages', {
      office, kind: 'help', domain: 'urban', title: '不公开的凭证怎么取', visibility: 'private',
      body: '小区门口的供水管一直渗水，路面已经湿了一个多月，夜里结冰，老人出门容易滑倒。',
    });
    await go(mine, board, `/me/messages/${sealed.number}/receipt`);
    await sees(mine, '凭证还没有准备好', '明天');
    await look(mine, 'ledger/receipt.html not yet');
  });
}

/** Presses the button and waits for the verdict. */
async function checks(page, kind, says) {
  await page.locator('[data-verify]').click();
  const verdict = page.locator(`.verdict .note.${kind}`);
  await verdict.waitFor();
  assert.ok((await verdict.innerText()).includes(says));
}

/** Each by one character: what is changed, and what the check says of it. */
const TAMPERED = {
  text: [({ openings }) => { openings[0].text = `改${openings[0].text.slice(1)}`; }, '不是当时存证的文字'],
  salt: [({ openings }) => { openings[0].salt = other(openings[0].salt); }, '不是当时存证的文字'],
  entry: [({ entries }) => { entries[1].entry = entries[1].entry.replace('"t":1', '"t":2'); }, '原文与指纹对不上'],
  order: [({ entries }) => { entries.splice(1, 1); }, '各步接不上'],
  path: [({ proofs }) => { proofs[0].path[0] = other(proofs[0].path[0]); }, '不在签名的总账之中'],
  root: [(shown) => { shown.checkpoint = lines(shown.checkpoint, 2, other); }, '签名无效'],
  signature: [(shown) => { shown.checkpoint = lines(shown.checkpoint, 4, signed); }, '签名无效'],
};

/** Another value of as many bytes. */
function other(base64) {
  return (base64.startsWith('A') ? 'B' : 'A') + base64.slice(1);
}

function lines(note, at, change) {
  return note.split('\n').map((line, n) => (n === at ? change(line) : line)).join('\n');
}

/** The signature line with another last byte but one. */
function signed(line) {
  const at = line.length - 8;
  return line.slice(0, at) + (line[at] === 'A' ? 'B' : 'A') + line.slice(at + 1);
}
