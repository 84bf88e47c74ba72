// Tests in a real browser: `test(name, body)` for each case, then one `run(command)`.
// $SHOTS names a folder for screenshots; without it none are taken. $ONLY: cases whose name holds it.
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';

import { violations } from './accessibility.mjs';
import { openBoard } from './board.mjs';
import { launch, views, visitor } from './chromium.mjs';
import { look, seen } from './look.mjs';

export { views };

/** A page that hangs must not hang the walk. */
const A_CASE_TAKES_AT_MOST_MS = 120_000;

const cases = [];

/** `body` is given `{ board, open, look, axe, shot }`; see `Visit`. */
export function test(name, body) {
  cases.push({ name, body });
}

/**
 * Opens a board with `command`, runs every case in order and ends the process: the last line is
 * `N passed, N failed`, the status 0 only when some passed and none failed. `opens` opens another board than a demo's.
 */
export async function run(command, opens = openBoard) {
  for (const [signal, status] of [['SIGINT', 130], ['SIGTERM', 143]]) {
    process.once(signal, () => process.exit(status));
  }
  let passed = 0;
  let failed = 0;
  try {
    const board = await opens(command);
    const browser = await launch().catch(async (error) => {
      await board.stop();
      throw error;
    });
    const only = process.env.ONLY ?? '';
    for (const { name, body } of cases.filter(({ name }) => name.includes(only))) {
      const started = Date.now();
      const error = await attempt(new Visit(board, browser, name), body);
      const seconds = ((Date.now() - started) / 1000).toFixed(1);
      if (error) {
        failed += 1;
        console.log(`FAIL ${name} (${seconds} s)\n${indent(error.stack ?? String(error))}`);
      } else {
        passed += 1;
        console.log(`ok   ${name} (${seconds} s)`);
      }
    }
    if (failed > 0) console.log(`\nWhat the server said last:\n${indent(await board.readLog())}`);
    await browser.close();
    await board.stop();
  } catch (error) {
    failed += 1;
    console.log(`FAIL the walk itself\n${indent(error.stack ?? String(error))}`);
  }
  console.log(`\n${passed} passed, ${failed} failed`);
  process.exit(failed === 0 && passed > 0 ? 0 : 1);
}

async function attempt(visit, body) {
  try {
    await inTime(body(visit));
    visit.assertQuiet();
    return null;
  } catch (error) {
    await visit.shotAll().catch(() => {});
    return error;
  } finally {
    await visit.leave();
  }
}

function inTime(done) {
  let timer;
  const late = new Promise((_, reject) => {
    const seconds = A_CASE_TAKES_AT_MOST_MS / 1000;
    const error = new Error(`did not end within ${seconds} s`);
    timer = setTimeout(() => reject(error), A_CASE_TAKES_AT_MOST_MS);
  });
  return Promise.race([done, late]).finally(() => clearTimeout(timer));
}

/** One case's time on the board: the pages it opened, and whatever went wrong in them unseen. */
class Visit {
  #browser;
  #name;
  #contexts = [];
  #complaints = [];

  constructor(board, browser, name) {
    this.board = board;
    this.#browser = browser;
    this.#name = name;
    // Cases take these apart: `async ({ open, axe }) => …`.
    for (const verb of ['open', 'look', 'axe', 'shot']) this[verb] = this[verb].bind(this);
  }

  /**
   * Opens `path` as a fresh visitor, or as one more page of the visitor who has `beside` open,
   * and expects `status`. The view's fields: `width`, `script`, `dark`; `cookies` of an earlier visit.
   */
  async open(path, { status = 200, beside, cookies = [], ...view } = {}) {
    const context = beside?.context() ?? (await visitor(this.#browser, view));
    context.setDefaultTimeout(15_000);
    if (!beside) this.#contexts.push(context);
    if (cookies.length > 0) await context.addCookies(cookies);
    const page = await context.newPage();
    this.#listen(page);
    const answer = await page.goto(new URL(path, this.board.url).href);
    if (answer.status() !== status) {
      throw new Error(`${path} answered ${answer.status()}, not ${status}`);
    }
    return page;
  }

  /** Fails when the page keeps people out, sticks out or is hard to hit; see `look.mjs`. Keeps a picture. */
  async look(page, name) {
    const isNew = !seen.get(name)?.has(page.viewportSize().width);
    if (isNew) await this.shot(page, name);
    await look(page, name);
  }

  /** Fails when axe finds a violation in the page as it stands. */
  async axe(page) {
    const found = await violations(page);
    if (found.length > 0) {
      throw new Error(`${page.url()} keeps people out:\n${found.join('\n')}`);
    }
  }

  /** Keeps a picture of the whole page when $SHOTS asks for pictures. */
  async shot(page, name) {
    const dir = process.env.SHOTS;
    if (!dir) return;
    await mkdir(dir, { recursive: true });
    const file = `${this.#name} ${name}`.trim().replace(/[^\p{L}\p{N}]+/gu, '-');
    await page.screenshot({ path: join(dir, `${file}.png`), fullPage: true });
  }

  async shotAll() {
    const pages = this.#contexts.flatMap((context) => context.pages());
    await Promise.all(pages.map((page, at) => this.shot(page, `failed ${at + 1}`)));
  }

  /** A script error, a blocked resource or a broken link to one is a failure even if nobody looked. */
  assertQuiet() {
    if (this.#complaints.length > 0) throw new Error(this.#complaints.join('\n'));
  }

  /** Takes note of what went wrong so far, for a case that meant it to. */
  forgive() {
    return this.#complaints.splice(0);
  }

  async leave() {
    await Promise.all(this.#contexts.map((context) => context.close()));
  }

  #listen(page) {
    const complain = (what) => this.#complaints.push(`${page.url()}: ${what}`);
    page.on('pageerror', (error) => complain(`script error: ${error.message}`));
    page.on('console', (message) => {
      // Chromium also logs each refused form this way; `response` below tells pages from resources.
      const expected = message.text().startsWith('Failed to load resource');
      if (message.type() === 'error' && !expected) complain(message.text());
    });
    page.on('response', (answer) => {
      const resource = answer.request().resourceType() !== 'document';
      if (resource && answer.status() >= 400) complain(`${answer.status()} for ${answer.url()}`);
    });
  }
}

function indent(text) {
  return text.replace(/^/gm, '     ');
}
