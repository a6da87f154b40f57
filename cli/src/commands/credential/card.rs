//! `chuxin credential card`.

use super::{
	verify::{by_node, read_credential},
	write_new, Desk,
};
use crate::{
	args::CardArgs,
	card::{content, fault::CardError, font::Font, Format},
	credential::{
		nonces::Nonces,
		verdict::{conclude, Failure},
	},
	error::{Error, Result},
	i18n::language,
	t, told,
};
use chuxin_primitives::presentation::{Expectations, Kind};
use serde_json::json;
use std::path::PathBuf;

/// Draws the card of a presentation that the chain proves at this moment.
pub(super) async fn card(desk: &Desk, args: CardArgs) -> Result<()> {
	let format = |path: &PathBuf| {
		Format::of(path)
			.ok_or_else(|| Error::Usage(told!("card-no-format", path = path.display().to_string())))
	};
	let formats = args.out.iter().map(format).collect::<Result<Vec<_>>>()?;
	let refused = |failure: Failure| Error::NotVerified(failure.told(language()));
	let credential = read_credential(&args.file)?.map_err(|e| refused(e.into()))?;
	let presentation = &credential.presentation;
	if presentation.kind == Kind::Live {
		return Err(Error::Usage(told!("card-of-live")));
	}
	if presentation.binding.is_none() {
		return Err(CardError::Unsigned.into());
	}
	let chain = desk.chain().await?;
	let seen = by_node(&chain, presentation.person).await?;
	let expected = Expectations {
		genesis: chain.genesis(),
		now_ms: desk.now_ms(),
		audience: None,
		nonce: None,
		live_required: false,
	};
	let verdict = conclude(&credential, &seen.view, &expected, &Nonces::of(&desk.home));
	let verdict = verdict.map_err(refused)?;
	let facts = verdict.facts();
	let organization = if args.with_organization {
		Some(chain.organization_or_fail(facts.org, seen.hash).await?)
	} else {
		None
	};
	let named = organization.as_ref().map(|o| (o.id.0, o.name.as_str().unwrap_or_default()));
	let face = content::face(presentation, facts, named)?;
	let font = match &args.font {
		Some(path) => Font::open(path)?,
		None => Font::find(&face.characters())?,
	};
	let scene = face.draw(&font)?;
	for (path, format) in args.out.iter().zip(formats) {
		write_new(path, &format.draw(&scene)?)?;
	}
	let files: Vec<String> = args.out.iter().map(|path| path.display().to_string()).collect();
	desk.print(
		|| json!({ "files": files, "bytes": face.bytes, "texts": face.texts() }),
		|| t!("card-drawn", files = files.join(", ")) + "\n",
	);
	Ok(())
}
