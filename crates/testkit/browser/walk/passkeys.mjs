// Passkeys, with an authenticator that Chromium plays: added, used to sign in, renamed, removed; and browsers without.
import assert from 'node:assert/strict';

import { test } from '../harness.mjs';
import { go, neverSees, sees, submit } from './page.mjs';
import { named, newPhone, signInByPassword, signInByPhone } from './people.mjs';

const STAFF = 'handler-sports';
const BUTTON = '用通行密钥登录';

/**
 * An authenticator in the browser of a page, with these passkeys, whose owner confirms at once. Chromium takes it away
 * once the page was looked at, so each is there for one thing.
 */
async function authenticatorOf(page, passkeys = []) {
  const session = await page.context().newCDPSession(page);
  await session.send('WebAuthn.enable');
  const options = {
    protocol: 'ctap2',
    transport: 'internal',
    hasResidentKey: true,
    hasUserVerification: true,
    isUserVerified: true,
    automaticPresenceSimulation: true,
  };
  const { authenticatorId } = await session.send('WebAuthn.addVirtualAuthenticator', { options });
  for (const credential of passkeys) {
    await session.send('WebAuthn.addCredential', { authenticatorId, credential });
  }
  return {
    passkeys: async () => (await session.send('WebAuthn.getCredentials', { authenticatorId })).credentials,
    /** From now on its owner does not prove who it is. */
    isNobody: () => session.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: false }),
  };
}

/** Adds a passkey on the page of one's account: what the authenticator has then. */
async function adds({ look }, page, name) {
  await page.getByRole('link', { name: '添加通行密钥' }).click();
  await page.locator('#passkey').waitFor();
  await neverSees(page, '请重新登录一次');
  assert.ok(!(await page.locator('[data-no-passkey]').isVisible()), 'this browser has passkeys');
  await look(page, 'me/new_passkey.html');
  await page.fill('#name', name);
  const own = await authenticatorOf(page);
  await submit(page, page.locator('#passkey button'));
  await sees(page, '已添加通行密钥', name, '还没有用过');
  return own.passkeys();
}

/** Comes in another browser, by the passkey alone. */
async function comesBy({ open }, view, passkeys, next) {
  const page = await open(`/sign-in?next=${next}`, view);
  await authenticatorOf(page, passkeys);
  await submit(page, page.getByRole('button', { name: BUTTON }));
  return page;
}

/** Adding, coming in, another name, and away with it, in this view. */
export function signsInByPasskey(view) {
  test(`staff add a passkey and come in by it alone, ${view.name}`, async (visit) => {
    const { board, look, open } = visit;
    const page = await open('/sign-in', view);
    await look(page, 'sign_in/sign_in.html passkey');
    await signInByPassword(page, named(board, STAFF));
    await go(page, board, '/me/security');
    await sees(page, '还没有添加通行密钥');
    await look(page, 'me/security.html no passkey');
    const passkeys = await adds(visit, page, '办公室的电脑');
    await look(page, 'me/security.html passkey');
    assert.equal(passkeys.length, 1);
    assert.equal(passkeys[0].rpId, 'localhost');
    assert.ok(passkeys[0].isResidentCredential, 'nobody types a name');

    // The same device is not added twice.
    await page.getByRole('link', { name: '添加通行密钥' }).click();
    await authenticatorOf(page, passkeys);
    await page.locator('#passkey button').click();
    await page.locator('[data-failed]:visible').waitFor();
    await sees(page, '这台设备上已经有您的通行密钥');
    await look(page, 'me/new_passkey.html again');

    const other = await comesBy(visit, view, passkeys, '/desk');
    assert.match(other.url(), /\/desk$/);
    await go(other, board, '/me/security');
    await sees(other, '办公室的电脑', '在新的设备上登录');
    await neverSees(other, '还没有用过');
    await other.getByRole('link', { name: '改名、移除' }).click();
    await look(other, 'me/passkey.html');
    await other.fill('#name', '');
    await submit(other, other.locator('form:has(#name) button'), 422);
    await look(other, 'me/passkey.html refused');
    await other.fill('#name', '值班室的电脑');
    await submit(other, other.locator('form:has(#name) button'));
    await sees(other, '名称已保存', '值班室的电脑');
    await other.getByRole('link', { name: '改名、移除' }).click();
    await submit(other, other.locator('form[action$="/removal"] button'));
    await sees(other, '已移除通行密钥', '还没有添加通行密钥');

    const late = await open('/sign-in', view);
    await authenticatorOf(late, passkeys);
    await submit(late, late.getByRole('button', { name: BUTTON }), 422);
    await sees(late, '没有登录成功', '本站没有认出这个通行密钥');
    await look(late, 'sign_in/sign_in.html unknown passkey');
  });

  test(`citizens come back by a passkey, without a code, ${view.name}`, async (visit) => {
    const { board, open } = visit;
    const page = await open('/sign-in?next=/me/security', view);
    await signInByPhone(board, page, newPhone());
    const back = await comesBy(visit, view, await adds(visit, page, '我的手机'), '');
    assert.match(back.url(), /\/me$/);
    await go(back, board, '/me/security');
    await sees(back, '我的手机');
  });

  test(`who does not confirm stays out, ${view.name}`, async (visit) => {
    const { look, open } = visit;
    const page = await open('/sign-in', view);
    const own = await authenticatorOf(page);
    await own.isNobody();
    await page.getByRole('button', { name: BUTTON }).click();
    await page.locator('[data-failed]:visible').waitFor();
    await sees(page, '没有登录成功：可能是取消了');
    assert.ok(await page.getByRole('button', { name: BUTTON }).isEnabled(), 'one may try again');
    await look(page, 'sign_in/sign_in.html cancelled');
  });
}

/** Without script the other ways are there as ever, and the page says why this one is not. */
export function hasNoPasskeys(view) {
  test(`without script there is no passkey, ${view.name}`, async (visit) => {
    const { board, look, open } = visit;
    const page = await open('/sign-in?next=/me/security/passkeys/new', view);
    assert.equal(await page.getByRole('button', { name: BUTTON }).count(), 0);
    await signInByPhone(board, page, newPhone());
    await sees(page, '这个浏览器现在不能添加通行密钥');
    assert.ok(!(await page.locator('#passkey').isVisible()));
    await look(page, 'me/new_passkey.html none');
  });
}
