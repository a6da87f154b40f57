// Organizations after their founding: names, terms, elections as far as they go without meetings,
// acting officers, keys, and what three officers decide: split, upgrade, merger, archiving.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import {
	BRANCH, COMMITTEE, TODAY, alice, bob, charlie, dave, enrol, entry, made, reorganizationHash,
	splitHash,
} from '../harness.mjs';
import {
	agenda, api, carryOut, chain, daysFromNow, establish, organization, person, putAct, refused,
	staff, today, withoutMeeting, works,
} from './stage.mjs';

export function organizationPlays() {
	describe('organizations later', () => {
		it('rename, freeze, thaw, move below another one', async () => {
			const { rename, freeze, thaw, reparent, establish: found } = api.tx.organizations;
			const county = await establish('County', '红旗县委员会');
			const branch = await establish('Branch', '红旗县老支部');
			await staff(branch);
			const named = async (name) => (await api.call.organizationsApi.named(name, null, 9))
				.map(({ id }) => id.toNumber());
			await works(rename(COMMITTEE, branch, '红旗县委机关党支部'), bob);
			assert.deepEqual(await named('红旗县老支部'), []);
			assert.deepEqual(await named('红旗县委机关党支部'), [branch]);

			const group = found(branch, branch, 'Group', '第一党小组', 110101, '2024-01-01');
			await works(freeze(COMMITTEE, branch), bob);
			assert.ok((await organization(branch)).status.isFrozen);
			await refused(group, dave, 'organizations.NotAuthorized');
			await works(thaw(COMMITTEE, branch), bob);
			await works(group, dave);

			await works(reparent(COMMITTEE, branch, county), bob);
			const { parent, depth } = await organization(branch);
			assert.deepEqual([parent.unwrap().toNumber(), depth.toNumber()], [county, 2]);
		});

		it('have a term, and elect as far as that goes without a meeting', async () => {
			const {
				setGrants, setTerm, requestElection, replyElection, announceElection, reportElection,
				confirmElection,
			} = api.tx.organizations;
			const stage = async () => (await api.call.organizationsApi.election(BRANCH)).unwrap().stage;
			await works(setGrants(COMMITTEE, BRANCH, ['HoldElections']), bob);
			await works(setTerm(COMMITTEE, BRANCH, '2026-08-31'), bob);
			assert.equal((await organization(BRANCH)).termEnds.unwrap().toString(), '2026-08-31');
			await works(requestElection(BRANCH, 'ByElection'), dave);
			assert.ok((await stage()).isRequested);
			await works(replyElection(COMMITTEE, BRANCH, true), bob);
			await works(announceElection(BRANCH, await daysFromNow(7)), charlie);
			const put = await works(announceElection(BRANCH, await daysFromNow(9)), charlie);
			const { before, day } = put.event('organizations.ElectionAnnounced').data;
			assert.deepEqual([`${before}`, `${day}`], [await daysFromNow(7), await daysFromNow(9)]);

			await withoutMeeting(reportElection(BRANCH, 0, [[0, ['CommitteeMember']]]), charlie);
			await refused(confirmElection(COMMITTEE, BRANCH), bob, 'organizations.ElectionStep');
			assert.ok((await stage()).isAnnounced);
			assert.ok((await agenda()).includes('Election'));
			await works(replyElection(COMMITTEE, BRANCH, false), bob);
			assert.ok((await api.call.organizationsApi.election(BRANCH)).isNone);
			assert.ok(!(await agenda()).includes('Election'));
			await works(setGrants(COMMITTEE, BRANCH, []), bob);
		});

		it('have acting officers, whose time ends by itself and is overdue the next day', async () => {
			const { appointActing, expireActing } = api.tx.organizations;
			const org = await establish('Branch', '代理党支部');
			const last = await today();
			await works(appointActing(COMMITTEE, org, 0, ['DeputySecretary'], ['Approver'], last), bob);
			const [officer] = await api.call.organizationsApi.officers(org);
			assert.equal(officer.until.unwrap().toString(), last);
			await works(api.tx.organizations.establish(org, org, 'Group', '第一党小组', 110101, last), alice);
			await refused(expireActing(COMMITTEE, org, 0), bob, 'organizations.NotExpired');

			await chain.setTime(await daysFromNow(1));
			const overdue = async () => (await api.call.agendaApi.overdue(org)).own.toNumber();
			assert.equal(await overdue(), 1);
			const late = api.tx.organizations.establish(org, org, 'Group', '第二党小组', 110101, last);
			await refused(late, alice, 'organizations.NotAuthorized');
			await works(expireActing(COMMITTEE, org, 0), bob);
			assert.equal(await overdue(), 0);
			assert.equal((await api.call.organizationsApi.officers(org)).length, 0);
		});

		it('show the telephone of their office in the directory', async () => {
			const { setContact } = api.tx.organizations;
			await works(setContact(COMMITTEE, BRANCH, '010-12345678'), bob);
			assert.equal((await organization(BRANCH)).contact.unwrap().toString(), '010-12345678');
			await refused(setContact(COMMITTEE, BRANCH, '13800000000'), bob, 'organizations.ContactMobile');
			await refused(setContact(COMMITTEE, BRANCH, '甲'), bob, 'organizations.ContactInvalid');
			await works(setContact(COMMITTEE, BRANCH, null), bob);
			await refused(setContact(COMMITTEE, BRANCH, null), bob, 'organizations.ContactUnchanged');
			assert.ok((await organization(BRANCH)).contact.isNone);
		});

		it('publish the key that packages are sealed under, and revoke it', async () => {
			const { publishKey, revokeKey } = api.tx.organizations;
			const key = () => api.call.organizationsApi.organizationKey(COMMITTEE);
			await works(publishKey(COMMITTEE, made('key 1')), alice);
			await works(publishKey(COMMITTEE, made('key 2')), alice);
			const { version, key: bytes } = (await key()).unwrap();
			assert.deepEqual([version.toNumber(), bytes.toHex()], [2, made('key 2')]);
			await works(revokeKey(COMMITTEE, 2), alice);
			assert.ok((await key()).isNone);
			await works(revokeKey(COMMITTEE, 1), alice);
			// The order of this one is 1: whoever opens it needs no key.
			const low = `0x01${'00'.repeat(31)}`;
			await refused(publishKey(COMMITTEE, low), alice, 'organizations.KeyInvalid');
		});
	});

	describe('reorganizations', () => {
		/** A handler proposes, an approver of the same organization seconds, the superior approves. */
		async function decide(target, act, persons = [], org = target) {
			const { proposeReorganization, secondReorganization, approveReorganization } =
				api.tx.organizations;
			const digest = reorganizationHash(api, org, target, act);
			const proposed = await works(proposeReorganization(org, target, act), charlie);
			const { data } = proposed.event('organizations.ReorganizationProposed');
			assert.equal(data.digest.toHex(), digest);
			await works(secondReorganization(org, target, digest), dave);
			return works(approveReorganization(COMMITTEE, target, digest, persons), bob);
		}
		let persons;
		let fresh;

		it('split a branch: persons go over at once', async () => {
			await staff(BRANCH);
			const outcome = await enrol(chain, ['split 1', 'split 2'].map((who) => entry(who)));
			assert.equal(outcome.error, null);
			const first = outcome.event('members.Enrolled').data.first.toNumber();
			persons = [first, first + 1];
			const done = await decide(BRANCH, {
				Split: {
					name: '机关第二党支部', kind: 'Branch', region: 110101, founded: TODAY, count: 2,
					personsHash: splitHash(api, BRANCH, persons),
				},
			}, persons);
			fresh = done.event('organizations.Split').data.branch.toNumber();
			for (const id of persons) assert.equal((await person(id)).org.toNumber(), fresh);
			const [own] = (await api.call.organizationsApi.headCounts(fresh)).unwrap();
			assert.equal(own.full.toNumber(), 2);
		});

		it('merge a branch into another one, after the delay', async () => {
			await staff(fresh);
			const put = putAct(await decide(fresh, { Merge: { into: BRANCH } }));
			assert.deepEqual((await agenda(fresh)).sort(), ['NoSecretary', 'Pending', 'TooFewMembers']);
			const waiting = (await api.call.accessApi.pendingAct(put.id)).unwrap();
			assert.deepEqual(waiting.act.toJSON(), { merge: { from: fresh, into: BRANCH } });
			const merged = await carryOut(put);
			const { persons: over, ended } = merged.event('organizations.Merged').data;
			assert.equal(over.full.toNumber(), 2);
			assert.deepEqual(ended.officers.toJSON(), [2, 3]);
			assert.ok(ended.importUntil.isNone && ended.keyVersion.isNone && ended.election.isFalse);
			assert.ok(merged.event('access.ActCarriedOut'));
			const view = await organization(fresh);
			assert.equal(view.status.asMergedInto.toNumber(), BRANCH);
			assert.equal(view.mergedInto.unwrap().toNumber(), BRANCH);
			for (const id of persons) assert.equal((await person(id)).org.toNumber(), BRANCH);
			assert.ok((await api.call.accessApi.pendingAct(put.id)).isNone);
		});

		it('upgrade a branch, withdraw an archiving, veto it, let it lapse, carry it out', async () => {
			const { proposeReorganization, withdrawReorganization, dismiss } = api.tx.organizations;
			const org = await establish('Branch', '筹备党支部');
			await staff(org);
			await decide(org, { Upgrade: { kind: 'GeneralBranch' } });
			assert.ok((await organization(org)).kind.isGeneralBranch);

			await works(proposeReorganization(org, org, 'Archive'), charlie);
			assert.ok((await api.call.organizationsApi.reorganization(org)).isSome);
			await works(withdrawReorganization(org, org), charlie);
			assert.ok((await api.call.organizationsApi.reorganization(org)).isNone);

			const first = putAct(await decide(org, 'Archive'));
			await refused(api.tx.access.veto(org, first.id), charlie, 'access.OwnDecision');
			const vetoed = await works(api.tx.access.veto(COMMITTEE, first.id), alice);
			assert.deepEqual(vetoed.event('access.ActVetoed').data.act.toJSON(), { archive: org });
			assert.ok((await api.call.organizationsApi.reorganization(org)).isNone);

			const second = putAct(await decide(org, 'Archive'));
			await works(dismiss(COMMITTEE, org, 3), bob);
			assert.ok((await carryOut(second)).event('access.ActLapsed'));
			assert.ok((await organization(org)).status.isActive);

			await staff(org);
			const archived = await carryOut(putAct(await decide(org, 'Archive')));
			assert.deepEqual(archived.event('organizations.Archived').data.ended.officers.toJSON(), [2, 3]);
			assert.ok((await organization(org)).status.isArchived);
			assert.deepEqual(await agenda(org), []);
		});
	});
}
