// What axe-core finds wrong with a page, as lines a person can read.
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';

const SOURCE = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const OPTIONS = {
  // Off by default in axe, but thumbs and old hands need it.
  rules: { 'target-size': { enabled: true } },
  // Fetches style sheets once more and waits by a timer, for a rule that is still an experiment.
  preload: false,
  resultTypes: ['violations'],
};

/** Where a page was loaded without script no timer ever fires, but promises are kept. */
const TIMERS = 'globalThis.setTimeout = (f, _, ...given) => { Promise.resolve().then(() => f(...given)); return 0; };';

/**
 * Looks at the page as it stands, the answer to a form included. axe runs in a world of its own,
 * beside the page's scripts (if it has any) and outside its content security policy.
 */
export async function violations(page) {
  const session = await page.context().newCDPSession(page);
  try {
    const { frameTree } = await session.send('Page.getFrameTree');
    const { executionContextId: contextId } = await session.send('Page.createIsolatedWorld', {
      frameId: frameTree.frame.id,
      worldName: 'axe',
    });
    await evaluate(session, { contextId, expression: `${TIMERS}${SOURCE};true` });
    const found = await evaluate(session, {
      contextId,
      expression: `axe.run(document, ${JSON.stringify(OPTIONS)}).then((r) => r.violations)`,
    });
    return found.flatMap((rule) =>
      rule.nodes.map((node) => `${rule.id} (${rule.impact}): ${rule.help}: ${node.target.join(' ')}  ${brief(node.html)}`),
    );
  } finally {
    await session.detach();
  }
}

async function evaluate(session, { contextId, expression }) {
  const { result, exceptionDetails } = await session.send('Runtime.evaluate', {
    contextId,
    expression,
    awaitPromise: true,
    returnByValue: true,
  });
  if (exceptionDetails) {
    throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
  }
  return result.value;
}

function brief(html) {
  const line = html.replace(/\s+/g, ' ');
  return line.length > 120 ? `${line.slice(0, 120)}…` : line;
}
