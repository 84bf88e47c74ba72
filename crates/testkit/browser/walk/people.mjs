// Who walks: citizens with a code from the file of text messages, staff with a password and the code that a demo shows.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';

import { submit } from './page.mjs';

/** Sessions of this walk by login: an Argon2id a person is enough. */
const sessions = new Map();
let phones = 0;

/** A phone that nobody has used yet. */
export function newPhone() {
  phones += 1;
  return `139${String(phones).padStart(8, '0')}`;
}

/** The code that a phone was sent last. */
export async function codeFor(board, phone) {
  const lines = (await readFile(board.person('citizen').secret, 'utf8')).trim().split('\n');
  const sent = lines.map((line) => JSON.parse(line));
  const last = sent.findLast(({ to, template }) => to === phone && template === 'sign_in_code');
  assert.ok(last, `a code was sent to ${phone}`);
  return last.code;
}

/** The person of a login in the demo city. */
export function named(board, login) {
  const found = board.people.find((person) => person.login === login);
  assert.ok(found, `somebody signs in as ${login}`);
  return found;
}

/** Opens `path` as somebody who has signed in; who has not yet does so on the page for it. */
export async function openAs({ board, open }, login, path, view) {
  if (!sessions.has(login)) {
    const page = await open('/sign-in', view);
    const person = named(board, login);
    if (person.role === 'citizen') await signInByPhone(board, page, login);
    else await signInByPassword(page, person);
    sessions.set(login, await page.context().cookies());
    await page.context().close();
  }
  return open(path, { ...view, cookies: sessions.get(login) });
}

/** On `/sign-in`: the phone, then the code. */
export async function signInByPhone(board, page, phone) {
  await page.fill('#phone', phone);
  await submit(page, page.locator('form:has(#phone) button'));
  await page.fill('#code', await codeFor(board, phone));
  await submit(page, page.locator('form:has(#code) button'));
}

/** On `/sign-in`: login and password, then the code that a demo city fills in. */
export async function signInByPassword(page, { login, secret }) {
  await page.fill('#login', login);
  await page.fill('#password', secret);
  await submit(page, page.locator('form:has(#password) button'));
  assert.match(page.url(), /\/sign-in\/factor/, 'a password alone opens nothing');
  await submit(page, page.locator('form:has(#code) button'));
  assert.match(page.url(), /\/desk/, `${login} comes to the desk`);
}
