// What two persons decide about a third: keys, records, documents, holds, exits and returns. The
// grounds are those there are without meetings: on record, direct, and paper.

import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';

import {
	BRANCH, BY_COMMITTEE, COMMITTEE, act, actHash, acts, alice, binding, bob, certificate, charlie,
	dave, enrol, entry, made, pair, proposeAct,
} from '../harness.mjs';
import {
	agenda, api, carryOut, chain, daysFromNow, person, putAct, refused, today, withoutMeeting, works,
} from './stage.mjs';

export function membershipPlays() {
	/** Persons 'later 1' to 'later 4', full members of the branch. */
	let first;
	const enrolled = async () => {
		const outcome = await enrol(chain, [1, 2, 3, 4].map((n) => entry(`later ${n}`)));
		assert.equal(outcome.error, null);
		first = outcome.event('members.Enrolled').data.first.toNumber();
	};

	describe('keys', () => {
		const old = pair('Old');
		const next = pair('Next');
		before(enrolled);

		it('are replaced by two officers, after the delay', async () => {
			const until = await daysFromNow(20);
			const consent = (signer) => binding(api, first, signer, until);
			const { bindAccount, replaceAccount } = api.tx.members;
			await works(bindAccount(BRANCH, first, old.address, until, consent(old)), dave);
			await proposeAct(chain, 'replaceAccount', first, [next.address]);
			const replaced = replaceAccount(BRANCH, first, next.address, until, consent(next));
			const put = putAct(await works(replaced, dave));
			const waiting = (await api.call.membersApi.replacement(first)).unwrap();
			assert.equal(waiting.account.toString(), next.address);
			assert.equal((await chain.quota(old)).frozen, true);

			const done = await carryOut(put);
			assert.equal(done.event('members.AccountReplaced').data.account.toString(), next.address);
			assert.equal((await api.call.membersApi.personOf(next.address)).unwrap().toNumber(), first);
			assert.ok((await api.call.membersApi.personOf(old.address)).isNone);
			assert.equal((await chain.quota(old)).entitled, false);
		});

		it('are replaced by their holder, unless an officer vetoes', async () => {
			const until = await daysFromNow(20);
			const third = pair('Third');
			const replaceOwn = () => api.tx.members.replaceOwnAccount(
				third.address, until, binding(api, first, third, until));
			const { id } = putAct(await works(replaceOwn(), next));
			const vetoed = await works(api.tx.access.veto(COMMITTEE, id), alice);
			assert.ok(vetoed.event('members.AccountReplacementStopped'));
			assert.equal((await chain.quota(next)).frozen, true);
			await works(api.tx.members.unfreezeAccount(BRANCH, first), dave);
			assert.equal((await chain.quota(next)).entitled, true);
		});

		it('carry a member\'s own record updates, declined and confirmed', async () => {
			const { proposeRecordUpdate, declineRecordUpdate, confirmRecordUpdate } = api.tx.members;
			const record = (root) => ({ schema: 1, version: 2, root: made(root) });
			const waiting = () => api.call.membersApi.recordUpdate(first);
			await works(proposeRecordUpdate(record('update 1')), next);
			assert.ok((await agenda()).includes('RecordUpdate'));
			await works(declineRecordUpdate(BRANCH, first), charlie);
			assert.ok((await waiting()).isNone);
			await works(proposeRecordUpdate(record('update 2')), next);
			assert.equal((await waiting()).unwrap().since.toString(), await today());
			const other = confirmRecordUpdate(BRANCH, first, made('update 1'));
			await refused(other, dave, 'members.RecordUpdateNotFound');
			await works(confirmRecordUpdate(BRANCH, first, made('update 2')), dave);
			assert.equal((await person(first)).record.unwrap().root.toHex(), made('update 2'));
		});
	});

	describe('acts on persons', () => {
		it('are proposed, and withdrawn', async () => {
			const proposal = actHash(api, BRANCH, first, acts.liftHold());
			await works(api.tx.members.proposeAct(BRANCH, first, proposal), charlie);
			const view = (await api.call.membersApi.actProposal(BRANCH, first)).unwrap();
			assert.deepEqual([view.proposal.toHex(), `${view.since}`], [proposal, await today()]);
			assert.ok((await agenda()).includes('Act'));
			await works(api.tx.members.withdrawAct(BRANCH, first), dave);
			assert.ok((await api.call.membersApi.actProposal(BRANCH, first)).isNone);
		});

		it('enter a record from paper, and another document', async () => {
			const record = { schema: 1, version: 3, root: made('update 3') };
			await act(chain, 'updateRecord', first, [record, made('paper')]);
			assert.equal((await person(first)).record.unwrap().version.toNumber(), 3);

			const tag = { keyVersion: 1, tag: made('passport') };
			await proposeAct(chain, 'addTag', first, [tag]);
			const signed = certificate(api, BRANCH, [tag], (await chain.height()) + 100);
			await works(api.tx.members.addTag(COMMITTEE, BRANCH, first, tag, signed), bob);
			assert.deepEqual((await api.call.membersApi.personsByTag([tag])).toJSON(), [first]);
		});

		it('hold a person, with a last day and without, and lift the hold', async () => {
			const last = await daysFromNow(30);
			await act(chain, 'placeHold', first, [last, true]);
			const hold = async () => (await api.call.membersApi.holds(first)).unwrap();
			assert.equal((await hold()).until.unwrap().toString(), last);
			assert.ok((await agenda()).includes('HoldEnds'));
			await act(chain, 'placeHold', first, [null, false]);
			assert.ok((await hold()).until.isNone);
			assert.ok(!(await agenda()).includes('HoldEnds'));
			await act(chain, 'liftHold', first, []);
			assert.ok((await person(first)).held.isFalse);
		});
	});

	describe('memberships', () => {
		const status = async (id) => (await person(id)).status.type;
		const direct = async (why) => ['Direct', await today(), made(why)];

		it('are suspended and restored by an organization above', async () => {
			const id = first + 1;
			await act(chain, 'suspend', id, await direct('suspended'), BY_COMMITTEE);
			assert.equal(await status(id), 'Inactive');
			await act(chain, 'reinstate', id, ['Full', ...await direct('restored')], BY_COMMITTEE);
			assert.equal(await status(id), 'Full');
		});

		it('end on record, directly, and the key with them', async () => {
			const { appoint } = api.tx.organizations;
			await works(appoint(COMMITTEE, BRANCH, first, ['Secretary'], ['Statistics']), bob);
			assert.ok(!(await agenda()).includes('NoSecretary'));
			const over = await act(
				chain, 'endMembership', first, await direct('expelled'), BY_COMMITTEE);
			assert.deepEqual(over.event('organizations.OfficesEnded').data.offices.toHuman(), ['Secretary']);
			assert.ok((await agenda()).includes('NoSecretary'));
			assert.equal(await status(first), 'Former');
			assert.equal((await chain.quota(pair('Next'))).entitled, false);
			await act(chain, 'endMembership', first + 1, ['OnRecord', await today(), made('died')]);
			assert.equal(await status(first + 1), 'Former');
		});

		it('end and begin again by paper, as late entries that a superior takes note of', async () => {
			const id = first + 2;
			const left = await act(chain, 'endMembership', id, ['Paper', '2012-05-04', made('left')]);
			const { seq, effective } = left.event('members.LateEntry').data;
			assert.equal(effective.toString(), '2012-05-04');
			const record = { schema: 1, version: 2, root: made('anew') };
			const again = await act(chain, 'readmit', id, [
				BRANCH, 'Full', record, made('birthday anew'), 'Paper', '2020-07-01', made('admitted'),
			]);
			assert.equal(again.event('members.Readmitted').data.spell.toNumber(), 2);
			assert.equal(await status(id), 'Full');
			const spells = await api.call.membersApi.spells(id);
			assert.deepEqual(spells.map(({ birthday }) => birthday.unwrap().toHex()),
				[made('birthday later 3'), made('birthday anew')]);

			const { takeNote } = api.tx.agenda;
			const noted = await works(takeNote(COMMITTEE, BRANCH, id, seq), alice);
			assert.equal(noted.event('agenda.Noted').data.item.asLateEntry.person.toNumber(), id);
			await works(takeNote(COMMITTEE, BRANCH, id, seq.toNumber() + 1), alice);
			await refused(takeNote(COMMITTEE, BRANCH, id, seq), alice, 'agenda.ItemNotFound');
		});

		it('rest on no resolution, for there are no meetings', async () => {
			const id = first + 3;
			const rest = [{ Resolution: 0 }, await today(), made('resolved')];
			for (const name of ['endMembership', 'suspend']) {
				await proposeAct(chain, name, id, rest, BY_COMMITTEE);
				await withoutMeeting(api.tx.members[name](COMMITTEE, id, ...rest), bob);
			}
			assert.equal(await status(id), 'Full');
			await works(api.tx.members.withdrawAct(COMMITTEE, id), alice);
		});
	});
}
