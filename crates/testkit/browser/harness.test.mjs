// A harness that finds nothing would pass everything: here it has to find what is wrong.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

import { run, test, views } from './harness.mjs';

for (const view of views) {
  test(`a sound page passes, ${view.name}`, async ({ board, open, axe, shot }) => {
    assert.equal(board.person('citizen').name, '王敏');
    const page = await open('/', view);
    assert.equal(page.viewportSize().width, view.width);
    assert.equal(await page.locator('noscript p').isVisible(), !view.script);
    await axe(page);
    await shot(page, '');
  });

  test(`an input without a label is found, ${view.name}`, async ({ open, axe }) => {
    const page = await open('/unlabelled', view);
    await assert.rejects(axe(page), /image-alt \(critical\)[^]*label \(critical\)/);
  });
}

test('a missing picture and a blocked script are found', async (visit) => {
  await visit.open('/broken', { width: 390 });
  assert.throws(() => visit.assertQuiet());
  const complaints = visit.forgive().join('\n');
  assert.match(complaints, /404 for .*nowhere\.png/);
  assert.match(complaints, /Content Security Policy/);
});

test('an unexpected status is found', async ({ open }) => {
  await assert.rejects(open('/nowhere'), /answered 404, not 200/);
  await open('/nowhere', { status: 404 });
});

test('a failing walk ends with its count and a status', () => {
  const { status, stdout } = walk("test('no', () => { throw new Error('no'); });", 'sample.mjs');
  assert.equal(status, 1);
  assert.equal(stdout.trimEnd().split('\n').at(-1), '0 passed, 1 failed');
});

test('a walk without a case fails', () => {
  assert.equal(walk('', 'sample.mjs').status, 1);
});

test('a server that does not start fails the walk', () => {
  const { status, stdout } = walk('', 'no-such-file.mjs');
  assert.equal(status, 1);
  assert.match(stdout, /ended with 1\b[^]*Cannot find module/);
});

function walk(cases, server) {
  const script = `import { run, test } from './harness.mjs'; ${cases} await run([process.execPath, '${server}']);`;
  return spawnSync(process.execPath, ['--input-type=module', '-e', script], {
    cwd: fileURLToPath(new URL('.', import.meta.url)),
    encoding: 'utf8',
  });
}

await run([process.execPath, fileURLToPath(new URL('sample.mjs', import.meta.url))]);
