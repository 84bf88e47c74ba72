// What every page owes everybody: nothing keeps people out, nothing sticks out, everything can be hit.
import { violations } from './accessibility.mjs';

/** The narrowest phone that is still about; a 1280 px window at 400 % is as narrow. */
const NARROWEST = 320;
/** Controls at least this high are hit by any thumb; see docs/look.md. */
const TARGET = 44;

/** What has been looked at: `template variant` to the widths. */
export const seen = new Map();

/**
 * Looks at a page as it stands, once for each `name` and width; phones also at 320 px.
 * The name begins with the template, such as `messages/one.html overdue`.
 */
export async function look(page, name) {
  const { width, height } = page.viewportSize();
  const widths = seen.get(name) ?? seen.set(name, new Set()).get(name);
  if (widths.has(width)) return;
  widths.add(width);
  const wrong = [...(await violations(page)), ...(await shape(page, width))];
  if (width < 600) {
    await page.setViewportSize({ width: NARROWEST, height });
    wrong.push(...(await shape(page, NARROWEST)));
    await page.setViewportSize({ width, height });
  }
  if (wrong.length > 0) {
    throw new Error(`${name} at ${page.url()}, ${width} px wide:\n${wrong.join('\n')}`);
  }
}

/** What is wider than the window, and what is too low to hit. */
function shape(page, width) {
  return page.evaluate(
    ({ width, least }) => {
      const brief = (node) => node.outerHTML.replace(/\s+/g, ' ').slice(0, 120);
      const wrong = [];
      const all = document.scrollingElement.scrollWidth;
      if (all > width) {
        const wide = [...document.querySelectorAll('main *')].filter(
          (node) => node.getBoundingClientRect().right > width + 1,
        );
        wrong.push(`${all} px in a window of ${width} px: ${brief(wide[0] ?? document.body)}`);
      }
      for (const node of document.querySelectorAll('.btn, button, input, select, textarea, summary')) {
        // A tick is hit by its label.
        const ticks = /^(radio|checkbox)$/.test(node.type ?? '');
        const target = ticks ? (node.closest('label') ?? node) : node;
        const { height } = target.getBoundingClientRect();
        const shown = node.type !== 'hidden' && target.checkVisibility({ visibilityProperty: true });
        if (shown && height > 0 && height < least - 0.5) {
          wrong.push(`${Math.round(height)} px high at ${width} px: ${brief(target)}`);
        }
      }
      return wrong;
    },
    { width, least: TARGET },
  );
}
