// Every call that is somebody's, sent once and carried out, on a chain that seals as soon as a
// transaction waits. Every event that comes of them decodes.

import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';

import { bnToU8a, u8aConcat, u8aToHex } from '@polkadot/util';
import { blake2AsHex, createKeyMulti, encodeAddress, sortAddresses } from '@polkadot/util-crypto';

import {
	BRANCH, COMMITTEE, OURS, alice, batchHash, binding, bob, charlie, correctionHash, dave, enrol,
	enrolment, entry, eve, lifeHead0, made, nextLifeHead, propose, registrar, staffBranch,
} from './harness.mjs';
import { membershipPlays } from './plays/memberships.mjs';
import { organizationPlays } from './plays/organizations.mjs';
import {
	api, begin, carriedOut, chain, decided, end, happened, note, works,
} from './plays/stage.mjs';

before(begin);
after(end);

describe('organizations', () => {
	it('establish, grant, appoint, dismiss, resign', async () => {
		const { establish, setGrants, appoint, dismiss, resign } = api.tx.organizations;
		const { data: { org } } = (await works(
			establish(COMMITTEE, COMMITTEE, 'County', '初心县委员会', 110101, '2021-07-01'), bob,
		)).event('organizations.Established');
		await works(setGrants(COMMITTEE, org, ['ApproveAdmission', 'DirectTransfer']), bob);
		await works(appoint(COMMITTEE, org, 2, ['Secretary'], ['Approver']), bob);
		await works(establish(org, org, 'Branch', '县委办公室党支部', 110101, '2021-07-01'), charlie);
		const view = (await api.call.organizationsApi.organization(org)).unwrap();
		assert.deepEqual(view.grants.toJSON(), ['ApproveAdmission', 'DirectTransfer']);
		assert.equal(view.officers.toNumber(), 1);
		await works(resign(org), charlie);
		await works(appoint(COMMITTEE, org, 3, [], ['Handler']), bob);
		await works(dismiss(COMMITTEE, org, 3), bob);
		assert.equal((await api.call.organizationsApi.officers(org)).length, 0);
	});
});

describe('members', () => {
	let person;
	let batch;

	it('open and close a window, propose, withdraw, enrol', async () => {
		await staffBranch(chain);
		await works(api.tx.members.closeImportWindow(COMMITTEE, BRANCH), bob);
		await works(api.tx.members.openImportWindow(COMMITTEE, BRANCH, '2024-12-31'), bob);
		const dropped = [entry('dropped')];
		await propose(chain, dropped);
		await works(api.tx.members.withdrawEnrolment(BRANCH, batchHash(api, BRANCH, 1, dropped)), dave);
		const statuses = ['Full', 'Probationary', 'Inactive', 'Applicant', 'ActiveApplicant', 'Candidate'];
		const entries = statuses.map((status) => entry(`call ${status}`, { status }));
		batch = batchHash(api, BRANCH, 1, entries);
		const outcome = await enrol(chain, entries);
		const { data } = outcome.event('members.Enrolled');
		person = data.first.toNumber();
		assert.equal(data.count.toNumber(), 6);
		assert.equal(data.batch.toHex(), batch);
		const [counts] = (await api.call.organizationsApi.headCounts(BRANCH)).unwrap();
		assert.deepEqual(counts.toJSON(), {
			applicants: 1, activeApplicants: 1, candidates: 1, probationary: 1, full: 5, inactive: 1,
			former: 0, members: 7,
		});
		const tags = entries.map(({ tag }) => ({ keyVersion: 1, tag }));
		assert.deepEqual((await api.call.membersApi.personsByTag(tags)).toJSON(),
			statuses.map((_, i) => person + i));
	});

	it('correct a sealed birthday, proving the event that was wrong', async () => {
		const { proposeAct, correct } = api.tx.members;
		const commitment = made('effective birthday');
		const record = (await api.call.membersApi.personRecord(person)).unwrap();
		const event = {
			seq: 0, kind: 'Enrolled', effective: '2024-02-29', recorded: record.birthday.unwrap().at,
			org: BRANCH, by: BRANCH, rules: 2019, evidence: batch,
		};
		// The bytes that are hashed follow from what everybody can read: in them the day is a number.
		const head = lifeHead0(api, person);
		const typed = api.createType(correct.meta.args[4].type.toString(), event).toU8a();
		const day = 5; // after seq u32 and kind u8 stands the day, as 11 bytes of text
		const encoded = u8aConcat([0], typed.slice(0, day), bnToU8a(20240229, { bitLength: 32 }), typed.slice(day + 11));
		assert.equal(record.life.head.toHex(), nextLifeHead(head, 0, encoded));

		await works(proposeAct(BRANCH, person, correctionHash(api, BRANCH, person, 0, commitment)), charlie);
		await works(correct(BRANCH, person, 0, head, event, [], commitment), dave);
		const view = (await api.call.membersApi.person(person)).unwrap();
		assert.ok(view.corrected.isTrue);
		assert.equal(view.birthday.unwrap().toHex(), made('birthday call Full'));
		assert.equal(view.effectiveBirthday.unwrap().toHex(), commitment);
		assert.equal(view.lifeLen.toNumber(), 2);
	});

	it('bind a key, freeze it, thaw it, freeze one\'s own', async () => {
		const { bindAccount, freezeAccount, unfreezeAccount, freezeOwnAccount } = api.tx.members;
		const proof = binding(api, person, eve, '2024-03-31');
		await works(bindAccount(BRANCH, person, eve.address, '2024-03-31', proof), dave);
		assert.equal((await api.call.membersApi.personOf(eve.address)).unwrap().toNumber(), person);
		await works(freezeAccount(BRANCH, person), charlie);
		assert.equal((await chain.quota(eve)).entitled, false);
		await works(unfreezeAccount(BRANCH, person), dave);
		await works(freezeOwnAccount(), eve);
		assert.equal((await chain.quota(eve)).frozen, true);
		await works(unfreezeAccount(BRANCH, person), dave);
		assert.equal((await chain.quota(eve)).entitled, true);
	});

	it('have the registrar\'s keys set by the council', async () => {
		const { setRegistrarKey } = api.tx.members;
		await decided(setRegistrarKey(2, u8aToHex(registrar.publicKey)));
		const entries = [entry('second key')];
		await propose(chain, entries);
		await works(await enrolment(chain, entries, { keyVersion: 2 }), dave);
		await decided(setRegistrarKey(2, null));
	});
});

organizationPlays();
membershipPlays();

describe('access', () => {
	it('sets limits and delays', async () => {
		await decided(api.tx.access.setLimit('Member', 300));
		assert.equal((await chain.quota(eve)).limit, 300);
		await decided(api.tx.access.setDelays(0, 120_000, 259_200_000, 86_400_000));
		assert.equal((await api.query.access.currentDelays()).upgrade.toNumber(), 120_000);
	});

	it('proposes, cancels, enacts and takes back an upgrade', async () => {
		const { proposeUpgrade, cancelUpgrade, enactUpgrade } = api.tx.access;
		await decided(proposeUpgrade(made('runtime')));
		await decided(cancelUpgrade());
		const { data } = (await decided(proposeUpgrade(made('runtime'))))
			.event('access.UpgradeProposed');
		const early = await chain.send(enactUpgrade(), alice);
		assert.equal(early.error.name, 'access.UpgradeNotReady');
		await chain.setTime(data.readyAt.toNumber());
		await works(enactUpgrade(), alice);
		assert.equal((await api.query.system.authorizedUpgrade()).unwrap().codeHash.toHex(), made('runtime'));
		const wrong = await chain.send(api.tx.system.applyAuthorizedUpgrade('0x00'), alice);
		assert.equal(wrong.error.name, 'system.Unauthorized');
		await decided(cancelUpgrade());
		// The authorization that is left fits no runtime.
		assert.match((await api.query.system.authorizedUpgrade()).unwrap().codeHash.toHex(), /^0x0{64}$/u);
	});
});

describe('validators', () => {
	it('are named, set and purge their keys, are removed', async () => {
		const { nameValidator, removeValidator } = api.tx.validators;
		await decided(nameValidator(dave.address));
		const { keys, proof } = await chain.rpc('author_rotateKeysWithOwner', api
			.createType('AccountId', dave.address).toHex());
		await works(api.tx.session.setKeys(keys, proof), dave);
		const foreign = await chain.send(api.tx.session.setKeys(keys, proof), alice);
		assert.equal(foreign.error.name, 'session.InvalidProof');
		await works(api.tx.session.purgeKeys(), dave);
		await decided(removeValidator(dave.address));
		assert.equal((await api.query.validators.named()).length, 1);
	});
});

describe('stock pallets', () => {
	const remarkable = () => api.tx.access.setLimit('Member', 301);

	it('council: motions with votes, of more than one member', async () => {
		const { council } = api.tx;
		const { setMembers, propose: move, vote, close, disapproveProposal, kill, execute } = council;
		const single = await works(execute(api.tx.access.setLimit('Member', 299), 200), alice);
		// A single member is no council, also where there is no other.
		assert.ok(single.event('council.MemberExecuted').data.result.asErr.isBadOrigin);
		assert.equal((await chain.quota(eve)).limit, 300);
		await decided(setMembers([alice.address, bob.address, charlie.address], null, 1));
		const motion = async (tx) => {
			const outcome = await works(move(2, tx, 200), alice);
			const { proposalIndex, proposalHash } = outcome.event('council.Proposed').data;
			return { proposalIndex, proposalHash };
		};
		const pass = async (tx) => {
			const { proposalIndex, proposalHash } = await motion(tx);
			await works(vote(proposalHash, proposalIndex, true), alice);
			await works(vote(proposalHash, proposalIndex, true), bob);
			const closed = await works(
				close(proposalHash, proposalIndex, { refTime: 5e10, proofSize: 1e6 }, 200), charlie);
			const { result } = closed.event('council.Executed').data;
			assert.ok(result.isOk, result.toString());
			note(tx.method);
		};
		await pass(remarkable());
		assert.equal((await chain.quota(eve)).limit, 301);
		const first = await motion(api.tx.access.setLimit('Member', 302));
		await pass(disapproveProposal(first.proposalHash));
		const second = await motion(api.tx.access.setLimit('Member', 303));
		await pass(kill(second.proposalHash));
		// A member alone decides nothing.
		const alone = await works(move(1, api.tx.access.setLimit('Member', 304), 200), alice);
		assert.ok(alone.event('council.Executed').data.result.isErr);
		assert.equal((await chain.quota(eve)).limit, 301);
		await pass(setMembers([alice.address], null, 3));
	});

	it('scheduler: by the council alone', async () => {
		const { scheduler } = api.tx;
		const at = (await chain.height()) + 1000;
		const id = made('scheduled');
		const call = api.tx.access.setLimit('Member', 305);
		await decided(scheduler.schedule(at, null, 63, call));
		await decided(scheduler.setRetry([at, 0], 2, 5));
		await decided(scheduler.cancelRetry([at, 0]));
		await decided(scheduler.cancel(at, 0));
		await decided(scheduler.scheduleNamed(id, at, null, 63, call));
		await decided(scheduler.setRetryNamed(id, 2, 5));
		await decided(scheduler.cancelRetryNamed(id));
		await decided(scheduler.cancelNamed(id));
		await decided(scheduler.scheduleAfter(1000, null, 63, call));
		await decided(scheduler.scheduleNamedAfter(id, 1, null, 63, call));
		await works(api.tx.organizations.setGrants(COMMITTEE, BRANCH, ['HoldElections']), bob);
		await works(api.tx.organizations.setGrants(COMMITTEE, BRANCH, []), bob);
		assert.equal((await chain.quota(eve)).limit, 305);
		const { error } = await chain.send(scheduler.schedule(at, null, 63, call), bob);
		assert.equal(error.name, 'BadOrigin');
	});

	it('safe mode and pauses: the council stops and starts what is not indispensable', async () => {
		const { safeMode, txPause, organizations } = api.tx;
		const grant = organizations.setGrants(COMMITTEE, BRANCH, ['ApproveAdmission']);
		const refusal = async () => {
			const { code, data } = await chain.submit(await chain.sign(grant, bob));
			return `${code} ${data}`;
		};
		await decided(safeMode.forceEnter());
		assert.equal(await refusal(), '1010 Custom error: 4');
		await decided(safeMode.forceExtend());
		await decided(safeMode.forceExit());
		const name = ['Organizations', 'set_grants'];
		await decided(txPause.pause(name));
		assert.equal(await refusal(), '1010 Custom error: 4');
		await decided(txPause.unpause(name));
		await works(grant, bob);
	});

	it('utility: several calls in one transaction', async () => {
		const { batch, batchAll, forceBatch } = api.tx.utility;
		const grants = (...list) => api.tx.organizations.setGrants(COMMITTEE, BRANCH, list);
		await works(batch([grants('HoldElections'), grants()]), bob);
		await works(batchAll([grants('HoldElections'), grants('HoldElections', 'DirectTransfer')]), bob);
		const mixed = await works(forceBatch([grants('HoldElections', 'DirectTransfer'), grants()]), bob);
		const [failed] = mixed.events.filter(({ method }) => method === 'ItemFailed');
		const { name } = api.registry.findMetaError(failed.data.error.asModule);
		assert.equal(name, 'GrantsUnchanged');
	});

	it('proxy: narrow, for freezing and for the keys of a validator', async () => {
		const { proxy, members, organizations } = api.tx;
		await works(proxy.addProxy(bob.address, 'Freeze', 0), eve);
		await works(proxy.addProxy(alice.address, 'Freeze', 1), eve);
		const other = await works(
			proxy.proxy(eve.address, 'Freeze', organizations.resign(BRANCH)), bob);
		assert.ok(other.event('proxy.ProxyExecuted').data.result.isErr);
		const frozen = await works(proxy.proxy(eve.address, null, members.freezeOwnAccount()), bob);
		assert.ok(frozen.event('members.AccountFrozen'));
		const { person } = frozen.event('members.AccountFrozen').data;
		await works(members.unfreezeAccount(BRANCH, person), dave);

		const later = (tx) => blake2AsHex(tx.method.toU8a(), 256);
		await works(proxy.announce(eve.address, later(members.freezeOwnAccount())), alice);
		await works(proxy.removeAnnouncement(eve.address, later(members.freezeOwnAccount())), alice);
		await works(proxy.announce(eve.address, later(organizations.resign(1))), alice);
		await works(proxy.rejectAnnouncement(alice.address, later(organizations.resign(1))), eve);
		await works(proxy.announce(eve.address, later(members.freezeOwnAccount())), alice);
		await works(proxy.proxyAnnounced(alice.address, eve.address, 'Freeze', members.freezeOwnAccount()), alice);
		await works(members.unfreezeAccount(BRANCH, person), dave);
		await works(proxy.removeProxy(bob.address, 'Freeze', 0), eve);
		await works(proxy.removeProxies(), eve);
	});

	it('multisig: several accounts as one, which is nobody', async () => {
		const { multisig, organizations } = api.tx;
		const call = organizations.resign(COMMITTEE);
		const hash = blake2AsHex(call.method.toU8a(), 256);
		const others = (own) => sortAddresses([alice, bob, charlie]
			.filter(({ address }) => address !== own.address).map(({ address }) => address), 42);
		const weight = { refTime: 5e10, proofSize: 1e6 };
		const begun = async (tx) => {
			const { number, index } = await works(tx, alice);
			return { height: number, index };
		};
		const first = await begun(multisig.approveAsMulti(2, others(alice), null, hash, weight));
		await works(multisig.cancelAsMulti(2, others(alice), first, hash), alice);
		const second = await begun(multisig.asMulti(2, others(alice), null, call, weight));
		const done = await works(multisig.asMulti(2, others(bob), second, call, weight), bob);
		const { multisig: joint, result } = done.event('multisig.MultisigExecuted').data;
		const account = encodeAddress(createKeyMulti([alice, bob, charlie].map(({ address }) => address), 2), 42);
		assert.equal(joint.toString(), account);
		assert.equal(api.registry.findMetaError(result.asErr.asModule).name, 'AccountNotBound');
		const alone = await chain.send(multisig.asMultiThreshold1([bob.address], call), alice);
		assert.equal(alone.error.name, 'organizations.AccountNotBound');
		carriedOut.add('multisig.asMultiThreshold1');
	});

	it('signAndSend, as an application calls it, with nothing said', async () => {
		const tx = api.tx.organizations.setGrants(COMMITTEE, BRANCH, ['ApproveAdmission', 'HoldElections']);
		const result = await new Promise((resolve, reject) => {
			tx.signAndSend(bob, (status) => {
				if (status.isInBlock || status.isError) resolve(status);
			}).catch(reject);
		});
		assert.ok(result.isInBlock);
		assert.equal(result.dispatchError, undefined);
		assert.ok(result.events.some(({ event }) => api.events.organizations.GrantsSet.is(event)));
		const { block } = await api.rpc.chain.getBlock(result.status.asInBlock);
		const [, sent] = block.extrinsics;
		assert.ok(sent.era.isMortalEra);
	});
});

describe('coverage', () => {
	/** Somebody's calls that are not sent here, and why. */
	const ELSEWHERE = [
		'timestamp.set', // in every block, by its author
		'grandpa.reportEquivocation', 'grandpa.reportEquivocationUnsigned', // need an equivocation
		'system.applyAuthorizedUpgrade', // needs another runtime; its refusal is above
		// Rest on a meeting's resolution, and this chain records no meetings; refusals in plays/.
		'organizations.reportElection', 'organizations.confirmElection',
	];
	/** Events that cannot happen here, and why. */
	const UNSEEN = [
		'organizations.ElectionReported', 'organizations.ElectionConfirmed', // as their calls
		'validators.KeysRestored', // when every validator purged its own: tested in the pallet
	];

	it('leaves out no call of the pallets of this project', () => {
		const all = OURS.flatMap((section) => Object.keys(api.tx[section]).map((name) => `${section}.${name}`));
		assert.equal(all.length, 7 + 1 + 24 + 26 + 2);
		const left = all.filter((name) => !carriedOut.has(name));
		assert.deepEqual(left, ELSEWHERE.filter((name) => all.includes(name)));
	});

	it('leaves out no other call that is somebody\'s', async () => {
		const at = await api.rpc.chain.getBlockHash();
		const nonce = await chain.nonce(alice);
		const left = [];
		for (const section of Object.keys(api.tx).filter((name) => !OURS.includes(name))) {
			for (const [method, call] of Object.entries(api.tx[section])) {
				const name = `${section}.${method}`;
				if (carriedOut.has(name) || ELSEWHERE.includes(name)) continue;
				const args = call.meta.args.map(({ type }) => api.createType(type.toString()));
				const tx = await call(...args).signAsync(alice, { nonce });
				const validity = await api.call.taggedTransactionQueue.validateTransaction('External', tx.toU8a(), at);
				const isNobodys = validity.isErr && validity.asErr.isInvalid
					&& validity.asErr.asInvalid.isCustom && validity.asErr.asInvalid.asCustom.eqn(4);
				if (!isNobodys) left.push(name);
			}
		}
		assert.deepEqual(left, []);
	});

	it('saw every event of the pallets of this project', () => {
		const all = OURS.flatMap((section) => Object.keys(api.events[section]).map((name) => `${section}.${name}`));
		assert.deepEqual(all.filter((name) => !happened.has(name)), UNSEEN);
	});

	it('decodes every event there can be', () => {
		for (const [section, events] of Object.entries(api.events)) {
			for (const [name, { meta }] of Object.entries(events)) {
				for (const field of meta.fields) {
					const type = api.registry.createLookupType(field.type);
					assert.doesNotThrow(() => api.createType(type).toHuman(), `${section}.${name}: ${type}`);
				}
			}
		}
	});

	it('reads a life history whose events lead to the head on chain', async () => {
		await chain.finalised();
		const count = (await api.call.membersApi.personCount()).toNumber();
		const events = [];
		for (let person = 4; person < count; person += 1) {
			const history = await chain.rpc('life_history', person);
			const view = (await api.call.membersApi.person(person)).unwrap();
			assert.equal(history.complete, true);
			assert.equal(history.length, view.lifeLen.toNumber());
			assert.equal(history.head, view.lifeHead.toHex());
			assert.equal(history.events.length, history.length);
			events.push(...history.events);
		}
		// Founders alone have an event of the first block.
		assert.deepEqual([...new Set(events.map(({ kind }) => kind))].sort(), [
			'AccountBound', 'AccountFrozen', 'AccountReplaced', 'AccountThawed', 'BranchChanged',
			'Correction', 'Enrolled', 'Left', 'Readmitted', 'RecordUpdated', 'Reinstated', 'Suspended',
			'TagAdded',
		]);
		const those = (name, what) => events.filter(({ kind }) => kind === name).map(what);
		assert.deepEqual(those('Readmitted', ({ spell, effective }) => `${spell} ${effective}`), ['2 2020-07-01']);
		assert.deepEqual(those('RecordUpdated', ({ version }) => version).sort(), [2, 3]);
		assert.deepEqual(those('BranchChanged', ({ from }) => from), [BRANCH, BRANCH]);
		assert.ok(those('Left', ({ effective }) => effective).includes('2012-05-04'));
	});
});
