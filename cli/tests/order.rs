//! The order of a roster tells nothing of the numbers its people get on the chain.

mod support;

use chuxin_cli::demo;
use std::collections::HashMap;
use support::{Desk, Node, Registrar};

const MEMBERS: u32 = 600;

/// Places of values when they are sorted; the values are all different.
fn ranks(values: &[u64]) -> Vec<f64> {
	let mut order: Vec<usize> = (0..values.len()).collect();
	order.sort_unstable_by_key(|at| values[*at]);
	let mut ranks = vec![0.0; values.len()];
	for (rank, at) in order.into_iter().enumerate() {
		ranks[at] = rank as f64;
	}
	ranks
}

/// Spearman's rank correlation of values with the order in which they stand: 1 when they rise, −1
/// when they fall.
fn rank_correlation(values: &[u64]) -> f64 {
	let n = values.len() as f64;
	let squares: f64 =
		ranks(values).iter().enumerate().map(|(at, rank)| (rank - at as f64).powi(2)).sum();
	1.0 - 6.0 * squares / (n * (n * n - 1.0))
}

/// Four standard deviations of the correlation of two orders that have nothing to do with each
/// other (σ = 1/√(n−1)): a sound shuffle exceeds them once in 16,000 runs.
fn bound(n: usize) -> f64 {
	4.0 / ((n - 1) as f64).sqrt()
}

fn tells_nothing(values: &[u64]) -> bool {
	rank_correlation(values).abs() <= bound(values.len())
}

#[test]
fn an_order_that_tells_something_fails() {
	let rising: Vec<u64> = (100..700).collect();
	assert_eq!(rank_correlation(&rising), 1.0);
	assert!(!tells_nothing(&rising));
	let falling: Vec<u64> = rising.iter().rev().copied().collect();
	assert_eq!(rank_correlation(&falling), -1.0);
	assert!(!tells_nothing(&falling));
	// Shuffled only within batches of 100: as a desk would that mixes each batch by itself.
	let mut by_batch = rising.clone();
	by_batch.chunks_mut(100).for_each(<[u64]>::reverse);
	assert!(!tells_nothing(&by_batch), "{}", rank_correlation(&by_batch));
	// Two rows changed places out of six hundred.
	let mut nearly = rising.clone();
	nearly.swap(0, 599);
	assert!(!tells_nothing(&nearly));
	// A fixed stride through all rows has nothing left of the order.
	let strided: Vec<u64> = (0..601).map(|n| n * 229 % 601).collect();
	assert!(tells_nothing(&strided), "{}", rank_correlation(&strided));
}

#[test]
fn numbers_tell_nothing_of_the_order_of_the_roster() {
	let demo = demo::generate(MEMBERS, 11).unwrap();
	let work = tempfile::tempdir().unwrap();
	let node = Node::instant(work.path(), "2026-10-01");
	let registrar = Registrar::start(work.path(), &node.url());
	let desk = Desk::new(&work.path().join("office"), &node.url(), &registrar.url());
	let top = desk.establish(&demo.organizations).to_string();
	let file = desk.roster("roster.csv", &demo.members);
	desk.ok(&[
		"roster",
		"import",
		&file,
		"--org",
		&top,
		"--handler",
		"charlie",
		"--approver",
		"dave",
		"--batch",
		"100",
	]);

	let numbers: HashMap<String, u64> = desk
		.vault()
		.persons()
		.unwrap()
		.into_iter()
		.map(|(_, p)| (p.private["id_number"].clone(), p.person.unwrap()))
		.collect();
	let in_order: Vec<u64> = demo.members.iter().map(|m| numbers[&m.id_number]).collect();
	// Every number once, after the founders'.
	let mut sorted = in_order.clone();
	sorted.sort_unstable();
	assert_eq!(sorted, (4..4 + u64::from(MEMBERS)).collect::<Vec<_>>());
	let rho = rank_correlation(&in_order);
	println!(
		"rank correlation of {MEMBERS} rows with their numbers: {rho:.4}, bound {:.4}",
		bound(600)
	);
	assert!(tells_nothing(&in_order), "{rho}");

	// Nor do the branches: the mean rank of each is that of any other.
	let mut by_branch: HashMap<&str, Vec<f64>> = HashMap::new();
	for (member, rank) in demo.members.iter().zip(ranks(&in_order)) {
		by_branch.entry(member.branch.as_str()).or_default().push(rank);
	}
	let n = f64::from(MEMBERS);
	for (branch, ranks) in by_branch {
		let k = ranks.len() as f64;
		let mean = ranks.iter().sum::<f64>() / k;
		// The variance of the mean of k of n ranks drawn without putting back. Five deviations: there
		// are some thirty branches.
		let deviation = ((n + 1.0) * (n - k) / (12.0 * k)).sqrt();
		assert!((mean - (n - 1.0) / 2.0).abs() < 5.0 * deviation, "{branch}: {mean}");
	}
}
