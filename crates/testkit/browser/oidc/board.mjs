// A new board whose staff also sign in by a provider.
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { freePort, serve } from '../board.mjs';
import { openProvider } from './provider.mjs';

/** What the people of this board call the provider. */
export const BOARD_NAME = '云川政务认证';

const CLIENT = { id: 'huiyin', secret: 'shared by the board and the provider' };
const STAFF = [
  { login: 'sun', name: '孙晓', subject: 'sun-1001' },
  { login: 'qian', name: '钱程', subject: 'qian-1002' },
];

/** Runs `program init`, links two accounts, and serves the board until `stop()` is called. */
export async function openLinkedBoard([program]) {
  if (!program) throw new Error('name the program, such as target/debug/huiyin');
  const dir = await mkdtemp(join(tmpdir(), 'huiyin-oidc-'));
  const data = join(dir, 'board');
  const listen = `127.0.0.1:${await freePort()}`;
  // A name: cookies of this kind want a secure context, and an address is none to every browser.
  const url = `http://localhost:${listen.split(':')[1]}`;
  const provider = await openProvider({ port: await freePort(), url, client: CLIENT });

  const huiyin = (...args) => promisify(execFile)(program, args);
  await huiyin('init', data);
  const file = join(data, 'huiyin.toml');
  await writeFile(join(data, 'oidc.secret'), CLIENT.secret, { mode: 0o600 });
  await set(file, {
    'address = "127.0.0.1:8080"': `address = "${listen}"`,
    'metrics = "127.0.0.1:8089"': 'metrics = ""',
    'url = ""': `url = "${url}"`,
    'issuer = ""': `issuer = "${provider.issuer}"`,
    'name = ""': `name = "${BOARD_NAME}"`,
    'client_id = ""': `client_id = "${CLIENT.id}"`,
    'private = []': 'private = ["127.0.0.1"]',
  });
  for (const { login, name, subject } of STAFF) {
    await huiyin('staff', 'add', '--login', login, '--name', name, '--role', 'editor', '--config', file);
    await huiyin('staff', 'identity', login, '--subject', subject, '--config', file);
  }

  const args = ['serve', '--config', file];
  const { readLog, stop } = await serve({ program, args, dir, listen, told: async () => true });
  return {
    url,
    provider,
    readLog,
    stop: async () => {
      await provider.stop();
      await stop();
    },
  };
}

/** Replaces lines of a file of settings, the first of each kind; one that is not there is a mistake. */
async function set(file, lines) {
  let text = await readFile(file, 'utf8');
  for (const [before, after] of Object.entries(lines)) {
    if (!text.includes(`\n${before}\n`)) throw new Error(`${file} has no ${before}`);
    text = text.replace(`\n${before}\n`, `\n${after}\n`);
  }
  await writeFile(file, text, { mode: 0o600 });
}
