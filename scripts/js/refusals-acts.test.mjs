// What becomes of bad input to acts that two or three officers decide: the named error with its
// docs, and nothing is half done.

import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';

import {
	BRANCH, BY_COMMITTEE, COMMITTEE, TODAY, act, actHash, acts, alice, binding, bob, certificate,
	charlie, dave, enrol, entry, eve, ferdie, made, proposeAct, reorganizationHash, seatTwo,
	splitHash, staffBranch, startChain,
} from './harness.mjs';
import { IMPOSSIBLE, refusing } from './plays/refusing.mjs';

let chain;
let api;
/** Below the committee: a branch and a county with the officers of `BRANCH`, and nobody's branch. */
let beside;
let county;
let empty;
/** Full members of `BRANCH`; the first one's key is Eve's. */
let persons;

before(async () => {
	chain = await startChain();
	api = chain.api;
	await chain.seal();
	// Eve sends more in these checks than a member may in a day.
	await chain.decided(api.tx.access.setLimit('Member', 1000));
	await staffBranch(chain);
	await seatTwo(chain, BRANCH);
	const { establish } = api.tx.organizations;
	const found = async (kind, name, staffed = true) => {
		const tx = establish(COMMITTEE, COMMITTEE, kind, name, 110101, '2021-07-01');
		const org = (await chain.works(tx, bob)).event('organizations.Established').data.org.toNumber();
		if (staffed) await seatTwo(chain, org);
		return org;
	};
	beside = await found('Branch', '第二党支部');
	county = await found('County', '红旗县委员会');
	empty = await found('Branch', '第三党支部', false);
	const outcome = await enrol(chain, [1, 2, 3].map((n) => entry(`person ${n}`)));
	assert.equal(outcome.error, null);
	const first = outcome.event('members.Enrolled').data.first.toNumber();
	persons = [first, first + 1, first + 2];
	const proof = binding(api, first, eve, '2024-03-20');
	const { bindAccount } = api.tx.members;
	await chain.works(bindAccount(BRANCH, first, eve.address, '2024-03-20', proof), dave);
});
after(() => chain?.stop());

const { refuses } = refusing(() => chain);

describe('organizations later', () => {
	it('refuse names that are the same, no names, or of what is not below', async () => {
		const { rename } = api.tx.organizations;
		await refuses(rename(COMMITTEE, beside, '第二党支部'), bob, 'organizations.NameUnchanged');
		await refuses(rename(COMMITTEE, beside, ' 甲'), bob, 'organizations.NameBlank');
		await refuses(rename(COMMITTEE, beside, '甲\n乙'), bob, 'organizations.NameControl');
		await refuses(rename(COMMITTEE, beside, '党'.repeat(43)), bob, 'organizations.NameTooLong');
		await refuses(rename(BRANCH, beside, '甲'), dave, 'organizations.OutsideSubtree');
		await refuses(rename(BRANCH, BRANCH, '甲'), charlie, 'organizations.NotAuthorized');
		await refuses(rename(COMMITTEE, 999, '甲'), bob, 'organizations.OrgNotFound');
	});

	it('refuse to freeze, thaw and move what cannot be', async () => {
		const { freeze, thaw, reparent } = api.tx.organizations;
		await refuses(freeze(COMMITTEE, COMMITTEE), bob, 'organizations.NotSuperior');
		await refuses(freeze(BRANCH, BRANCH), dave, 'organizations.NotSuperior');
		await refuses(thaw(COMMITTEE, beside), bob, 'organizations.NotFrozen');
		await chain.works(freeze(COMMITTEE, beside), bob);
		await refuses(freeze(COMMITTEE, beside), bob, 'organizations.OrgNotActive');
		await refuses(reparent(COMMITTEE, beside, county), bob, 'organizations.OrgNotActive');
		await chain.works(thaw(COMMITTEE, beside), bob);
		await refuses(reparent(COMMITTEE, COMMITTEE, county), bob, 'organizations.RootStays');
		await refuses(reparent(COMMITTEE, beside, COMMITTEE), bob, 'organizations.ParentUnchanged');
		await refuses(reparent(COMMITTEE, county, county), bob, 'organizations.ParentBelow');
		await refuses(reparent(COMMITTEE, county, beside), bob, 'organizations.KindNotAllowedHere');
		await refuses(reparent(beside, beside, COMMITTEE), dave, 'organizations.NotSuperior');
	});

	it('refuse terms on days that do not exist or lie too far, and take both edges', async () => {
		const { setTerm } = api.tx.organizations;
		for (const ends of IMPOSSIBLE) {
			await refuses(setTerm(COMMITTEE, beside, ends), bob, 'organizations.DateInvalid');
		}
		// Founded on 2021-07-01; a branch serves five years at most, and one more.
		for (const ends of ['2021-06-30', '2030-02-28']) {
			await refuses(setTerm(COMMITTEE, beside, ends), bob, 'organizations.TermOutOfRange');
		}
		for (const ends of ['2021-07-01', '2030-02-27']) {
			await chain.works(setTerm(COMMITTEE, beside, ends), bob);
		}
		await refuses(setTerm(COMMITTEE, beside, '2030-02-27'), bob, 'organizations.TermUnchanged');
		await refuses(setTerm(beside, beside, '2029-01-01'), dave, 'organizations.NotSuperior');
	});

	it('refuse elections out of turn', async () => {
		const {
			setGrants, requestElection, replyElection, announceElection, reportElection,
			confirmElection,
		} = api.tx.organizations;
		const request = requestElection(beside, 'Term');
		await refuses(request, dave, 'organizations.ElectionsNotGranted');
		await chain.works(setGrants(COMMITTEE, beside, ['HoldElections']), bob);
		await refuses(request, charlie, 'organizations.NotAuthorized');
		await refuses(announceElection(beside, '2024-03-20'), charlie, 'organizations.ElectionNotFound');
		await chain.works(request, dave);
		await refuses(request, dave, 'organizations.ElectionExists');
		await refuses(announceElection(beside, '2024-03-20'), charlie, 'organizations.ElectionStep');
		await refuses(replyElection(BRANCH, beside, true), dave, 'organizations.NotSuperior');
		await chain.works(replyElection(COMMITTEE, beside, true), bob);
		await refuses(replyElection(COMMITTEE, beside, true), bob, 'organizations.ElectionStep');
		for (const day of IMPOSSIBLE) {
			await refuses(announceElection(beside, day), charlie, 'organizations.DateInvalid');
		}
		await refuses(announceElection(beside, '2024-02-28'), charlie, 'organizations.DateInPast');
		await refuses(reportElection(beside, 0, []), charlie, 'organizations.ElectionStep');
		await chain.works(announceElection(beside, TODAY), charlie);
		const report = (...results) => reportElection(beside, 0, results);
		await refuses(report(), charlie, 'organizations.ResultsInvalid');
		await refuses(report([2, []]), charlie, 'organizations.ResultsInvalid');
		await refuses(report([2, ['Secretary', 'Secretary']]), charlie, 'organizations.DuplicateEntries');
		await refuses(report([999, ['Secretary']]), charlie, 'organizations.PersonNotFound');
		await refuses(report([2, ['Secretary']]), charlie, 'organizations.ElectedOutside');
		await refuses(confirmElection(COMMITTEE, beside), bob, 'organizations.ElectionStep');
		await refuses(confirmElection(COMMITTEE, BRANCH), bob, 'organizations.ElectionNotFound');
		await chain.works(replyElection(COMMITTEE, beside, false), bob);
	});

	it('refuse acting officers until yesterday, and to end what is not over', async () => {
		const { appointActing, expireActing } = api.tx.organizations;
		const acting = (until) => appointActing(COMMITTEE, beside, 0, [], ['Statistics'], until);
		for (const until of IMPOSSIBLE) await refuses(acting(until), bob, 'organizations.DateInvalid');
		await refuses(acting('2024-02-28'), bob, 'organizations.DateInPast');
		await chain.works(acting(TODAY), bob);
		await refuses(expireActing(COMMITTEE, beside, 0), bob, 'organizations.NotExpired');
		await refuses(expireActing(COMMITTEE, beside, 2), bob, 'organizations.NotExpired');
		await refuses(expireActing(COMMITTEE, beside, 1), bob, 'organizations.OfficerNotFound');
	});

	it('refuse keys that are none, the same, or not there', async () => {
		const { publishKey, revokeKey } = api.tx.organizations;
		await refuses(publishKey(COMMITTEE, `0x${'00'.repeat(32)}`), alice, 'organizations.KeyInvalid');
		await refuses(publishKey(COMMITTEE, made('key')), bob, 'organizations.NotAuthorized');
		await refuses(revokeKey(COMMITTEE, 1), alice, 'organizations.KeyNotFound');
		await chain.works(publishKey(COMMITTEE, made('key')), alice);
		await refuses(publishKey(COMMITTEE, made('key')), alice, 'organizations.KeyUnchanged');
		await chain.works(revokeKey(COMMITTEE, 1), alice);
		await refuses(revokeKey(COMMITTEE, 1), alice, 'organizations.KeyAlreadyRevoked');
	});
});

describe('reorganizations', () => {
	const propose = (target, what, org = target) =>
		api.tx.organizations.proposeReorganization(org, target, what);
	const split = ({ count = 1, founded = TODAY, name = '新党支部', kind = 'Branch', region = 110101, who = [] } = {}) =>
		({ Split: { name, kind, region, founded, count, personsHash: splitHash(api, BRANCH, who) } });

	it('refuse what cannot be', async () => {
		const Merge = (into) => ({ Merge: { into } });
		const Upgrade = (kind) => ({ Upgrade: { kind } });
		await refuses(propose(COMMITTEE, 'Archive'), alice, 'organizations.RootStays');
		await refuses(propose(BRANCH, 'Archive'), charlie, 'organizations.PersonsLeft');
		await refuses(propose(beside, 'Archive', BRANCH), charlie, 'organizations.OutsideSubtree');
		await refuses(propose(beside, 'Archive'), dave, 'organizations.NotAuthorized');
		await refuses(propose(beside, Merge(beside)), charlie, 'organizations.MergeIntoItself');
		await refuses(propose(beside, Merge(county)), charlie, 'organizations.KindsDiffer');
		await refuses(propose(beside, Merge(999)), charlie, 'organizations.OrgNotFound');
		await proposeAct(chain, 'placeHold', persons[1], ['2024-03-31', false], { org: BRANCH, by: charlie });
		await refuses(propose(BRANCH, Merge(beside)), charlie, 'organizations.ActsWait');
		await chain.works(api.tx.members.withdrawAct(BRANCH, persons[1]), charlie);
		await refuses(propose(beside, Upgrade('County')), charlie, 'organizations.UpgradeNotAllowed');
		await refuses(propose(county, Upgrade('Municipal')), charlie, 'organizations.UpgradeNotAllowed');
		await refuses(propose(BRANCH, Upgrade('GeneralBranch')), charlie, 'organizations.PersonsLeft');
		for (const count of [0, 8, 501]) {
			await refuses(propose(BRANCH, split({ count })), charlie, 'organizations.SplitCountInvalid');
		}
		for (const founded of IMPOSSIBLE) {
			await refuses(propose(BRANCH, split({ founded })), charlie, 'organizations.DateInvalid');
		}
		await refuses(propose(BRANCH, split({ founded: '2024-03-01' })), charlie, 'organizations.DateInFuture');
		await refuses(propose(BRANCH, split({ name: '' })), charlie, 'organizations.NameBlank');
		await refuses(propose(BRANCH, split({ kind: 'Group' })), charlie, 'organizations.KindNotAllowedHere');
		await refuses(propose(BRANCH, split({ region: 1 })), charlie, 'organizations.RegionInvalid');
		await refuses(propose(county, split()), charlie, 'organizations.NotABranch');
	});

	it('refuse signatures of others, of the same, to something else, too early', async () => {
		const { secondReorganization, approveReorganization, withdrawReorganization, appoint } =
			api.tx.organizations;
		const what = split({ who: [persons[2]] });
		const digest = reorganizationHash(api, BRANCH, BRANCH, what);
		const second = (over = digest) => secondReorganization(BRANCH, BRANCH, over);
		const approve = (who = [persons[2]], over = digest, superior = COMMITTEE) =>
			approveReorganization(superior, BRANCH, over, who);
		await refuses(second(), dave, 'organizations.ReorganizationNotFound');
		await refuses(withdrawReorganization(BRANCH, BRANCH), charlie, 'organizations.ReorganizationNotFound');
		await chain.works(propose(BRANCH, what), charlie);
		await refuses(propose(BRANCH, what), charlie, 'organizations.ReorganizationExists');
		await refuses(second(made('other')), dave, 'organizations.DigestDiffers');
		await refuses(secondReorganization(COMMITTEE, BRANCH, digest), bob, 'organizations.OtherProposer');
		await refuses(approve(), bob, 'organizations.NotSeconded');
		await chain.works(second(), dave);
		await refuses(second(), dave, 'organizations.AlreadySeconded');
		await refuses(approve([persons[2]], made('other')), bob, 'organizations.DigestDiffers');
		await refuses(approve([persons[2]], digest, BRANCH), dave, 'organizations.NotSuperior');
		await refuses(approve([persons[1]]), bob, 'organizations.PersonsDiffer');
		await refuses(approve([persons[2], persons[1]]), bob, 'organizations.PersonsDiffer');
		await refuses(approve([]), bob, 'organizations.PersonsDiffer');
		await refuses(withdrawReorganization(beside, BRANCH), charlie, 'organizations.OutsideSubtree');
		// One who proposed lost the power since.
		await chain.works(appoint(COMMITTEE, BRANCH, 2, [], ['Statistics']), bob);
		await refuses(approve(), bob, 'organizations.PowerLost');
		await seatTwo(chain, BRANCH);
		await chain.works(withdrawReorganization(BRANCH, BRANCH), dave);
	});

	it('refuse to be carried out too early, and vetoes of others', async () => {
		const { secondReorganization, approveReorganization, withdrawReorganization } =
			api.tx.organizations;
		const { carryOut, veto } = api.tx.access;
		const digest = reorganizationHash(api, beside, beside, 'Archive');
		await chain.works(propose(beside, 'Archive'), charlie);
		await chain.works(secondReorganization(beside, beside, digest), dave);
		const approve = approveReorganization(COMMITTEE, beside, digest, []);
		const { id } = (await chain.works(approve, bob)).event('access.ActPut').data;
		await refuses(approve, bob, 'organizations.AlreadyApproved');
		await refuses(carryOut(id), eve, 'access.PendingNotReady');
		await refuses(carryOut(id.toNumber() + 1), eve, 'access.PendingNotFound');
		await refuses(veto(COMMITTEE, id.toNumber() + 1), alice, 'access.PendingNotFound');
		await refuses(veto(COMMITTEE, id), eve, 'access.NotAuthorized');
		await refuses(veto(BRANCH, id), charlie, 'access.NotConcerned');
		await refuses(veto(beside, id), charlie, 'access.OwnDecision');
		await refuses(veto(beside, id), dave, 'access.OwnDecision');
		await chain.works(withdrawReorganization(beside, beside), charlie);
		await refuses(carryOut(id), eve, 'access.PendingNotFound');
	});
});

describe('acts on persons', () => {
	/** Proposes the act, has it refused, and withdraws the proposal. */
	async function actRefused(name, person, args, expected, { org = BRANCH, by = charlie, approver = dave } = {}) {
		await proposeAct(chain, name, person, args, { org, by });
		await refuses(api.tx.members[name](org, person, ...args), approver, expected);
		await chain.works(api.tx.members.withdrawAct(org, person), by);
	}

	const status = async (id) => (await api.call.membersApi.person(id)).unwrap().status.type;

	it('refuse what was not proposed, and another than was proposed', async () => {
		const { proposeAct: propose, withdrawAct, placeHold, liftHold } = api.tx.members;
		const [, id] = persons;
		await refuses(withdrawAct(BRANCH, id), charlie, 'members.ActNotProposed');
		await refuses(placeHold(BRANCH, id, null, false), dave, 'members.ActNotProposed');
		const proposal = (org) => actHash(api, org, id, acts.placeHold('2024-03-31', false));
		await refuses(propose(beside, id, proposal(beside)), charlie, 'members.PersonNotYours');
		await chain.works(propose(BRANCH, id, proposal(BRANCH)), charlie);
		for (const [until, withoutVote] of [['2024-03-30', false], ['2024-03-31', true], [null, false]]) {
			await refuses(placeHold(BRANCH, id, until, withoutVote), dave, 'members.ActNotProposed');
		}
		await refuses(placeHold(COMMITTEE, id, '2024-03-31', false), bob, 'members.ActNotProposed');
		await refuses(placeHold(BRANCH, id, '2024-03-31', false), charlie, 'members.NotAuthorized');
		await refuses(liftHold(BRANCH, id), dave, 'members.NotHeld');
		await refuses(withdrawAct(beside, id), charlie, 'members.ActNotProposed');
		await chain.works(withdrawAct(BRANCH, id), charlie);
	});

	it('refuse replacements of keys without consent, twice, and of officers by their branch', async () => {
		const { replaceAccount, replaceOwnAccount, unfreezeAccount } = api.tx.members;
		const [id, other] = persons;
		const until = '2024-03-20';
		const replace = (person, key, expires, proof = binding(api, person, key, expires)) =>
			replaceAccount(BRANCH, person, key.address, expires, proof);
		await proposeAct(chain, 'replaceAccount', id, [ferdie.address]);
		for (const expires of IMPOSSIBLE) {
			await refuses(replace(id, ferdie, expires), dave, 'members.InvalidDate');
		}
		await refuses(replace(id, ferdie, '2024-02-28'), dave, 'members.BindingExpired');
		await refuses(replace(id, ferdie, '2024-04-01'), dave, 'members.BindingTooLong');
		await refuses(replace(id, ferdie, until, binding(api, other, ferdie, until)), dave, 'members.BindingProofInvalid');
		await proposeAct(chain, 'replaceAccount', id, [alice.address]);
		await refuses(replace(id, alice, until), dave, 'members.AccountTaken');
		await proposeAct(chain, 'replaceAccount', other, [ferdie.address]);
		await refuses(replace(other, ferdie, until), dave, 'members.AccountNotBound');
		await refuses(replace(2, ferdie, until), dave, 'members.SuperiorNeeded');
		for (const waits of [id, other]) {
			await chain.works(api.tx.members.withdrawAct(BRANCH, waits), charlie);
		}

		const own = replaceOwnAccount(ferdie.address, until, binding(api, id, ferdie, until));
		const put = (await chain.works(own, eve)).event('access.ActPut').data.id;
		await proposeAct(chain, 'replaceAccount', id, [ferdie.address]);
		await refuses(replace(id, ferdie, until), dave, 'members.ReplacementWaits');
		await refuses(unfreezeAccount(BRANCH, id), dave, 'members.ReplacementWaits');
		const frozen = await chain.submit(await chain.sign(own, eve));
		assert.equal(frozen.data, 'Invalid signing address');
		await chain.works(api.tx.access.veto(COMMITTEE, put), alice);
		await chain.works(unfreezeAccount(BRANCH, id), dave);
		await chain.works(api.tx.members.withdrawAct(BRANCH, id), charlie);
	});

	it('refuse records that do not follow the present one', async () => {
		const { proposeRecordUpdate, confirmRecordUpdate, declineRecordUpdate } = api.tx.members;
		const [id] = persons;
		const record = { schema: 1, version: 2, root: made('next') };
		for (const version of [0, 1, 3]) {
			await refuses(proposeRecordUpdate({ ...record, version }), eve, 'members.WrongRecordVersion');
			await actRefused('updateRecord', id, [{ ...record, version }, made('paper')], 'members.WrongRecordVersion');
		}
		await refuses(proposeRecordUpdate({ ...record, schema: 2 }), eve, 'members.UnknownSchema');
		await refuses(declineRecordUpdate(BRANCH, id), dave, 'members.RecordUpdateNotFound');
		await chain.works(proposeRecordUpdate(record), eve);
		await refuses(confirmRecordUpdate(BRANCH, id, made('other')), dave, 'members.RecordUpdateNotFound');
		await refuses(confirmRecordUpdate(beside, id, record.root), dave, 'members.PersonNotYours');
		await refuses(confirmRecordUpdate(BRANCH, id, record.root), eve, 'members.NotAuthorized');
		await chain.works(declineRecordUpdate(BRANCH, id), charlie);
	});

	it('refuse documents by one organization alone, taken ones, and without certificate', async () => {
		const { addTag, withdrawAct } = api.tx.members;
		const [, id] = persons;
		const add = async (name, over = {}) => {
			const tag = { keyVersion: 1, tag: made(name) };
			const { org, from, signed } = { org: COMMITTEE, from: BRANCH, signed: tag, ...over };
			const expires = (await chain.height()) + 100;
			await proposeAct(chain, 'addTag', id, [tag]);
			return addTag(org, from, id, tag, certificate(api, from, [signed], expires));
		};
		await refuses(await add('passport', { org: BRANCH }), dave, 'members.OtherOrganizationNeeded');
		await refuses(await add('passport', { signed: { tag: made('another') } }), bob, 'members.CertificateInvalid');
		await refuses(await add('passport', { from: beside }), bob, 'members.ActNotProposed');
		await refuses(await add('tag person 1'), bob, 'members.TagTaken');
		await chain.works(withdrawAct(BRANCH, id), charlie);
	});

	it('refuse holds that are over, of officers, and below who placed one', async () => {
		const { placeHold, withdrawAct } = api.tx.members;
		const [, id] = persons;
		for (const until of IMPOSSIBLE) {
			await refuses(placeHold(BRANCH, id, until, false), dave, 'members.InvalidDate');
		}
		await refuses(placeHold(BRANCH, id, '2024-02-28', false), dave, 'members.HoldDayPast');
		await refuses(placeHold(BRANCH, 2, null, false), dave, 'members.SuperiorNeeded');
		await act(chain, 'placeHold', id, [TODAY, false], BY_COMMITTEE);
		await actRefused('liftHold', id, [], 'members.HoldFromAbove');
		await actRefused('placeHold', id, [null, false], 'members.HoldFromAbove');
		const rest = [{ Resolution: 0 }, TODAY, made('wish')];
		await actRefused('endMembership', id, rest, 'members.Held', BY_COMMITTEE);
		await act(chain, 'liftHold', id, [], BY_COMMITTEE);
		await refuses(withdrawAct(BRANCH, id), charlie, 'members.ActNotProposed');
	});

	it('refuse decisions by the wrong ground, organization, day, for the wrong status', async () => {
		const [, id] = persons;
		const { endMembership } = api.tx.members;
		const why = made('why');
		for (const effective of IMPOSSIBLE) {
			await refuses(endMembership(BRANCH, id, 'Paper', effective, why), dave, 'members.InvalidDate');
		}
		const rest = (ground, day = TODAY) => [ground, day, why];
		await actRefused('endMembership', id, rest('Direct'), 'members.CountyNeeded');
		await actRefused('suspend', id, rest('Direct'), 'members.SuperiorNeeded');
		await actRefused('suspend', id, rest('OnRecord'), 'members.GroundNotAllowed', BY_COMMITTEE);
		await actRefused(
			'reinstate', id, ['Full', ...rest('Direct')], 'members.StatusNotAllowed', BY_COMMITTEE);
		await actRefused('endMembership', id, rest('Paper'), 'members.NotBeforeGoLive');
		await actRefused('endMembership', id, rest('OnRecord', '2024-02-28'), 'members.BeforeGoLive');
		await actRefused('endMembership', id, rest('OnRecord', '2024-03-01'), 'members.EffectiveInFuture');
		await refuses(endMembership(BRANCH, 2, ...rest('OnRecord')), dave, 'members.SuperiorNeeded');
		await refuses(endMembership(beside, id, ...rest('OnRecord')), dave, 'members.PersonNotYours');
		await refuses(endMembership(COMMITTEE, 1, ...rest('OnRecord')), bob, 'members.OwnCase');
	});

	it('refuse to restore as something else, or before the suspension, and take that very day', async () => {
		const [, id] = persons;
		const [since, why] = ['2020-05-01', made('why')];
		const as = (status, day = since) => [status, 'Paper', day, why];
		await act(chain, 'suspend', id, ['Paper', since, why]);
		const others = ['Applicant', 'ActiveApplicant', 'Candidate', 'Probationary', 'Inactive', 'Former'];
		for (const status of others) {
			await actRefused('reinstate', id, as(status), 'members.NotAsBefore');
		}
		await actRefused('reinstate', id, as('Full', '2020-04-30'), 'members.BeforeExit');
		await act(chain, 'reinstate', id, as('Full'));
		assert.equal(await status(id), 'Full');

		// Imported as suspended: what it was before, the two officers know; a membership it was.
		const outcome = await enrol(chain, [entry('suspended', { status: 'Inactive' })]);
		assert.equal(outcome.error, null);
		const imported = outcome.event('members.Enrolled').data.first.toNumber();
		await actRefused('reinstate', imported, as('Candidate'), 'members.NotAsBefore');
		await act(chain, 'reinstate', imported, as('Probationary'));
		assert.equal(await status(imported), 'Probationary');
	});

	it('refuse to admit again before the membership ended, and take that very day', async () => {
		const outcome = await enrol(chain, [entry('left and came back')]);
		assert.equal(outcome.error, null);
		const id = outcome.event('members.Enrolled').data.first.toNumber();
		const ended = '2012-05-04';
		const again = (day) => [
			BRANCH, 'Full', { schema: 1, version: 2, root: made('anew') }, made('birthday anew'),
			'Paper', day, made('file'),
		];
		await act(chain, 'endMembership', id, ['Paper', ended, made('left')]);
		await actRefused('readmit', id, again('2012-05-03'), 'members.BeforeExit');
		await act(chain, 'readmit', id, again(ended));
		assert.equal(await status(id), 'Full');
	});

	it('refuse to admit again who is a member, by the wrong ground, branch or record', async () => {
		const { bindAccount } = api.tx.members;
		const [, , id] = persons;
		const record = { schema: 1, version: 2, root: made('anew') };
		const again = ({ branch = BRANCH, status = 'Full', over = {}, ground = 'Paper', day = '2020-07-01' } = {}) =>
			[branch, status, { ...record, ...over }, made('birthday anew'), ground, day, made('file')];
		await actRefused('readmit', id, again(), 'members.StatusNotAllowed');
		await act(chain, 'endMembership', id, ['OnRecord', TODAY, made('left')]);
		await actRefused('readmit', id, again({ ground: 'Direct', day: TODAY }), 'members.GroundNotAllowed', BY_COMMITTEE);
		await actRefused('readmit', id, again({ day: TODAY }), 'members.NotBeforeGoLive');
		for (const status of ['Applicant', 'Inactive', 'Former']) {
			await actRefused('readmit', id, again({ status }), 'members.ReadmissionStatus');
		}
		await actRefused('readmit', id, again({ over: { version: 3 } }), 'members.WrongRecordVersion');
		await actRefused('readmit', id, again({ branch: empty }), 'members.BranchNotYours');
		await actRefused('readmit', id, again({ branch: county }), 'members.NotABranch', BY_COMMITTEE);
		const proof = binding(api, id, ferdie, '2024-03-20');
		await refuses(bindAccount(BRANCH, id, ferdie.address, '2024-03-20', proof), dave, 'members.FormerMember');
		await refuses(api.tx.members.placeHold(BRANCH, id, null, false), dave, 'members.FormerMember');
	});
});

describe('the agenda', () => {
	it('refuses notes of who is not above, about oneself, and of what is not there', async () => {
		const { takeNote } = api.tx.agenda;
		const [, id] = persons;
		const suspended = await act(chain, 'suspend', id, ['Paper', '2020-05-01', made('file')]);
		const { seq } = suspended.event('members.LateEntry').data;
		await refuses(takeNote(COMMITTEE, BRANCH, id, seq), charlie, 'agenda.NotAuthorized');
		await refuses(takeNote(BRANCH, BRANCH, id, seq), charlie, 'agenda.NotSuperior');
		await refuses(takeNote(COMMITTEE, BRANCH, 0, seq), alice, 'agenda.OwnCase');
		await refuses(takeNote(COMMITTEE, BRANCH, id, seq.toNumber() + 1), alice, 'agenda.ItemNotFound');
		await refuses(takeNote(COMMITTEE, beside, id, seq), alice, 'agenda.ItemNotFound');
		await chain.works(takeNote(COMMITTEE, BRANCH, id, seq), alice);
	});
});
