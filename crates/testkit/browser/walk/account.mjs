// One's own account: the second step of signing in, the first time, sessions, what one signs in with.
import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';

import { test } from '../harness.mjs';
import { go, sees, submit } from './page.mjs';
import { named, openAs } from './people.mjs';

const OWN = '湖岸钟楼旁边的旧书店三月开门';
const WIDTHS = [390, 1280];
const STEP_MS = 30_000;

/** The last step of each login whose code was used here. */
const used = new Map();

/** When a code that the page showed was used last. */
let lastShown = 0;

/** RFC 6238 over a key in base32, at a step. */
function totp(base32, step) {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  const bits = [...base32].map((letter) => letters.indexOf(letter).toString(2).padStart(5, '0')).join('');
  const key = Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const hash = createHmac('sha1', key).update(counter).digest();
  const number = hash.readUInt32BE(hash.at(-1) & 15) & 0x7fffffff;
  return String(number % 1_000_000).padStart(6, '0');
}

/** A code that nobody has used yet: of the step after this one, or later. */
async function freshCode(login, base32) {
  const now = () => Math.floor(Date.now() / STEP_MS);
  const step = Math.max(now(), used.get(login) ?? 0) + 1;
  while (now() < step - 1) await pause(500);
  used.set(login, step);
  return totp(base32, step);
}

/** Looks at a page as wide as a phone and as a desk. */
async function lookAtBoth(page, look, name) {
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 900 });
    await look(page, `${name} ${width}`);
  }
}

/** The second step, and the pages of the account. */
export function looksAfterTheAccount(view) {
  test(`a password alone opens nothing, ${view.name}`, async ({ board, open, look }) => {
    // A code is taken once: who comes too often within its time has to wait for the next.
    await pause(Math.max(0, lastShown + STEP_MS - Date.now()));
    const page = await open('/sign-in?next=/desk/review', view);
    const editor = named(board, 'editor2');
    await page.fill('#login', editor.login);
    await page.fill('#password', editor.secret);
    await submit(page, page.locator('form:has(#password) button'));
    await sees(page, '验证身份', '手机不在身边？用恢复码', '演示城市');
    await look(page, 'sign_in/factor.html');
    await page.fill('#code', '12');
    await submit(page, page.locator('form:has(#code) .btns button'), 422);
    await sees(page, '验证码不对');
    await look(page, 'sign_in/factor.html refused');
    await submit(page, page.locator('form:has(#code) .btns button'));
    assert.match(page.url(), /\/desk\/review$/, 'the way leads where it was to go');
    lastShown = Date.now();
  });

  test(`staff look after their account, ${view.name}`, async (visit) => {
    const { board, look } = visit;
    const login = 'dispatcher';
    const page = await openAs(visit, login, '/desk', view);
    await page.getByRole('link', { name: '账号安全' }).click();
    await sees(page, '登录的设备', '本机', 'Chrome 浏览器', '验证器', '恢复码');
    await look(page, 'me/security.html staff');
    await page.getByRole('link', { name: '修改密码' }).click();
    await page.fill('#password', '不是这个密码');
    await page.fill('#new_password', OWN);
    await page.fill('#again', '另一个');
    await submit(page, page.locator('form:has(#again) .btns button'), 422);
    await sees(page, '两次输入的不一样');
    await look(page, 'me/password.html refused');
    await go(page, board, '/me/security/codes');
    await look(page, 'me/prove.html');
    await page.fill('#password', named(board, login).secret);
    await page.fill('#code', await freshCode(login, named(board, login).totp));
    await submit(page, page.locator('form:has(#code) .btns button'));
    assert.equal(await page.locator('ol.codes > li').count(), 10);
    await look(page, 'sign_in/codes.html');
    await page.getByRole('link', { name: '已经保存，继续' }).click();
    await sees(page, '还剩 10 个', '重新生成了恢复码');
  });

  test(`citizens see where they are signed in, ${view.name}`, async (visit) => {
    const { look } = visit;
    const page = await openAs(visit, '19900000013', '/me', view);
    await page.getByRole('link', { name: '账号安全' }).click();
    await sees(page, '登录的设备', '本机', '工作人员不会向您要验证码');
    await look(page, 'me/security.html citizen');
  });
}

/** From the password of the operator to the desk; a demo city has one person who has not been there yet. */
export function comesForTheFirstTime() {
  test('somebody of the staff comes for the first time', async ({ board, open, look }) => {
    const page = await open('/sign-in', { width: 390, script: false });
    const { login, secret } = named(board, 'newcomer');
    await page.fill('#login', login);
    await page.fill('#password', secret);
    await submit(page, page.locator('form:has(#password) button'));
    await sees(page, '设置自己的密码', '至少 12 个字符');
    await lookAtBoth(page, look, 'sign_in/password.html');
    await page.fill('#new_password', 'zhengfu123456');
    await page.fill('#again', 'zhengfu123456');
    await submit(page, page.locator('form:has(#again) button'), 422);
    await sees(page, '容易被猜到');
    await lookAtBoth(page, look, 'sign_in/password.html refused');
    await page.fill('#new_password', OWN);
    await page.fill('#again', OWN);
    await submit(page, page.locator('form:has(#again) button'));
    await sees(page, '设置身份验证器', '扫描这个二维码');
    await lookAtBoth(page, look, 'sign_in/authenticator.html');
    const key = (await page.locator('code.key').innerText()).replaceAll(/\s/g, '');
    await page.fill('#code', await freshCode(login, key));
    await submit(page, page.locator('form:has(#code) button'));
    await sees(page, '请保存恢复码');
    await lookAtBoth(page, look, 'sign_in/codes.html first');
    await page.getByRole('link', { name: '已经保存，继续' }).click();
    assert.match(page.url(), /\/desk$/);
  });
}
