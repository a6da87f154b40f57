//! Versions of a person's record, and what opens the commitments to political birthdays.
//!
//! Nothing of the record that the chain has is overwritten before the chain has another. What is to
//! come is kept beside it ([`Next`]) before anything is sent, and becomes the record when the chain's
//! word is that: at once, or at the next start ([`StoredPerson::follow`]). What was refused stays
//! beside until the chain has a later version.

use super::{Result, StoredAttribute, StoredPerson, VaultError};
use chuxin_primitives::{
	membership::{MembershipStatus, Record},
	record::{leaf_commitment, salt, slot, Attribute, RecordTree, VType},
	CivilDate, Hash,
};

/// Attributes by slot.
pub type Held = Vec<(u8, Attribute)>;

/// What opens a commitment to a political birthday.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Opening {
	/// The date.
	pub date: CivilDate,
	/// The salt: that of slot 6 in every version of the record that holds the date.
	pub salt: [u8; 32],
}

impl Opening {
	/// The commitment as it stands on chain.
	pub fn commitment(&self, schema: u16) -> Hash {
		leaf_commitment(schema, slot::ADMISSION, &Attribute::date(self.date), &self.salt)
	}
}

/// The political birthday of one membership.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Birthday {
	/// What opens the sealed commitment.
	pub sealed: Opening,
	/// What opens the effective one, where the sealed one was found wrong.
	pub effective: Option<Opening>,
}

impl Birthday {
	/// The one that holds.
	pub fn holds(&self) -> &Opening {
		self.effective.as_ref().unwrap_or(&self.sealed)
	}
}

/// One version of a record, with what opens its root.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Version {
	/// Schema of the record.
	pub schema: u16,
	/// Its version.
	pub version: u32,
	/// Seed of its salts.
	pub seed: [u8; 32],
	/// Salt of slot 6, where it is not the seed's: it stays over versions.
	pub admission_salt: Option<[u8; 32]>,
	/// Its attributes.
	pub attributes: Vec<StoredAttribute>,
}

impl Version {
	/// The attributes by slot.
	///
	/// # Errors
	/// When one is none of its type.
	pub fn held(&self) -> Result<Held> {
		self.attributes
			.iter()
			.map(|a| {
				let vtype = VType::from_code(a.vtype)?;
				Some((a.slot, Attribute::new(vtype, a.value.clone()).ok()?))
			})
			.collect::<Option<_>>()
			.ok_or_else(damaged)
	}

	/// Its tree.
	///
	/// # Errors
	/// When the attributes are no record of the schema.
	pub fn tree(&self, genesis: &Hash) -> Result<RecordTree> {
		let Self { schema, version, seed, .. } = self;
		let held = self.held()?;
		match self.admission_salt {
			None => RecordTree::new(genesis, *schema, *version, seed, held),
			Some(kept) => {
				let kept = (slot::ADMISSION, kept);
				RecordTree::with_salt(genesis, *schema, *version, seed, held, kept)
			},
		}
		.map_err(|_| damaged())
	}

	/// What stands of it on the chain.
	///
	/// # Errors
	/// As [`Version::tree`].
	pub fn record(&self, genesis: &Hash) -> Result<Record> {
		let root = self.tree(genesis)?.root();
		Ok(Record { schema: self.schema, version: self.version, root })
	}

	/// The version after this one, with these attributes. Where a political birthday `holds`, it is
	/// slot 6, with the salt of its commitment.
	pub fn next(&self, seed: [u8; 32], held: &Held, holds: Option<&Opening>) -> Self {
		let mut held = held.clone();
		if let Some(Opening { date, .. }) = holds {
			held.retain(|(s, _)| *s != slot::ADMISSION);
			held.push((slot::ADMISSION, Attribute::date(*date)));
			held.sort_by_key(|(slot, _)| *slot);
		}
		Self {
			schema: self.schema,
			version: self.version.saturating_add(1),
			seed,
			admission_salt: holds.map(|opening| opening.salt),
			attributes: stored(&held),
		}
	}

	/// What opens slot 6; `None` where no date stands there.
	pub fn opening(&self) -> Option<Opening> {
		let held = self.held().ok()?;
		let date = held.iter().find(|(s, _)| *s == slot::ADMISSION)?.1.as_date()?;
		let own = || salt(&self.seed, self.schema, self.version, slot::ADMISSION);
		Some(Opening { date, salt: self.admission_salt.unwrap_or_else(own) })
	}
}

/// What was prepared, and is the chain's once the chain says so.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum Next {
	/// The record has this version.
	Version(Version),
	/// A new membership has begun, with this version.
	Spell {
		/// The version. Its slot 6 is the new political birthday.
		version: Version,
		/// The branch.
		org: u32,
		/// Status in it.
		status: MembershipStatus,
	},
	/// The sealed political birthday is corrected.
	Correction(Opening),
}

impl Next {
	const fn version(&self) -> Option<&Version> {
		match self {
			Self::Version(version) | Self::Spell { version, .. } => Some(version),
			Self::Correction(_) => None,
		}
	}
}

impl StoredPerson {
	/// The version of the record that the vault holds as the chain's.
	pub fn present(&self) -> Version {
		Version {
			schema: self.schema,
			version: self.version,
			seed: self.seed,
			admission_salt: self.admission_salt,
			attributes: self.attributes.clone(),
		}
	}

	/// The political birthday of this membership; `None` for who has none. Before the record's first
	/// change it is what the record itself opens.
	pub fn birthday(&self) -> Option<Birthday> {
		let of_record = || Some(Birthday { sealed: self.present().opening()?, effective: None });
		self.birthday.clone().or_else(of_record)
	}

	/// The version after this one, with these attributes: slot 6 is the birthday that holds, with
	/// the salt of its commitment.
	pub fn next_version(&self, seed: [u8; 32], held: &Held) -> Version {
		self.present().next(seed, held, self.birthday().as_ref().map(Birthday::holds))
	}

	/// The version of this record that was prepared.
	pub fn prepared(&self, genesis: &Hash, record: Record) -> Option<&Version> {
		let versions = self.next.iter().filter_map(Next::version);
		versions.into_iter().find(|version| version.record(genesis).ok() == Some(record))
	}

	/// What opens this commitment to an effective political birthday, where it was prepared.
	pub fn prepared_correction(&self, commitment: Hash) -> Option<&Opening> {
		self.next.iter().find_map(|next| match next {
			Next::Correction(opening) if opening.commitment(self.schema) == commitment => {
				Some(opening)
			},
			_ => None,
		})
	}

	/// Keeps what is about to be sent beside the record; nothing else changes.
	pub fn prepare(&mut self, next: Next) {
		// What the present record opens would be gone with it.
		self.birthday = self.birthday();
		if !self.next.contains(&next) {
			self.next.push(next);
		}
	}

	/// Takes over what the chain has taken over of that which was prepared; `true` where something
	/// was. `record` is the chain's, `effective` its commitment to the corrected political birthday.
	///
	/// # Errors
	/// Damage of what was prepared.
	pub fn follow(
		&mut self,
		genesis: &Hash,
		record: Option<Record>,
		effective: Option<Hash>,
	) -> Result<bool> {
		let mut followed = false;
		let mut at = None;
		for (n, next) in self.next.iter().enumerate() {
			let Some(version) = next.version() else { continue };
			if Some(version.record(genesis)?) == record {
				at = Some(n);
			}
		}
		if let Some(at) = at {
			let next = self.next.remove(at);
			self.accept(next);
			followed = true;
		}
		let corrected = |next: &Next| match next {
			Next::Correction(opening) => Some(opening.commitment(self.schema)) == effective,
			_ => false,
		};
		if let Some(at) = self.next.iter().position(corrected) {
			let next = self.next.remove(at);
			self.accept(next);
			followed = true;
		}
		Ok(followed)
	}

	/// Makes what was prepared what holds.
	pub fn accept(&mut self, next: Next) {
		match next {
			Next::Correction(opening) => {
				self.birthday = self
					.birthday()
					.map(|birthday| Birthday { effective: Some(opening), ..birthday });
			},
			Next::Version(version) => self.put(version),
			Next::Spell { version, org, status } => {
				self.past.extend(self.birthday());
				self.birthday =
					version.opening().map(|sealed| Birthday { sealed, effective: None });
				self.put(version);
				// A correction was one of the membership before.
				self.next.retain(|next| next.version().is_some());
				(self.org, self.status) = (org, status);
			},
		}
	}

	fn put(&mut self, version: Version) {
		// What was prepared for a number that is taken comes no more.
		self.next.retain(|n| n.version().is_none_or(|other| other.version > version.version));
		self.schema = version.schema;
		self.version = version.version;
		self.seed = version.seed;
		self.admission_salt = version.admission_salt;
		self.attributes = version.attributes;
	}

	/// Brings what a vault of format 1 kept of a correction to where it stands now. Whether the chain
	/// took it is seen when it is followed.
	pub(super) fn upgrade(&mut self) {
		let kept = |name| self.private.get(name).cloned();
		let date = kept("effective_birthday").and_then(|date| date.parse().ok());
		let seed = kept("effective_birthday_seed")
			.and_then(|seed| hex::decode(seed.trim_start_matches("0x")).ok()?.try_into().ok());
		if let (Some(date), Some(seed)) = (date, seed) {
			let salt = salt(&seed, self.schema, self.version, slot::ADMISSION);
			self.prepare(Next::Correction(Opening { date, salt }));
		}
		self.private.retain(|name, _| !name.starts_with("effective_birthday"));
	}
}

/// Attributes as the vault keeps them.
pub fn stored(held: &Held) -> Vec<StoredAttribute> {
	held.iter()
		.map(|(slot, a)| StoredAttribute {
			slot: *slot,
			vtype: a.vtype().code(),
			value: a.value().to_vec(),
		})
		.collect()
}

fn damaged() -> VaultError {
	VaultError::Damaged("record of a person".into())
}

#[cfg(test)]
mod tests {
	use super::*;
	const GENESIS: Hash = Hash::repeat_byte(1);

	fn day(n: u32) -> CivilDate {
		CivilDate::new(n).unwrap()
	}

	fn member() -> StoredPerson {
		let held = vec![
			(slot::NAME, Attribute::text("张三").unwrap()),
			(slot::ADMISSION, Attribute::date(day(20050701))),
		];
		StoredPerson {
			attributes: stored(&held),
			status: MembershipStatus::Full,
			..super::super::tests::person(7)
		}
	}

	fn record(stored: &StoredPerson) -> Option<Record> {
		Some(stored.present().record(&GENESIS).unwrap())
	}

	/// The leaf of slot 6 in the present version.
	fn leaf(stored: &StoredPerson) -> Option<Hash> {
		stored.present().tree(&GENESIS).unwrap().leaf(slot::ADMISSION)
	}

	/// The date in slot 6 of the present version.
	fn date_shown(stored: &StoredPerson) -> CivilDate {
		stored.present().opening().unwrap().date
	}

	#[test]
	fn each_version_opens_the_sealed_commitment() {
		let mut person = member();
		let sealed = leaf(&person);
		for seed in [20, 21, 22] {
			let mut held = person.present().held().unwrap();
			held[0].1 = Attribute::text(&format!("张三{seed}")).unwrap();
			// Another date is never taken over from the attributes.
			held[1].1 = Attribute::date(day(19990101));
			let next = person.next_version([seed; 32], &held);
			person.prepare(Next::Version(next.clone()));
			// Refused, or not final yet: the record is what it was.
			let before = person.present();
			assert!(!person.follow(&GENESIS, record(&person), None).unwrap());
			assert_eq!(person.present(), before);
			let on_chain = next.record(&GENESIS).unwrap();
			assert_eq!(person.prepared(&GENESIS, on_chain), Some(&next));
			assert!(person.follow(&GENESIS, Some(on_chain), None).unwrap());
			assert_eq!(person.present(), next);
			assert_eq!(leaf(&person), sealed);
			assert_eq!(person.next, []);
		}
		assert_eq!(person.version, 4);
		assert_eq!(person.birthday().unwrap().holds().date, day(20050701));
	}

	#[test]
	fn what_is_refused_stays_beside_and_the_record_is_used_as_before() {
		let mut person = member();
		let enrolled = record(&person);
		let held = person.present().held().unwrap();
		let refused = Next::Spell {
			version: Version { version: 2, admission_salt: None, ..person.present() },
			org: 9,
			status: MembershipStatus::Probationary,
		};
		person.prepare(refused.clone());
		person.prepare(refused);
		assert_eq!(person.next.len(), 1);
		assert_eq!((person.org, person.version), (member().org, 1));
		assert_eq!(record(&person), enrolled);
		assert!(!person.follow(&GENESIS, enrolled, None).unwrap());
		assert!(!person.follow(&GENESIS, None, None).unwrap());
		// Another attempt stands beside the first; what the chain takes makes both past.
		let second = person.next_version([5; 32], &held);
		person.prepare(Next::Version(second.clone()));
		assert_eq!(person.next.len(), 2);
		let on_chain = second.record(&GENESIS).unwrap();
		assert!(person.follow(&GENESIS, Some(on_chain), None).unwrap());
		assert_eq!((person.next.len(), person.version), (0, 2));
	}

	#[test]
	fn a_correction_is_believed_when_the_chain_has_it_and_not_before() {
		let mut person = member();
		let (enrolled, sealed) = (record(&person), leaf(&person));
		let opening = Opening { date: day(20060701), salt: [9; 32] };
		let effective = opening.commitment(1);
		person.prepare(Next::Correction(opening.clone()));
		assert_eq!(person.prepared_correction(effective), Some(&opening));
		for other in [None, sealed, Some(Hash::zero())] {
			assert!(!person.follow(&GENESIS, enrolled, other).unwrap());
			assert_eq!(person.birthday().unwrap().holds().date, day(20050701));
		}
		assert!(person.follow(&GENESIS, enrolled, Some(effective)).unwrap());
		let birthday = person.birthday().unwrap();
		assert_eq!(birthday.holds(), &opening);
		assert_eq!(birthday.sealed.date, day(20050701));
		assert_eq!(Some(birthday.sealed.commitment(1)), sealed);
		// The record still holds the sealed date, until its next version.
		assert_eq!(leaf(&person), sealed);
		let next = person.next_version([4; 32], &person.present().held().unwrap());
		person.accept(Next::Version(next));
		assert_eq!(leaf(&person), Some(effective));
		assert_eq!(date_shown(&person), day(20060701));
	}

	#[test]
	fn killed_between_correction_and_record_both_are_followed_in_any_order() {
		let mut person = member();
		let opening = Opening { date: day(20060701), salt: [9; 32] };
		let mut after = person.clone();
		after.accept(Next::Correction(opening.clone()));
		let next = after.next_version([4; 32], &person.present().held().unwrap());
		person.prepare(Next::Correction(opening.clone()));
		person.prepare(Next::Version(next.clone()));
		let on_chain = next.record(&GENESIS).unwrap();
		assert!(person.follow(&GENESIS, Some(on_chain), Some(opening.commitment(1))).unwrap());
		assert_eq!((person.present(), person.next.len()), (next, 0));
		let birthday = person.birthday().unwrap();
		assert_eq!((birthday.sealed.date, birthday.holds().date), (day(20050701), day(20060701)));
	}

	#[test]
	fn a_new_membership_has_a_new_birthday_and_the_former_still_opens() {
		let mut person = member();
		let sealed = leaf(&person);
		person.prepare(Next::Correction(Opening { date: day(20060701), salt: [9; 32] }));
		let effective = Opening { date: day(20060702), salt: [8; 32] };
		person.accept(Next::Correction(effective.clone()));
		let held = vec![(slot::ADMISSION, Attribute::date(day(20200701)))];
		let version =
			Version { version: 2, seed: [6; 32], attributes: stored(&held), ..person.present() };
		let spell =
			Next::Spell { version: version.clone(), org: 9, status: MembershipStatus::Full };
		person.prepare(spell);
		let on_chain = version.record(&GENESIS).unwrap();
		assert!(person.follow(&GENESIS, Some(on_chain), None).unwrap());
		assert_eq!(person.birthday().unwrap().holds().date, day(20200701));
		assert_eq!((person.org, person.next.len(), person.past.len()), (9, 0, 1));
		let past = &person.past[0];
		assert_eq!(Some(past.sealed.commitment(1)), sealed);
		assert_eq!(past.effective, Some(effective));
	}

	#[test]
	fn what_format_1_kept_of_a_correction_waits_for_the_chains_word() {
		let mut person = member();
		person.private.insert("effective_birthday".into(), "2006-07-01".into());
		person.private.insert("effective_birthday_seed".into(), format!("0x{}", "05".repeat(32)));
		person.upgrade();
		let salt = salt(&[5; 32], 1, 1, slot::ADMISSION);
		assert_eq!(person.next, [Next::Correction(Opening { date: day(20060701), salt })]);
		assert_eq!(person.birthday().unwrap().holds().date, day(20050701));
		assert!(person.private.keys().all(|name| !name.starts_with("effective")));
	}
}
