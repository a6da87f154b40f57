//! What the desk shows while it works: a bar on a terminal, lines elsewhere.

use crate::t;
use indicatif::{ProgressBar, ProgressStyle};
use std::{
	io::IsTerminal,
	time::{Duration, Instant},
};

/// Lines that are no terminal get one line for every tenth of the work, and at most one a second.
const STEPS: u64 = 10;

/// The progress of one piece of work with a known length.
pub struct Progress {
	what: String,
	total: u64,
	done: u64,
	begun: Instant,
	told: u64,
	bar: Option<ProgressBar>,
}

impl Progress {
	/// Begins: `what` is what is counted, a key of the texts without its `progress-`.
	pub fn new(what: &str, total: u64, quiet: bool) -> Self {
		let what = crate::i18n::word(&format!("progress-{what}"));
		let bar = (!quiet && std::io::stderr().is_terminal()).then(|| {
			let bar = ProgressBar::new(total);
			let style = "{msg} [{bar:30}] {pos}/{len}  {per_sec}  {eta}";
			if let Ok(style) = ProgressStyle::with_template(style) {
				bar.set_style(style.progress_chars("=> "));
			}
			bar.set_message(what.clone());
			bar.enable_steady_tick(Duration::from_millis(200));
			bar
		});
		let told = if quiet { u64::MAX } else { 0 };
		Self { what, total, done: 0, begun: Instant::now(), told, bar }
	}

	/// `n` more are done.
	pub fn add(&mut self, n: u64) {
		self.done = self.done.saturating_add(n);
		if let Some(bar) = &self.bar {
			bar.set_position(self.done);
			return;
		}
		let step = self.done.saturating_mul(STEPS) / self.total.max(1);
		if step > self.told {
			self.told = step;
			let seconds = self.begun.elapsed().as_secs_f64();
			let line = t!(
				"progress-line",
				what = self.what.as_str(),
				done = self.done,
				total = self.total,
				seconds = format!("{seconds:.1}"),
			);
			eprintln!("  {line}");
		}
	}

	/// Ends; returns how long it took.
	pub fn finish(self) -> Duration {
		if let Some(bar) = &self.bar {
			bar.finish_and_clear();
		}
		self.begun.elapsed()
	}
}

/// A table of left-aligned columns, as wide as its widest cell; a Chinese character is two columns
/// wide.
pub fn table<S: AsRef<str>>(head: &[S], rows: &[Vec<String>]) -> String {
	let mut widths: Vec<usize> = head.iter().map(|cell| width(cell.as_ref())).collect();
	for row in rows {
		for (known, cell) in widths.iter_mut().zip(row) {
			*known = (*known).max(width(cell));
		}
	}
	let mut out = String::new();
	let mut line = |cells: &mut dyn Iterator<Item = &str>| {
		let mut text = String::new();
		for (cell, wide) in cells.zip(&widths) {
			text.push_str(cell);
			let gap = wide.saturating_sub(width(cell)).saturating_add(2);
			text.extend(std::iter::repeat_n(' ', gap));
		}
		out.push_str(text.trim_end());
		out.push('\n');
	};
	line(&mut head.iter().map(AsRef::as_ref));
	for row in rows {
		line(&mut row.iter().map(String::as_str));
	}
	out
}

/// Columns a text takes on a terminal.
pub(crate) fn width(text: &str) -> usize {
	text.chars()
		.map(|c| match c {
			'\u{1100}'..='\u{115f}'
			| '\u{2e80}'..='\u{a4cf}'
			| '\u{ac00}'..='\u{d7a3}'
			| '\u{f900}'..='\u{faff}'
			| '\u{fe30}'..='\u{fe6f}'
			| '\u{ff00}'..='\u{ff60}'
			| '\u{ffe0}'..='\u{ffe6}'
			| '\u{20000}'..='\u{3fffd}' => 2,
			_ => 1,
		})
		.sum()
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn columns_stand_under_each_other_with_chinese_in_them() {
		let rows = vec![vec!["机关党支部".into(), "12".into()], vec!["A".into(), "3".into()]];
		let text = table(&["name", "members"], &rows);
		assert_eq!(text, "name        members\n机关党支部  12\nA           3\n");
	}
}
