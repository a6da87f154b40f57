// What an administrator reads of what officers decide: calls, events, deadlines, what waits.

import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';

import {
	BRANCH, BY_COMMITTEE, COMMITTEE, TODAY, act, actHash, acts, alice, binding, bob, charlie, dave,
	enrol, entry, eve, ferdie, made, reorganizationHash, splitHash, staffBranch, startChain,
} from './harness.mjs';

let chain;
let api;
/** Full members of the branch; the first one's key is Eve's. */
let first;
before(async () => {
	chain = await startChain();
	api = chain.api;
	await chain.seal();
	await staffBranch(chain);
	const outcome = await enrol(chain, [1, 2, 3].map((n) => entry(`person ${n}`)));
	first = outcome.event('members.Enrolled').data.first.toNumber();
	const { bindAccount } = api.tx.members;
	const proof = binding(api, first, eve, '2024-03-20');
	await chain.works(bindAccount(BRANCH, first, eve.address, '2024-03-20', proof), dave);
});
after(() => chain?.stop());

const args = (tx) => tx.method.toHuman().args;
const told = (outcome, name) => outcome.event(name).toHuman().data;
const read = async (answer) => (await answer).toHuman();
const record = (version, root) => ({ schema: 1, version, root: made(root) });
const shownRecord = (version, root) => ({ schema: '1', version: `${version}`, root: made(root) });

describe('calls show', () => {
	it('organizations: days, offices, names, what is to become of them', () => {
		const {
			appointActing, setTerm, announceElection, reportElection, requestElection, rename,
			proposeReorganization, publishKey,
		} = api.tx.organizations;
		assert.deepEqual(
			args(appointActing(COMMITTEE, BRANCH, 2, ['DeputySecretary'], ['Handler'], '2024-06-30')), {
				org: '0', target: '1', person: '2', offices: ['DeputySecretary'], powers: ['Handler'],
				until: '2024-06-30',
			});
		assert.deepEqual(args(setTerm(COMMITTEE, BRANCH, '2026-08-31')),
			{ org: '0', target: '1', ends: '2026-08-31' });
		assert.deepEqual(args(requestElection(BRANCH, 'ByElection')), { org: '1', kind: 'ByElection' });
		assert.deepEqual(args(announceElection(BRANCH, '2024-03-20')), { org: '1', day: '2024-03-20' });
		assert.deepEqual(args(reportElection(BRANCH, 7, [[2, ['Secretary', 'Publicity']]])),
			{ org: '1', resolution: '7', results: [['2', ['Secretary', 'Publicity']]] });
		assert.deepEqual(args(rename(COMMITTEE, BRANCH, '退休干部党支部')),
			{ org: '0', target: '1', name: '退休干部党支部' });
		assert.deepEqual(args(publishKey(COMMITTEE, made('key'))), { org: '0', key: made('key') });
		const plan = (what) => args(proposeReorganization(BRANCH, BRANCH, what)).act;
		assert.deepEqual(plan({ Merge: { into: 7 } }), { Merge: { into: '7' } });
		assert.equal(plan('Archive'), 'Archive');
		assert.deepEqual(plan({ Upgrade: { kind: 'GeneralBranch' } }), { Upgrade: { kind: 'GeneralBranch' } });
		const split = {
			name: '第二党支部', kind: 'JointBranch', region: 110101, founded: '2024-02-29', count: 2,
			personsHash: made('persons'),
		};
		assert.deepEqual(plan({ Split: split }), { Split: { ...split, region: '110,101', count: '2' } });
	});

	it('persons: days, grounds, records', () => {
		const { placeHold, endMembership, suspend, readmit, proposeRecordUpdate } = api.tx.members;
		const hold = args(placeHold(BRANCH, 2, '2024-03-31', true));
		assert.equal(hold.until, '2024-03-31');
		assert.equal(hold.without_vote ?? hold.withoutVote, true);
		assert.equal(args(placeHold(BRANCH, 2, null, false)).until, null);
		assert.deepEqual(args(endMembership(BRANCH, 2, { Resolution: 3 }, '2024-02-29', made('file'))), {
			org: '1', person: '2', ground: { Resolution: '3' }, effective: '2024-02-29',
			evidence: made('file'),
		});
		assert.equal(args(suspend(BRANCH, 2, 'Direct', '2024-02-29', made('file'))).ground, 'Direct');
		assert.deepEqual(args(readmit(BRANCH, 2, BRANCH, 'Probationary', record(4, 'r'), made('b'), 'Paper',
			'2020-07-01', made('file'))), {
			org: '1', person: '2', branch: '1', status: 'Probationary', record: shownRecord(4, 'r'),
			birthday: made('b'), ground: 'Paper', effective: '2020-07-01', evidence: made('file'),
		});
		assert.deepEqual(args(proposeRecordUpdate(record(2, 'r'))), { record: shownRecord(2, 'r') });
	});

	it('the agenda and what waits: organizations and numbers', () => {
		assert.deepEqual(args(api.tx.agenda.takeNote(COMMITTEE, BRANCH, 2, 5)),
			{ superior: '0', org: '1', person: '2', seq: '5' });
		assert.deepEqual(args(api.tx.access.carryOut(3)), { id: '3' });
		assert.deepEqual(args(api.tx.access.veto(COMMITTEE, 3)), { org: '0', id: '3' });
	});
});

describe('events and answers show', () => {
	it('terms and elections', async () => {
		const { setGrants, setTerm, requestElection, replyElection, announceElection } =
			api.tx.organizations;
		await chain.works(setGrants(COMMITTEE, BRANCH, ['HoldElections']), bob);
		const term = await chain.works(setTerm(COMMITTEE, BRANCH, '2026-08-31'), bob);
		assert.deepEqual(told(term, 'organizations.TermSet'),
			{ org: '1', before: null, ends: '2026-08-31', superior: '0', by: '1' });
		const requested = await chain.works(requestElection(BRANCH, 'Term'), dave);
		assert.deepEqual(told(requested, 'organizations.ElectionRequested'),
			{ org: '1', kind: 'Term', by: '3' });
		const replied = await chain.works(replyElection(COMMITTEE, BRANCH, true), bob);
		assert.deepEqual(told(replied, 'organizations.ElectionReplied'),
			{ org: '1', kind: 'Term', agreed: true, superior: '0', by: '1' });
		const announced = await chain.works(announceElection(BRANCH, '2024-03-20'), charlie);
		assert.deepEqual(told(announced, 'organizations.ElectionAnnounced'),
			{ org: '1', before: null, day: '2024-03-20', by: '2' });
		const view = await read(api.call.organizationsApi.organization(BRANCH));
		assert.deepEqual([view.termEnds, view.branchSize, view.keyVersion, view.mergedInto],
			['2026-08-31', 'Normal', null, null]);
	});

	it('an election that is under way, with the day of its meeting', async () => {
		assert.deepEqual(await read(api.call.organizationsApi.election(BRANCH)),
			{ kind: 'Term', requestedBy: '3', stage: { Announced: { day: '2024-03-20' } } });
	});

	it('acting officers with their last day', async () => {
		const { appointActing } = api.tx.organizations;
		const appointed = await chain.works(
			appointActing(COMMITTEE, BRANCH, 0, ['DeputySecretary'], ['Statistics'], '2024-03-31'), bob);
		const { since, until } = told(appointed, 'organizations.Appointed');
		assert.deepEqual([since, until], ['2024-02-29', '2024-03-31']);
		const [officer] = await read(api.call.organizationsApi.officers(BRANCH));
		assert.deepEqual({ ...officer, effectiveAt: '' }, {
			person: '0', offices: ['DeputySecretary'], powers: ['Statistics'], since: '2024-02-29',
			effectiveAt: '', by: '1', until: '2024-03-31',
		});
	});

	it('keys of organizations', async () => {
		const published = await chain.works(
			api.tx.organizations.publishKey(COMMITTEE, made('key')), alice);
		assert.deepEqual(told(published, 'organizations.KeyPublished'),
			{ org: '0', before: null, version: '1', key: made('key'), by: '0' });
		const { since, ...key } = await read(api.call.organizationsApi.organizationKey(COMMITTEE));
		assert.deepEqual(key, { version: '1', key: made('key') });
		assert.match(since, /^1,709,1/u);
		assert.equal((await read(api.call.organizationsApi.organization(COMMITTEE))).keyVersion, '1');
	});

	it('the directory, by region and by name', async () => {
		const { directory, named } = api.call.organizationsApi;
		const { establish, rename } = api.tx.organizations;
		const found = establish(COMMITTEE, COMMITTEE, 'Branch', '红旗党支部', 990000, TODAY);
		const { org } = told(await chain.works(found, bob), 'organizations.Established');
		const renamed = await chain.works(rename(COMMITTEE, org, '红旗社区党支部'), bob);
		assert.deepEqual(told(renamed, 'organizations.Renamed'),
			{ org, before: '红旗党支部', name: '红旗社区党支部', acting: '0', by: '1' });
		const names = async (answer) => (await read(answer)).map(({ name }) => name);
		assert.deepEqual(await names(directory(990000, null, 9)),
			['初心省委员会(演示)', '机关党支部', '红旗社区党支部']);
		assert.deepEqual(await names(directory(990000, 0, 1)), ['机关党支部']);
		assert.deepEqual(await names(directory(110101, null, 9)), []);
		const [branch] = await read(named('机关党支部', null, 9));
		assert.deepEqual([branch.id, branch.importUntil, branch.founded], ['1', '2024-03-31', '2021-07-01']);
		assert.deepEqual(await names(named('红旗党支部', null, 9)), []);
	});

	it('a reorganization that is proposed, with the day of founding', async () => {
		const what = {
			name: '机关第二党支部', kind: 'Branch', region: 110101, founded: '2024-02-29', count: 1,
			personsHash: splitHash(api, BRANCH, [first]),
		};
		const shown = { Split: { ...what, region: '110,101', count: '1' } };
		const digest = reorganizationHash(api, BRANCH, BRANCH, { Split: what });
		const { proposeReorganization } = api.tx.organizations;
		const proposed = await chain.works(proposeReorganization(BRANCH, BRANCH, { Split: what }), charlie);
		assert.deepEqual(told(proposed, 'organizations.ReorganizationProposed'),
			{ org: '1', act: shown, digest, acting: '1', by: '2' });
		assert.deepEqual(await read(api.call.organizationsApi.reorganization(BRANCH)), {
			org: '1', act: shown, digest, proposedBy: '2', secondedBy: null, approved: null,
		});
	});

	it('records, proposals and holds, with the day since when', async () => {
		const { recordUpdate, actProposal, holds, goLive } = api.call.membersApi;
		await chain.works(api.tx.members.proposeRecordUpdate(record(2, 'update')), eve);
		assert.deepEqual(await read(recordUpdate(first)),
			{ record: shownRecord(2, 'update'), since: '2024-02-29' });
		const hash = actHash(api, BRANCH, first, acts.liftHold());
		await chain.works(api.tx.members.proposeAct(BRANCH, first, hash), charlie);
		assert.deepEqual(await read(actProposal(BRANCH, first)), { proposal: hash, by: '2', since: '2024-02-29' });
		const held = await act(chain, 'placeHold', first, ['2024-03-31', true]);
		assert.deepEqual(told(held, 'members.HoldPlaced'), {
			org: '1', person: `${first}`, until: '2024-03-31', withoutVote: true, proposedBy: '2',
			approvedBy: '3',
		});
		assert.deepEqual(await read(holds(first)),
			{ until: '2024-03-31', withoutVote: true, by: '1', since: '2024-02-29', over: false });
		assert.equal(await read(goLive(BRANCH)), '2024-02-29');
		assert.equal(await read(goLive(COMMITTEE)), null);
	});

	it('memberships that ended and began again', async () => {
		const id = first + 1;
		const suspended = await act(chain, 'suspend', id, ['Direct', TODAY, made('file')], BY_COMMITTEE);
		assert.deepEqual(told(suspended, 'members.Suspended'), {
			org: '0', person: `${id}`, before: 'Full', status: 'Inactive', effective: '2024-02-29',
			proposedBy: '0', approvedBy: '1',
		});
		const left = await act(chain, 'endMembership', id, ['Paper', '2012-05-04', made('file')]);
		assert.deepEqual(told(left, 'members.Left'), {
			org: '1', person: `${id}`, before: 'Inactive', account: null, effective: '2012-05-04',
			proposedBy: '2', approvedBy: '3',
		});
		assert.deepEqual(told(left, 'members.LateEntry'),
			{ org: '1', person: `${id}`, seq: '2', effective: '2012-05-04', by: '1' });
		const again = await act(chain, 'readmit', id, [
			BRANCH, 'Full', record(2, 'anew'), made('birthday anew'), 'Paper', '2020-07-01', made('file'),
		]);
		const { spell, effective, status } = told(again, 'members.Readmitted');
		assert.deepEqual([spell, effective, status], ['2', '2020-07-01', 'Full']);
		const sealed = { sealedOn: '2024-02-29', effectiveBirthday: null };
		assert.deepEqual(await read(api.call.membersApi.spells(id)), [
			{ spell: '1', record: shownRecord(1, 'root person 2'), birthday: made('birthday person 2'), ended: '2012-05-04', ...sealed },
			{ spell: '2', record: shownRecord(2, 'anew'), birthday: made('birthday anew'), ended: null, ...sealed },
		]);
		assert.deepEqual(await read(api.call.membersApi.spells(999)), []);
	});

	it('what waits, and until when', async () => {
		const proof = binding(api, first, ferdie, '2024-03-20');
		const { replaceOwnAccount } = api.tx.members;
		const put = await chain.works(replaceOwnAccount(ferdie.address, '2024-03-20', proof), eve);
		const act = { ReplaceAccount: `${first}` };
		const { readyAt, ...event } = told(put, 'access.ActPut');
		assert.deepEqual(event, { id: '0', act, org: '1', readyOn: '2024-02-29' });
		const view = { id: '0', act, org: '1', by: { Holder: `${first}` }, readyAt, readyOn: '2024-02-29' };
		const { pendingAct, pendingActs } = api.call.accessApi;
		assert.deepEqual(await read(pendingAct(0)), view);
		assert.deepEqual(await read(pendingActs(null, 9)), [view]);
		assert.deepEqual(await read(pendingActs(0, 9)), []);
		assert.equal(await read(pendingAct(1)), null);
		assert.deepEqual(await read(api.call.membersApi.replacement(first)),
			{ account: ferdie.address, pending: '0', org: '1' });
		const vetoed = await chain.works(api.tx.access.veto(COMMITTEE, 0), alice);
		assert.deepEqual(told(vetoed, 'access.ActVetoed'),
			{ id: '0', act, org: '1', acting: '0', by: '0' });
	});

	it('limits', async () => {
		assert.deepEqual(await read(api.call.accessApi.limits()), {
			classes: [
				{ class: '0', units: '200', newUnits: '200', window: '4,096' },
				{ class: '1', units: '1,000,000', newUnits: '250,000', window: '4,096' },
			],
			newDays: '7', emergencies: '20',
		});
	});

	it('the agenda: days, rules, the call that settles it, what is overdue', async () => {
		const { agenda, overdue, overdueBelow } = api.call.agendaApi;
		const entries = await read(agenda(BRANCH, '2027-01-01', null, 20));
		const lines = entries.map(({ item, due }) => `${due} ${JSON.stringify(item)}`);
		assert.deepEqual(lines, [...lines].sort((a, b) => a.slice(0, 10) < b.slice(0, 10) ? -1 : 1));
		const has = (due, item) => assert.ok(lines.includes(`${due} ${JSON.stringify(item)}`), `${lines}`);
		has('2024-02-29', { LateEntry: { person: `${first + 1}`, seq: '2' } });
		has('2024-02-29', { LateEntry: { person: `${first + 1}`, seq: '3' } });
		has('2024-03-30', 'NoSecretary'); // from the first block on
		has('2024-03-30', 'Election');
		has('2024-03-30', 'Reorganization');
		has('2024-03-30', { RecordUpdate: `${first}` });
		has('2024-03-31', { ActingEnds: '0' });
		has('2024-03-31', { HoldEnds: `${first}` });
		// The election that was asked for has settled the reminder.
		has('2026-08-31', 'TermEnds');
		assert.equal(lines.length, 10);
		assert.deepEqual(entries.find(({ item }) => item === 'ImportWindow'), {
			org: '1', item: 'ImportWindow', due: '2024-03-31', overdue: false,
			article: 'Rule of the registry: paper only from before the go-live day, in an open window',
			settledBy: 'members.closeImportWindow',
		});
		const { due, item } = entries.at(-2);
		const after = await read(agenda(BRANCH, '2027-01-01', [due, item], 9));
		assert.deepEqual(after.map((entry) => entry.item), ['TermEnds']);
		assert.equal((await read(agenda(BRANCH, '2024-03-30', null, 20))).length, 6);
		assert.equal((await read(agenda(BRANCH, '2024-03-30', null, 2))).length, 2);
		assert.equal(await read(agenda(BRANCH, '2024-02-30', null, 2)), null);

		assert.deepEqual(await read(overdue(BRANCH)), { own: '0', subtree: '0' });
		await chain.setTime('2024-04-01');
		const raised = (await api.query.system.events()).map(({ event }) => event.toHuman())
			.filter(({ section }) => section === 'agenda');
		// Nine of the branch; the new branch has no secretary and too few members.
		assert.equal(raised.length, 11);
		assert.ok(raised.some(({ method, data }) => method === 'Raised' && data.item === 'Election'
			&& data.due === '2024-03-30' && data.org === '1'));
		assert.deepEqual(await read(overdue(BRANCH)), { own: '9', subtree: '9' });
		assert.deepEqual(await read(overdue(COMMITTEE)), { own: '0', subtree: '11' });
		const below = await read(overdueBelow(COMMITTEE, null, 9));
		assert.deepEqual(below[0], { org: '1', overdue: { own: '9', subtree: '9' } });
		const noted = await chain.works(api.tx.agenda.takeNote(COMMITTEE, BRANCH, first + 1, 2), alice);
		assert.deepEqual(told(noted, 'agenda.Noted'), {
			org: '1', item: { LateEntry: { person: `${first + 1}`, seq: '2' } }, superior: '0', by: '0',
		});
		assert.deepEqual(await read(overdue(COMMITTEE)), { own: '0', subtree: '10' });
	});
});
