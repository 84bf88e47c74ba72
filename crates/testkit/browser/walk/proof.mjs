// Proof of work: while many ask, the browser computes before a form goes out; without script a person is named.
import assert from 'node:assert/strict';

import { test } from '../harness.mjs';
import { sees, submit } from './page.mjs';
import { newPhone } from './people.mjs';

const PHONE = { width: 390 };

/** On a phone, with script and without. */
export function provesWork() {
  test('a form proves its work while many ask, 390 px', async ({ board, open, look }) => {
    const crowd = manyAsk(board);
    await crowd.felt;
    const page = await open('/sign-in', PHONE);
    await look(page, 'limits/proof.html');
    await page.fill('#phone', newPhone());
    const sent = page.waitForRequest((request) => request.method() === 'POST');
    await submit(page, page.locator('form:has(#phone) button'));
    const proof = new URLSearchParams((await sent).postData()).get('altcha');
    assert.ok(JSON.parse(atob(proof)).solution, 'the form carried a proof');
    assert.match(page.url(), /\/sign-in\/code/, 'it was taken');
    await crowd.leaves();
  });

  test('a form without script keeps what was typed while many ask, 390 px', async ({ board, open, look }) => {
    const crowd = manyAsk(board);
    await crowd.felt;
    const page = await open('/sign-in', { ...PHONE, script: false });
    const phone = newPhone();
    await page.fill('#phone', phone);
    await submit(page, page.locator('form:has(#phone) button'), 429);
    await crowd.leaves();
    await sees(page, '安全验算', '找工作人员');
    assert.equal(await page.locator('#phone').inputValue(), phone, 'what was typed stays');
    await look(page, 'sign_in/sign_in.html without a proof');
  });
}

/** Programs ask for codes, as fast as they can: `felt` once one without a proof is refused, until it `leaves`. */
function manyAsk(board) {
  let goesOn = true;
  let tell;
  const felt = new Promise((resolve) => { tell = resolve; });
  const ask = async () => {
    while (goesOn) {
      const answer = await fetch(new URL('/sign-in', board.url), {
        method: 'POST',
        headers: { origin: new URL(board.url).origin },
        body: new URLSearchParams({ phone: newPhone() }),
        redirect: 'manual',
      });
      await answer.arrayBuffer();
      if (answer.status === 429) tell();
    }
  };
  const asking = [ask(), ask()];
  return { felt, leaves: () => { goesOn = false; return Promise.all(asking); } };
}
