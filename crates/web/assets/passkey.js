// Passkeys. A form with data-passkey asks the browser for one and sends what it answers. It stays hidden where the browser
// has none, or no script runs; what its page says for that case goes where it has. It stands behind its form and runs
// before what follows is shown, so that nothing jumps.
'use strict';

const bytes = (text) => Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (c) => c.charCodeAt(0));
const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer ?? []))).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');

/** Whoever signs in says no name: the browser offers the passkeys that it has for this host. */
async function get({ challenge: address }) {
	const asked = await fetch(address, { method: 'POST' });
	if (!asked.ok) throw new Error(`no challenge: ${asked.status}`);
	const { challenge, host } = await asked.json();
	const publicKey = { challenge: bytes(challenge), rpId: host, userVerification: 'required' };
	const { rawId, response } = await navigator.credentials.get({ publicKey });
	return { credential: rawId, client: response.clientDataJSON, authenticator: response.authenticatorData, signature: response.signature, handle: response.userHandle };
}

/** The page of a new one holds what is asked. */
async function create({ challenge, host, board, handle, owner, have, algorithms }) {
	const publicKey = {
		challenge: bytes(challenge),
		rp: { id: host, name: board },
		user: { id: bytes(handle), name: owner, displayName: owner },
		pubKeyCredParams: algorithms.split(' ').map((alg) => ({ type: 'public-key', alg: +alg })),
		authenticatorSelection: { residentKey: 'required', requireResidentKey: true, userVerification: 'required' },
		excludeCredentials: have.split(' ').filter(Boolean).map((id) => ({ type: 'public-key', id: bytes(id) })),
	};
	const { rawId, response } = await navigator.credentials.create({ publicKey });
	return { credential: rawId, client: response.clientDataJSON, authenticator: response.getAuthenticatorData() };
}

const able = globalThis.AuthenticatorAttestationResponse?.prototype.getAuthenticatorData;
for (const form of able ? document.querySelectorAll('form[data-passkey]') : []) {
	const [button, failed] = [form.querySelector('button'), form.querySelector('[data-failed]')];
	form.hidden = false;
	for (const other of document.querySelectorAll('[data-no-passkey]')) other.hidden = true;
	form.addEventListener('submit', async (e) => {
		e.preventDefault();
		button.disabled = true;
		failed.hidden = true;
		try {
			const answer = await (form.dataset.passkey === 'create' ? create : get)(form.dataset);
			for (const [name, value] of Object.entries(answer)) form.elements[name].value = text(value);
			form.submit();
		} catch (why) {
			failed.textContent = why.name === 'InvalidStateError' ? failed.dataset.again : failed.dataset.failed;
			failed.hidden = false;
			button.disabled = false;
		}
	});
}
addEventListener('pageshow', () => { for (const button of document.querySelectorAll('[data-passkey] button')) button.disabled = false; });
