//! What can go wrong at the desk: reason, cure, who can do something about it, and the exit codes.

use crate::{chain::errors, i18n::CURE, t};
use serde_json::{json, Value};
use std::path::{Path, PathBuf};

/// The result of everything the desk does.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Exit codes of `chuxin`. The table in `chuxin --help` is made from this list, and a test holds
/// `docs/desk.md` to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Exit {
	/// Done.
	Done = 0,
	/// Not done; the message names the cure.
	NotDone = 1,
	/// The command line is wrong.
	Usage = 2,
	/// Faults were found in a file; nothing was sent.
	Faults = 3,
	/// A credential could not be verified.
	NotVerified = 4,
}

impl Exit {
	/// All of them, in order.
	pub const ALL: [Self; 5] =
		[Self::Done, Self::NotDone, Self::Usage, Self::Faults, Self::NotVerified];

	/// The number.
	pub const fn code(self) -> u8 {
		self as u8
	}

	/// What it means.
	pub const fn meaning(self) -> &'static str {
		match self {
			Self::Done => "done",
			Self::NotDone => "not done; the message names the cure",
			Self::Usage => "the command line is wrong",
			Self::Faults => "faults found in a file; nothing was sent",
			Self::NotVerified => "a credential was not verified",
		}
	}

	/// The table of the program's help.
	pub fn table() -> String {
		let mut out = String::from("Exit codes:\n");
		for exit in Self::ALL {
			out.push_str(&format!("  {}  {}\n", exit.code(), exit.meaning()));
		}
		out
	}
}

/// Who can do something about a refusal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Who {
	/// Whoever gave the command.
	You,
	/// A handler of the organization.
	Handler,
	/// An approver of the organization.
	Approver,
	/// An approver who has not yet taken part in the matter.
	OtherApprover,
	/// An approver of an organization above.
	Superior,
	/// The person's branch.
	Branch,
	/// The member.
	Member,
	/// The registrar.
	Registrar,
	/// The council.
	Council,
	/// The operators of the chain.
	Operators,
}

impl Who {
	/// All of them.
	pub const ALL: [Self; 10] = [
		Self::You,
		Self::Handler,
		Self::Approver,
		Self::OtherApprover,
		Self::Superior,
		Self::Branch,
		Self::Member,
		Self::Registrar,
		Self::Council,
		Self::Operators,
	];

	/// The name that programs read.
	pub fn code(self) -> String {
		crate::args::kebab(&format!("{self:?}"))
	}

	/// The name that people read.
	pub fn text(self) -> String {
		crate::i18n::name_of("who", &self)
	}
}

/// What a refusal rests on: an article of a regulation, or a rule of this software.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Article {
	/// The Party Constitution (党章).
	Constitution(&'static str),
	/// Rules on the admission of Party members (发展党员工作细则).
	Admission(&'static str),
	/// Regulations on the education and management of Party members (党员教育管理工作条例).
	Education(&'static str),
	/// Regulations on the work of Party branches (支部工作条例（试行）).
	Branch(&'static str),
	/// A rule of this software, such as the second person of an act.
	Software,
}

impl Article {
	const fn parts(self) -> (&'static str, &'static str) {
		match self {
			Self::Constitution(number) => ("constitution", number),
			Self::Admission(number) => ("admission", number),
			Self::Education(number) => ("education", number),
			Self::Branch(number) => ("branch", number),
			Self::Software => ("software", ""),
		}
	}

	/// As programs read it, such as `admission/21`.
	pub fn code(self) -> String {
		let (regulation, number) = self.parts();
		if number.is_empty() {
			regulation.to_owned()
		} else {
			format!("{regulation}/{number}")
		}
	}

	/// As people read it.
	pub fn text(self) -> String {
		let (regulation, number) = self.parts();
		let regulation = crate::i18n::word(&format!("regulation-{regulation}"));
		if number.is_empty() {
			regulation
		} else {
			t!("article-cited", regulation = regulation, number = number)
		}
	}
}

/// Why something was not done, for people and for programs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
	/// What programs know it by: a word, or `Pallet.Error`.
	pub code: String,
	/// The call that was refused, as `Pallet.call`.
	pub call: Option<String>,
	/// What the refusal rests on; `None` where it is no rule but a fact (no node, no file).
	pub article: Option<Article>,
	/// What is wrong.
	pub reason: String,
	/// What to do.
	pub cure: String,
	/// Who can do it.
	pub who: Who,
}

impl Report {
	fn new(code: &str, text: &str, who: Who) -> Self {
		let (reason, cure) = match text.split_once(CURE) {
			Some((reason, cure)) => (reason.to_owned(), cure.to_owned()),
			None => (text.to_owned(), t!("cure-in-reason")),
		};
		Self { code: code.to_owned(), call: None, article: None, reason, cure, who }
	}

	/// Lines for a terminal.
	pub fn text(&self) -> String {
		let mut out = match &self.call {
			Some(call) => t!("report-refused", call = call, reason = self.reason.as_str()),
			None => t!("report-error", reason = self.reason.as_str()),
		};
		let mut line = |text: String| out.push_str(&format!("\n  {text}"));
		line(t!("report-cure", cure = self.cure.as_str()));
		line(t!("report-who", who = self.who.text()));
		if let Some(article) = self.article {
			line(t!("report-rule", rule = article.text(), code = self.code.as_str()));
		}
		out.push('\n');
		out
	}

	/// One document for programs.
	pub fn json(&self, exit: Exit) -> Value {
		json!({ "error": {
			"code": self.code,
			"exit": exit.code(),
			"call": self.call,
			"article": self.article.map(Article::code),
			"article_text": self.article.map(Article::text),
			"reason": self.reason,
			"cure": self.cure,
			"who": self.who.code(),
			"who_text": self.who.text(),
		}})
	}
}

/// Everything that ends a command early.
///
/// The variants that hold a text alone hold a reason and, behind [`CURE`], its cure, as
/// [`crate::told`] makes them; a text without it names the cure itself.
#[derive(Debug)]
pub enum Error {
	/// The command line contradicts itself or the vault.
	Usage(String),
	/// A file has faults, all of which were printed.
	Faults {
		/// The file.
		path: PathBuf,
		/// How many.
		count: usize,
	},
	/// A credential was not accepted; the verdict was printed.
	NotVerified(String),
	/// A file or folder could not be read or written.
	Io {
		/// What was tried: `read`, `write`, `create`.
		act: &'static str,
		/// Where.
		path: PathBuf,
		/// Why not.
		source: std::io::Error,
	},
	/// A file was read, but it is not what it should be.
	Format {
		/// The file.
		path: PathBuf,
		/// What it should have been: a key of the texts.
		what: &'static str,
		/// What is wrong and how to cure it.
		reason: String,
	},
	/// No node answers.
	NoNode {
		/// The address tried.
		url: String,
		/// What the connection said.
		reason: String,
	},
	/// The node went away while the desk waited for it.
	NodeLost {
		/// The node's address.
		url: String,
		/// What the connection said.
		reason: String,
	},
	/// The chain stands still.
	Stalled {
		/// How long the desk waited.
		seconds: u64,
	},
	/// The node answered with an error.
	Rpc {
		/// The method.
		method: String,
		/// Its answer.
		message: String,
	},
	/// The node's answer does not decode: another version of the software.
	Version {
		/// What was asked.
		what: String,
	},
	/// The transaction was refused before it came into the pool.
	Refused {
		/// The call, as `Pallet.call`.
		call: String,
		/// What programs know the refusal by, such as `quota-used-up`.
		code: &'static str,
		/// Reason and cure.
		text: String,
		/// Who can do something about it.
		who: Who,
	},
	/// The node's answer leaves open whether the transaction is on its way.
	Unsure {
		/// The call, as `Pallet.call`.
		call: String,
		/// What the node said.
		reason: String,
	},
	/// The transaction is in a block, and the chain refused what it asks.
	Dispatch {
		/// The call, as `Pallet.call`.
		call: String,
		/// `Pallet.Error`.
		name: String,
		/// What the chain says of this error, with its cure.
		docs: String,
	},
	/// Something asked for is not there.
	NotFound(String),
	/// The vault refused.
	Vault(String),
	/// The registrar refused or does not answer.
	Registrar(String),
	/// The light client could not come to a finalized block.
	Light(String),
	/// Anything else that stops the command, with its cure.
	Other(String),
}

impl std::fmt::Display for Error {
	fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
		let Report { call, reason, cure, .. } = self.report();
		let reason = match call {
			Some(call) => t!("report-refused", call = call, reason = reason),
			None => reason,
		};
		write!(f, "{reason} {cure}")
	}
}

impl std::error::Error for Error {
	fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
		match self {
			Self::Io { source, .. } => Some(source),
			_ => None,
		}
	}
}

impl Error {
	/// The exit code.
	pub fn exit(&self) -> Exit {
		match self {
			Self::Usage(_) => Exit::Usage,
			Self::Faults { .. } => Exit::Faults,
			Self::NotVerified(_) => Exit::NotVerified,
			_ => Exit::NotDone,
		}
	}

	/// Its number.
	pub fn exit_code(&self) -> u8 {
		self.exit().code()
	}

	/// Reason, cure, who can do it, and what it rests on.
	pub fn report(&self) -> Report {
		use crate::told;
		let new = Report::new;
		match self {
			Self::Usage(text) => new("usage", text, Who::You),
			Self::Faults { path, count } => {
				let path = path.display().to_string();
				new("faults", &told!("error-faults", count = *count, path = path), Who::You)
			},
			Self::NotVerified(why) => {
				let text = told!("error-not-verified", why = why.replace(CURE, " "));
				new("not-verified", &text, Who::Member)
			},
			Self::Io { act, path, source } => {
				let path = path.display().to_string();
				let act = crate::i18n::word(&format!("act-{act}"));
				let text = told!("error-io", act = act, path = path, why = source.to_string());
				new("io", &text, Who::You)
			},
			Self::Format { path, what, reason } => {
				let path = path.display().to_string();
				let why = reason.replace(CURE, " ");
				let what = crate::i18n::word(what);
				let text = told!("error-format", path = path, what = what, why = why);
				new("format", &text, Who::You)
			},
			Self::NoNode { url, reason } => {
				new("no-node", &told!("error-no-node", url = url, why = reason), Who::You)
			},
			Self::NodeLost { url, reason } => {
				new("node-lost", &told!("error-node-lost", url = url, why = reason), Who::You)
			},
			Self::Stalled { seconds } => {
				new("stalled", &told!("error-stalled", seconds = *seconds), Who::Operators)
			},
			Self::Rpc { method, message } => {
				new("rpc", &told!("error-rpc", method = method, why = message), Who::Operators)
			},
			Self::Version { what } => {
				new("version", &told!("error-version", what = what), Who::You)
			},
			Self::Refused { call, code, text, who } => Report {
				call: Some(call.clone()),
				article: Some(Article::Software),
				..new(code, text, *who)
			},
			Self::Unsure { call, reason } => {
				new("unsure", &told!("error-unsure", call = call, why = reason), Who::You)
			},
			Self::Dispatch { call, name, docs } => {
				Report { call: Some(call.clone()), ..errors::report(name, docs) }
			},
			Self::NotFound(text) => new("not-found", text, Who::You),
			Self::Vault(text) => new("vault", text, Who::You),
			Self::Registrar(text) => new("registrar", text, Who::Registrar),
			Self::Light(text) => new("light-client", text, Who::You),
			Self::Other(text) => new("other", text, Who::You),
		}
	}

	/// For `map_err` on reading a file.
	pub fn read(path: &Path) -> impl FnOnce(std::io::Error) -> Self + '_ {
		Self::io("read", path)
	}

	/// For `map_err` on writing a file.
	pub fn write(path: &Path) -> impl FnOnce(std::io::Error) -> Self + '_ {
		Self::io("write", path)
	}

	/// For `map_err` on any act on a file.
	pub fn io<'a>(act: &'static str, path: &'a Path) -> impl FnOnce(std::io::Error) -> Self + 'a {
		move |source| Self::Io { act, path: path.to_owned(), source }
	}

	/// Whether running the command again later may simply succeed.
	pub fn is_passing(&self) -> bool {
		matches!(self, Self::NodeLost { .. } | Self::Stalled { .. } | Self::Unsure { .. })
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::told;

	#[test]
	fn exit_codes_are_those_of_the_help_and_of_the_documentation() {
		assert_eq!(Error::Usage(String::new()).exit(), Exit::Usage);
		assert_eq!(Error::Faults { path: "a".into(), count: 1 }.exit(), Exit::Faults);
		assert_eq!(Error::NotVerified(String::new()).exit(), Exit::NotVerified);
		assert_eq!(Error::Other(String::new()).exit(), Exit::NotDone);
		assert_eq!(Exit::ALL.map(Exit::code), [0, 1, 2, 3, 4]);

		let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/desk.md");
		let docs = std::fs::read_to_string(path).unwrap();
		let rows: Vec<(String, String)> = docs
			.lines()
			.skip_while(|line| !line.starts_with("| Code |"))
			.skip(2)
			.take_while(|line| line.starts_with('|'))
			.map(|line| {
				let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
				(cells[0].trim_matches('`').to_owned(), cells[1].to_owned())
			})
			.collect();
		let known: Vec<(String, String)> =
			Exit::ALL.map(|e| (e.code().to_string(), e.meaning().to_owned())).to_vec();
		assert_eq!(rows, known);

		use clap::CommandFactory;
		let help = crate::args::Cli::command().render_long_help().to_string();
		assert!(help.contains(Exit::table().trim_end()), "{help}");
	}

	#[test]
	fn a_lost_node_names_the_cure_and_says_nothing_is_doubled() {
		let error = Error::NodeLost { url: "ws://x".into(), reason: "closed".into() };
		let text = error.to_string();
		assert!(text.contains("run the same command again") && text.contains("not sent twice"));
		let json = error.report().json(error.exit());
		assert_eq!(json["error"]["code"], "node-lost");
		assert_eq!(json["error"]["exit"], 1);
		assert_eq!(json["error"]["who"], "you");
		assert_eq!(json["error"]["article"], Value::Null);
	}

	#[test]
	fn a_text_is_taken_apart_into_reason_and_cure() {
		let report = Error::Usage(told!("usage-empty-appointment")).report();
		assert!(!report.reason.is_empty() && !report.cure.is_empty());
		assert!(!report.reason.contains(CURE) && report.cure != t!("cure-in-reason"));
		let report = Error::Other("it is so: do this".into()).report();
		assert_eq!(
			(report.reason.as_str(), report.cure),
			("it is so: do this", t!("cure-in-reason"))
		);
	}

	#[test]
	fn everybody_who_can_help_and_every_regulation_has_a_name() {
		for who in Who::ALL {
			for language in crate::i18n::Language::ALL {
				let key = format!("who-{}", who.code());
				let text = crate::i18n::text_in(language, &key, &fluent_bundle::FluentArgs::new());
				assert!(text.is_some_and(|t| !t.is_empty()), "{language:?} {key}");
			}
		}
		assert_eq!(Article::Admission("21").code(), "admission/21");
		assert!(Article::Admission("21").text().ends_with("Art. 21"));
		for article in [
			Article::Constitution("1"),
			Article::Education("1"),
			Article::Branch("1"),
			Article::Software,
		] {
			assert!(!article.text().starts_with("regulation-"), "{article:?}");
		}
	}
}
