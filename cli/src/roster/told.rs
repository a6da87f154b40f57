//! What a table that cannot be read or written is told as: reason and cure in the language of the
//! process.

use super::{export::WriteError, read::ReadError};
use crate::{error::Error, roster::MAX_FILE, told};
use std::path::Path;

fn shown(path: &Path) -> String {
	path.display().to_string()
}

impl From<ReadError> for Error {
	fn from(error: ReadError) -> Self {
		use ReadError as E;
		Self::Other(match error {
			E::Missing(path) => told!("table-missing", path = shown(&path)),
			E::Io { path, source } => {
				told!("table-unreadable", path = shown(&path), why = source.to_string())
			},
			E::TooLarge { path, size } => {
				told!("table-too-large", path = shown(&path), size = size, most = MAX_FILE)
			},
			E::OldExcel(path) => told!("table-old-excel", path = shown(&path)),
			E::Format { path, found, .. } => {
				told!("table-format", path = shown(&path), found = found)
			},
			E::Encrypted(path) => told!("table-encrypted", path = shown(&path)),
			E::Empty(path) => told!("table-empty", path = shown(&path)),
			E::NoHeader { path, expected } => {
				told!("table-no-header", path = shown(&path), expected = expected)
			},
			E::Encoding { path, position } => {
				told!("table-encoding", path = shown(&path), position = position)
			},
			E::Quote { path, row } => told!("table-quote", path = shown(&path), row = row),
			E::Damaged { path, reason } => {
				told!("table-damaged", path = shown(&path), why = reason)
			},
		})
	}
}

impl From<WriteError> for Error {
	fn from(error: WriteError) -> Self {
		use WriteError as E;
		match error {
			E::Format(path) => Self::Usage(told!("table-ending", path = shown(&path))),
			E::Exists(path) => Self::Usage(told!("usage-file-exists", path = shown(&path))),
			E::Io { path, source } => Self::Io { act: "write", path, source },
			E::Workbook { source, .. } => {
				Self::Other(told!("output-workbook", why = source.to_string()))
			},
		}
	}
}
