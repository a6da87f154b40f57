//! Holds the documentation to the command line: every `chuxin …` in it parses.

use super::Cli;
use clap::{error::ErrorKind, Command, CommandFactory, Parser};
use std::path::{Path, PathBuf};

/// The pages: the first ones and everything under `docs`.
fn pages() -> Vec<PathBuf> {
	fn below(folder: &Path, found: &mut Vec<PathBuf>) {
		for entry in std::fs::read_dir(folder).unwrap() {
			let path = entry.unwrap().path();
			if path.is_dir() {
				below(&path, found);
			} else if path.extension().is_some_and(|e| e == "md") {
				found.push(path);
			}
		}
	}
	let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
	let mut found = vec![root.join("README.md"), root.join("README.zh-CN.md")];
	below(&root.join("docs"), &mut found);
	found
}

/// The commands of a page: lines of its blocks, whole, and what stands between backquotes in the text,
/// with whether it is such a line.
fn commands(page: &str) -> Vec<(bool, String)> {
	let page = page.replace("\\\n", " ");
	let (mut found, mut text, mut in_block) = (Vec::new(), String::new(), false);
	for line in page.lines() {
		if line.trim_start().starts_with("```") {
			in_block = !in_block;
		} else if !in_block {
			text.push_str(line);
			text.push('\n');
		} else {
			// `li$ chuxin …`: whose terminal it is stands before the sign.
			let line = match line.trim().split_once("$ ") {
				Some((who, rest)) if who.chars().all(char::is_alphanumeric) => rest.trim(),
				_ => line.trim(),
			};
			let end = [" #", " >", " |"].iter().filter_map(|sign| line.find(sign)).min();
			let line = &line[..end.unwrap_or(line.len())];
			found.extend(line.starts_with("chuxin ").then(|| (true, line.to_owned())));
		}
	}
	// A mark that is not closed spoils its own paragraph alone.
	for paragraph in text.split("\n\n") {
		let spans = paragraph.split('`').skip(1).step_by(2);
		let spans = spans.map(|span| span.split_whitespace().collect::<Vec<_>>().join(" "));
		found.extend(spans.filter(|span| span.starts_with("chuxin ")).map(|span| (false, span)));
	}
	found
}

/// A word of a command with a value in the place of what stands for one.
fn filled(word: &str) -> String {
	let hash = || format!("0x{}", "07".repeat(32));
	// `[--org N]` is `--org N`; `N[,N…]` is `N`.
	let word = word.trim_start_matches('[');
	let word = word.split_once('[').map_or(word, |(before, _)| before).trim_end_matches(']');
	let word = word.trim_matches('"');
	match word {
		"N" | "ID" | "D" | "BRANCH" | "SUPERIOR" | "支部" | "上级" => "1".into(),
		"Y" => "2026".into(),
		"LIST" => "1,2".into(),
		"DAY" | "日期" => "2026-12-31".into(),
		"HASH" | "ROOT" | "HEX" | "ACCOUNT" => hash(),
		"NAME=VALUE" => "occupation=x".into(),
		"COMMAND" | "命令" => "org".into(),
		_ if word.starts_with("$") => "1".into(),
		// Shortened, as a page shows it.
		_ if word.starts_with("0x") && word.ends_with('…') => hash(),
		_ => word.to_owned(),
	}
}

/// What is wrong with a command of the documentation.
fn fault(root: &Command, line: &str, whole: bool) -> Option<String> {
	let words: Vec<&str> = line.split_whitespace().skip(1).collect();
	let (mut command, mut depth) = (root, 0);
	for word in &words {
		// `a\|b`: one of several.
		let mut several = word.split("\\|").map(|name| command.find_subcommand(name));
		match several.next().flatten() {
			Some(found) => {
				if several.any(|name| name.is_none()) {
					return Some(format!("{word} names no subcommand of {}", command.get_name()));
				}
				command = found;
				depth += 1;
			},
			None => break,
		}
	}
	let rest = &words[depth..];
	let is_option = |word: &&&str| word.starts_with('-') || word.starts_with("[-");
	let shortened = line.contains('…') && rest.contains(&"…");
	// In the text, a command may be named alone or with what it is about; a line of a block is whole.
	if shortened || (!whole && rest.iter().all(|word| is_option(&word))) {
		let unknown = rest.iter().filter(is_option).find(|word| {
			let name = word.trim_matches(['-', '[', ']']);
			let known = |c: &Command| c.get_arguments().any(|a| a.get_long() == Some(name));
			!(known(command) || known(root) || name == "help")
		});
		let strange = rest.first().filter(|word| command.has_subcommands() && !is_option(word));
		return unknown.or(strange).map(|word| format!("{word} is not of {}", command.get_name()));
	}
	let all = std::iter::once("chuxin".to_owned()).chain(words.iter().map(|word| filled(word)));
	match Cli::try_parse_from(all) {
		Err(error) if error.kind() != ErrorKind::DisplayHelp => Some(error.to_string()),
		_ => None,
	}
}

#[test]
fn every_command_of_the_documentation_parses() {
	let mut root = Cli::command();
	root.build();
	let (mut faults, mut count) = (Vec::new(), 0usize);
	for path in pages() {
		for (whole, line) in commands(&std::fs::read_to_string(&path).unwrap()) {
			count += 1;
			if let Some(why) = fault(&root, &line, whole) {
				faults.push(format!("{}: {line}\n{why}", path.display()));
			}
		}
	}
	assert!(count > 250, "{count} commands were found");
	assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn what_is_not_on_the_command_line_is_found() {
	let mut root = Cli::command();
	root.build();
	let whole = |line: &str| fault(&root, line, true);
	let told = |line: &str| fault(&root, line, false);
	for sound in [
		"chuxin org show 2",
		"chuxin stats --org N --depth D",
		"chuxin vault erase --person N[,N…]",
		"chuxin member jubilee [--year Y]",
		"chuxin --help",
	] {
		assert_eq!((whole(sound), told(sound)), (None, None), "{sound}");
	}
	for mention in [
		"chuxin pending",
		"chuxin org appoint",
		"chuxin key new --words",
		"chuxin org acting … --until DAY",
		"chuxin org election request\\|reply",
	] {
		assert_eq!(told(mention), None, "{mention}");
	}
	// Neither an option, nor a command, nor a value that is taken, nor a whole line without its rest.
	for wrong in [
		"chuxin org show 2 --nothing",
		"chuxin org burn 2",
		"chuxin org acting … --till DAY",
		"chuxin org election request\\|burn",
		"chuxin member jubilee --year soon",
		"chuxin key new --word",
		"chuxin roster check FILE",
	] {
		assert!(told(wrong).is_some(), "{wrong}");
	}
	assert!(whole("chuxin key new --words").is_some());
	let page = "Text `chuxin org\nlist`.\n\n```text\nli$   chuxin org show 2  # why\nelse\n```\n";
	let found = [(true, "chuxin org show 2".to_owned()), (false, "chuxin org list".to_owned())];
	let trimmed = commands(page).into_iter().map(|(w, line)| (w, line.trim().to_owned()));
	assert_eq!(trimmed.collect::<Vec<_>>(), found);
}
