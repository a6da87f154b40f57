// The chain that every call is played on, and what was seen there: calls carried out, events.

import assert from 'node:assert/strict';

import { BRANCH, COMMITTEE, alice, bob, seatTwo, startChain } from '../harness.mjs';

export let chain;
export let api;
/** Names of the calls that were carried out, and of the events that came. */
export const carriedOut = new Set();
export const happened = new Set();

/** Notes a call, and the calls it carries. */
export function note(call) {
	carriedOut.add(`${call.section}.${call.method}`);
	if (call.section !== 'utility') return;
	for (const inner of call.args[0]) note(inner);
}

/** Notes the events of a block, those of its end as well. */
async function watch(blockHash) {
	for (const { event } of await (await api.at(blockHash)).query.system.events()) {
		happened.add(`${event.section}.${event.method}`);
		assert.equal(typeof event.toHuman().data, 'object');
	}
}

export async function begin() {
	chain = await startChain({ sealing: 'instant' });
	api = chain.api;
	const { sendBytes, setTime, decided: decide } = chain;
	chain.sendBytes = async (hex) => {
		const outcome = await sendBytes.call(chain, hex);
		await watch(outcome.blockHash);
		if (!outcome.error) note(api.createType('Call', api.createType('Extrinsic', hex).method));
		return outcome;
	};
	chain.setTime = async (to) => {
		await setTime.call(chain, to);
		await watch(await chain.rpc('chain_getBlockHash'));
	};
	chain.decided = async (tx) => {
		const outcome = await decide.call(chain, tx);
		note(tx.method);
		return outcome;
	};
}
export const end = () => chain?.stop();

/** The council's own: a motion, and what came of it. */
export const decided = (tx) => chain.decided(tx);
export const works = (tx, signer) => chain.works(tx, signer);

/** A call that is refused by the named error. */
export async function refused(tx, signer, expected) {
	const { error } = await chain.send(tx, signer);
	assert.equal(error?.name, expected);
}

/** A call that rests on a meeting: the chain records none yet. */
export const withoutMeeting = (tx, signer) => refused(tx, signer, 'members.NoMeetings');

/** The chain's day in China, and the day some days later. */
export const today = async () => (await chain.quota(alice)).day;
export async function daysFromNow(days) {
	return new Date(Date.parse(await today()) + days * 86_400_000).toISOString().slice(0, 10);
}

/** Below the committee unless told otherwise: a new organization without officers. */
export async function establish(kind, name, parent = COMMITTEE) {
	const tx = api.tx.organizations.establish(COMMITTEE, parent, kind, name, 110101, '2021-07-01');
	return (await works(tx, bob)).event('organizations.Established').data.org.toNumber();
}

/** Officers as the branch has them: Charlie drafts, Dave decides. */
export async function staff(org) {
	await seatTwo({ api, works }, org);
}

export const organization = async (org) =>
	(await api.call.organizationsApi.organization(org)).unwrap();
export const person = async (id) => (await api.call.membersApi.person(id)).unwrap();

/** An act that was just put and waits: its number, and the moment it can be carried out. */
export function putAct(outcome) {
	const { id, readyAt } = outcome.event('access.ActPut').data;
	return { id: id.toNumber(), readyAt: readyAt.toNumber() };
}

/** Waits for the act's moment, which is refused before, and carries it out. */
export async function carryOut({ id, readyAt }) {
	await refused(api.tx.access.carryOut(id), alice, 'access.PendingNotReady');
	await chain.setTime(readyAt);
	return works(api.tx.access.carryOut(id), alice);
}

/** What stands in an organization's agenda, as names of items. */
export async function agenda(org = BRANCH) {
	const entries = (await api.call.agendaApi.agenda(org, '9999-12-31', null, 256)).unwrap();
	return entries.map(({ item }) => item.type);
}
