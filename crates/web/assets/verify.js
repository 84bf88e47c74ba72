// Checks in the reader's own browser what the log says of a message: texts, entries, their order, the way to the signed
// root, the signature. WebCrypto alone, so that nothing here has to be trusted but this page; see docs/ledger.md.
const part = (name) => document.querySelector(`[data-${name}]`);
const start = part('verify');
const words = new Map([...part('words').querySelectorAll('dt')].map((dt) => [dt.textContent, dt.nextElementSibling.textContent]));
const say = (word, ...with_) => (words.get(word) ?? word).replace(/#(\d)/g, (_, n) => with_[n - 1]);
const icons = start.querySelector('use').getAttribute('href').split('#')[0];
const make = (name, props, ...children) => {
	const node = Object.assign(document.createElement(name), props);
	node.append(...children);
	return node;
};
const icon = (name) => {
	const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
	const use = document.createElementNS('http://www.w3.org/2000/svg', 'use');
	svg.setAttribute('class', 'i');
	svg.setAttribute('aria-hidden', 'true');
	use.setAttribute('href', `${icons}#${name}`);
	svg.append(use);
	return svg;
};

const text = new TextEncoder();
const base64 = (string) => Uint8Array.from(atob(string), (char) => char.charCodeAt(0));
const join = (...parts) => {
	const all = new Uint8Array(parts.reduce((length, bytes) => length + bytes.length, 0));
	let at = 0;
	for (const bytes of parts) {
		all.set(bytes, at);
		at += bytes.length;
	}
	return all;
};
const sha256 = async (...parts) => new Uint8Array(await crypto.subtle.digest('SHA-256', join(...parts)));
const same = (a, b) => a.length === b.length && a.every((byte, at) => byte === b[at]);
const eight = (n) => {
	const bytes = new Uint8Array(8);
	new DataView(bytes.buffer).setBigUint64(0, BigInt(n));
	return bytes;
};

/** The commitment to the bytes of a text or a picture. */
const commitment = (field, salt, bytes) => {
	const name = text.encode(field);
	return sha256(text.encode('huiyin/commit/v1\0'), [name.length], name, salt, eight(bytes.length), bytes);
};
const leafOf = (entry) => sha256([0], text.encode(entry));

/** The root to which a path leads from a leaf (RFC 9162, 2.1.3.2); none where the path is too short or too long. */
const rootOf = async (leaf, index, size, path) => {
	let [at, last, hash] = [BigInt(index), size - 1n, leaf];
	for (const other of path) {
		if (last === 0n) return null;
		if (at & 1n || at === last) {
			hash = await sha256([1], other, hash);
			while (at && !(at & 1n)) [at, last] = [at >> 1n, last >> 1n];
		} else {
			hash = await sha256([1], hash, other);
		}
		[at, last] = [at >> 1n, last >> 1n];
	}
	return last === 0n ? hash : null;
};

/** Whether a note is signed with a key (C2SP signed-note, type 0x01); null where this browser cannot tell. */
const isSigned = async (note, key) => {
	const [name, id, bytes] = [key.slice(0, key.indexOf('+')), ...key.slice(key.indexOf('+') + 1).split(/\+(.*)/s)];
	const known = base64(bytes);
	const hash = (await sha256(text.encode(`${name}\n`), known)).slice(0, 4);
	const hex = [...hash].map((byte) => byte.toString(16).padStart(2, '0')).join('');
	if (known[0] !== 1 || known.length !== 33 || hex !== id) return false;
	const end = note.lastIndexOf('\n\n') + 1;
	const line = note.slice(end + 1).split('\n').find((line) => line.startsWith(`— ${name} `) && same(base64(line.split(' ')[2]).slice(0, 4), hash));
	if (!line) return false;
	let open;
	try {
		open = await crypto.subtle.importKey('raw', known.slice(1), 'Ed25519', false, ['verify']);
	} catch {
		return null;
	}
	return crypto.subtle.verify('Ed25519', open, base64(line.split(' ')[2]).slice(4), text.encode(note.slice(0, end)));
};

/** Checks everything; each finding is told as it is made: `ok`, `bad` or `none` (could not be checked). */
const check = async ({ earlier, ...last }, number, tell) => {
	const thread = { steps: 0, before: null, chained: true };
	const parts = [...earlier, last];
	for (const part of parts) await checkEntries(part, number, thread, tell);
	tell(thread.chained ? 'ok' : 'bad', 'chain');
	for (const { checkpoint, key } of parts) {
		const [origin] = checkpoint.split('\n');
		const signed = key && await isSigned(checkpoint, key);
		if (signed) tell('ok', 'signature', origin);
		else if (key && signed === false) tell('bad', 'signature', origin);
		else tell('none', key ? 'unsigned' : 'keyless');
	}
};

/** Checks what one log holds of a message; the thread goes on from one log to the next. */
const checkEntries = async ({ log, entries, openings, pictures, checkpoint, proofs }, number, thread, tell) => {
	const [, count, root] = checkpoint.split('\n');
	const size = BigInt(count);
	for (const { index, entry, leaf } of entries) {
		const hash = await leafOf(entry);
		const says = JSON.parse(entry);
		const { before } = thread;
		thread.steps += 1;
		thread.chained &&= says.s === number && says.n === thread.steps && (before === null ? says.p === undefined : same(base64(says.p ?? ''), before));
		thread.before = hash;
		const isLeaf = same(hash, base64(leaf));
		const path = proofs.find((proof) => proof.index === index)?.path ?? [];
		const reached = await rootOf(hash, index, size, path.map(base64));
		const isHeld = Boolean(reached) && same(reached, base64(root));
		const done = say(`at-${log}-${index}`);
		if (isLeaf && isHeld) tell('ok', 'entry', index, done, count);
		if (!isLeaf) tell('bad', 'leaf', index, done);
		if (!isHeld) tell('bad', 'path', index, done);
		for (const [field, bound] of Object.entries(says.f ?? {})) {
			const name = say(`field-${field}`);
			const isBound = (one) => one.index === index && one.field === field;
			const picture = pictures.find(isBound);
			if (picture) {
				const answer = await fetch(picture.url, { cache: 'no-store' });
				const made = answer.ok && (await commitment(field, base64(picture.salt), new Uint8Array(await answer.arrayBuffer())));
				if (made) tell(same(made, base64(bound)) ? 'ok' : 'bad', 'picture', index, name);
				else tell('none', 'picture-gone', index, name);
				continue;
			}
			const opening = openings.find(isBound);
			if (!opening) {
				tell('none', 'closed', index, name);
				continue;
			}
			const made = await commitment(field, base64(opening.salt), text.encode(opening.text));
			const begins = [...opening.text].slice(0, 18).join('') + ([...opening.text].length > 18 ? '…' : '');
			tell(same(made, base64(bound)) ? 'ok' : 'bad', 'text', index, name, begins);
		}
	}
};

const run = async () => {
	const [list, verdict] = [part('checked'), part('verdict')];
	list.replaceChildren();
	verdict.replaceChildren(say('running'));
	start.disabled = true;
	const found = { ok: 0, bad: 0, none: 0 };
	const tell = (kind, word, ...with_) => {
		found[kind] += 1;
		const said = say(kind === 'bad' ? `${word}-bad` : word, ...with_);
		list.append(make('li', { className: kind }, icon({ ok: 'check', bad: 'x', none: 'info' }[kind]), make('span', {}, said)));
	};
	const end = (kind, ...said) => verdict.replaceChildren(make('div', { className: `note ${kind}` }, icon({ ok: 'done', bad: 'alert', warn: 'alert' }[kind]), make('div', {}, ...said.map((one) => make('p', {}, one)))));
	try {
		const answer = await fetch(start.dataset.verify, { cache: 'no-store', headers: { accept: 'application/json' } });
		if (!answer.ok) throw new Error(answer.status);
		await check(await answer.json(), start.dataset.number, tell);
		if (found.bad) end('bad', say('verdict-bad', found.bad), say('verdict-bad-then'));
		else end('ok', say('verdict-ok', found.ok), say('verdict-not'));
	} catch (why) {
		console.warn(why);
		if (found.bad) end('bad', say('verdict-bad', found.bad), say('verdict-bad-then'));
		else end('warn', say('verdict-broken'));
	}
	start.disabled = false;
};

if (globalThis.crypto?.subtle) {
	start.hidden = false;
	part('verify-off').hidden = true;
	start.addEventListener('click', run);
} else {
	part('verify-off').textContent = say('insecure');
}
