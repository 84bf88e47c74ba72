// Comfort only: every page works without it. See docs/look.md.
const all = (selector, root = document) => [...root.querySelectorAll(selector)];
const on = (type, act, target = window) => target.addEventListener(type, act);
const make = (tag, props, ...children) => {
	const node = Object.assign(document.createElement(tag), props);
	node.append(...children);
	return node;
};
const button = (textContent, kind, onclick) => make('button', { type: 'button', textContent, className: 'btn ' + kind, onclick });
const [left, over, short, restored, clear, cancel, keys, single, shut] = ({
	'zh-Hant': '還可以寫 # 字|多了 # 字|還差 # 字|已恢復上次沒寫完的內容|清除|取消|按鍵|使用單鍵|關閉',
	en: '# left|# too many|# more needed|Draft restored|Clear|Cancel|Keys|Use single keys|Close',
}[document.documentElement.lang] ?? '还可以写 # 字|多了 # 字|还差 # 字|已恢复上次没写完的内容|清除|取消|按键|使用单键|关闭').split('|');

// A Chinese character counts one, and so does a word or number of other scripts.
const WORD = '(?:(?=[\\0-\\u0dff\\u1800-\\u2e7f\\uff00-\\uff65])[\\p{L}\\p{N}\\p{M}])+';
const COUNTED = RegExp(`${WORD}(?:[.,'’_-]${WORD})*|[^\\s\\p{M}\\p{C}]`, 'gu');
for (const count of all('[data-count]')) {
	const { count: id, min, max } = count.dataset;
	const field = document.getElementById(id);
	const show = () => {
		const n = field.value.match(COUNTED)?.length ?? 0;
		count.textContent = n > max ? over.replace('#', n - max) : n && n < min ? short.replace('#', min - n) : left.replace('#', max - n);
		count.classList.toggle('over', n > max);
	};
	on('input', show, field);
	on('pageshow', show);
}

// A draft never leaves its tab.
let tab = {};
try { tab = sessionStorage; } catch { /* Refused. */ }
const forget = (prefix) => Object.keys(tab).forEach((key) => key.startsWith('draft:' + prefix) && delete tab[key]);
const ticks = (field) => /radio|checkbox/.test(field.type);
all('[data-draft-done]').forEach((done) => forget(done.dataset.draftDone));
for (const form of all('form[data-draft]')) {
	const { draft } = form.dataset;
	const fields = [...form.elements].filter((field) => field.name && !/file|hidden|password|submit/.test(field.type) && !field.closest('[data-draft-not]'));
	const refresh = () => fields.forEach((field) => field.dispatchEvent(new Event('input')));
	const saved = JSON.parse(tab['draft:' + draft] ?? null);
	if (saved && !all('.errors')[0] && !fields.some((field) => /text|search/.test(field.type) && field.value)) {
		for (const field of fields) {
			const values = saved.filter(([name]) => name === field.name).map(([, value]) => value);
			if (ticks(field)) field.checked = values.includes(field.value);
			else field.value = values[0] ?? field.value;
		}
		const notice = make('p', { className: 'note', role: 'status' }, restored, button(clear, 'quiet', () => {
			forget(draft);
			notice.remove();
			form.reset();
			refresh();
			fields[0].focus();
		}));
		form.prepend(notice);
		refresh();
	}
	on('input', () => {
		const filled = fields.filter((field) => ticks(field) ? field.checked : field.value);
		tab['draft:' + draft] = JSON.stringify(filled.map((field) => [field.name, field.value]));
	}, form);
}

// A canvas asks nothing of the policy.
for (const list of all('.upload')) {
	const rows = [...list.children];
	const file = (row) => all('[type=file]', row)[0].files[0];
	const tidy = () => rows.forEach((row, i) => { row.hidden = i && !file(row) && !file(rows[i - 1]); });
	on('change', async ({ target }) => {
		if (target.type !== 'file') return;
		tidy();
		const row = target.closest('li');
		const picture = await createImageBitmap(target.files[0]).catch(() => null);
		all('canvas', row)[0]?.remove();
		row.classList.toggle('has', picture);
		if (!picture) return;
		const canvas = make('canvas', { width: 176, height: 176 * picture.height / picture.width, ariaHidden: true });
		canvas.getContext('2d').drawImage(picture, 0, 0, canvas.width, canvas.height);
		row.prepend(canvas);
	}, list);
	tidy();
}

const ask = (title, body, ...buttons) => {
	const box = make('dialog', { ariaLabel: title, onclose: () => box.remove() }, make('h2', { textContent: title }), ...body, make('div', { className: 'btns' }, ...buttons));
	document.body.append(box);
	box.showModal();
};
const leave = (e) => e.target.closest('dialog').close();
on('click', (e) => {
	const asker = e.target.closest('[data-confirm]');
	if (asker) {
		e.preventDefault();
		const { confirm, yes } = asker.dataset;
		ask(confirm, [], button(cancel, 'plain', leave), button(yes ?? asker.textContent, '', (click) => {
			leave(click);
			delete asker.dataset.confirm;
			asker.click();
			asker.dataset.confirm = confirm;
		}));
	}
	if (e.target.closest('[data-print]')) print();
	const copier = e.target.closest('[data-copy]');
	if (copier) navigator.clipboard.writeText(copier.dataset.copy).then(() => { all('span', copier)[0].textContent = copier.dataset.copied; });
});
if (navigator.clipboard) all('[data-copy]').forEach((copier) => { copier.hidden = false; });

// A form is sent once; who comes back may send it again.
on('submit', (e) => {
	if (e.defaultPrevented || e.target.method !== 'post') return;
	if ('sent' in e.target.dataset) e.preventDefault();
	e.target.dataset.sent = '';
});
on('pageshow', () => all('[data-sent]').forEach((form) => delete form.dataset.sent));

// Suggestions while typing. Without one of them chosen, Enter looks for what was typed.
for (const field of all('[data-suggest]')) {
	const list = make('ul', { id: field.id + '-list', role: 'listbox', ariaLabel: field.ariaLabel, hidden: true });
	const set = (name, value) => field.setAttribute(name, value);
	let chosen = -1, asked, wait;
	const choose = (n) => {
		const options = [...list.children];
		chosen = n;
		options.forEach((option, i) => option.setAttribute('aria-selected', i === n));
		if (n < 0) field.removeAttribute('aria-activedescendant');
		else set('aria-activedescendant', options[n].id);
	};
	const show = (items) => {
		list.replaceChildren(...items.map(({ text, what, href }, i) => make('li', { id: `${list.id}-${i}`, role: 'option', onmousedown: (e) => { e.preventDefault(); location.href = href; } }, make('span', { textContent: text }), make('small', { textContent: what }))));
		list.hidden = !items.length;
		set('aria-expanded', !list.hidden);
		list.items = items;
		choose(-1);
	};
	const look = async () => {
		asked?.abort();
		asked = new AbortController();
		const typed = field.value.trim();
		if (!typed) return show([]);
		try {
			const answer = await fetch(`${field.dataset.suggest}?q=${encodeURIComponent(typed)}`, { signal: asked.signal });
			show((await answer.json()).items);
		} catch { /* Typed on, or no line: the field works without. */ }
	};
	set('role', 'combobox');
	set('aria-autocomplete', 'list');
	set('aria-controls', list.id);
	field.after(list);
	show([]);
	on('input', (e) => { clearTimeout(wait); if (!e.isComposing) wait = setTimeout(look, 120); }, field);
	on('compositionend', look, field);
	on('blur', () => { clearTimeout(wait); asked?.abort(); show([]); }, field);
	on('keydown', (e) => {
		const n = list.children.length;
		if (e.isComposing || !n) return;
		const step = { ArrowDown: 1, ArrowUp: -1 }[e.key];
		if (step) choose((chosen + 1 + step + n + 1) % (n + 1) - 1);
		else if (e.key === 'Enter' && chosen >= 0) location.href = list.items[chosen].href;
		else if (e.key === 'Escape') show([]);
		else return;
		e.preventDefault();
	}, field);
}

// Keys of the desk, ignored while typing; `?` lists them and can turn them off.
on('keydown', (e) => {
	if (e.ctrlKey || e.metaKey || e.altKey || e.target.closest('dialog, textarea, select, input:not([type=radio], [type=checkbox])')) return;
	const nodes = all('[data-key]');
	if (e.key === '?' && nodes[0]) {
		const rows = nodes.map((node) => make('p', {}, make('kbd', { textContent: node.dataset.key.toUpperCase() }), ' ', node.dataset.keyLabel ?? (node.labels?.[0]?.children[1] ?? node).textContent));
		const toggle = make('input', { type: 'checkbox', checked: !tab.noKeys, onchange: () => { tab.noKeys = toggle.checked ? '' : 1; } });
		ask(keys, [...rows, make('label', { className: 'pick bare' }, toggle, single)], button(shut, 'plain', leave));
	}
	const node = !tab.noKeys && nodes.find(({ dataset }) => dataset.key === e.key.toLowerCase());
	if (!node) return;
	e.preventDefault();
	node.focus();
	node.click();
});

all('.errors')[0]?.focus();
if (innerWidth > 927) all('.filters').forEach((filters) => { filters.open = true; });

// The browser's own voice reads the page, sentence by sentence: long texts break off in some.
const voice = globalThis.speechSynthesis;
for (const reader of voice ? all('[data-read]') : []) {
	const word = reader.lastElementChild;
	const names = [word.textContent, reader.dataset.read];
	let reading = false;
	const set = (on) => { word.textContent = names[+(reading = on)]; };
	reader.hidden = false;
	on('click', () => {
		voice.cancel();
		set(!reading);
		if (!reading) return;
		const sentences = document.getElementById('main').innerText.replace(word.textContent, '').match(/[^。！？!?\n]+[。！？!?]?/g) ?? [];
		sentences.forEach((text, i) => {
			const said = Object.assign(new SpeechSynthesisUtterance(text), { lang: /\p{Script=Han}/u.test(text) ? 'zh-CN' : 'en', rate: 0.9 });
			if (i === sentences.length - 1) said.onend = () => set(false);
			voice.speak(said);
		});
	}, reader);
	on('pagehide', () => voice.cancel());
}
