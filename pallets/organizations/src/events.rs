//! Events: what happened, by whom, old and new.

use frame::pallet_section;

/// The events, imported into the pallet.
#[pallet_section]
pub mod events {
	/// What happened. Every event names the acting organization and the person who acted.
	#[pallet::event]
	#[pallet::generate_deposit(pub(crate) fn deposit_event)]
	pub enum Event<T: Config> {
		/// An organization was established below another one.
		Established {
			/// The new organization.
			org: OrgId,
			/// The organization above.
			parent: OrgId,
			/// The organization that acted: `parent` or one above it.
			acting: OrgId,
			/// What kind it is.
			kind: OrgKind,
			/// Its name.
			name: RawText,
			/// Region by GB/T 2260.
			region: u32,
			/// The day it was founded.
			founded: RawDate,
			/// The officer who established it.
			by: PersonId,
		},
		/// The powers granted to an organization were replaced.
		GrantsSet {
			/// The organization that was granted them.
			org: OrgId,
			/// What it was granted before.
			before: Vec<Grant>,
			/// What it is granted now.
			grants: Vec<Grant>,
			/// The superior that acted.
			superior: OrgId,
			/// The officer who decided.
			by: PersonId,
		},
		/// A person was appointed, or an appointment was replaced.
		Appointed {
			/// The organization the person is an officer of.
			org: OrgId,
			/// The person.
			person: PersonId,
			/// Offices before; none for a new officer.
			offices_before: Vec<Office>,
			/// Powers before; none for a new officer.
			powers_before: Vec<Power>,
			/// Offices now.
			offices: Vec<Office>,
			/// Powers of the person's key, from `effective_at` on.
			powers: Vec<Power>,
			/// The day of the appointment.
			since: RawDate,
			/// From which moment the powers work (ms since 1970).
			effective_at: Moment,
			/// The last day of an acting officer; none for an appointment without an end.
			until: Option<RawDate>,
			/// The organization that acted: `org` or a superior.
			acting: OrgId,
			/// The officer who appointed.
			by: PersonId,
		},
		/// An officer was dismissed, at once.
		Dismissed {
			/// The organization the person was an officer of.
			org: OrgId,
			/// The person.
			person: PersonId,
			/// Offices the person held.
			offices: Vec<Office>,
			/// Powers the person's key had.
			powers: Vec<Power>,
			/// The organization that acted: `org` or a superior.
			acting: OrgId,
			/// The officer who dismissed.
			by: PersonId,
		},
		/// An officer laid down everything held in an organization.
		Resigned {
			/// The organization the person was an officer of.
			org: OrgId,
			/// The person, who acted.
			person: PersonId,
			/// Offices the person held.
			offices: Vec<Office>,
			/// Powers the person's key had.
			powers: Vec<Power>,
		},
		/// An acting officer whose last day is over was taken off the list.
		ActingExpired {
			/// The organization the person was an officer of.
			org: OrgId,
			/// The person.
			person: PersonId,
			/// Offices the person held.
			offices: Vec<Office>,
			/// Powers the person's key had.
			powers: Vec<Power>,
			/// The last day.
			until: RawDate,
			/// The organization that acted: `org` or a superior.
			acting: OrgId,
			/// The officer who acted.
			by: PersonId,
		},
		/// What a person held in an organization ended with the membership.
		OfficesEnded {
			/// The organization the person was an officer of.
			org: OrgId,
			/// The person.
			person: PersonId,
			/// Offices the person held.
			offices: Vec<Office>,
			/// Powers the person's key had.
			powers: Vec<Power>,
		},
		/// The telephone of an office was published, replaced or taken out of the directory.
		ContactSet {
			/// The organization.
			org: OrgId,
			/// The telephone before; none when there was none.
			before: Option<RawText>,
			/// The telephone now; none when it was taken out.
			contact: Option<RawText>,
			/// The organization that acted: `org` or a superior.
			acting: OrgId,
			/// The officer who decided.
			by: PersonId,
		},
		/// An organization has another name.
		Renamed {
			/// The organization.
			org: OrgId,
			/// Its name before.
			before: RawText,
			/// Its name now.
			name: RawText,
			/// The organization that acted: `org` or a superior.
			acting: OrgId,
			/// The officer who decided.
			by: PersonId,
		},
		/// An organization stands still or works again.
		StatusSet {
			/// The organization.
			org: OrgId,
			/// Its status before.
			before: OrgStatus,
			/// Its status now.
			status: OrgStatus,
			/// The superior that acted.
			superior: OrgId,
			/// The officer who decided.
			by: PersonId,
		},
		/// An organization, with everything below it, stands below another one.
		Reparented {
			/// The organization.
			org: OrgId,
			/// The organization directly above before.
			before: Option<OrgId>,
			/// The organization directly above now.
			parent: OrgId,
			/// The organization that acted, above both.
			acting: OrgId,
			/// The officer who decided.
			by: PersonId,
		},
		/// A merger, archiving, split or upgrade was proposed.
		ReorganizationProposed {
			/// The organization concerned.
			org: OrgId,
			/// What was proposed.
			act: RawReorganization,
			/// The hash by which it is seconded and approved.
			digest: Hash,
			/// The organization that proposed.
			acting: OrgId,
			/// The handler who proposed.
			by: PersonId,
		},
		/// A reorganization was seconded.
		ReorganizationSeconded {
			/// The organization concerned.
			org: OrgId,
			/// Its hash.
			digest: Hash,
			/// The organization that proposed.
			acting: OrgId,
			/// The approver who seconded.
			by: PersonId,
		},
		/// A reorganization was approved.
		ReorganizationApproved {
			/// The organization concerned.
			org: OrgId,
			/// Its hash.
			digest: Hash,
			/// Under which number it waits; none when it took effect at once.
			pending: Option<PendingId>,
			/// The superior that approved.
			superior: OrgId,
			/// Its approver.
			by: PersonId,
		},
		/// A reorganization was withdrawn.
		ReorganizationWithdrawn {
			/// The organization concerned.
			org: OrgId,
			/// Its hash.
			digest: Hash,
			/// The organization that withdrew it.
			acting: OrgId,
			/// The officer who withdrew it.
			by: PersonId,
		},
		/// An organization went over into another one, with this balance sheet. Its persons go over,
		/// and whatever it was addressed by leads to the other one; everything else it had ended.
		/// Nothing waited for it, and nothing stood below it: a merger is refused before.
		Merged {
			/// The organization that went over.
			org: OrgId,
			/// The organization that took over.
			into: OrgId,
			/// Persons by status that went over.
			persons: CountsView,
			/// How many numbers lead through `org` in the longest chain of earlier mergers.
			mergers: u8,
			/// What ended.
			ended: Estate,
			/// The superior that approved.
			superior: OrgId,
			/// Its approver.
			by: PersonId,
		},
		/// An organization was dissolved.
		Archived {
			/// The organization.
			org: OrgId,
			/// What ended.
			ended: Estate,
			/// The superior that approved.
			superior: OrgId,
			/// Its approver.
			by: PersonId,
		},
		/// Some persons of a branch form a new branch beside it.
		Split {
			/// The branch they left.
			org: OrgId,
			/// The new branch.
			branch: OrgId,
			/// The organization above both.
			parent: OrgId,
			/// What kind of branch the new one is.
			kind: OrgKind,
			/// Its name.
			name: RawText,
			/// Its region by GB/T 2260.
			region: u32,
			/// The day it was founded.
			founded: RawDate,
			/// How many persons went over.
			count: u32,
			/// The superior that approved.
			superior: OrgId,
			/// Its approver.
			by: PersonId,
		},
		/// An organization became one of a higher kind.
		Upgraded {
			/// The organization.
			org: OrgId,
			/// What it was.
			before: OrgKind,
			/// What it is.
			kind: OrgKind,
			/// The superior that approved.
			superior: OrgId,
			/// Its approver.
			by: PersonId,
		},
		/// The last day of a committee's term was set.
		TermSet {
			/// The organization.
			org: OrgId,
			/// The last day before; none when none was set.
			before: Option<RawDate>,
			/// The last day now.
			ends: RawDate,
			/// The organization that acted: a superior, or the root itself.
			superior: OrgId,
			/// The officer who decided.
			by: PersonId,
		},
		/// An organization asked its superior for an election.
		ElectionRequested {
			/// The organization that elects.
			org: OrgId,
			/// What is elected.
			kind: ElectionKind,
			/// The officer who asked.
			by: PersonId,
		},
		/// The superior replied to the request, or ended the election.
		ElectionReplied {
			/// The organization that elects.
			org: OrgId,
			/// What is elected.
			kind: ElectionKind,
			/// Whether the superior agreed; if not, the election is over.
			agreed: bool,
			/// The superior, or the root itself.
			superior: OrgId,
			/// Its approver.
			by: PersonId,
		},
		/// The members were given notice of the meeting that elects.
		ElectionAnnounced {
			/// The organization that elects.
			org: OrgId,
			/// The day announced before.
			before: Option<RawDate>,
			/// The day of the meeting.
			day: RawDate,
			/// The officer who announced it.
			by: PersonId,
		},
		/// The result of an election was reported to the superior.
		ElectionReported {
			/// The organization that elects.
			org: OrgId,
			/// The resolution of the meeting.
			resolution: ResolutionId,
			/// The day of the meeting.
			held: RawDate,
			/// Who was elected to what.
			results: Vec<(PersonId, Vec<Office>)>,
			/// The officer who reported.
			by: PersonId,
		},
		/// The superior approved secretary and deputies and put the members on record: the elected
		/// are in office.
		ElectionConfirmed {
			/// The organization that elected.
			org: OrgId,
			/// What was elected.
			kind: ElectionKind,
			/// Who was elected to what.
			results: Vec<(PersonId, Vec<Office>)>,
			/// The officers whose term is over.
			outgoing: Vec<PersonId>,
			/// The last day of the term before.
			term_before: Option<RawDate>,
			/// The last day of the term now.
			term_ends: Option<RawDate>,
			/// The superior, or the root itself.
			superior: OrgId,
			/// Its approver.
			by: PersonId,
		},
		/// An organization published a key; the one before has ended.
		KeyPublished {
			/// The organization.
			org: OrgId,
			/// The version that ended; none when there was no key in use.
			before: Option<u32>,
			/// The version of the new key.
			version: u32,
			/// The X25519 public key.
			key: [u8; 32],
			/// The key custodian who published it.
			by: PersonId,
		},
		/// A key of an organization was revoked: nothing sealed to it is safe.
		KeyRevoked {
			/// The organization.
			org: OrgId,
			/// The version revoked.
			version: u32,
			/// Whether it was in use until now.
			current: bool,
			/// The key custodian who revoked it.
			by: PersonId,
		},
	}
}
