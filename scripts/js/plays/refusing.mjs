// A refusal: the named error with its docs, no other event, and nothing is half done.

import assert from 'node:assert/strict';

import { xxhashAsHex } from '@polkadot/util-crypto';

/** What these pallets hold must be the same before and after a refusal. */
const STATE = ['Organizations', 'Members', 'Validators', 'Access', 'Agenda', 'Council'];
/** Except the count of a day's emergency calls, which is quota: taken also when the call fails. */
const EMERGENCIES = xxhashAsHex('Access', 128) + xxhashAsHex('Emergency', 128).slice(2);

/** Texts that are no day. */
export const IMPOSSIBLE = [
	'2024-02-30', '2023-02-29', '2024-13-01', '2024-00-10', '2024-01-00', '2024-2-29', '24-02-29',
	'2024/02/29', '20240229', '2024-02-29 ', '2024年2月29日', '２０２４-０２-２９', 'abc', '', '0',
	'0999-12-31', '10000-01-01', '-001-01-01', '2024-02-2９',
];

const told = ({ section, method }) => `${section}.${method}`;

/** How refusals are checked on the chain that `chain` gives. */
export function refusing(chain) {
	/** What the pallets hold. */
	async function held() {
		const state = Object.entries(await chain().storage(...STATE));
		return Object.fromEntries(state.filter(([key]) => !key.startsWith(EMERGENCIES)));
	}

	/** `attempt` ends in the named error, tells nothing but its failure, and changes nothing. */
	async function refused(attempt, expected, events = ['system.ExtrinsicFailed']) {
		const before = await held();
		const outcome = await attempt();
		assert.equal(outcome.error?.name, expected);
		assert.ok(outcome.error.docs.length > 20, `docs of ${expected}`);
		assert.deepEqual(outcome.events.map(told), events);
		assert.deepEqual(await held(), before);
	}

	return {
		refused,
		refuses: (tx, signer, expected) => refused(() => chain().send(tx, signer), expected),
		councilRefuses: (tx, expected) => refused(() => chain().decide(tx), expected,
			['council.Executed', 'system.ExtrinsicSuccess']),
		/** As `refuses`, for a call given as bytes. */
		refusesBytes: (call, signer, expected) => refused(
			async () => chain().sendBytes(await chain().signBytes(call, signer)), expected),
	};
}
