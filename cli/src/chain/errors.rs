//! What the errors of the pallets rest on, and who can do something about them.
//!
//! Reason and cure stand in `i18n/refusals.*.ftl` under the pallet's name in lower case, a hyphen and
//! the error's name. A test holds both to the pallets' sources: every error of every pallet of this
//! project has a row here and its texts.

use crate::{
	error::{
		Article::{self, Admission, Constitution, Education, Software},
		Report,
		Who::{
			self, Approver, Council, Handler, Member, Operators, OtherApprover, Registrar,
			Superior, You,
		},
	},
	i18n,
};

/// What one error rests on, and who can do something about it.
type Row = (&'static str, Who, Article);

/// The pallets of this project with their errors.
const PALLETS: &[(&str, &[Row])] = &[
	(
		"Access",
		&[
			("CodeHashMissing", Council, Software),
			("UpgradeAlreadyProposed", Council, Software),
			("UpgradeNotFound", Council, Software),
			("UpgradeNotReady", Council, Software),
			("LimitOutOfRange", Council, Software),
			("DelayOutOfRange", Council, Software),
			("EntitlementNotFound", Operators, Software),
			("MaxEntitlementsExceeded", Superior, Software),
			("NoncesUsedUp", Who::Branch, Software),
			("PendingNotFound", You, Software),
			("PendingNotReady", Approver, Software),
			("NotAuthorized", Superior, Software),
			("NotConcerned", Superior, Software),
			("OwnDecision", OtherApprover, Software),
			("MaxPendingExceeded", Operators, Software),
		],
	),
	(
		"Agenda",
		&[
			("NotAuthorized", Superior, Software),
			("NotSuperior", Superior, Software),
			("OwnCase", OtherApprover, Software),
			("ItemNotFound", You, Software),
		],
	),
	(
		"Members",
		&[
			("NotAuthorized", Superior, Software),
			("OrganizationNotFound", You, Software),
			("NotAbove", Superior, Software),
			("InvalidDate", You, Software),
			("WindowDayOutOfRange", Superior, Software),
			("WindowNotFound", You, Software),
			("BatchEmpty", Handler, Software),
			("BatchTooLarge", Handler, Software),
			("TooManyBatches", Handler, Software),
			("AlreadyProposed", Handler, Software),
			("TooManyProposals", Approver, Software),
			("NotProposed", Handler, Software),
			("SamePerson", OtherApprover, Software),
			("AppointedByOther", OtherApprover, Software),
			("WindowClosed", Superior, Software),
			("UnknownSchema", You, Software),
			("RegistrarUnknown", Council, Software),
			("CertificateExpired", Registrar, Software),
			("CertificateTooLong", Registrar, Software),
			("CertificateInvalid", Registrar, Software),
			("BranchNotFound", You, Software),
			("BranchNotYours", Superior, Software),
			("NotABranch", You, Constitution("8")),
			("BranchNotActive", Superior, Software),
			("FormerNotImportable", Handler, Software),
			("BirthdayMissing", Handler, Admission("22")),
			("BirthdayUnexpected", Handler, Admission("22")),
			("TwiceInBatch", Handler, Software),
			("AlreadyEnrolled", Handler, Software),
			("NumbersExhausted", Operators, Software),
			("PersonNotFound", You, Software),
			("PersonNotYours", Superior, Software),
			("OwnCase", OtherApprover, Software),
			("PersonHasAccount", Who::Branch, Software),
			("AccountTaken", Member, Software),
			("BindingExpired", Member, Software),
			("BindingTooLong", Member, Software),
			("TooManyOffices", Superior, Software),
			("BindingProofInvalid", Member, Software),
			("AccountUnknown", Who::Branch, Software),
			("AccountNotBound", You, Software),
			("AlreadyFrozen", You, Software),
			("NotFrozen", You, Software),
			("SuperiorNeeded", Superior, Software),
			("FrozenByYou", OtherApprover, Software),
			("BirthdayNotSealed", You, Software),
			("ActNotProposed", Handler, Software),
			("LifeEventNotFound", You, Software),
			("NotCorrectable", You, Software),
			("HistoryTooLong", You, Software),
			("HistoryMismatch", Handler, Software),
			("LifeChainFull", Operators, Software),
			("ReplacementWaits", Superior, Software),
			("ReplacementNotFound", You, Software),
			("KeyFrozen", Who::Branch, Software),
			("FormerMember", Superior, Software),
			("WrongRecordVersion", Handler, Software),
			("RecordUpdateNotFound", Member, Software),
			("OtherOrganizationNeeded", Superior, Software),
			("TooManyTags", Registrar, Software),
			("TagTaken", You, Software),
			("HoldDayPast", Handler, Software),
			("Held", Superior, Software),
			("NotHeld", You, Software),
			("HoldFromAbove", Superior, Software),
			("StatusNotAllowed", You, Education("24")),
			("GroundNotAllowed", Handler, Education("30–31")),
			("CountyNeeded", Superior, Constitution("42")),
			("EffectiveInFuture", Handler, Software),
			("NotBeforeGoLive", Handler, Software),
			("BeforeGoLive", Handler, Software),
			("BeforeResolution", Handler, Admission("22")),
			("NotResolutionDay", Handler, Admission("32")),
			("GrantMissing", Superior, Admission("23")),
			("ReadmissionStatus", Handler, Software),
			("TooManySpells", Operators, Software),
			("NoMeetings", Operators, Software),
			("KeyGivenByOther", OtherApprover, Software),
			("PowerLost", Handler, Software),
			("ProposalTooOld", Handler, Software),
			("KeyFromAppointer", Superior, Software),
			("OrganizationFrozen", Superior, Software),
			("NotAsBefore", Handler, Software),
			("BeforeExit", Handler, Software),
		],
	),
	(
		"Organizations",
		&[
			("NotAuthorized", Superior, Software),
			("OrgNotFound", You, Software),
			("OrgNotActive", Superior, Software),
			("NotSuperior", Superior, Software),
			("OutsideSubtree", Superior, Software),
			("TooDeep", You, Software),
			("KindNotAllowedHere", You, Software),
			("NameNotUtf8", You, Software),
			("NameBlank", You, Software),
			("NameControl", You, Software),
			("NameTooLong", You, Software),
			("RegionInvalid", You, Software),
			("DateInvalid", You, Software),
			("DateInFuture", You, Software),
			("OrgNumbersExhausted", Operators, Software),
			("GrantNotHeld", Superior, Admission("23")),
			("GrantsUnchanged", You, Software),
			("DuplicateEntries", You, Software),
			("AppointmentEmpty", You, Software),
			("PersonNotFound", You, Software),
			("NotFullMember", Superior, Constitution("7")),
			("NotMember", Superior, Software),
			("OwnAppointment", OtherApprover, Software),
			("InspectorFromAbove", Superior, Software),
			("SecretaryExists", Superior, Software),
			("MaxOfficersExceeded", Approver, Software),
			("MaxOfficesExceeded", Approver, Software),
			("OfficerNotFound", You, Software),
			("AccountNotBound", Who::Branch, Software),
			("LastApprover", Superior, Software),
			("NotABranch", You, Constitution("8")),
			("CountOutOfRange", Operators, Software),
			("NameUnchanged", You, Software),
			("NotFrozen", You, Software),
			("ParentUnchanged", You, Software),
			("ParentBelow", You, Software),
			("RootStays", You, Software),
			("ReorganizationExists", Approver, Software),
			("ReorganizationNotFound", Handler, Software),
			("DigestDiffers", You, Software),
			("OtherProposer", Approver, Software),
			("AlreadySeconded", Superior, Software),
			("NotSeconded", Approver, Software),
			("AlreadyApproved", You, Software),
			("SamePerson", OtherApprover, Software),
			("AppointedByOther", OtherApprover, Software),
			("PowerLost", Handler, Software),
			("MergeIntoItself", You, Software),
			("KindsDiffer", You, Software),
			("MergersExceeded", You, Software),
			("ChildrenLeft", Superior, Software),
			("PersonsLeft", Superior, Constitution("8")),
			("ActsWait", Approver, Software),
			("SplitCountInvalid", Handler, Software),
			("PersonsDiffer", Superior, Software),
			("UpgradeNotAllowed", You, Software),
			("NotPending", You, Software),
			("NoTerm", Who::Branch, Software),
			("TermOutOfRange", Superior, Article::Branch("")),
			("TermUnchanged", You, Software),
			("ElectionsNotGranted", Superior, Software),
			("ElectionExists", Approver, Software),
			("ElectionNotFound", Approver, Software),
			("ElectionStep", Approver, Software),
			("DateInPast", You, Software),
			("HeldBeforeNotice", Approver, Software),
			("ResultsInvalid", Approver, Software),
			("CommitteeSize", Approver, Article::Branch("")),
			("ElectedOutside", Approver, Software),
			("NotExpired", Approver, Software),
			("KeyInvalid", You, Software),
			("KeyUnchanged", You, Software),
			("KeyNotFound", You, Software),
			("ContactInvalid", You, Software),
			("ContactMobile", You, Software),
			("ContactUnchanged", You, Software),
			("KeyAlreadyRevoked", You, Software),
			("KeyVersionsExhausted", Operators, Software),
			("ElectedFromAbove", Superior, Software),
			("KeyGivenByOther", OtherApprover, Software),
		],
	),
	(
		"Validators",
		&[
			("AlreadyNamed", Council, Software),
			("ValidatorNotFound", Council, Software),
			("MaxValidatorsExceeded", Council, Software),
			("LastValidator", Council, Software),
		],
	),
];

/// What the council's acts meet in stock pallets.
const STOCK: &[(&str, &[Row])] = &[
	(
		"Council",
		&[
			("NotMember", Council, Software),
			("DuplicateProposal", Council, Software),
			("ProposalMissing", You, Software),
			("WrongIndex", You, Software),
			("DuplicateVote", You, Software),
			("TooEarly", Council, Software),
			("TooManyProposals", Council, Software),
			("WrongProposalWeight", You, Software),
			("WrongProposalLength", You, Software),
		],
	),
	("SafeMode", &[("Entered", Council, Software), ("Exited", Council, Software)]),
	(
		"TxPause",
		&[
			("IsPaused", Council, Software),
			("IsUnpaused", Council, Software),
			("Unpausable", Council, Software),
		],
	),
	(
		"System",
		&[
			("NothingAuthorized", Council, Software),
			("Unauthorized", You, Software),
			("InvalidSpecName", Council, Software),
			("SpecVersionNeedsToIncrease", Council, Software),
			("FailedToExtractRuntimeVersion", Council, Software),
			("MultiBlockMigrationsOngoing", You, Software),
		],
	),
];

/// The row of an error, by pallet and name.
fn row(pallet: &str, error: &str) -> Option<(Who, Article)> {
	let (_, rows) = PALLETS.iter().chain(STOCK).find(|(name, _)| *name == pallet)?;
	rows.iter().find(|(name, ..)| *name == error).map(|(_, who, article)| (*who, *article))
}

/// What the error `Pallet.Error` means; `docs` are the chain's own words, for errors of other
/// pallets and of newer chains.
pub(crate) fn report(name: &str, docs: &str) -> Report {
	let known = name.split_once('.').and_then(|(pallet, error)| {
		let (who, article) = row(pallet, error)?;
		let key = format!("{}-{error}", pallet.to_lowercase());
		Some((who, article, i18n::word(&key), i18n::word(&format!("{key}.cure"))))
	});
	let (who, article, reason, cure) = known.unwrap_or_else(|| {
		let (reason, cure) = match (docs.split_once(i18n::CURE), docs.split_once(". ")) {
			(Some((reason, cure)), _) => (reason.to_owned(), cure.to_owned()),
			(None, Some((reason, cure))) => (format!("{reason}."), cure.to_owned()),
			(None, None) => (docs.to_owned(), i18n::word("cure-in-reason")),
		};
		(You, Software, reason, cure)
	});
	Report { code: name.to_owned(), call: None, article: Some(article), reason, cure, who }
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::i18n::{text_in, Language};
	use fluent_bundle::FluentArgs;
	use std::{collections::BTreeSet, path::Path};

	/// The errors of each pallet, read in its source.
	fn in_the_sources() -> BTreeSet<(String, String)> {
		let pallets = Path::new(env!("CARGO_MANIFEST_DIR")).join("../pallets");
		let mut found = BTreeSet::new();
		for entry in std::fs::read_dir(pallets).unwrap() {
			let folder = entry.unwrap().path();
			let name = folder.file_name().unwrap().to_str().unwrap();
			let pallet = name[..1].to_uppercase() + &name[1..];
			// Some pallets have their errors in a file of their own.
			for file in ["src/lib.rs", "src/errors.rs"] {
				let Ok(source) = std::fs::read_to_string(folder.join(file)) else { continue };
				let Some((_, rest)) = source.split_once("pub enum Error<T> {") else { continue };
				for line in rest.split("\n\t}").next().unwrap().lines() {
					let error = line.trim().trim_end_matches(',');
					if !error.is_empty() && error.chars().all(char::is_alphanumeric) {
						found.insert((pallet.clone(), error.to_owned()));
					}
				}
			}
		}
		found
	}

	#[test]
	fn every_error_of_every_pallet_has_article_reason_cure_and_who() {
		let sources = in_the_sources();
		assert!(sources.len() > 150, "{}", sources.len());
		let rows: BTreeSet<(String, String)> = PALLETS
			.iter()
			.flat_map(|(p, rows)| rows.iter().map(|(e, ..)| ((*p).to_owned(), (*e).to_owned())))
			.collect();
		let missing: Vec<_> = sources.difference(&rows).collect();
		let gone: Vec<_> = rows.difference(&sources).collect();
		assert_eq!((missing, gone), (vec![], vec![]));
		let stock = STOCK
			.iter()
			.flat_map(|(p, rows)| rows.iter().map(|(e, ..)| (p.to_string(), e.to_string())));
		for (pallet, error) in sources.into_iter().chain(stock) {
			for language in Language::ALL {
				let key = format!("{}-{error}", pallet.to_lowercase());
				for key in [key.clone(), format!("{key}.cure")] {
					let text = text_in(language, &key, &FluentArgs::new());
					assert!(text.is_some_and(|t| !t.is_empty()), "{language:?} {key}");
				}
			}
		}
	}

	#[test]
	fn an_error_is_told_with_its_article_and_an_unknown_one_in_the_chains_words() {
		let report = super::report("Organizations.NotFullMember", "");
		assert_eq!(report.article, Some(Constitution("7")));
		assert_eq!(report.who, Superior);
		assert!(report.reason.contains("full member"), "{report:?}");
		let report = super::report("Multisig.NotFound", "Not found. Look it up.");
		assert_eq!((report.reason.as_str(), report.cure.as_str()), ("Not found.", "Look it up."));
		assert_eq!(report.code, "Multisig.NotFound");
	}
}
