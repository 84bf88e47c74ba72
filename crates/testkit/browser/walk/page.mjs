// What a person does and sees on a page.
import assert from 'node:assert/strict';

/** Presses a button that sends a form, says yes if asked once more, and expects `status`. */
export async function submit(page, button, status = 200) {
  const arriving = page.waitForNavigation();
  // Whoever presses sees the error first.
  arriving.catch(() => {});
  const asks = (await button.getAttribute('data-confirm')) !== null;
  await button.click();
  if (asks) {
    // Without script nobody asks once more.
    const yes = page.locator('dialog .btn:not(.plain)');
    await Promise.race([arriving, yes.waitFor()]);
    if (await yes.count()) await yes.click();
  }
  const answer = await arriving;
  assert.equal(answer.status(), status, `${answer.url()} after pressing a button`);
}

/** The words of a page, as they stand in `<main>`. */
export function words(page) {
  return page.locator('main').innerText();
}

/** Expects every one of `texts` on the page. */
export async function sees(page, ...texts) {
  const all = await words(page);
  for (const text of texts) {
    assert.ok(all.includes(text), `${page.url()} says “${text}”; it says:\n${all}`);
  }
}

/** Expects none of `texts`, neither shown nor anywhere in the page. */
export async function neverSees(page, ...texts) {
  const all = await page.content();
  for (const text of texts) {
    assert.ok(!all.includes(text), `${page.url()} must not hold “${text}”`);
  }
}

/** Fills in fields by name: a text, a list's option by its words or value, a tick by its value. */
export async function fill(form, fields) {
  for (const [name, value] of Object.entries(fields)) {
    const field = form.locator(`[name="${name}"]`).first();
    const type = await field.evaluate((node) => node.type);
    if (/^(radio|checkbox)$/.test(type)) {
      await form.locator(`[name="${name}"][value="${value}"]`).check();
    } else if (type === 'select-one') {
      await field.selectOption(value);
    } else {
      await field.fill(value);
    }
  }
}

/** The form that is sent to `…/noun`, its folds opened. */
export async function formOf(page, noun) {
  const form = page.locator(`form[action$="/${noun}"]`).first();
  assert.equal(await form.count(), 1, `${page.url()} offers ${noun}`);
  const around = page.locator('details:not([open])').filter({ has: form });
  if (await around.count()) await around.locator('> summary').click();
  return form;
}

/** Fills in the form of a deed and sends it. */
export async function act(page, noun, fields = {}, status = 200) {
  const form = await formOf(page, noun);
  const inside = form.locator('details:not([open]) > summary');
  if (Object.keys(fields).length > 0 && (await inside.count())) await inside.click();
  await fill(form, fields);
  await submit(page, form.locator('.btns button').first(), status);
}

/** Goes to another page of the same visitor and expects `status`. */
export async function go(page, board, path, status = 200) {
  const answer = await page.goto(new URL(path, board.url).href);
  assert.equal(answer.status(), status, path);
}

/** Looks again: what visitors see may be some seconds old until they do. */
export async function reload(page) {
  const answer = await page.reload();
  assert.equal(answer.status(), 200, page.url());
}
