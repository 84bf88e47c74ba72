// After the answer: the writer judges, others join in, a leader and a supervisor look.
import assert from 'node:assert/strict';

import { test } from '../harness.mjs';
import { answered, published } from './api.mjs';
import { act, fill, formOf, go, neverSees, reload, sees, submit } from './page.mjs';
import { named, openAs, signInByPassword } from './people.mjs';

const SENTENCE = '疏导的人来了，线还没划完，会接着看。';
const FOLLOW_UP = '禁停线具体哪一天划？';
const SPOKEN = '请水务、交警本周内到现场，把划线时间告诉家长。';

/** What comes after the answer to the message of `story`, and after some others. */
export function ends(view, story) {
  test(`the writer rates in words and asks once more, ${view.name}`, async (visit) => {
    const { board, open, look } = visit;
    assert.ok(story.number, 'it was written');
    const page = await open('/me', { ...view, cookies: story.writer });
    await sees(page, '等您处理', '可以评价了', story.title);
    await look(page, 'me/list.html waiting');
    await page.getByRole('link', { name: story.title }).click();
    await sees(page, '事情办得怎么样');
    await look(page, 'me/own.html rating');
    await act(page, 'rating', { settled: 'partly', sentence: SENTENCE }, 422);
    await sees(page, '请给“解决程度”打分', '请给“办理速度”打分');
    const form = await formOf(page, 'rating');
    assert.equal(await form.locator('[name=sentence]').inputValue(), SENTENCE, 'the words come back');
    assert.ok(await form.locator('[name=settled][value=partly]').isChecked(), 'so does the choice');
    await look(page, 'me/own.html rating refused');
    await fill(form, { result: '3', manner: '5', speed: '4' });
    await form.locator('label.pill', { hasText: '解释清楚' }).click();
    await form.locator('label.pill', { hasText: '还需努力' }).click();
    await submit(page, form.locator('.btns button').first());
    await sees(page, '谢谢您的评价', SENTENCE);
    await act(page, 'follow-up', { text: FOLLOW_UP });
    await sees(page, '已提交追问', FOLLOW_UP);

    const guest = await open(`/messages/${story.number}`, view);
    await sees(guest, SENTENCE, '部分解决', '解释清楚', '还需努力', '3 / 5', '5 / 5', '4 / 5', FOLLOW_UP);
    await look(guest, 'messages/one.html rated');
    const handler = await openAs(visit, 'handler', `/desk/messages/${story.number}`, view);
    await sees(handler, '留言人追问', FOLLOW_UP);
    await look(handler, 'desk/decision.html follow-up');
  });

  test(`others join in, the leader speaks, the supervisor looks, ${view.name}`, async (visit) => {
    const { board, open, look } = visit;
    const title = `学校后门也停满了车${view.width}${view.script ? '有' : '无'}`;
    const number = await published(board, '19900000007', { title, kind: 'complaint', demand: '请在放学时段安排人疏导，并且划出禁止停车的区域。' });
    const guest = await open(`/messages/${number}`, view);
    await sees(guest, '我也遇到', '登录后可以点');
    const page = await openAs(visit, '19900000005', `/messages/${number}`, view);
    await submit(page, page.getByRole('button', { name: '我也遇到' }));
    await sees(page, '已经算上您');
    assert.match(await page.getByRole('button', { name: '我也遇到' }).innerText(), /1/);
    await reload(guest);
    await sees(guest, '1 人');

    const leader = await openAs(visit, 'leader', '/desk', view);
    await sees(leader, '陈明远', '正在办理');
    await look(leader, 'desk/worklist.html leader');
    await go(leader, board, `/desk/messages/${number}`);
    await look(leader, 'desk/decision.html leader');
    await act(leader, 'instruction', { text: SPOKEN, audience: 'public' });
    await sees(leader, '已记入办理记录', SPOKEN);
    await reload(guest);
    await sees(guest, '领导回应', SPOKEN, '本人回复', '陈明远');
    await look(guest, 'messages/one.html leader');

    const supervisor = await openAs(visit, 'supervisor', '/desk', view);
    await sees(supervisor, '关正平', '全部在办', '逾期');
    await look(supervisor, 'desk/worklist.html supervisor');
    await go(supervisor, board, `/desk/messages/${number}`);
    await sees(supervisor, title);
    await look(supervisor, 'desk/decision.html supervisor');
    await act(supervisor, 'reminder', { note: '请尽快交办。' });
    await sees(supervisor, '已催办');
    await reload(guest);
    await neverSees(guest, '请尽快交办');
  });

  test(`a message is withdrawn after a page has asked, ${view.name}`, async (visit) => {
    const { board, look } = visit;
    const title = `已经修好了不用办${view.width}${view.script ? '有' : '无'}`;
    const number = await published(board, '19900000011', { title });
    const page = await openAs(visit, '19900000011', `/me/messages/${number}`, view);
    await page.getByRole('link', { name: '撤回这条留言' }).click();
    await sees(page, '确定撤回这条留言吗', title, '不能恢复');
    await look(page, 'me/confirm.html');
    await page.getByRole('link', { name: '不撤回' }).click();
    await sees(page, title, '待回复');
    await page.getByRole('link', { name: '撤回这条留言' }).click();
    await submit(page, page.getByRole('button', { name: '撤回这条留言' }));
    await sees(page, '已撤回');
    await go(page, board, `/messages/${number}`);
    await sees(page, '已撤回', '撤回留言', '起不再公开');
    await look(page, 'messages/one.html withdrawn');
  });

  test(`signing out ends it, ${view.name}`, async (visit) => {
    const { board, open, look } = visit;
    const page = await open('/sign-in', view);
    await page.fill('#login', 'leader-office');
    await page.fill('#password', '不是这个密码');
    await submit(page, page.locator('form:has(#password) button'), 422);
    await sees(page, '用户名或密码不对');
    assert.equal(await page.inputValue('#login'), 'leader-office', 'the login stays as typed');
    await look(page, 'sign_in/sign_in.html refused');
    await signInByPassword(page, named(board, 'leader-office'));
    await sees(page, '桑榆');
    await submit(page, page.getByRole('button', { name: '退出登录' }));
    await sees(page, '已退出登录');
    await go(page, board, '/desk');
    assert.match(page.url(), /\/sign-in\?next=/, 'the desk asks who it is');
  });

  test(`what was typed at an ended desk is kept, ${view.name}`, async (visit) => {
    const { board, look } = visit;
    const title = `夜里施工吵得睡不着${view.width}${view.script ? '有' : '无'}`;
    const number = await answered(board, '19900000012', { title });
    const page = await openAs(visit, '19900000012', `/me/messages/${number}`, view);
    await page.context().clearCookies();
    const asked = '昨天夜里又施工到两点，请问批准手续在哪里能看到？';
    await act(page, 'follow-up', { text: asked }, 401);
    await sees(page, '登录已经结束', asked);
    await look(page, 'me/ended.html');

    const leader = await openAs(visit, 'leader', `/desk/messages/${number}`, view);
    await leader.context().clearCookies();
    const said = '请住建、城管当晚到现场查处，第二天向群众说明。';
    await act(leader, 'instruction', { text: said, audience: 'public' }, 401);
    assert.equal(await leader.locator('#kept-1').inputValue(), said, 'the words are still there');
    await look(leader, 'desk/kept.html');
  });
}
