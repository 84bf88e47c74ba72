// A person walks through the board: node walk.mjs target/debug/huiyin demo
import assert from 'node:assert/strict';

import { run, test, views } from './harness.mjs';

for (const view of views) {
  test(`the home page welcomes, ${view.name}`, async ({ open, axe, shot }) => {
    const page = await open('/', view);
    assert.notEqual((await page.title()).trim(), '', 'the page has a title');
    assert.equal(await page.locator('h1').count(), 1, 'the page has one first heading');
    const { scroll, window } = await page.evaluate(() => ({
      scroll: document.documentElement.scrollWidth,
      window: globalThis.innerWidth,
    }));
    assert.ok(scroll <= window, `nothing sticks out: ${scroll} px in a window of ${window} px`);
    await axe(page);
    await shot(page, '');
  });
}

await run(process.argv.slice(2));
