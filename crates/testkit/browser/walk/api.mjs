// What a case needs to be there before it begins: made through the JSON API, which is quick.
import assert from 'node:assert/strict';

import { named } from './people.mjs';

/** Sends a request as somebody of the demo city and returns what came back. */
export async function call(board, login, path, body) {
  const answer = await fetch(new URL(`/api/v1/${path}`, board.url), {
    method: body === undefined ? 'GET' : 'POST',
    headers: {
      authorization: `Bearer ${named(board, login).token}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const text = await answer.text();
  assert.ok(answer.ok, `${login} ${path}: ${answer.status} ${text}`);
  return text === '' ? null : JSON.parse(text);
}

/** The id of an item of a list whose `field` is `value`. */
async function idOf(board, list, field, value) {
  const { items } = await call(board, 'editor', list);
  const found = items.find((item) => item[field] === value);
  assert.ok(found, `${list} holds ${value}`);
  return found.id;
}

/** A message to the mayor, waiting to be screened; returns its number. */
export async function submitted(board, login, message) {
  const office = await idOf(board, 'offices', 'title', '云川市市长');
  const receipt = await call(board, login, 'messages', {
    office,
    kind: 'help',
    domain: 'urban',
    body: '小区门口的供水管一直渗水，路面已经湿了一个多月，夜里结冰，老人出门容易滑倒。',
    ...message,
  });
  return receipt.number;
}

/** The same, published. */
export async function published(board, login, message) {
  const number = await submitted(board, login, message);
  await call(board, 'editor', `messages/${number}/publication`, {});
  return number;
}

/** The same, answered by the water bureau: `editor` published the answer. */
export async function answered(board, login, message) {
  const number = await published(board, login, message);
  const unit = await idOf(board, 'units', 'short', '市水务局');
  await call(board, 'dispatcher', `messages/${number}/assignment`, { unit });
  await call(board, 'handler', `messages/${number}/acceptance`, {});
  await call(board, 'handler', `messages/${number}/reply`, {
    text: '市水务局已到现场查看，渗水点在表后管，请联系物业维修。联系人：管网科，0999-5550128。',
    outcome: 'explained',
  });
  await call(board, 'editor', `messages/${number}/reply-publication`, {});
  return number;
}
