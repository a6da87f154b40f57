// How much an account may submit: waiting transactions count, nobody keeps others out of the pool,
// and what a dismissed officer signed is worth nothing.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';

import {
	BRANCH, COMMITTEE, alice, binary, bob, charlie, dave, startChain,
} from './harness.mjs';

/** Sends `count` transactions of one account: how many the pool took, and why it refused others. */
async function flood(chain, tx, signer, count) {
	const signed = await chain.signMany(tx, signer, await chain.nonce(signer), count);
	const answers = [];
	for (const hex of signed) answers.push(await chain.submit(hex));
	return {
		taken: answers.filter(({ hash }) => hash).length,
		refusals: [...new Set(answers.filter(({ code }) => code).map(({ code, data }) => `${code} ${data}`))],
	};
}

/** Units that a transaction takes: one, and one for each begun 250 µs and each begun 1,024 bytes. */
async function cost(chain, tx, signer) {
	const { weight } = await chain.api.call.transactionPaymentCallApi.queryCallInfo(tx.method, 0);
	const bytes = ((await chain.sign(tx, signer)).length - 2) / 2;
	return 1 + Math.ceil(weight.refTime.toNumber() / 250e6) + Math.ceil(bytes / 1024);
}

describe('quota', () => {
	let chain;
	let api;
	/** Anybody entitled may send it; it fails, and is charged all the same. */
	let idle;
	before(async () => {
		chain = await startChain();
		api = chain.api;
		await chain.seal();
		idle = api.tx.access.enactUpgrade();
		await chain.decided(api.tx.access.setLimit('Member', 10));
	});
	after(() => chain?.stop());

	it('lets an account with 10 units left that sends 1,000 transactions have at most 10 waiting', async () => {
		assert.equal((await chain.quota(charlie)).free, 10);
		const each = await cost(chain, idle, charlie);
		const { taken, refusals } = await flood(chain, idle, charlie, 1000);
		// One unit for each that waits before, and its own cost, within the ten.
		assert.equal(taken, 10 - each + 1);
		assert.ok(taken >= 1 && taken <= 10);
		assert.deepEqual(refusals, ['1010 Custom error: 3']);
		assert.equal((await chain.waiting()).length, taken);

		// What the units do not suffice for leaves the pool without a block.
		const nonce = await chain.nonce(charlie);
		await chain.seal(3);
		const affordable = Math.floor(10 / each);
		assert.equal(await chain.nonce(charlie), nonce + affordable);
		assert.equal((await chain.quota(charlie)).free, 10 - affordable * each);
	});

	it('used up stops everything but the emergency, and is full again the next day', async () => {
		const { free } = await chain.quota(charlie);
		const answer = await chain.submit(await chain.sign(idle, charlie, await chain.nonce(charlie)));
		assert.ok(free < await cost(chain, idle, charlie));
		assert.equal(`${answer.code} ${answer.data}`, '1010 Custom error: 3');

		const frozen = await chain.works(api.tx.members.freezeOwnAccount(), charlie);
		assert.ok(frozen.event('members.AccountFrozen'));
		assert.equal((await chain.quota(charlie)).frozen, true);
		await chain.works(api.tx.members.unfreezeAccount(COMMITTEE, 2), bob);
		assert.equal((await chain.quota(charlie)).free, free);

		await chain.setTime('2024-03-01');
		const tomorrow = await chain.quota(charlie);
		assert.equal(tomorrow.day, '2024-03-01');
		assert.equal(tomorrow.free, 10);
		assert.ok(await chain.send(idle, charlie));
		assert.equal((await chain.quota(charlie)).free, 10 - await cost(chain, idle, charlie));
	});

	it('refuses nonces beyond the window', async () => {
		const { window } = await chain.quota(bob);
		const nonce = await chain.nonce(bob);
		const signed = (ahead) => chain.sign(idle, bob, nonce + ahead);
		const { code, data } = await chain.submit(await signed(window));
		assert.equal(`${code} ${data}`, '1010 Custom error: 2');
		const at = await api.rpc.chain.getBlockHash();
		const last = api.createType('Extrinsic', await signed(window - 1)).toU8a();
		const validity = await api.call.taggedTransactionQueue.validateTransaction('External', last, at);
		assert.ok(validity.isOk, validity.toString());
	});

	it('makes what a dismissed officer signed worthless, also after another appointment', async () => {
		const { appoint, dismiss } = api.tx.organizations;
		const appointment = appoint(COMMITTEE, BRANCH, 3, [], ['Approver']);
		await chain.works(appointment, bob);
		const { window } = await chain.quota(dave);
		const act = api.tx.organizations.establish(BRANCH, BRANCH, 'Group', '第一党小组', 110101, '2024-01-01');
		const nonce = await chain.nonce(dave);
		const old = new Map();
		for (const ahead of [0, 1, 2, 63, 64, window - 1]) {
			old.set(ahead, await chain.sign(act, dave, nonce + ahead));
		}
		// One of them waits in the pool already, for those before it.
		assert.ok((await chain.submit(old.get(2))).hash);

		await chain.works(dismiss(COMMITTEE, BRANCH, 3), bob);
		assert.equal(await chain.nonce(dave), nonce + window);
		await chain.works(appointment, bob);
		assert.equal((await api.call.accountNonceApi.accountNonce(dave.address)).toNumber(), nonce + window);
		for (const [ahead, hex] of old) {
			if (ahead === 2) continue;
			const answer = await chain.submit(hex);
			assert.equal(`${answer.code} ${answer.data}`, '1010 Transaction is outdated', `${ahead} ahead`);
		}
		const before = await chain.height();
		await chain.seal(3);
		for (const hex of old.values()) assert.equal(await chain.find(hex, before - 3), null);
		// What the officer signs now is worth something.
		assert.equal((await chain.works(act, dave)).error, null);
	});

	it('is a quarter for a new officer, for seven days, and once', async () => {
		const { appoint, dismiss } = api.tx.organizations;
		const limit = async () => (await chain.quota(charlie)).limit;
		const again = async () => {
			await chain.works(dismiss(COMMITTEE, BRANCH, 2), bob);
			await chain.works(appoint(COMMITTEE, BRANCH, 2, [], ['Handler']), bob);
		};
		assert.equal(await limit(), 10);
		await chain.works(appoint(COMMITTEE, BRANCH, 2, [], ['Handler']), bob);
		const { limit: full, day } = await chain.quota(bob);
		assert.equal(full, 1_000_000);
		assert.equal(await limit(), full / 4);
		const free = (await chain.quota(charlie)).free;
		await again();
		assert.equal((await chain.quota(charlie)).free, free);

		const later = (days) =>
			new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10);
		await chain.setTime(later(6));
		assert.equal(await limit(), full / 4);
		await chain.setTime(later(7));
		assert.equal(await limit(), full);
		assert.equal((await chain.quota(charlie)).free, full);
		await again();
		assert.equal(await limit(), full);

		const [member, officer] = (await api.call.accessApi.limits()).classes;
		assert.deepEqual([member.units.toNumber(), member.newUnits.toNumber()], [10, 10]);
		assert.deepEqual([officer.units.toNumber(), officer.newUnits.toNumber()], [full, full / 4]);
	});

	it('is kept in the account, with the day from which an officer is no longer new', async () => {
		const { data } = await api.query.system.account(charlie.address);
		assert.deepEqual(Object.keys(data.toJSON()),
			['free', 'day', 'offices', 'memberships', 'flags', 'newUntil']);
		const today = Math.floor(Date.parse((await chain.quota(charlie)).day) / 86_400_000);
		// It is the seventh day after the first office, as the check above left it.
		assert.equal(data.newUntil.toNumber(), today);
		assert.equal(data.day.toNumber(), today);
	});
});

describe('a full pool', () => {
	const LIMIT = 64;
	let chain;
	let api;
	let idle;
	before(async () => {
		chain = await startChain({ args: ['--pool-limit', LIMIT] });
		api = chain.api;
		await chain.seal();
		idle = api.tx.access.enactUpgrade();
	});
	after(() => chain?.stop());

	/** Fills the pool with transactions of one account. */
	async function fill(flooder) {
		// The block that begins a session (every tenth) takes no transaction.
		while ((await chain.height()) % 10 > 6) await chain.seal();
		await chain.finalised();
		const { taken, refusals } = await flood(chain, idle, flooder, 4 * LIMIT);
		assert.ok(taken >= LIMIT && taken < 2 * LIMIT, `${taken} taken`);
		assert.equal((await chain.waiting()).length, LIMIT);
		assert.deepEqual(refusals, ["1016 The transaction couldn't enter the pool because of the limit"]);
	}

	async function drain() {
		for (const begun = Date.now(); (await chain.waiting()).length > 0; await chain.seal()) {
			assert.ok(Date.now() - begun < 20_000);
		}
	}

	/** The first transaction of `other` gets into a pool full of `flooder`'s, and into a block. */
	async function comesThrough(flooder, other) {
		await fill(flooder);
		const before = await chain.height();
		const hex = await chain.sign(idle, other);
		const answer = await chain.submit(hex);
		assert.ok(answer.hash, `${answer.code} ${answer.data ?? answer.message}`);
		await chain.seal(2);
		assert.ok(await chain.find(hex, before), 'not in the two blocks that followed');
		await drain();
	}

	it('takes another officer\'s first transaction into one of the next two blocks', async () => {
		await comesThrough(bob, alice);
	});

	it('takes another member\'s first transaction into one of the next two blocks', async () => {
		await chain.decided(api.tx.access.setLimit('Member', 1000));
		await comesThrough(charlie, dave);
	});

	it('takes an officer\'s first transaction before a member\'s many', async () => {
		await comesThrough(charlie, bob);
	});

	it('takes a member\'s first transaction, sent again, after the officers\' that filled it', async () => {
		await fill(alice);
		const before = await chain.height();
		const hex = await chain.sign(idle, dave);
		// Officers go before members. Who is told so sends again after the next block.
		assert.equal((await chain.submit(hex)).code, 1016);
		await chain.seal();
		await chain.finalised();
		assert.ok((await chain.submit(hex)).hash);
		await chain.seal();
		assert.ok(await chain.find(hex, before), 'not in the two blocks that followed');
	});
});

/**
 * The development chain with the windows of a live one: a member's four, an officer's 64. `folder` is
 * where its specification is written.
 */
async function startWithWindows(folder) {
	const file = path.join(folder, 'windows.json');
	execFileSync(binary('chuxin-node'), ['export-chain-spec', '--chain', 'dev', '--output', file],
		{ stdio: 'ignore' });
	const spec = JSON.parse(readFileSync(file, 'utf8'));
	const { access } = spec.genesis.runtimeGenesis.patch;
	assert.ok(access.developmentWindow > 64);
	delete access.developmentWindow;
	writeFileSync(file, JSON.stringify(spec));
	return startChain({ args: ['--chain', file] });
}

describe('the pool as the release has it', () => {
	const MEMBER = 0;
	const OFFICER = 1;
	let chain;
	let live;
	let folder;
	before(async () => {
		folder = mkdtempSync(path.join(tmpdir(), 'chuxin-js-'));
		chain = await startChain();
		live = await startWithWindows(folder);
		for (const each of [chain, live]) await each.seal();
	});
	after(async () => {
		await chain?.stop();
		await live?.stop();
		rmSync(folder, { recursive: true, force: true });
	});

	const idleOf = ({ api }) => api.tx.access.enactUpgrade();
	async function windowOf({ api }, number) {
		const { classes } = await api.call.accessApi.limits();
		return classes.find((limit) => limit.class.eq(number)).window.toNumber();
	}

	/** After how many blocks a transaction of each of these is in; they are sent after the flood. */
	async function waits(chain, others) {
		const before = await chain.height();
		const sent = [];
		for (const other of others) {
			const hex = await chain.sign(idleOf(chain), other);
			const answer = await chain.submit(hex);
			assert.ok(answer.hash, `${answer.code} ${answer.data ?? answer.message}`);
			sent.push(hex);
		}
		const waited = [];
		for (let block = 1; sent.length > 0; block += 1) {
			assert.ok(block <= 2, `not in the ${block - 1} blocks that followed`);
			await chain.seal();
			for (const hex of [...sent]) {
				if (!(await chain.find(hex, before))) continue;
				sent.splice(sent.indexOf(hex), 1);
				waited.push(block);
			}
		}
		return waited;
	}

	/** One account sends more than its window, and others come through. */
	async function floods(t, chain, flooder, { sent, window, others }) {
		const { taken, refusals } = await flood(chain, idleOf(chain), flooder, sent);
		assert.equal(taken, window);
		assert.deepEqual(refusals, ['1010 Custom error: 2']);
		assert.equal((await chain.waiting()).length, window);
		const waited = await waits(chain, others);
		assert.equal(waited.length, others.length);
		t.diagnostic(`one account sent ${sent}, ${taken} were taken; `
			+ `others were in after ${waited.join(' and ')} block(s)`);
	}

	it('holds one account that floods to its window, and others come through', async (t) => {
		const window = await windowOf(chain, OFFICER);
		await floods(t, chain, bob, { sent: 4300, window, others: [alice, dave] });
	});

	it('holds a member that floods to four, and others come through', async (t) => {
		assert.equal(await windowOf(live, MEMBER), 4);
		assert.equal((await live.quota(charlie)).class, MEMBER);
		const nonce = await live.nonce(charlie);
		await floods(t, live, charlie, { sent: 500, window: 4, others: [alice, bob, dave] });
		// What was taken of the flood is in as well: it kept nobody out, and nobody kept it out.
		await live.seal();
		await live.finalised();
		assert.equal(await live.nonce(charlie), nonce + 4);
		assert.deepEqual(await live.waiting(), []);
	});

	it('holds an officer that floods to 64, and a member comes through', async (t) => {
		assert.equal(await windowOf(live, OFFICER), 64);
		await floods(t, live, bob, { sent: 500, window: 64, others: [dave] });
	});
});
