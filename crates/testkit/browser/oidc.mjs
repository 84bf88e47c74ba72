// Staff sign in by an identity provider that is not ours: node oidc.mjs target/debug/huiyin
import assert from 'node:assert/strict';

import { run, test } from './harness.mjs';
import { BOARD_NAME, openLinkedBoard } from './oidc/board.mjs';
import { sees } from './walk/page.mjs';

const PHONE = { width: 390, script: true };
const DESK = { width: 1280, script: false };
const BUTTON = `用${BOARD_NAME}登录`;

/** On the page of the provider: who one is there, and with how many factors. */
async function signsInThere(page, subject, { mfa = false } = {}) {
  await page.fill('#subject', subject);
  if (mfa) await page.check('#mfa');
  await page.getByRole('button', { name: 'Sign in' }).click();
}

async function goesThere({ open }, next, view) {
  const page = await open(`/sign-in?next=${next}`, view);
  await page.getByRole('link', { name: BUTTON }).click();
  await page.locator('#subject').waitFor();
  return page;
}

for (const view of [PHONE, DESK]) {
  test(`who has proved two factors there comes in, ${view.width} px`, async (visit) => {
    const { board, open, look } = visit;
    await look(await open('/sign-in', view), 'sign_in/sign_in.html provider');
    const page = await goesThere(visit, '/desk/review', view);
    assert.ok(page.url().startsWith(board.provider.issuer), page.url());
    await signsInThere(page, 'sun-1001', { mfa: true });
    await page.waitForURL(`${board.url}/desk/review`);
    const left = await page.context().cookies(board.url);
    assert.deepEqual(
      left.map(({ name }) => name).filter((name) => name.startsWith('__Host-')).sort(),
      ['__Host-huiyin', '__Host-huiyin-device'],
    );
  });

  test(`a stranger is told by what to be linked, ${view.width} px`, async (visit) => {
    const page = await goesThere(visit, '/desk', view);
    await signsInThere(page, 'nobody-77', { mfa: true });
    await page.waitForURL(/\/sign-in\/oidc\/callback/);
    await sees(page, '还没有关联本站的账号', 'nobody-77');
    await visit.look(page, 'sign_in/sign_in.html stranger');
  });

  test(`who says no there stays out, ${view.width} px`, async (visit) => {
    const page = await goesThere(visit, '/desk', view);
    await page.getByRole('button', { name: 'Cancel' }).click();
    await page.waitForURL(/\/sign-in\/oidc\/callback\?.*error=access_denied/);
    await sees(page, '这次没有登录成功');
    await visit.look(page, 'sign_in/sign_in.html unproved');
  });
}

test('who has proved one factor there proves another here', async (visit) => {
  const page = await goesThere(visit, '/desk', DESK);
  await signsInThere(page, 'qian-1002');
  await page.waitForURL(/\/sign-in\/authenticator/);
  await sees(page, '设置身份验证器');
});

/** Signs in there; where the provider sends the browser is held back before the board sees it. */
async function isSentBack(visit, subject) {
  const page = await goesThere(visit, '/desk', PHONE);
  const form = { subject, mfa: '1' };
  const first = await page.request.post(page.url(), { form, maxRedirects: 0 });
  const there = new URL(first.headers().location, page.url()).href;
  const second = await page.request.get(there, { maxRedirects: 0 });
  return { back: second.headers().location, cookies: await page.context().cookies(visit.board.url) };
}

test('an answer is taken once, and only where it was asked for', async (visit) => {
  const { open } = visit;
  const { back, cookies } = await isSentBack(visit, 'sun-1001');
  await open(back, { ...PHONE, status: 422 });
  const mine = await open(back, { ...PHONE, cookies });
  assert.match(mine.url(), /\/desk$/);
  const again = await open(back, { ...PHONE, cookies, status: 422 });
  await sees(again, '这次没有登录成功');
});

test('while the provider is away nobody comes in by it', async (visit) => {
  const { back, cookies } = await isSentBack(visit, 'sun-1001');
  await visit.board.provider.stop();
  const page = await visit.open(back, { ...PHONE, cookies, status: 422 });
  await sees(page, '统一身份认证没有回应');
});

await run(process.argv.slice(2), openLinkedBoard);
