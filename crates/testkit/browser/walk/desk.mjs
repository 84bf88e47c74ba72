// Inside the house: screened, assigned, handled, answered badly, returned, answered well.
import assert from 'node:assert/strict';

import { test } from '../harness.mjs';
import { answered, submitted } from './api.mjs';
import { act, formOf, go, neverSees, reload, sees, submit } from './page.mjs';
import { openAs } from './people.mjs';

const MASKED = '每天下午放学，某小学门口两边停满车，孩子们只能走在机动车道上。';
const EMPTY_REPLY = '您好，您反映的问题已收到，请您向交警部门咨询。感谢您对我们工作的关心和支持。';
const NOTE = '请写明什么时候安排人疏导、什么时候划线。';
const INTERIM = '已于今天下午到校门口查看，正在和交警一起定疏导方案。';
const REPLY = '经现场查看，学校门口放学时段停车过多的情况属实。即日起每天十六时到十七时安排两人疏导，校门两侧禁停线下周完成施划。联系人：管理科，0999-5550131。';

/** The message of `story` goes through the house until its answer is out. */
export function handles(view, story) {
  test(`an editor publishes it, a dispatcher assigns it, ${view.name}`, async (visit) => {
    const { board, open, look } = visit;
    assert.ok(story.number, 'it was written');
    const { number } = story;
    const page = await openAs(visit, 'editor', '/desk/screening', view);
    await sees(page, '林静', '审核员', '待审核');
    await look(page, 'desk/worklist.html screening');
    await go(page, board, `/desk/messages/${number}`);
    await sees(page, story.title, story.body, story.secret, '待审核');
    await look(page, 'desk/decision.html screening');
    await act(page, 'decline', { reason: 'not_a_matter', guidance: '\u200b' }, 422);
    await sees(page, '还有 1 处需要改');
    await look(page, 'desk/decision.html refused');
    await act(page, 'publication', { body: MASKED });
    await sees(page, '已发布');

    const guest = await open(`/messages/${number}`, view);
    await sees(guest, story.title, MASKED, '接孩子的人', '审核通过，公开发布', '等待交办承办单位', '待回复');
    await neverSees(guest, '幸福路小学门口两边', story.secret);
    assert.equal(await guest.locator('.pictures img').count(), 1, 'the picture is public');
    await look(guest, 'messages/one.html open');

    const dispatcher = await openAs(visit, 'dispatcher', `/desk/messages/${number}`, view);
    await sees(dispatcher, story.title, '交办');
    await look(dispatcher, 'desk/decision.html assignment');
    await act(dispatcher, 'assignment', { unit: { label: '市水务局' } });
    await sees(dispatcher, '已交办');
    await reload(guest);
    await sees(guest, '交办 市水务局', '等待 市水务局 签收');
  });

  test(`an editor splits a letter of two matters, ${view.name}`, async (visit) => {
    const { board, open, look } = visit;
    const lamp = '幸福路的路灯坏了三盏，晚上很暗。';
    const bins = '另外，菜场门口的垃圾三天没有人收了，气味很大。';
    const number = await submitted(board, '19900000009', { title: '路灯和垃圾', body: `${lamp}${bins}` });
    const page = await openAs(visit, 'editor', `/desk/messages/${number}`, view);
    const matter = { title: '菜场门口的垃圾没有人收', domain: 'environment' };
    await act(page, 'split', { ...matter, body: '请马上派人来收垃圾。' }, 422);
    await sees(page, '只能摘录原信里的话');
    await look(page, 'desk/decision.html split refused');
    await act(page, 'split', { body: bins });
    await sees(page, '已拆出这条留言', matter.title, bins, '由另一条留言拆分而来', '正文摘自原留言');
    await neverSees(page, lamp);
    await look(page, 'desk/decision.html split off');
    await act(page, 'publication');
    await go(page, board, `/desk/messages/${number}`);
    await sees(page, '拆分出另一条留言');
    await act(page, 'publication');
    const guest = await open(`/messages/${number}`, view);
    await guest.locator('main').getByRole('link', { name: /^\d{4}-\d{6}$/ }).first().click();
    await sees(guest, matter.title, bins, '由另一条留言拆分而来', number);
    await look(guest, 'messages/one.html split off');
  });

  test(`an empty reply is returned with its reason, ${view.name}`, async (visit) => {
    const { board, open, look } = visit;
    assert.ok(story.number, 'it was written');
    const here = `/desk/messages/${story.number}`;
    const handler = await openAs(visit, 'handler', here, view);
    await neverSees(handler, story.secret);
    await look(handler, 'desk/decision.html acceptance');
    await act(handler, 'acceptance');
    await sees(handler, '已签收，开始办理');
    await act(handler, 'interim-reply', { text: INTERIM });
    await sees(handler, '阶段性回复已发布', INTERIM);
    await look(handler, 'desk/decision.html handling');
    await act(handler, 'reply', { text: EMPTY_REPLY, outcome: 'promised' }, 422);
    await sees(handler, '日期不对');
    const form = await formOf(handler, 'reply');
    assert.equal(await form.locator('[name=text]').inputValue(), EMPTY_REPLY, 'the reply comes back');
    await act(handler, 'reply', { text: EMPTY_REPLY, outcome: 'explained' });
    await sees(handler, '回复已提交，等待审核');

    const editor = await openAs(visit, 'editor', here, view);
    await sees(editor, '市水务局的回复', EMPTY_REPLY, '审核要点');
    await look(editor, 'desk/decision.html review');
    const other = await openAs(visit, 'editor2', here, view);
    await act(editor, 'return', { reason: 'ask_elsewhere', note: NOTE });
    await sees(editor, '已退回，等待重新回复');
    await staleForm(other, look);

    const guest = await open(`/messages/${story.number}`, view);
    await sees(guest, INTERIM, '回复被退回，第 1 次', '仅告知咨询其他部门，未实质答复', '办理中');
    await neverSees(guest, EMPTY_REPLY, NOTE, story.secret);
    await look(guest, 'messages/one.html returned');

    await go(handler, board, here);
    await sees(handler, '回复被退回', NOTE);
    const again = await formOf(handler, 'reply');
    assert.equal(await again.locator('[name=text]').inputValue(), EMPTY_REPLY, 'it is mended');
    await act(handler, 'reply', { text: REPLY, outcome: 'explained' });

    await go(editor, board, here);
    await sees(editor, REPLY, '上一份回复');
    await act(editor, 'reply-publication');
    await sees(editor, '回复已发布');
    await reload(guest);
    await sees(guest, REPLY, '办结回复', '解释说明', '回复被退回，第 1 次', '已回复', '等待留言人评价');
    await neverSees(guest, EMPTY_REPLY, NOTE, story.secret);
    await look(guest, 'messages/one.html replied');
  });

  test(`declined, amended, published, ${view.name}`, async (visit) => {
    const { board, open, look } = visit;
    const title = `门口的事${view.width}${view.script ? '有' : '无'}`;
    const number = await submitted(board, '19900000005', { title });
    const here = `/desk/messages/${number}`;
    const guidance = '请写清楚是哪个小区、什么时候开始的。';
    const editor = await openAs(visit, 'editor', here, view);
    await act(editor, 'decline', { reason: 'not_a_matter', guidance });
    await sees(editor, '已设为不予展示');
    const guest = await open(`/messages/${number}`, view);
    await sees(guest, '这条留言没有展示', '没有具体事项');
    await neverSees(guest, title, guidance);
    await look(guest, 'messages/stub.html declined');

    const page = await openAs(visit, '19900000005', `/me/messages/${number}`, view);
    await sees(page, guidance, '没有展示的原因：没有具体事项', '申诉');
    await look(page, 'me/own.html declined');
    await act(page, 'amendment', { title: `柳园小区${title}` });
    await sees(page, '已重新提交，等待审核');
    await go(editor, board, here);
    await act(editor, 'publication');
    await reload(guest);
    await sees(guest, `柳园小区${title}`, '未予展示', '理由：没有具体事项', '审核通过，公开发布');
    await neverSees(guest, guidance);
    await reload(page);
    await sees(page, '修改后重新提交', '审核通过，公开发布');
  });

  test(`a judgement is asked for and made by another editor, ${view.name}`, async (visit) => {
    const { board, open, look } = visit;
    const title = `表后管渗水没人修${view.width}${view.script ? '有' : '无'}`;
    const number = await answered(board, '19900000006', { title });
    const page = await openAs(visit, '19900000006', `/me/messages/${number}`, view);
    await look(page, 'me/own.html replied');
    const why = '物业说不归他们管，路面还是湿的。';
    await act(page, 'reopening-request', { text: why });
    await sees(page, '已提交申请，由另一位审核员决定', why);

    const same = await openAs(visit, 'editor', `/desk/messages/${number}`, view);
    await sees(same, '这份回复是您发布的', '需要回避');
    assert.equal(await same.locator('form[action$="/reopening"]').count(), 0, 'nobody judges their own');
    await look(same, 'desk/decision.html own');
    const other = await openAs(visit, 'editor2', `/desk/messages/${number}`, view);
    await sees(other, why, '留言人申请重新办理');
    await look(other, 'desk/decision.html judging');
    await act(other, 'reopening', { note: '请到现场和物业一起查明。' });
    await sees(other, '已同意重新办理');
    const guest = await open(`/messages/${number}`, view);
    await sees(guest, '同意重新办理', why, '办理中');
    await look(guest, 'messages/one.html reopened');
  });
}

/** The page of an editor who was too late says so, and leads back. */
async function staleForm(page, look) {
  const form = await formOf(page, 'reply-publication');
  await submit(page, form.locator('.btns button').first(), 409);
  await sees(page, '刚刚有人改过', '您的改动没有保存');
  assert.equal(await page.locator('.oops .btn').first().innerText(), '返回上一页');
  await look(page, 'oops.html 409');
}
