// Whole-page screenshots at phone and desk width:
//   node shots.mjs --base URL --out DIR [--cookie name=value]… [--dark] path…
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import { launch, visitor } from './chromium.mjs';

const { values, positionals: paths } = parseArgs({
  allowPositionals: true,
  options: {
    base: { type: 'string' },
    out: { type: 'string' },
    cookie: { type: 'string', multiple: true, default: [] },
    dark: { type: 'boolean', default: false },
  },
});
if (!values.base || !values.out || paths.length === 0) {
  console.error('usage: node shots.mjs --base URL --out DIR [--cookie name=value]… [--dark] path…');
  process.exit(2);
}

const cookies = values.cookie.map((pair) => {
  const [name, ...value] = pair.split('=');
  return { name, value: value.join('='), url: values.base.replace('http:', 'https:'), secure: true };
});

await mkdir(values.out, { recursive: true });
const browser = await launch();
let refused = 0;
try {
  for (const width of [390, 1280]) {
    const context = await visitor(browser, { width, dark: values.dark });
    await context.addCookies(cookies);
    const page = await context.newPage();
    for (const path of paths) {
      const answer = await page.goto(new URL(path, values.base).href);
      const name = path.replace(/[^\p{L}\p{N}]+/gu, '-').replace(/^-|-$/g, '') || 'home';
      const file = join(values.out, `${name}-${width}${values.dark ? '-dark' : ''}.png`);
      await page.screenshot({ path: file, fullPage: true });
      console.log(`${answer.status()} ${path} -> ${file}`);
      if (answer.status() >= 400) refused += 1;
    }
    await context.close();
  }
} finally {
  await browser.close();
}
process.exitCode = refused === 0 ? 0 : 1;
