//! Lists, head counts and what is due.

use clap::Args;
use std::path::PathBuf;

/// Whose political birthday comes.
#[derive(Debug, Args)]
pub struct BirthdaysArgs {
	/// The month, 1 to 12.
	#[arg(long, value_name = "MM", value_parser = clap::value_parser!(u32).range(1..=12))]
	pub month: u32,
	/// Only those of this organization and below it.
	#[arg(long)]
	pub org: Option<u32>,
	/// Write the list as a workbook too. Personal data: keep it as such.
	#[arg(long, value_name = "FILE")]
	pub xlsx: Option<PathBuf>,
}

/// Who has been a full member for 50 years.
#[derive(Debug, Args)]
pub struct JubileeArgs {
	/// The year whose 1 July is the cut-off; this year when left out.
	#[arg(long, value_parser = clap::value_parser!(u32).range(1971..=9999))]
	pub year: Option<u32>,
	/// Only those of this organization and below it.
	#[arg(long)]
	pub org: Option<u32>,
	/// Write the list as a workbook too. Personal data: keep it as such.
	#[arg(long, value_name = "FILE")]
	pub xlsx: Option<PathBuf>,
}

/// Head counts.
#[derive(Debug, Args)]
pub struct StatsArgs {
	/// The organization.
	#[arg(long, default_value_t = 0)]
	pub org: u32,
	/// Levels below it to show.
	#[arg(long, default_value_t = 1)]
	pub depth: u8,
	/// Write the table as a workbook too, with its chart.
	#[arg(long, value_name = "FILE")]
	pub xlsx: Option<PathBuf>,
	/// Draw the bars as a picture (.svg or .png).
	#[arg(long, value_name = "FILE")]
	pub chart: Option<PathBuf>,
	/// The font of a .png (otherwise one of this computer that has every character).
	#[arg(long, value_name = "FILE", requires = "chart")]
	pub font: Option<PathBuf>,
}

/// What is due.
#[derive(Debug, Args)]
pub struct TodayArgs {
	/// The organization.
	#[arg(long, default_value_t = 0)]
	pub org: u32,
	/// Days to look ahead.
	#[arg(long, default_value_t = 30, value_parser = clap::value_parser!(u32).range(0..=3660))]
	pub days: u32,
	/// Write it as a calendar too (.ics).
	#[arg(long, value_name = "FILE")]
	pub ics: Option<PathBuf>,
}
