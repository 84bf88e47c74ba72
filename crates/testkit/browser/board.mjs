// A board to visit: starts the given command on a free port with an empty data folder,
// waits until it answers, and takes both away again.
import { spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

/** A debug build fills its demo city in about ten seconds; a busy machine takes longer. */
const STARTS_WITHIN_MS = 120_000;
/** Past this, a server that was asked to stop is killed, and that fails the walk. */
const STOPS_WITHIN_MS = 15_000;

/**
 * Runs `command --listen 127.0.0.1:PORT --data DIR` until `stop()` is called.
 * The command writes `DIR/demo.json` (`url`, `people`) when its city is ready.
 */
export async function openBoard(command) {
  const [program, ...given] = command;
  if (!program) throw new Error('name the command that serves the board, such as `huiyin demo`');
  const dir = await mkdtemp(join(tmpdir(), 'huiyin-walk-'));
  const listen = `127.0.0.1:${await freePort()}`;
  const city = () => readFile(join(dir, 'data', 'demo.json'), 'utf8').then(JSON.parse, () => null);
  const args = [...given, '--listen', listen, '--data', join(dir, 'data')];
  const { told, readLog, stop } = await serve({ program, args, dir, listen, told: city });
  const { url, people } = told;
  return {
    url,
    people,
    /** The first person of a role: citizen, editor, dispatcher, handler, leader, … */
    person: (role) => {
      const found = people.find((person) => person.role === role);
      if (!found) throw new Error(`nobody in this city is a ${role}`);
      return found;
    },
    readLog,
    stop,
  };
}

/** Runs a program until `stop()` is called, which takes `dir` away; `told` is what it tells once it is ready. */
export async function serve({ program, args, dir, listen, told }) {
  const logFile = join(dir, 'server.log');
  const log = openSync(logFile, 'w');
  const server = spawn(program, args, { stdio: ['ignore', log, log] });
  closeSync(log);
  const ended = new Promise((resolve) => {
    server.once('error', (error) => resolve(`did not start: ${error.message}`));
    server.once('exit', (code, signal) => resolve(`ended with ${signal ?? code}`));
  });

  // Node leaves its children running; this one must not outlive us.
  const abandon = () => server.kill('SIGKILL');
  process.once('exit', abandon);

  const readLog = async () => (await readFile(logFile, 'utf8').catch(() => '')).slice(-4000);
  const stop = async () => {
    server.kill('SIGTERM');
    const outcome = await Promise.race([ended, pause(STOPS_WITHIN_MS, null, { ref: false })]);
    if (outcome === null) server.kill('SIGKILL');
    process.off('exit', abandon);
    await rm(dir, { recursive: true, force: true });
    if (outcome === null) throw new Error('the server did not stop when asked');
  };

  try {
    return { told: await ready({ listen, ended, told }), readLog, stop };
  } catch (error) {
    const tail = await readLog();
    await stop().catch(() => {});
    throw new Error(`\`${[program, ...args].join(' ')}\` ${error.message}\n${tail}`, { cause: error });
  }
}

async function ready({ listen, ended, told }) {
  let over = null;
  ended.then((outcome) => (over = outcome));
  const until = Date.now() + STARTS_WITHIN_MS;
  while (Date.now() < until) {
    if (over !== null) throw new Error(over);
    const all = await told();
    // By number, not by name: `localhost` may mean ::1, where nobody listens.
    const answer = all && (await fetch(`http://${listen}/`).catch(() => null));
    if (answer?.status === 200) return all;
    await pause(100);
  }
  throw new Error(`did not answer within ${STARTS_WITHIN_MS / 1000} s`);
}

/** Below 32768, where no outgoing connection takes it between this look and the server's start. */
export async function freePort() {
  for (;;) {
    const port = 20_000 + Math.floor(Math.random() * 12_000);
    const free = await new Promise((resolve) => {
      const probe = createServer();
      probe.once('error', () => resolve(false));
      probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
    });
    if (free) return port;
  }
}
