// A citizen writes: step by step, with a code, with a picture, and nothing typed is lost.
import assert from 'node:assert/strict';

import { test } from '../harness.mjs';
import { act, fill, go, neverSees, sees, submit, words } from './page.mjs';
import { call } from './api.mjs';
import { codeFor, newPhone, openAs } from './people.mjs';

const BODY = '每天下午放学，幸福路小学门口两边停满车，孩子们只能走在机动车道上，上周已经有人被蹭倒。';
const DEMAND = '请在上学放学时段安排人疏导，并在校门口五十米内划出禁止停车的区域。';
const SAME = '这些留言可能说的是同一件事';
const SECRET = '联系人王老师，住三号楼四单元五零二';
const NOT_A_PICTURE = { name: '说明.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('这不是照片') };

/** What others wrote comes before anything more is asked. */
export function seesWhatOthersWrote(view) {
  test(`a citizen sees first what others wrote, ${view.name}`, async ({ board, open, look }) => {
    const { items } = await call(board, '19900000001', 'messages?stage=closed&limit=1');
    const { number, title, body } = await call(board, '19900000001', `messages/${items[0].number}`);
    const page = await open('/write', view);
    await next(page, { kind: 'help', domain: 'urban' });
    await choose(page, '云川市市长');
    await next(page);
    await next(page, { title, body });
    await sees(page, SAME, number);
    await look(page, 'write/similar.html');
    await next(page);
    await sees(page, '手机');
  });
}

/** Writes what is asked for before the phone, and stands there. */
export async function comesToThePhone(page, title) {
  await next(page, { kind: 'complaint', domain: 'traffic' });
  await choose(page, '云川市市长');
  await next(page);
  await next(page, { title, body: BODY, demand: DEMAND });
  await goesPastTheSame(page);
}

/** Writes a message in this view; `story` is told its number, code, texts and writer. */
export function writes(view, story) {
  test(`a citizen writes a message, ${view.name}`, async (visit) => {
    const { board, open, look } = visit;
    const title = `幸福路小学门口停车太乱${view.width}${view.script ? '有' : '无'}`;
    const page = await open('/write', view);
    await sees(page, '110', '119', '120', '12356', '第 1 步');
    await look(page, 'write/matter.html');
    await next(page, {}, 422);
    await sees(page, '还有', '请选择类型', '请选择领域');
    await look(page, 'write/matter.html refused');
    await next(page, { kind: 'complaint', domain: 'traffic' });

    await sees(page, '云川市市长', '现任 陈明远');
    await look(page, 'write/office.html');
    await next(page, {}, 422);
    await sees(page, '请选择写给谁');
    await choose(page, '云川市市长');
    await next(page);

    await look(page, 'write/text.html');
    await keepsWhatIsWrong(page, look);
    const remark = SECRET;
    await next(page, { title, body: BODY, demand: DEMAND, place: '幸福路 12 号', remark, pen_name: '接孩子的人' });

    await goesPastTheSame(page);

    const phone = newPhone();
    await look(page, 'write/phone.html');
    await next(page, { phone: '12345' }, 422);
    await sees(page, '请填写 11 位手机号');
    assert.equal(await page.inputValue('#phone'), '12345', 'the phone stays as typed');
    await next(page, { phone });
    await look(page, 'write/code.html');
    const code = await codeFor(board, phone);
    await next(page, { code: code === '000000' ? '000001' : '000000' }, 422);
    await sees(page, '验证码不对');
    await next(page, { code });

    await look(page, 'write/sight.html');
    await next(page);
    await sees(page, title, BODY, DEMAND, SECRET, '幸福路 12 号', '接孩子的人', '第 5 步');
    await look(page, 'write/check.html');
    await refusesWhatIsNoPicture(page, look, title);
    await page.setInputFiles('#picture_1', await photograph(page));
    const { receipt, again } = await sendTwice(page);
    await sees(receipt, '已收到您的留言', '云川市市长');
    await look(receipt, 'write/receipt.html');
    await sees(again, '这份留言已经收到');
    await look(again, 'write/receipt.html again');

    story.title = title;
    story.body = BODY;
    story.secret = SECRET;
    story.writer = await page.context().cookies();
    story.number = (await words(receipt)).match(/20\d\d-\d{6}/)?.[0];
    story.code = (await receipt.locator('.codebox').innerText()).match(/[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}/)?.[0];
    assert.ok(story.number, 'the receipt has a number');
    assert.ok(story.code, 'the receipt has a query code');

    await go(page, board, '/me');
    assert.equal(await page.getByRole('link', { name: title }).count(), 1, 'sent twice is one message');
    await look(page, 'me/list.html');
  });

  test(`it can be tracked, and changed before it is screened, ${view.name}`, async (visit) => {
    const { board, open, look } = visit;
    assert.ok(story.number, 'it was written');
    const guest = await open('/track', view);
    await look(guest, 'track/ask.html');
    await fill(guest.locator('main'), { code: 'AAAA-AAAA-AAAA' });
    await submit(guest, guest.locator('form:has(#code) button'), 422);
    await sees(guest, '没有查到这个查询码');
    assert.equal(await guest.inputValue('#code'), 'AAAA-AAAA-AAAA', 'the code stays as typed');
    await look(guest, 'track/ask.html refused');
    await fill(guest.locator('main'), { code: story.code.toLowerCase().replaceAll('-', '') });
    await submit(guest, guest.locator('form:has(#code) button'));
    await sees(guest, story.title, story.body, '待审核');
    await look(guest, 'track/found.html');

    await go(guest, board, `/messages/${story.number}`);
    await sees(guest, story.number, '这条留言正在等待审核');
    await neverSees(guest, story.title, story.body, story.secret);
    await look(guest, 'messages/stub.html submitted');

    const page = await open(`/me/messages/${story.number}`, { ...view, cookies: story.writer });
    await sees(page, story.title, '等待审核');
    await look(page, 'me/own.html submitted');
    await act(page, 'text', { title: '', body: '太短' }, 422);
    await sees(page, '请写标题');
    assert.equal(await page.locator('#text-body').inputValue(), '太短', 'what was typed comes back');
    await look(page, 'me/own.html refused');
    const body = `${story.body}昨天又蹭倒了一个。`;
    await act(page, 'text', { title: story.title, body });
    await sees(page, '已保存修改', body);
    story.body = body;
  });

  test(`a session that ends while typing loses nothing, ${view.name}`, async (visit) => {
    const { board, look } = visit;
    const title = '河堤路灯坏了三盏';
    const page = await openAs(visit, '19900000013', '/write', view);
    await next(page, { kind: 'help', domain: 'urban' });
    await choose(page, '云川市市长');
    await next(page);
    await page.context().clearCookies();
    await next(page, { title, body: BODY, pen_name: '夜跑的人' });
    await goesPastTheSame(page);
    await sees(page, '验证手机号');
    const phone = newPhone();
    await next(page, { phone });
    await next(page, { code: await codeFor(board, phone) });
    await next(page);
    await sees(page, title, BODY, '夜跑的人');
    await page.context().clearCookies();
    await send(page, 401);
    await sees(page, '登录已经结束', '您写的内容都还在这里');
    await look(page, 'write/phone.html ended');
    // A second code within a minute is for another phone: the first one has had its own.
    const other = newPhone();
    await next(page, { phone: other });
    await next(page, { code: await codeFor(board, other) });
    await next(page);
    await sees(page, title, BODY, '夜跑的人');
    await send(page, 201);
    await sees(page, '已收到您的留言');
  });
}

/** Fills in the step and goes on. */
async function next(page, fields = {}, status = 200) {
  const form = page.locator('main form').last();
  await fill(form, fields);
  await submit(page, form.locator('.btns button').first(), status);
}

/** Once messages like it are public, they are shown first. */
async function goesPastTheSame(page) {
  if (await page.locator('h1', { hasText: SAME }).count()) await next(page);
}

async function choose(page, office) {
  await page.locator('label.pick', { hasText: office }).first().click();
}

/** Sends the message from the last step. */
async function send(page, status) {
  await submit(page, page.locator('form[action="/write/submission"] .btns button').first(), status);
}

/** A text that is too long and one too short come back as typed, each with what is wrong at its field. */
async function keepsWhatIsWrong(page, look) {
  const title = '这个标题实在是写得太长太长了所以一定不能被收下才对';
  await next(page, { title, body: '太短了', remark: SECRET }, 422);
  for (const [id, value] of [['title', title], ['body', '太短了'], ['remark', SECRET]]) {
    assert.equal(await page.inputValue(`#${id}`), value, `${id} comes back as typed`);
  }
  assert.match(await page.innerText('#title-err'), /最多 22 字/);
  assert.match(await page.innerText('#body-err'), /至少要 20 字/);
  assert.match(await page.innerText('#demand-err'), /投诉请写明诉求/);
  assert.equal(await page.getAttribute('#title', 'aria-invalid'), 'true');
  await look(page, 'write/text.html refused');
}

/** A file that is no picture is named at its place; the texts stay. */
async function refusesWhatIsNoPicture(page, look, title) {
  await page.setInputFiles('#picture_1', NOT_A_PICTURE);
  await send(page, 422);
  await sees(page, '有 1 张照片没能收下', '第 1 张照片', title, BODY, SECRET);
  await look(page, 'write/check.html refused');
}

/** Any small JPEG does: this corner of the page itself. */
async function photograph(page) {
  const clip = { x: 0, y: 0, width: 240, height: 160 };
  const buffer = await page.screenshot({ type: 'jpeg', clip });
  return { name: '现场.jpg', mimeType: 'image/jpeg', buffer };
}

/** Presses once, then once more on the page that is still there, past the script that guards it. */
async function sendTwice(page) {
  const form = page.locator('form[action="/write/submission"]');
  await form.evaluate((node) => { node.target = '_blank'; });
  const opening = page.context().waitForEvent('page');
  await form.locator('.btns button').first().click();
  const receipt = await opening;
  await receipt.waitForLoadState();
  await form.evaluate((node) => {
    node.removeAttribute('target');
    delete node.dataset.sent;
  });
  await send(page, 200);
  return { receipt, again: page };
}
