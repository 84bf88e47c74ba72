// Makes the pages nicer where script runs; every page works without it. Described in docs/look.md.
const all = (selector, root = document) => [...root.querySelectorAll(selector)];
const make = (tag, props = {}, ...children) => {
  const node = Object.assign(document.createElement(tag), props);
  node.append(...children);
  return node;
};
const words = {
  'zh-Hans': { left: '还可以写 # 字', over: '多了 # 字', short: '还差 # 字', back: '已恢复上次没写完的内容', clear: '清除', no: '取消', keys: '按键', single: '使用单键操作', close: '关闭' },
  'zh-Hant': { left: '還可以寫 # 字', over: '多了 # 字', short: '還差 # 字', back: '已恢復上次沒寫完的內容', clear: '清除', no: '取消', keys: '按鍵', single: '使用單鍵操作', close: '關閉' },
  en: { left: '# left', over: '# too many', short: '# more needed', back: 'Your unfinished text is back', clear: 'Clear', no: 'Cancel', keys: 'Keys', single: 'Use single keys', close: 'Close' },
};
const say = words[document.documentElement.lang] ?? words['zh-Hans'];

// A Chinese character counts one, and so does a Latin word or a number: the form and the server count alike.
const WORD = /[\p{Script=Latin}\p{N}]+(?:['’.\-_][\p{Script=Latin}\p{N}]+)*|[^\s\p{M}\p{C}]/gu;
const size = (text) => text.match(WORD)?.length ?? 0;

for (const count of all('[data-count]')) {
  const field = document.getElementById(count.dataset.count);
  if (!field) continue;
  const { min = 0, max } = count.dataset;
  const show = () => {
    const n = size(field.value);
    const [form, by] = n > max ? [say.over, n - max] : n && n < min ? [say.short, min - n] : [say.left, max - n];
    count.textContent = form.replace('#', by);
    count.classList.toggle('over', n > max);
  };
  field.addEventListener('input', show);
  addEventListener('pageshow', show);
  show();
}

// Drafts stay in this tab; `data-draft-keep` keeps them on the device. Files, secrets and codes are never kept.
const stores = () => { try { return [sessionStorage, localStorage]; } catch { return []; } };
const [tab, device] = stores();
const forget = (name) => {
  for (const store of stores()) {
    for (const key of Object.keys(store)) if (key.startsWith('draft:' + name)) store.removeItem(key);
  }
};
const kept = (form) => [...form.elements].filter((field) => field.name && !/^(file|hidden|password|submit|button)$/.test(field.type) && field.autocomplete !== 'one-time-code' && !field.closest('[data-draft-not]'));
const ticks = (field) => /^(radio|checkbox)$/.test(field.type);

for (const done of all('[data-draft-done]')) forget(done.dataset.draftDone);
for (const form of tab ? all('form[data-draft]') : []) {
  const store = 'draftKeep' in form.dataset ? device : tab;
  const key = 'draft:' + form.dataset.draft;
  const fields = kept(form);
  const untouched = fields.every((field) => ticks(field) ? !field.checked : field.tagName === 'SELECT' || !field.value);
  let saved;
  try { saved = JSON.parse(store.getItem(key)); } catch { saved = null; }
  if (saved && untouched) {
    for (const field of fields) {
      const values = saved[field.name] ?? [];
      if (ticks(field)) field.checked = values.includes(field.value);
      else if (values.length) field.value = values[0];
    }
    const clear = make('button', { type: 'button', className: 'btn quiet', textContent: say.clear });
    const notice = make('div', { className: 'note flash', role: 'status' }, make('div', { textContent: say.back }), clear);
    clear.onclick = () => { forget(form.dataset.draft); form.reset(); notice.remove(); fields.forEach((field) => field.dispatchEvent(new Event('input'))); fields[0]?.focus(); };
    form.prepend(notice);
    fields.forEach((field) => field.dispatchEvent(new Event('input')));
  }
  form.addEventListener('input', () => {
    const now = {};
    for (const field of fields) if (ticks(field) ? field.checked : field.value) (now[field.name] ??= []).push(field.value);
    try { store.setItem(key, JSON.stringify(now)); } catch { /* A full store keeps the older draft. */ }
  });
}

// Pictures are drawn on a canvas: no address of theirs has to pass the content policy.
for (const list of all('.upload')) {
  const rows = [...list.children];
  const file = (row) => row.querySelector('[type=file]');
  const tidy = () => rows.forEach((row, i) => { row.hidden = i > 0 && !file(row).files.length && !file(rows[i - 1]).files.length; });
  for (const row of rows) {
    file(row).addEventListener('change', async () => {
      row.querySelector('canvas')?.remove();
      row.classList.remove('has');
      tidy();
      const picture = await createImageBitmap(file(row).files[0]).catch(() => null);
      if (!picture) return;
      const edge = Math.min(picture.width, picture.height);
      const canvas = make('canvas', { width: 176, height: 176 });
      canvas.setAttribute('aria-hidden', 'true');
      canvas.getContext('2d').drawImage(picture, (picture.width - edge) / 2, (picture.height - edge) / 2, edge, edge, 0, 0, 176, 176);
      row.prepend(canvas);
      row.classList.add('has');
    });
  }
  tidy();
}

const ask = (...children) => {
  const box = make('dialog', {}, ...children);
  box.addEventListener('close', () => box.remove());
  document.body.append(box);
  box.showModal();
  return box;
};
const button = (textContent, className, onclick) => make('button', { type: 'button', textContent, className, onclick });
const agreed = new WeakSet();
addEventListener('click', (event) => {
  const asker = event.target.closest?.('[data-confirm]');
  if (asker && !agreed.delete(asker)) {
    event.preventDefault();
    const yes = button(asker.dataset.yes ?? asker.textContent, 'btn', () => { box.close(); agreed.add(asker); asker.click(); });
    const box = ask(make('p', { textContent: asker.dataset.confirm }), make('div', { className: 'btns' }, button(say.no, 'btn plain', () => box.close()), yes));
  }
  if (event.target.closest?.('[data-print]')) print();
});

// A form is sent once; coming back to the page makes it usable again.
addEventListener('submit', (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method !== 'post') return;
  if ('sent' in form.dataset) event.preventDefault();
  form.dataset.sent = '';
  all('.btn', form).forEach((btn) => btn.setAttribute('aria-disabled', 'true'));
});
addEventListener('pageshow', () => {
  for (const form of all('[data-sent]')) {
    delete form.dataset.sent;
    all('.btn', form).forEach((btn) => btn.removeAttribute('aria-disabled'));
  }
});

// Keys of the desk: pressed alone, never while typing; `?` lists them and can turn them off.
const usable = () => all('[data-key]').filter((node) => node.getClientRects().length && !node.disabled);
const labelOf = (node) => node.dataset.keyLabel ?? node.getAttribute('aria-label') ?? (node.closest('label') ?? node).textContent.trim();
addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || document.querySelector('dialog[open]')) return;
  if (event.target.closest?.('textarea, select, [contenteditable], input:not([type=radio], [type=checkbox])')) return;
  const nodes = usable();
  if (event.key === '?' && nodes.length) {
    const list = make('dl', { className: 'facts tight' }, ...nodes.map((node) => make('div', {}, make('dt', {}, make('kbd', { textContent: node.dataset.key.toUpperCase() })), make('dd', { textContent: labelOf(node) }))));
    const toggle = make('input', { type: 'checkbox', checked: device?.getItem('keys') !== 'off', onchange: () => device?.setItem('keys', toggle.checked ? 'on' : 'off') });
    const box = ask(make('h2', { textContent: say.keys }), list, make('label', { className: 'pick bare' }, toggle, make('span', { textContent: say.single })), make('div', { className: 'btns' }, button(say.close, 'btn plain', () => box.close())));
    event.preventDefault();
    return;
  }
  if (device?.getItem('keys') === 'off') return;
  const node = nodes.find((candidate) => candidate.dataset.key === event.key.toLowerCase());
  if (!node) return;
  event.preventDefault();
  node.focus();
  if (!node.matches('textarea, select, [type=text], [type=search]')) node.click();
});

const errors = document.querySelector('.errors');
errors?.focus();
errors?.scrollIntoView({ block: 'start' });
if (matchMedia('(min-width: 58rem)').matches) all('details.filters').forEach((filters) => { filters.open = true; });
