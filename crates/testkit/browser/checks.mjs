// What a page owes to those who look, move and load differently: each check gives the lines that say what is wrong.

/** Nobody waits for more than this on a slow line: page, style, script and icons together. */
const PAGE_BYTES = 60 * 1024;
const SCRIPT_BYTES = 15 * 1024;
/** A tenth of the sum of layout shifts that counts as good: https://web.dev/articles/cls. */
const SHIFT = 0.01;
/** Whoever tabs on for longer than this is lost. */
const STOPS = 150;

/** Links outside of prose that are lower than `least`, and controls. */
export function targets(page, least) {
  return page.evaluate((least) => {
    const wrong = [];
    for (const node of document.querySelectorAll('a, button, input, select, textarea, summary')) {
      // A tick is hit by its label; a link in a line of text is as high as the line.
      const ticks = /^(radio|checkbox)$/.test(node.type ?? '');
      const target = ticks ? (node.closest('label') ?? node) : node;
      const inline = node.localName === 'a' && getComputedStyle(node).display === 'inline';
      const picture = node.querySelector('img') !== null;
      const shown = node.type !== 'hidden' && target.checkVisibility({ visibilityProperty: true });
      const { height } = target.getBoundingClientRect();
      if (!shown || inline || picture || node.matches('.skip') || node.closest('.vh')) continue;
      if (height > 0 && height < least - 0.5) {
        wrong.push(`${Math.round(height)} px high, not ${least}: ${target.outerHTML.replace(/\s+/g, ' ').slice(0, 120)}`);
      }
    }
    return wrong;
  }, least);
}

/** What sticks out where a window of 1280 px is enlarged to 200 % and 400 %. */
export async function zoomed(page) {
  const wrong = [];
  const size = page.viewportSize();
  for (const [width, zoom] of [[640, 200], [320, 400]]) {
    await page.setViewportSize({ width, height: 450 });
    const all = await page.evaluate(() => document.scrollingElement.scrollWidth);
    if (all > width) wrong.push(`at ${zoom} % it is ${all} px wide in a window of ${width} px`);
  }
  await page.setViewportSize(size);
  return wrong;
}

/** From the first stop to the last by Tab: seen, in order, not hidden; and the way past the navigation. */
export async function keyboard(page) {
  const wrong = [];
  await page.evaluate(() => document.activeElement?.blur());
  await page.keyboard.press('Tab');
  const skip = await stop(page);
  if (!skip?.skip) wrong.push(`the first stop is not the link to the content: ${skip?.html}`);
  let last = -1;
  for (let n = 0; n < STOPS; n += 1) {
    const here = await stop(page);
    if (here === null || here.index < last) break;
    // A date has several stops within, which the browser draws.
    if (!here.outlined && here.index > last) wrong.push(`focus cannot be seen: ${here.html}`);
    if (here.hidden) wrong.push(`focus is hidden behind ${here.hidden}: ${here.html}`);
    last = here.index;
    await page.keyboard.press('Tab');
  }
  const left = await page.evaluate((last) => {
    const all = [...document.querySelectorAll('a[href], button, input, select, textarea, summary')];
    const radio = (node) => node.type === 'radio';
    const open = (node) => node.checkVisibility({ visibilityProperty: true }) && node.type !== 'hidden';
    const every = [...document.querySelectorAll('*')];
    const beyond = all.filter((node) => open(node) && !node.disabled && !radio(node) && every.indexOf(node) > last);
    return beyond.map((node) => node.outerHTML.replace(/\s+/g, ' ').slice(0, 120));
  }, last);
  if (left.length > 0) wrong.push(`Tab never comes to ${left[0]}`);

  await page.evaluate(() => document.querySelector('.skip').focus());
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  const inside = await page.evaluate(() => document.activeElement.closest('main, footer') !== null);
  if (!inside) wrong.push('the link to the content does not lead past the navigation');
  return wrong;
}

/** The element that has the focus. */
function stop(page) {
  return page.evaluate(() => {
    const node = document.activeElement;
    if (!node || node === document.body) return null;
    const outlined = (node) => {
      const { outlineStyle, outlineWidth } = getComputedStyle(node);
      return outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2;
    };
    const around = node.closest('.pick, .pill');
    const target = around ?? node;
    const box = target.getBoundingClientRect();
    const [x, y] = [box.left + Math.min(box.width / 2, 8), box.top + box.height / 2];
    const top = document.elementFromPoint(x, y);
    const own = top === null || target.contains(top) || top.contains(target);
    return {
      index: [...document.querySelectorAll('*')].indexOf(node),
      html: node.outerHTML.replace(/\s+/g, ' ').slice(0, 120),
      skip: node.matches('.skip'),
      outlined: outlined(node) || (around !== null && outlined(around)),
      hidden: own ? '' : top.outerHTML.replace(/\s+/g, ' ').slice(0, 80),
    };
  });
}

/** Whoever asked for less motion gets none. */
export async function still(page) {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  return page.evaluate(() => {
    const moving = document.getAnimations().map((one) => `moves: ${one.effect?.target?.outerHTML.slice(0, 100)}`);
    for (const node of document.querySelectorAll('*')) {
      const style = getComputedStyle(node);
      const slow = [...style.transitionDuration.split(','), ...style.animationDuration.split(',')];
      if (slow.some((time) => parseFloat(time) > 0)) moving.push(`would move: ${node.outerHTML.slice(0, 100)}`);
    }
    return moving.slice(0, 5);
  });
}

/** In the colours of the system alone, states still differ by shape, and controls have edges. */
export async function forced(page) {
  await page.emulateMedia({ forcedColors: 'active' });
  const wrong = await page.evaluate(() => {
    const wrong = [];
    const shapes = new Map();
    const host = document.querySelector('main');
    for (const state of ['', 'ok', 'wait', 'late', 'back']) {
      const chip = document.createElement('span');
      chip.className = `chip ${state}`;
      chip.textContent = '…';
      host.append(chip);
      const { width, height, borderWidth, borderRadius, clipPath, backgroundImage, transform } =
        getComputedStyle(chip, '::before');
      const drawn = borderWidth.split(' ').some((side) => parseFloat(side) > 0) || clipPath !== 'none';
      if (!drawn) wrong.push(`the mark of “${state}” is not drawn`);
      const shape = [width, height, borderWidth, borderRadius, clipPath, backgroundImage, transform].join(' ');
      if (shapes.has(shape)) wrong.push(`“${state}” looks like “${shapes.get(shape)}”`);
      shapes.set(shape, state);
      chip.remove();
    }
    for (const node of document.querySelectorAll('.btn:not(.quiet), .field input, select, textarea, .card, .chip')) {
      if (!node.checkVisibility() || node.type === 'hidden' || /radio|checkbox/.test(node.type)) continue;
      const { borderTopStyle, borderTopWidth } = getComputedStyle(node);
      if (borderTopStyle === 'none' || parseFloat(borderTopWidth) === 0) {
        wrong.push(`has no edge: ${node.outerHTML.replace(/\s+/g, ' ').slice(0, 100)}`);
      }
    }
    for (const current of document.querySelectorAll('nav.main [aria-current], .tabs [aria-current]')) {
      const other = current.parentElement.querySelector('a:not([aria-current])');
      const line = (node) => getComputedStyle(node).borderBottomColor;
      if (other && line(current) === line(other)) wrong.push('where one is cannot be told');
    }
    return wrong;
  });
  await page.emulateMedia({ forcedColors: 'none' });
  return wrong;
}

/** Keeps count of what jumps while a page loads; call before the page is opened. */
export function watchShifts(context) {
  return context.addInitScript(() => {
    globalThis.shifts = [];
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        const nodes = entry.sources.map(({ node }) => node?.outerHTML?.replace(/\s+/g, ' ').slice(0, 100));
        globalThis.shifts.push({ by: entry.value, nodes });
      }
    }).observe({ type: 'layout-shift', buffered: true });
  });
}

/**
 * What jumped, where it adds up. A browser may draw a page before its last bytes have come, and then moves the end of
 * the header by a few pixels; nobody sees that.
 */
export async function shifted(page) {
  await page.evaluate(() => document.fonts.ready);
  // Two frames: what was laid out late has been drawn.
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  const shifts = await page.evaluate(() => globalThis.shifts);
  const all = shifts.reduce((sum, { by }) => sum + by, 0);
  return all > SHIFT ? shifts.map(({ by, nodes }) => `jumps by ${by.toFixed(4)} ${nodes.join(' ')}`) : [];
}

/** Counts the bytes of everything that a page loads; call before the page is opened. */
export async function weigh(page) {
  const session = await page.context().newCDPSession(page);
  await session.send('Network.enable');
  const kinds = new Map();
  const bytes = { all: 0, script: 0 };
  session.on('Network.responseReceived', ({ requestId, type }) => kinds.set(requestId, type));
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    bytes.all += encodedDataLength;
    if (kinds.get(requestId) === 'Script') bytes.script += encodedDataLength;
  });
  return () => {
    const wrong = [];
    if (bytes.all > PAGE_BYTES) wrong.push(`weighs ${bytes.all} bytes, more than ${PAGE_BYTES}`);
    if (bytes.script > SCRIPT_BYTES) wrong.push(`has ${bytes.script} bytes of script, more than ${SCRIPT_BYTES}`);
    if (bytes.all === 0) wrong.push('nothing was weighed');
    return wrong;
  };
}
