// What an administrator reads: calls, events, answers of the runtime, docs — through @polkadot/api.

import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';

import { GenericEventData, Struct } from '@polkadot/types';
import { compactFromU8a, hexToU8a } from '@polkadot/util';

import {
	BRANCH, COMMITTEE, OURS, TODAY, alice, bob, dave, enrol, entry, made, staffBranch, startChain,
} from './harness.mjs';

let chain;
let api;
before(async () => {
	chain = await startChain();
	api = chain.api;
	await chain.seal();
});
after(() => chain?.stop());

/** Calls, events and errors of the pallets of this project. */
const ours = (kind) => OURS.flatMap((section) => Object.entries(kind[section] ?? {})
	.map(([name, item]) => ({ name: `${section}.${name}`, item, docs: item.meta.docs })));
const text = (docs) => docs.map(String).join(' ').replace(/\s+/gu, ' ').trim();

describe('toHuman', () => {
	it('shows a call as it was meant: dates, Chinese text, kinds, lists', () => {
		const establish = api.tx.organizations
			.establish(COMMITTEE, COMMITTEE, 'Branch', '红旗社区第一党支部', 110101, '2024-02-29');
		assert.deepEqual(establish.method.toHuman().args, {
			org: '0', parent: '0', kind: 'Branch', name: '红旗社区第一党支部', region: '110,101', founded: '2024-02-29',
		});
		const appoint = api.tx.organizations
			.appoint(COMMITTEE, BRANCH, 2, ['Secretary', 'Organization'], ['Handler', 'Approver']);
		assert.deepEqual(appoint.method.toHuman().args, {
			org: '0', target: '1', person: '2',
			offices: ['Secretary', 'Organization'], powers: ['Handler', 'Approver'],
		});
		const window = api.tx.members.openImportWindow(COMMITTEE, BRANCH, '2024-06-30');
		assert.deepEqual(window.method.toHuman().args, { org: '0', target: '1', until: '2024-06-30' });
		const limit = api.tx.access.setLimit('Member', 1000);
		assert.deepEqual(limit.method.toHuman().args, { class: 'Member', units: '1,000' });
		const { kind, status } = entry('a', { status: 'Probationary' });
		assert.equal(kind, undefined);
		const [shown] = api.tx.members.enrol(COMMITTEE, 1, [entry('a', { status })], {
			keyVersion: 1, expires: 5, signature: new Uint8Array(64),
		}).method.toHuman().args.persons;
		assert.deepEqual(shown, {
			org: '1', status: 'Probationary', recordRoot: made('root a'), birthday: made('birthday a'),
			tag: made('tag a'),
		});
	});

	it('shows the same call when it is read back from a block', async () => {
		const tx = api.tx.organizations.establish(COMMITTEE, COMMITTEE, 'Branch', '第二党支部', 110102, '2023-12-31');
		const { blockHash, index } = await chain.works(tx, bob);
		const { block } = await api.rpc.chain.getBlock(blockHash);
		assert.deepEqual(block.extrinsics[index].method.toHuman(), {
			section: 'organizations', method: 'establish',
			args: { org: '0', parent: '0', kind: 'Branch', name: '第二党支部', region: '110,102', founded: '2023-12-31' },
		});
	});

	it('shows events: dates, Chinese text, lists, what was before', async () => {
		const founded = await chain.works(
			api.tx.organizations.establish(COMMITTEE, COMMITTEE, 'Branch', '退休干部党支部', 110102, TODAY), bob);
		const established = founded.event('organizations.Established').toHuman();
		const org = established.data.org;
		assert.deepEqual(established.data, {
			org, parent: '0', acting: '0', kind: 'Branch', name: '退休干部党支部', region: '110,102',
			founded: '2024-02-29', by: '1',
		});
		const granted = await chain.works(
			api.tx.organizations.setGrants(COMMITTEE, org, ['ApproveAdmission', 'HoldElections']), bob);
		assert.deepEqual(granted.event('organizations.GrantsSet').toHuman().data, {
			org, before: [], grants: ['ApproveAdmission', 'HoldElections'], superior: '0', by: '1',
		});
		const appointed = await chain.works(
			api.tx.organizations.appoint(COMMITTEE, org, 2, ['Secretary'], ['Handler']), bob);
		const { effectiveAt, ...appointment } =
			appointed.event('organizations.Appointed').toHuman().data;
		assert.deepEqual(appointment, {
			org, person: '2', officesBefore: [], powersBefore: [], offices: ['Secretary'],
			powers: ['Handler'], since: '2024-02-29', until: null, acting: '0', by: '1',
		});
		assert.match(effectiveAt, /^1,709,1[0-9]{2},[0-9]{3},[0-9]{3}$/u);
		const dismissed = await chain.works(api.tx.organizations.dismiss(COMMITTEE, org, 2), bob);
		assert.deepEqual(dismissed.event('organizations.Dismissed').toHuman().data, {
			org, person: '2', offices: ['Secretary'], powers: ['Handler'], acting: '0', by: '1',
		});
		const window = await chain.works(
			api.tx.members.openImportWindow(COMMITTEE, org, '2024-12-31'), bob);
		assert.deepEqual(window.event('members.ImportWindowOpened').toHuman().data, {
			org: '0', target: org, until: '2024-12-31', by: '1',
		});
		const upgrade = await chain.decided(api.tx.access.proposeUpgrade(made('runtime')));
		const { readyAt, ...proposed } = upgrade.event('access.UpgradeProposed').toHuman().data;
		assert.deepEqual(proposed, { codeHash: made('runtime'), readyOn: '2024-02-29' });
		assert.match(readyAt, /^1,709,1/u);
		await chain.decided(api.tx.access.cancelUpgrade());
	});

	it('shows answers of the runtime: dates, Chinese text, lists, counts by name', async () => {
		assert.deepEqual((await api.call.organizationsApi.organization(COMMITTEE)).toHuman(), {
			id: '0', parent: null, kind: 'Provincial', name: '初心省委员会(演示)', region: '990,000',
			status: 'Active', founded: '2021-07-01', termEnds: null, grants: [], depth: '0',
			officers: '2', importUntil: null, branchSize: 'NotABranch', keyVersion: null, mergedInto: null,
			contact: null,
		});
		await staffBranch(chain, '2024-03-31');
		const [branch, second] = (await api.call.organizationsApi.children(COMMITTEE, null, 2)).toHuman();
		assert.equal(branch.name, '机关党支部');
		assert.equal(branch.importUntil, '2024-03-31');
		assert.equal(second.name, '第二党支部');
		assert.equal(second.founded, '2023-12-31');
		assert.equal(second.importUntil, null);

		const [, secretary] = (await api.call.organizationsApi.officers(COMMITTEE)).toHuman();
		assert.deepEqual(secretary, {
			person: '1', offices: ['Secretary'], powers: ['Approver', 'Organizer'],
			since: secretary.since, effectiveAt: '0', by: null, until: null,
		});
		assert.match(secretary.since, /^\d{4}-\d{2}-\d{2}$/u);

		const [own, subtree] = (await api.call.organizationsApi.headCounts(COMMITTEE)).toHuman();
		assert.equal(own.members, '0');
		assert.deepEqual(subtree, {
			applicants: '0', activeApplicants: '0', candidates: '0', probationary: '0', full: '4',
			inactive: '0', former: '0', members: '4',
		});

		const { data: { first } } = (await enrol(chain, [entry('reading')])).event('members.Enrolled');
		const person = (await api.call.membersApi.person(first)).toHuman();
		assert.equal(person.sealedOn, '2024-02-29');
		assert.equal(person.status, 'Full');
		assert.equal(person.birthday, made('birthday reading'));
		assert.equal((await api.call.accessApi.quota(bob.address)).toHuman().day, '2024-02-29');
	});

	it('hides no text of a call or event of ours behind bytes', () => {
		const types = [
			...ours(api.tx).flatMap(({ name, item }) => item.meta.args
				.map((arg) => [`${name}(${arg.name})`, arg.type.toString()])),
			...ours(api.events).flatMap(({ name, item }) => item.meta.fields
				.map((field) => [`${name}.${field.name.unwrapOr('?')}`, api.registry.lookup
					.getTypeDef(field.type).type])),
		];
		assert.ok(types.length > 100);
		assert.deepEqual(types.filter(([, type]) => /Bytes|Vec<u8>/u.test(type)), []);
	});

	it('hides no field of ours behind a word of its own', () => {
		// Read as `size_`, or not at all.
		const renamed = ['entries', 'hash', 'keys', 'new', 'registry', 'size'];
		const hidden = (of, field) => renamed.includes(field) || field in of.prototype;
		const camel = (name) => name.toString().replace(/_([a-z])/gu, (_, letter) => letter.toUpperCase());
		const fields = (list, name) => list.filter((field) => field.name.isSome)
			.map((field) => [name, camel(field.name.unwrap())]);
		const found = api.registry.lookup.types.map(({ type }) => type)
			.filter(({ path }) => /^(chuxin_|pallet_(access|agenda|members|organizations|validators)$)/u
				.test(path[0]?.toString() ?? ''))
			.flatMap(({ path, def }) => {
				const name = path.join('::');
				if (def.isComposite) return fields([...def.asComposite.fields], name);
				return def.isVariant ? [...def.asVariant.variants]
					.flatMap((variant) => fields([...variant.fields], `${name}::${variant.name}`)) : [];
			});
		assert.ok(found.length > 300);
		const event = (name) => name.startsWith('pallet_') && name.includes('::Event::');
		assert.deepEqual(found.filter(([name, field]) =>
			hidden(event(name) ? GenericEventData : Struct, field)), []);
	});

	/** Names in `types` (name → type) behind which a day or a month is a number. */
	function numbered(types) {
		const { lookup } = api.registry;
		const found = [];
		// A day or a month in storage is a number of the type CivilDate or Period.
		const walk = (name, id, seen) => {
			if (seen.has(id.toNumber())) return;
			seen.add(id.toNumber());
			const { path, def, params } = lookup.getSiType(id);
			if (['CivilDate', 'Period'].includes(path.at(-1)?.toString())) found.push(name);
			for (const param of params) if (param.type.isSome) walk(name, param.type.unwrap(), seen);
			const fields = def.isComposite ? def.asComposite.fields
				: def.isVariant ? def.asVariant.variants.flatMap((variant) => [...variant.fields]) : [];
			for (const field of fields) walk(name, field.type, seen);
			if (def.isSequence) walk(name, def.asSequence.type, seen);
			if (def.isArray) walk(name, def.asArray.type, seen);
			if (def.isTuple) for (const part of def.asTuple) walk(name, part, seen);
		};
		for (const [name, id] of types) walk(name, id, new Set());
		return found;
	}

	it('shows no date of a call or event of ours as a number', () => {
		const types = modules().flatMap(({ section, calls, events }) => [...calls, ...events]
			.flatMap((variant) => variant.fields.map((field) =>
				[`${section}.${variant.name}(${field.name.unwrapOr('?')})`, field.type])));
		assert.ok(types.length > 200);
		assert.deepEqual(numbered(types), []);
	});

	it('shows no date of an answer of the runtime as a number', () => {
		const answers = api.runtimeMetadata.asLatest.apis
			.filter(({ name }) => /^(Organizations|Members|Access|Agenda)Api$/u.test(name.toString()))
			.flatMap(({ name, methods }) => methods.map((method) => [`${name}.${method.name}`, method.output]));
		assert.equal(answers.length, 9 + 11 + 4 + 3);
		assert.deepEqual(numbered(answers), []);
	});
});

/** Variants of calls, events and errors of our pallets, as they stand in the metadata. */
function modules() {
	const { lookup } = api.registry;
	const variants = (part) => part.isSome
		? [...lookup.getSiType(part.unwrap().type).def.asVariant.variants] : [];
	return api.runtimeMetadata.asLatest.pallets
		.filter(({ name }) => OURS.includes(name.toString().toLowerCase()))
		.map((pallet) => ({
			section: pallet.name.toString(), index: pallet.index,
			calls: variants(pallet.calls), events: variants(pallet.events),
			errors: variants(pallet.errors),
		}));
}

describe('docs', () => {
	it('of every call say what it does and who signs it', () => {
		const calls = ours(api.tx);
		assert.equal(calls.length, 7 + 1 + 24 + 26 + 2);
		for (const { name, docs } of calls) {
			assert.ok(text(docs).length > 40, `${name}: ${text(docs)}`);
			assert.match(text(docs), /[Ss]igned by|[Bb]y the council|\(council\)|\(anybody entitled\)/u, name);
		}
	});

	it('of every event say what happened', () => {
		const events = ours(api.events);
		assert.ok(events.length >= 26);
		for (const { name, docs } of events) assert.ok(text(docs).length > 20, name);
	});

	it('of every error name the cure', () => {
		const errors = ours(api.errors);
		assert.ok(errors.length >= 85);
		// What went wrong, and then what to do: more than one sentence, or two in one.
		const curing = (docs) => docs.split(/[.:;] (?=\S)/u).length > 1;
		const without = errors.filter(({ docs }) => !curing(text(docs)))
			.map(({ name, docs }) => `${name}: ${text(docs)}`);
		assert.deepEqual(without, []);
	});

	it('of every error are what a client finds for the number in a block', () => {
		for (const { section, index, errors } of modules()) {
			for (const variant of errors) {
				const found = api.registry.findMetaError(api.createType('DispatchErrorModule', {
					index, error: new Uint8Array([variant.index.toNumber(), 0, 0, 0]),
				}));
				assert.equal(found.section, section.toLowerCase());
				assert.equal(found.name, variant.name.toString());
				assert.deepEqual(found.docs, variant.docs.map(String));
			}
		}
	});
});

describe('clients', () => {
	it('find every runtime API of ours as api.call', async () => {
		const methods = Object.fromEntries(['organizationsApi', 'membersApi', 'accessApi', 'agendaApi']
			.map((name) => [name, Object.keys(api.call[name] ?? {})]));
		assert.deepEqual(methods, {
			organizationsApi: ['organization', 'children', 'headCounts', 'officers', 'directory',
				'named', 'organizationKey', 'reorganization', 'election'],
			membersApi: ['person', 'personRecord', 'personsByTag', 'personOf', 'personCount', 'holds',
				'spells', 'replacement', 'recordUpdate', 'actProposal', 'goLive'],
			accessApi: ['quota', 'limits', 'pendingAct', 'pendingActs'],
			agendaApi: ['agenda', 'overdue', 'overdueBelow'],
		});
		const { membersApi, organizationsApi } = api.call;
		assert.equal((await membersApi.personOf(dave.address)).unwrap().toNumber(), 3);
		assert.ok((await membersApi.personOf(alice.address)).unwrap().isZero());
		assert.equal((await membersApi.personRecord(3)).unwrap().account.toString(), dave.address);
		assert.ok((await membersApi.personRecord(1_000_000)).isNone);
		assert.ok((await membersApi.personCount()).toNumber() >= 4);
		const known = await membersApi.personsByTag([{ keyVersion: 1, tag: made('tag nobody') }]);
		assert.deepEqual(known.toJSON(), [null]);
		assert.ok((await organizationsApi.organization(1_000_000)).isNone);
		assert.ok((await organizationsApi.headCounts(1_000_000)).isNone);
		assert.equal((await organizationsApi.officers(1_000_000)).length, 0);
	});

	it('are served the metadata in versions 14, 15 and 16', async () => {
		const versions = await api.call.metadata.metadataVersions();
		for (const version of [14, 15, 16]) {
			assert.ok(versions.some((served) => served.eqn(version)), `${versions} without ${version}`);
			const hex = await chain.rpc('state_call', 'Metadata_metadata_at_version',
				`0x${version.toString(16).padStart(2, '0')}000000`);
			const [some, ...rest] = hexToU8a(hex);
			assert.equal(some, 1, `version ${version}`);
			const [offset] = compactFromU8a(new Uint8Array(rest));
			const bytes = rest.slice(offset);
			assert.equal(Buffer.from(bytes.slice(0, 4)).toString(), 'meta');
			assert.equal(bytes[4], version);
		}
		assert.equal(api.runtimeMetadata.version, 16);
	});

	it('are told that a transaction costs nothing, and its true weight', async () => {
		const digests = (n) => Array.from({ length: n }, (_, i) => ({ batch: made(`digest ${n} ${i}`), count: 1 }));
		const small = api.tx.members.proposeEnrolment(COMMITTEE, digests(1));
		const large = api.tx.members.proposeEnrolment(COMMITTEE, digests(64));
		const [one, many] = await Promise.all([small, large].map((tx) => tx.paymentInfo(alice)));
		for (const info of [one, many]) {
			assert.ok(info.partialFee.isZero());
			assert.ok(info.class.isNormal);
		}
		assert.ok(many.weight.refTime.toBn().gt(one.weight.refTime.toBn()));

		// Quota is counted by this weight: the call's alone, as the other API tells it.
		const before = (await chain.quota(alice)).free;
		const hex = await chain.sign(large, alice);
		const { info } = await chain.sendBytes(hex);
		const call = await api.call.transactionPaymentCallApi.queryCallInfo(large.method, 0);
		assert.ok(call.partialFee.isZero());
		const bytes = (hex.length - 2) / 2;
		const cost = 1 + Math.ceil(call.weight.refTime.toNumber() / 250e6) + Math.ceil(bytes / 1024);
		assert.equal(before - (await chain.quota(alice)).free, cost);
		// The whole transaction weighs more than its call; a block adds the same for each.
		const { baseExtrinsic } = api.consts.system.blockWeights.perClass.normal;
		assert.ok(many.weight.refTime.toBn().gt(call.weight.refTime.toBn()));
		assert.ok(many.weight.refTime.toBn().add(baseExtrinsic.refTime.toBn()).gte(info.weight.refTime.toBn()));
		const details = await api.call.transactionPaymentApi.queryFeeDetails(large.toU8a(), bytes);
		assert.ok(details.inclusionFee.unwrap().baseFee.isZero());
		assert.ok(details.inclusionFee.unwrap().adjustedWeightFee.isZero());
	});

	it('read an account whose quota is partly used by derive.balances.account', async () => {
		const before = await api.derive.balances.account(bob.address);
		await chain.works(api.tx.organizations.setGrants(COMMITTEE, BRANCH, ['HoldElections']), bob);
		const after = await api.derive.balances.account(bob.address);
		const quota = await chain.quota(bob);
		assert.equal(after.freeBalance.toNumber(), quota.free);
		assert.ok(after.freeBalance.lt(before.freeBalance));
		assert.ok(quota.free < quota.limit);
		assert.equal(after.accountNonce.toNumber(), before.accountNonce.toNumber() + 1);
		// Also of an account that is nobody's.
		assert.ok((await api.derive.balances.account(made('nobody'))).freeBalance.isZero());
		assert.ok((await api.derive.balances.all(bob.address)).accountId.eq(bob.address));
	});

	it('see the properties wallets ask for', async () => {
		const properties = await api.rpc.system.properties();
		assert.deepEqual(properties.toHuman(), {
			isEthereum: false, ss58Format: '42', tokenDecimals: ['0'], tokenSymbol: ['CXQ'],
		});
	});
});
