// Proof of work: while many ask, the browser computes before a form goes out; without script a person is named.
import assert from 'node:assert/strict';

import { test } from '../harness.mjs';
import { sees, submit } from './page.mjs';
import { newPhone } from './people.mjs';
import { comesToThePhone } from './write.mjs';

const PHONE = { width: 390 };
const SCRIPTLESS = { ...PHONE, script: false };

/** On a phone, with script and without. */
export function provesWork() {
  test('a form proves its work while many ask, 390 px', ({ board, open, look }) => whileManyAsk(board, async () => {
    const page = await open('/sign-in', PHONE);
    await look(page, 'limits/proof.html');
    await page.fill('#phone', newPhone());
    const sent = page.waitForRequest((request) => request.method() === 'POST');
    await submit(page, page.locator('form:has(#phone) button'));
    const proof = new URLSearchParams((await sent).postData()).get('altcha');
    assert.ok(JSON.parse(atob(proof)).solution, 'the form carried a proof');
    assert.match(page.url(), /\/sign-in\/code/, 'it was taken');
  }));

  test('a form without script keeps what was typed while many ask, 390 px', ({ board, open, look }) => whileManyAsk(board, async () => {
    const phone = newPhone();
    const page = await open('/sign-in', SCRIPTLESS);
    await keeps(page, '#phone', phone);
    await look(page, 'sign_in/sign_in.html without a proof');
    const track = await open('/track', SCRIPTLESS);
    await keeps(track, '#code', '7K4M-92QX-HT3P');
    await look(track, 'track/ask.html without a proof');
    const letter = await open('/write', SCRIPTLESS);
    await comesToThePhone(letter, '路口的红绿灯一直闪黄灯');
    await keeps(letter, '#phone', phone);
    await look(letter, 'write/phone.html without a proof');
  }));
}

/** Sends a form without a proof, and finds what was typed in it again. */
async function keeps(page, field, typed) {
  await page.fill(field, typed);
  await submit(page, page.locator(`form:has(${field}) button`).first(), 429);
  await sees(page, '安全验算', '找工作人员');
  assert.equal(await page.inputValue(field), typed, 'what was typed stays');
}

/** Does something while programs ask for codes as fast as they can, and were refused for want of a proof. */
async function whileManyAsk(board, body) {
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
  try {
    await Promise.race([felt, Promise.all(asking)]);
    await body();
  } finally {
    goesOn = false;
    await Promise.all(asking);
  }
}
