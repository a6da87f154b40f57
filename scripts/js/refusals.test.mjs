// What becomes of bad input: the pallet's named error with its docs, never a trap, and nothing is
// half done.

import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';

import { compactToU8a, stringToU8a, u8aConcat } from '@polkadot/util';

import {
	BRANCH, COMMITTEE, alice, batchHash, binding, bob, certificate, charlie, correctionHash, dave,
	nameError, enrol, enrolment, entry, eve, ferdie, made, propose, staffBranch, startChain, u32,
} from './harness.mjs';
import { IMPOSSIBLE, refusing } from './plays/refusing.mjs';

let chain;
let api;
/** A branch beside `BRANCH`, and a committee that Charlie and Dave may import for as well. */
let beside;
let committee;

before(async () => {
	chain = await startChain();
	api = chain.api;
	await chain.seal();
	await staffBranch(chain);
	const { organizations, members } = api.tx;
	const establish = async (kind, name) => (await chain.works(
		organizations.establish(COMMITTEE, COMMITTEE, kind, name, 110101, '2024-02-29'), bob,
	)).event('organizations.Established').data.org.toNumber();
	beside = await establish('Branch', '第二党支部');
	committee = await establish('PrimaryCommittee', '市第一医院党委');
	await chain.works(organizations.appoint(COMMITTEE, committee, 2, [], ['Handler']), bob);
	await chain.works(organizations.appoint(COMMITTEE, committee, 3, [], ['Approver']), bob);
	await chain.works(members.openImportWindow(COMMITTEE, committee, '2024-12-31'), bob);
});
after(() => chain?.stop());

const { refused, refuses, councilRefuses, refusesBytes } = refusing(() => chain);

/** A batch that was proposed is refused by `expected`. Its proposal goes on waiting. */
async function batchRefused(entries, expected, { org = BRANCH, schema, approver = dave, ...rest } = {}) {
	await propose(chain, entries, { org, schema });
	await refuses(await enrolment(chain, entries, { org, schema, ...rest }), approver, expected);
	const hash = batchHash(api, org, schema ?? 1, entries);
	await chain.works(api.tx.members.withdrawEnrolment(org, hash), charlie);
}

describe('organizations', () => {
	const establish = ({ org = COMMITTEE, parent = org, kind = 'Branch', name = '新党支部', region = 110101, founded = '2024-01-01' } = {}) =>
		api.tx.organizations.establish(org, parent, kind, name, region, founded);
	/** The same as bytes, with anything where texts stand. */
	const establishBytes = (name, founded) => u8aConcat(
		api.tx.organizations.establish.callIndex, u32(COMMITTEE), u32(COMMITTEE), [7],
		compactToU8a(name.length), name, u32(110101), compactToU8a(founded.length), founded,
	);

	it('refuse days that do not exist', async () => {
		for (const founded of IMPOSSIBLE) {
			await refuses(establish({ founded }), bob, 'organizations.DateInvalid');
		}
		for (const founded of [new Uint8Array([0xff, 0xfe]), new Uint8Array(5000).fill(0x32), new Uint8Array(1)]) {
			await refusesBytes(establishBytes(stringToU8a('甲'), founded), bob, 'organizations.DateInvalid');
		}
	});

	it('refuse a day in the future, and take today', async () => {
		await refuses(establish({ founded: '2024-03-01' }), bob, 'organizations.DateInFuture');
		await chain.works(establish({ founded: '2024-02-29' }), bob);
	});

	it('refuse names that are no text, blank, with marks, or too long', async () => {
		const day = stringToU8a('2024-01-01');
		for (const name of [[0xff], [0xe4, 0xb8], [0xc0, 0x80], [...stringToU8a('支部'), 0x80]]) {
			await refusesBytes(establishBytes(new Uint8Array(name), day), bob, 'organizations.NameNotUtf8');
		}
		for (const name of ['', ' ', ' 支部', '支部 ', '\u3000支部']) {
			await refuses(establish({ name }), bob, 'organizations.NameBlank');
		}
		for (const name of ['第一\n支部', '第一\u202e支部', '第一\u200b支部', '支\0部']) {
			await refuses(establish({ name }), bob, 'organizations.NameControl');
		}
		for (const name of ['党'.repeat(43), 'a'.repeat(129), '党'.repeat(50_000)]) {
			await refuses(establish({ name }), bob, 'organizations.NameTooLong');
		}
		await chain.works(establish({ name: `${'党'.repeat(42)}ab` }), bob);
	});

	it('refuse a region out of range', async () => {
		for (const region of [0, 109_999, 1_000_000, 4_294_967_295]) {
			await refuses(establish({ region }), bob, 'organizations.RegionInvalid');
		}
		for (const region of [110_000, 999_999]) await chain.works(establish({ region }), bob);
	});

	it('refuse a kind in the wrong place', async () => {
		for (const kind of ['Centre', 'Provincial', 'Group']) {
			await refuses(establish({ kind }), bob, 'organizations.KindNotAllowedHere');
		}
		await refuses(establish({ org: BRANCH, kind: 'Branch' }), dave, 'organizations.KindNotAllowedHere');
	});

	it('refuse who has no authority: the wrong power, the wrong organization, none at all', async () => {
		await refuses(establish(), alice, 'organizations.NotAuthorized'); // handler, not approver
		await refuses(establish(), charlie, 'organizations.NotAuthorized'); // of the branch
		await refuses(establish(), dave, 'organizations.NotAuthorized'); // approver of the branch
		await refuses(establish({ org: 999 }), bob, 'organizations.NotAuthorized');
		await refuses(establish({ org: BRANCH, kind: 'Group' }), bob, 'organizations.NotAuthorized');
		await refuses(establish({ org: BRANCH, parent: COMMITTEE }), dave, 'organizations.OutsideSubtree');
		await refuses(establish({ org: committee, parent: beside }), dave, 'organizations.OutsideSubtree');
		await refuses(establish({ parent: 999 }), bob, 'organizations.OutsideSubtree');
		const { appoint, dismiss, setGrants } = api.tx.organizations;
		await refuses(appoint(BRANCH, beside, 0, [], ['Handler']), dave, 'organizations.OutsideSubtree');
		await refuses(dismiss(BRANCH, COMMITTEE, 0), dave, 'organizations.OutsideSubtree');
		await refuses(setGrants(BRANCH, BRANCH, ['HoldElections']), dave, 'organizations.NotSuperior');
		await refuses(setGrants(committee, beside, ['HoldElections']), dave, 'organizations.NotSuperior');
	});

	it('refuse appointments that cannot be', async () => {
		const { appoint } = api.tx.organizations;
		const appointment = ({ target = BRANCH, person = 0, offices = [], powers = ['Handler'] }) =>
			appoint(COMMITTEE, target, person, offices, powers);
		await refuses(appointment({ person: 999 }), bob, 'organizations.PersonNotFound');
		await refuses(appointment({ person: '18446744073709551615' }), bob, 'organizations.PersonNotFound');
		await refuses(appointment({ person: 1 }), bob, 'organizations.OwnAppointment');
		await refuses(appointment({ target: 999 }), bob, 'organizations.OrgNotFound');
		await refuses(appointment({ powers: [] }), bob, 'organizations.AppointmentEmpty');
		await refuses(appointment({ powers: ['Handler', 'Handler'] }), bob, 'organizations.DuplicateEntries');
		await refuses(appointment({ offices: ['Secretary', 'Secretary'] }), bob, 'organizations.DuplicateEntries');
		await refuses(appointment({ target: COMMITTEE, person: 2, offices: ['Secretary'] }), bob, 'organizations.SecretaryExists');
		await refuses(appointment({ target: COMMITTEE, person: 2, powers: ['Inspector'] }), bob, 'organizations.InspectorFromAbove');
	});

	it('refuse dismissals and resignations of who holds nothing', async () => {
		const { dismiss, resign } = api.tx.organizations;
		await refuses(dismiss(COMMITTEE, BRANCH, 0), bob, 'organizations.OfficerNotFound');
		await refuses(dismiss(COMMITTEE, BRANCH, 999), bob, 'organizations.OfficerNotFound');
		await refuses(dismiss(COMMITTEE, 999, 2), bob, 'organizations.OrgNotFound');
		await refuses(dismiss(COMMITTEE, COMMITTEE, 1), bob, 'organizations.OwnAppointment');
		await refuses(resign(BRANCH), bob, 'organizations.OfficerNotFound');
		await refuses(resign(COMMITTEE), bob, 'organizations.LastApprover');
	});

	it('refuse grants that change nothing, stand twice, or are not held', async () => {
		const { setGrants } = api.tx.organizations;
		await refuses(setGrants(COMMITTEE, beside, []), bob, 'organizations.GrantsUnchanged');
		await refuses(setGrants(COMMITTEE, beside, ['HoldElections', 'HoldElections']), bob, 'organizations.DuplicateEntries');
		await refuses(setGrants(COMMITTEE, 999, ['HoldElections']), bob, 'organizations.OrgNotFound');
		const below = api.tx.organizations.establish(committee, committee, 'Branch', '外科党支部', 110101, '2024-01-01');
		const { data: { org } } = (await chain.works(below, dave)).event('organizations.Established');
		await refuses(setGrants(committee, org, ['HoldElections']), dave, 'organizations.GrantNotHeld');
	});
});

describe('import windows', () => {
	const open = (until, { org = COMMITTEE, target = beside } = {}) =>
		api.tx.members.openImportWindow(org, target, until);

	it('refuse days that do not exist', async () => {
		for (const until of IMPOSSIBLE) await refuses(open(until), bob, 'members.InvalidDate');
	});

	it('refuse yesterday and what is too far, and take both edges', async () => {
		await refuses(open('2024-02-28'), bob, 'members.WindowDayOutOfRange');
		await refuses(open('2025-03-02'), bob, 'members.WindowDayOutOfRange');
		await chain.works(open('2025-03-01'), bob);
		await chain.works(open('2024-02-29'), bob);
		await chain.works(api.tx.members.closeImportWindow(COMMITTEE, beside), bob);
	});

	it('refuse who is not above, and organizations that are not there', async () => {
		await refuses(open('2024-03-31', { target: COMMITTEE }), bob, 'members.NotAbove');
		await refuses(open('2024-03-31', { org: committee, target: beside }), dave, 'members.NotAbove');
		await refuses(open('2024-03-31', { target: 999 }), bob, 'members.OrganizationNotFound');
		await refuses(open('2024-03-31'), alice, 'members.NotAuthorized');
		await refuses(api.tx.members.closeImportWindow(COMMITTEE, beside), bob, 'members.WindowNotFound');
	});
});

describe('enrolment', () => {
	const digest = (count, name = 'digest') => ({ batch: made(`${name} ${count}`), count });
	const proposeEnrolment = (...args) => api.tx.members.proposeEnrolment(...args);
	const withdrawEnrolment = (...args) => api.tx.members.withdrawEnrolment(...args);

	it('refuses proposals of nothing, of too much, and of the same', async () => {
		await refuses(proposeEnrolment(BRANCH, []), charlie, 'members.BatchEmpty');
		await refuses(proposeEnrolment(BRANCH, [digest(0)]), charlie, 'members.BatchEmpty');
		await refuses(proposeEnrolment(BRANCH, [digest(501)]), charlie, 'members.BatchTooLarge');
		await refuses(proposeEnrolment(BRANCH, [digest(1), digest(501)]), charlie, 'members.BatchTooLarge');
		const many = Array.from({ length: 65 }, (_, i) => digest(1, `many ${i}`));
		await refuses(proposeEnrolment(BRANCH, many), charlie, 'members.TooManyBatches');
		await refuses(proposeEnrolment(BRANCH, [digest(1), digest(1)]), charlie, 'members.AlreadyProposed');
		await chain.works(proposeEnrolment(BRANCH, [digest(500)]), charlie);
		await refuses(proposeEnrolment(BRANCH, [digest(1), digest(500)]), charlie, 'members.AlreadyProposed');
		await refuses(proposeEnrolment(BRANCH, [digest(1)]), dave, 'members.NotAuthorized');
		await refuses(proposeEnrolment(COMMITTEE, [digest(1)]), charlie, 'members.NotAuthorized');
	});

	it('refuses a proposal nobody made', async () => {
		await refuses(withdrawEnrolment(BRANCH, made('unknown')), charlie, 'members.NotProposed');
		await refuses(withdrawEnrolment(BRANCH, made('digest 500')), bob, 'members.NotAuthorized');
		await refuses(await enrolment(chain, [entry('nobody proposed')]), dave, 'members.NotProposed');
	});

	it('refuses a batch that is not the proposed one: another order, content, organization', async () => {
		const entries = [entry('order 1'), entry('order 2')];
		await propose(chain, entries);
		const { [0]: first, [1]: second } = entries;
		for (const other of [[second, first], [first], [first, { ...second, status: 'Inactive' }],
			[first, second, entry('order 3')]]) {
			await refuses(await enrolment(chain, other), dave, 'members.NotProposed');
		}
		await refuses(await enrolment(chain, entries, { org: committee }), dave, 'members.NotProposed');
	});

	it('refuses a batch of none, of 501, and of 5,001', async () => {
		await refuses(await enrolment(chain, []), dave, 'members.BatchEmpty');
		const entries = Array.from({ length: 501 }, (_, i) => entry(`big ${i}`));
		await refuses(await enrolment(chain, entries), dave, 'members.BatchTooLarge');
		const huge = Array.from({ length: 5001 }, (_, i) => entry(`huge ${i}`));
		await refuses(await enrolment(chain, huge), dave, 'members.BatchTooLarge');
	});

	it('refuses who is enrolled already: twice in the batch', async () => {
		await batchRefused([entry('twice'), entry('other'), entry('twice')], 'members.TwiceInBatch');
		// The same document with another record is the same person.
		await batchRefused([entry('twice'), entry('else', { tag: made('tag twice') })], 'members.TwiceInBatch');
	});

	it('refuses who is enrolled already: on the chain', async () => {
		assert.equal((await enrol(chain, [entry('known')])).error, null);
		await batchRefused([entry('unknown 1'), entry('unknown 2'), entry('known')], 'members.AlreadyEnrolled');
		const moved = entry('known', { recordRoot: made('root anew') });
		await batchRefused([moved], 'members.AlreadyEnrolled');
	});

	it('refuses who is enrolled already: earlier in the same block', async () => {
		const batches = [[entry('same block')], [entry('innocent'), entry('same block')]];
		for (const batch of batches) await propose(chain, batch);
		const count = (await api.call.membersApi.personCount()).toNumber();
		const before = await chain.height();
		const nonce = await chain.nonce(dave);
		const signed = [];
		for (const [i, batch] of batches.entries()) {
			signed.push(await chain.sign(await enrolment(chain, batch), dave, nonce + i));
			assert.ok((await chain.submit(signed[i])).hash);
		}
		const outcomes = [];
		while (outcomes.length < 2) {
			await chain.seal();
			outcomes.length = 0;
			for (const hex of signed) {
				const outcome = await chain.find(hex, before);
				if (outcome) outcomes.push(outcome);
			}
			assert.ok(await chain.height() < before + 5);
		}
		assert.equal(outcomes[0].number, outcomes[1].number);
		assert.equal(outcomes[0].error, null);
		assert.equal(outcomes[1].error.name, 'members.AlreadyEnrolled');
		assert.equal((await api.call.membersApi.personCount()).toNumber(), count + 1);
		const tags = ['same block', 'innocent'].map((who) => ({ keyVersion: 1, tag: made(`tag ${who}`) }));
		assert.deepEqual((await api.call.membersApi.personsByTag(tags)).toJSON(), [count, null]);
	});

	it('refuses branches without authority, unknown ones, and what is no branch', async () => {
		await batchRefused([entry('b1'), entry('b2', { org: beside })], 'members.BranchNotYours');
		await batchRefused([entry('b1'), entry('b2', { org: COMMITTEE })], 'members.BranchNotYours');
		await batchRefused([entry('b1'), entry('b2', { org: 999 })], 'members.BranchNotFound');
		await batchRefused([entry('b3', { org: committee })], 'members.NotABranch', { org: committee });
	});

	it('refuses statuses that do not fit the birthday, and former members', async () => {
		await batchRefused([entry('s1', { status: 'Former' })], 'members.FormerNotImportable');
		await batchRefused([entry('s2', { status: 'Full', birthday: null })], 'members.BirthdayMissing');
		await batchRefused([entry('s3', { status: 'Applicant', birthday: made('x') })], 'members.BirthdayUnexpected');
	});

	it('refuses certificates of another: signer, batch, order, organization, time, key', async () => {
		const entries = [entry('c1'), entry('c2')];
		const now = await chain.height();
		const sign = (list, { org = BRANCH, expires = now + 100, ...rest } = {}) =>
			({ certificate: certificate(api, org, list, expires, rest) });
		await batchRefused(entries, 'members.CertificateInvalid', sign(entries, { signer: alice }));
		await batchRefused(entries, 'members.CertificateInvalid', sign(entries.slice(1)));
		await batchRefused(entries, 'members.CertificateInvalid', sign([...entries].reverse()));
		await batchRefused(entries, 'members.CertificateInvalid', sign(entries, { org: beside }));
		const stretched = { certificate: { ...sign(entries).certificate, expires: now + 101 } };
		await batchRefused(entries, 'members.CertificateInvalid', stretched);
		await batchRefused(entries, 'members.RegistrarUnknown', sign(entries, { keyVersion: 2 }));
		await batchRefused(entries, 'members.CertificateExpired', sign(entries, { expires: 1 }));
		await batchRefused(entries, 'members.CertificateTooLong', sign(entries, { expires: now + 20_000 }));
		await batchRefused(entries, 'members.UnknownSchema', { schema: 2 });
		// One tag of many that the registrar never saw: none is enrolled.
		const forged = [...entries, entry('c3')];
		await batchRefused(forged, 'members.CertificateInvalid',
			sign([...entries, entry('c3', { tag: made('tag c4') })]));
	});

	it('refuses the same person twice, and who owes the office to the proposer', async () => {
		const { appoint } = api.tx.organizations;
		await chain.works(appoint(COMMITTEE, beside, 2, [], ['Handler', 'Approver']), bob);
		await chain.works(api.tx.members.openImportWindow(COMMITTEE, beside, '2024-03-31'), bob);
		await chain.works(appoint(beside, beside, 0, [], ['Approver']), charlie);
		const entries = [entry('two', { org: beside })];
		await propose(chain, entries, { org: beside });
		const tx = await enrolment(chain, entries, { org: beside });
		await refuses(tx, charlie, 'members.SamePerson');
		await refuses(tx, alice, 'members.AppointedByOther');
		await refuses(tx, dave, 'members.NotAuthorized');
		await chain.works(api.tx.members.closeImportWindow(COMMITTEE, beside), bob);
		await chain.works(appoint(COMMITTEE, beside, 3, [], ['Approver']), bob);
		await refuses(tx, dave, 'members.WindowClosed');
	});
});

describe('accounts and corrections', () => {
	let person;
	before(async () => {
		const outcome = await enrol(chain, [entry('account')]);
		person = outcome.event('members.Enrolled').data.first.toNumber();
	});

	it('refuse bindings with impossible days, without consent, of others', async () => {
		const bind = (expires, { org = BRANCH, who = person, key = eve, proof } = {}) =>
			api.tx.members.bindAccount(org, who, key.address, expires, proof ?? binding(api, who, key, expires));
		for (const expires of IMPOSSIBLE) await refuses(bind(expires), dave, 'members.InvalidDate');
		await refuses(bind('2024-02-28'), dave, 'members.BindingExpired');
		await refuses(bind('2024-04-01'), dave, 'members.BindingTooLong');
		const consents = [
			binding(api, person, ferdie, '2024-03-10'), binding(api, person + 1, eve, '2024-03-10'),
			binding(api, person, eve, '2024-03-11'), { Sr25519: new Uint8Array(64) },
			{ Ed25519: new Uint8Array(64) }, { Ecdsa: new Uint8Array(65) }, { Eth: new Uint8Array(65) },
		];
		for (const proof of consents) {
			await refuses(bind('2024-03-10', { proof }), dave, 'members.BindingProofInvalid');
		}
		await refuses(bind('2024-03-10', { who: 999_999 }), dave, 'members.PersonNotFound');
		await refuses(bind('2024-03-10', { who: 0 }), dave, 'members.PersonHasAccount');
		await refuses(bind('2024-03-10', { key: alice }), dave, 'members.AccountTaken');
		await refuses(bind('2024-03-10', { org: committee }), dave, 'members.PersonNotYours');
		await refuses(bind('2024-03-10', { who: 3 }), dave, 'members.OwnCase');
		await refuses(bind('2024-03-10'), charlie, 'members.NotAuthorized');
	});

	it('refuse to freeze and thaw what cannot be', async () => {
		const { freezeAccount, unfreezeAccount } = api.tx.members;
		await refuses(freezeAccount(BRANCH, person), charlie, 'members.AccountNotBound');
		await refuses(freezeAccount(BRANCH, 999_999), charlie, 'members.PersonNotFound');
		await refuses(freezeAccount(BRANCH, 2), charlie, 'members.OwnCase');
		await refuses(freezeAccount(BRANCH, 1), charlie, 'members.SuperiorNeeded');
		await refuses(freezeAccount(committee, person), charlie, 'members.PersonNotYours');
		await refuses(unfreezeAccount(COMMITTEE, 2), bob, 'members.NotFrozen');
	});

	it('refuse corrections of what never was', async () => {
		const { proposeAct, correct } = api.tx.members;
		const commitment = made('effective');
		const proposal = correctionHash(api, BRANCH, person, 0, commitment);
		const event = {
			seq: 0, kind: 'Enrolled', effective: '2024-02-29', recorded: 0, org: BRANCH, by: BRANCH, rules: 2019, evidence: made('x'),
		};
		const correction = (over = {}) => {
			const { seq, head, target, after: later } = { seq: 0, head: made('head'), target: event, after: [], ...over };
			return correct(BRANCH, person, seq, head, target, later, commitment);
		};
		await refuses(proposeAct(BRANCH, 999_999, proposal), charlie, 'members.PersonNotFound');
		await refuses(proposeAct(BRANCH, 2, proposal), charlie, 'members.OwnCase');
		await refuses(correction(), dave, 'members.ActNotProposed');
		await chain.works(proposeAct(BRANCH, person, proposal), charlie);
		await refuses(correction(), dave, 'members.HistoryMismatch');
		await refuses(correction({ target: { ...event, seq: 1 } }), dave, 'members.HistoryMismatch');
		await refuses(correction({ target: { ...event, kind: 'AccountBound' } }), dave, 'members.NotCorrectable');
		await refuses(correction({ target: { ...event, effective: '2024-02-30' } }), dave, 'members.InvalidDate');
		await refuses(correction({ after: Array(256).fill(made('x')) }), dave, 'members.HistoryTooLong');
		await refuses(correction({ seq: 1 }), dave, 'members.ActNotProposed');
	});
});

describe('the council', () => {
	it('is refused what is out of range, by the named error inside its motion', async () => {
		const { access, validators, members } = api.tx;
		for (const units of [0, 9, 1_000_001]) {
			await councilRefuses(access.setLimit('Member', units), 'access.LimitOutOfRange');
		}
		await councilRefuses(access.setDelays(90 * 86_400_000 + 1, 60_000, 259_200_000, 86_400_000), 'access.DelayOutOfRange');
		await councilRefuses(access.proposeUpgrade(`0x${'00'.repeat(32)}`), 'access.CodeHashMissing');
		await councilRefuses(access.cancelUpgrade(), 'access.UpgradeNotFound');
		await councilRefuses(validators.nameValidator(alice.address), 'validators.AlreadyNamed');
		await councilRefuses(validators.removeValidator(bob.address), 'validators.ValidatorNotFound');
		await councilRefuses(validators.removeValidator(alice.address), 'validators.LastValidator');
		await councilRefuses(members.setRegistrarKey(9, null), 'members.RegistrarUnknown');
		await refuses(access.enactUpgrade(), alice, 'access.UpgradeNotFound');
	});

	it('cannot be left out, and cannot act as officer', async () => {
		const { access, members, validators, organizations } = api.tx;
		const origin = async (tx) => {
			const { error } = await chain.send(tx, alice);
			assert.equal(error.name, 'BadOrigin');
		};
		await origin(access.setLimit('Member', 500));
		await origin(access.setDelays(0, 60_000, 259_200_000, 86_400_000));
		await origin(access.proposeUpgrade(made('runtime')));
		await origin(access.cancelUpgrade());
		await origin(members.setRegistrarKey(2, made('key')));
		await origin(validators.nameValidator(bob.address));
		await origin(validators.removeValidator(alice.address));
		const establish = organizations.establish(COMMITTEE, COMMITTEE, 'Branch', '甲', 110101, '2024-01-01');
		await councilRefuses(establish, 'organizations.NotAuthorized');
		const { error } = await chain.send(api.tx.council.propose(1, establish, 200), bob);
		assert.equal(error.name, 'council.NotMember');
	});
});

describe('calls', () => {
	/** Calls that are nobody's. Everything else in the metadata is somebody's. */
	const NOBODYS = {
		system: ['remark', 'setHeapPages', 'setCode', 'setCodeWithoutChecks', 'setStorage',
			'killStorage', 'killPrefix', 'remarkWithEvent', 'authorizeUpgrade',
			'authorizeUpgradeWithoutChecks'],
		grandpa: ['noteStalled'],
		council: ['releaseProposalCost'],
		safeMode: ['enter', 'extend', 'forceSlashDeposit', 'releaseDeposit', 'forceReleaseDeposit'],
		multisig: ['pokeDeposit'],
		proxy: ['createPure', 'killPure', 'pokeDeposit'],
		utility: ['asDerivative', 'dispatchAs', 'withWeight', 'ifElse', 'dispatchAsFallible'],
		migrations: ['forceSetCursor', 'forceSetActiveCursor', 'forceOnboardMbms', 'clearHistoric'],
	};
	const names = (table) => Object.entries(table)
		.flatMap(([section, calls]) => calls.map((call) => `${section}.${call}`)).sort();
	/** A call with the value its types have when nothing is said. */
	const empty = (call) => call(...call.meta.args.map(({ type }) =>
		api.createType(type.toString())));
	it('that are nobody\'s are refused by the pool, and no other', async () => {
		const at = await api.rpc.chain.getBlockHash();
		const nonce = await chain.nonce(alice);
		const denied = [];
		for (const section of Object.keys(api.tx)) {
			for (const [name, call] of Object.entries(api.tx[section])) {
				const tx = await empty(call).signAsync(alice, { nonce });
				const validity = await api.call.taggedTransactionQueue
					.validateTransaction('External', tx.toU8a(), at);
				const reason = validity.isErr && validity.asErr.isInvalid ? validity.asErr.asInvalid : null;
				if (!reason?.isCustom || !reason.asCustom.eqn(4)) continue;
				denied.push(`${section}.${name}`);
				const answer = await chain.submit(tx.toHex());
				assert.equal(answer.code, 1010, `${section}.${name}`);
				assert.equal(answer.data, 'Custom error: 4', `${section}.${name}`);
			}
		}
		assert.deepEqual(denied.sort(), names(NOBODYS));
		assert.deepEqual(await chain.waiting(), []);
	});

	it('that are nobody\'s go through no carrier', async () => {
		const { utility, system, multisig } = api.tx;
		const remark = system.remark('0x00');
		const storage = system.setStorage([['0x3a636f6465', '0x00']]);
		for (const inner of [remark, storage, system.setCode('0x00'), system.killPrefix('0x00', 1)]) {
			await refuses(utility.batchAll([inner]), alice, 'system.CallFiltered');
			await refused(async () => {
				const outcome = await chain.works(utility.batch([inner]), alice);
				const { error } = outcome.event('utility.BatchInterrupted').data;
				return { events: [], error: nameError(api, error) };
			}, 'system.CallFiltered', []);
			await councilRefuses(inner, 'system.CallFiltered');
		}
		await refuses(multisig.asMultiThreshold1([bob.address], remark), alice, 'system.CallFiltered');
		const motion = await chain.decided(utility.batch([storage]));
		const { error } = motion.event('utility.BatchInterrupted').data;
		assert.equal(nameError(api, error).name, 'system.CallFiltered');
	});
});

describe('the pool', () => {
	it('refuses accounts that are nobody\'s, and frozen ones', async () => {
		const tx = api.tx.access.enactUpgrade();
		const stranger = await chain.submit(await chain.sign(tx, ferdie));
		assert.equal(stranger.code, 1010);
		assert.equal(stranger.data, 'Invalid signing address');

		await chain.works(api.tx.members.freezeAccount(COMMITTEE, 2), alice);
		const frozen = await chain.submit(await chain.sign(tx, charlie));
		assert.equal(frozen.code, 1010);
		assert.equal(frozen.data, 'Invalid signing address');
		await chain.works(api.tx.members.unfreezeAccount(COMMITTEE, 2), bob);
		assert.equal((await chain.send(tx, charlie)).error.name, 'access.UpgradeNotFound');
	});

	it('refuses a signature under another chain, nonce, or call', async () => {
		const tx = api.tx.access.enactUpgrade();
		const nonce = await chain.nonce(bob);
		const other = await tx.signAsync(bob, { nonce, genesisHash: made('another chain') });
		const answer = await chain.submit(other.toHex());
		assert.equal(answer.code, 1010);
		assert.equal(answer.data, 'Transaction has a bad signature');
		const used = await chain.submit(await chain.sign(tx, bob, nonce - 1));
		assert.equal(used.code, 1010);
		assert.equal(used.data, 'Transaction is outdated');
	});
});

describe('the greatest batch', () => {
	it('of 500 persons is enrolled whole', async () => {
		const entries = Array.from({ length: 500 }, (_, i) => entry(`great ${i}`));
		const count = (await api.call.membersApi.personCount()).toNumber();
		assert.equal((await enrol(chain, entries)).error, null);
		assert.equal((await api.call.membersApi.personCount()).toNumber(), count + 500);
	});
});
