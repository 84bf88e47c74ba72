// Solves the puzzle of a form while it is filled in: the number with which the SHA-256 of salt, nonce and number begins
// with the puzzle's prefix. In small steps, so that the page stays quick; a form that is sent too early goes out when it
// is solved. Our own SHA-256: 36 bytes are one block, and asking the browser for each takes ten times as long.
const K = [];
const START = [];
for (let n = 2; K.length < 64; n += 1) {
	let prime = true;
	for (let d = 2; d * d <= n; d += 1) if (n % d === 0) prime = false;
	if (!prime) continue;
	const root = (power) => ((n ** power % 1) * 2 ** 32) | 0;
	if (START.length < 8) START.push(root(1 / 2));
	K.push(root(1 / 3));
}
const ROUNDS = Int32Array.from(K);
const NUMBER = 8;
const STEP_MS = 12;
const turn = (word, by) => (word >>> by) | (word << (32 - by));
const words = new Int32Array(64);

/** The hash of the first nine words, which end with the number, into `out`. */
function hash(out) {
	const w = words;
	for (let i = 16; i < 64; i += 1) {
		const a = w[i - 15];
		const b = w[i - 2];
		w[i] = w[i - 16] + (turn(a, 7) ^ turn(a, 18) ^ (a >>> 3)) + w[i - 7] + (turn(b, 17) ^ turn(b, 19) ^ (b >>> 10));
	}
	let [a, b, c, d, e, f, g, h] = START;
	for (let i = 0; i < 64; i += 1) {
		const one = (h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + ((e & f) ^ (~e & g)) + ROUNDS[i] + w[i]) | 0;
		const two = ((turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
		h = g; g = f; f = e; e = (d + one) | 0; d = c; c = b; b = a; a = (one + two) | 0;
	}
	out[0] = START[0] + a; out[1] = START[1] + b; out[2] = START[2] + c; out[3] = START[3] + d;
	out[4] = START[4] + e; out[5] = START[5] + f; out[6] = START[6] + g; out[7] = START[7] + h;
}

const hex = (word) => (word >>> 0).toString(16).padStart(8, '0');
const rest = () => new Promise((done) => { setTimeout(done); });

/** The payload that solves a challenge of ALTCHA, version 2, with SHA-256 and no cost but the number of tries. */
async function solve(challenge) {
	const { salt, nonce, keyPrefix } = challenge.parameters;
	const first = (salt + nonce).match(/.{8}/g).map((word) => parseInt(word, 16));
	const out = new Int32Array(8);
	const shift = 32 - 4 * keyPrefix.length;
	const wanted = parseInt(keyPrefix, 16);
	let until = performance.now() + STEP_MS;
	for (let counter = 0; ; counter += 1) {
		words.fill(0);
		words.set(first);
		words[NUMBER] = counter;
		words[NUMBER + 1] = 0x80000000;
		words[15] = (NUMBER + 1) * 32;
		hash(out);
		if (out[0] >>> shift === wanted) return btoa(JSON.stringify({ challenge, solution: { counter, derivedKey: [...out].map(hex).join('') } }));
		if (performance.now() > until) {
			await rest();
			until = performance.now() + STEP_MS;
		}
	}
}

for (const field of document.querySelectorAll('input[data-puzzle]')) {
	const { form } = field;
	const solving = solve(JSON.parse(field.dataset.puzzle)).then((payload) => { field.value = payload; });
	let waits = false;
	form.addEventListener('submit', (event) => {
		const button = event.submitter;
		// A way back needs no proof.
		if (field.value || button?.formNoValidate) return;
		event.preventDefault();
		if (waits) return;
		waits = true;
		form.querySelector('[data-solving]').hidden = false;
		solving.then(() => form.requestSubmit(button));
	});
}
