use super::*;
use crate::credential::fixture::{card, events, live, tree, unsigned, NOW};
use crate::credential::history;
use chuxin_primitives::{presentation::Kind, record::slot, PersonId};

fn everything() -> Presentation {
	let slots: Vec<u8> = (slot::NAME..=slot::MOBILE_DESTINATION).collect();
	card(&slots, 600).presentation
}

#[test]
fn the_envelope_has_the_form_of_the_protocol() {
	let presentation = everything();
	let made = build(&presentation, OrgId(3)).unwrap();
	let genesis = "0x".to_owned() + &"01".repeat(32);
	assert_eq!(made["@context"][0], "https://www.w3.org/ns/credentials/v2");
	assert_eq!(made["id"], format!("urn:chuxin:{genesis}:person:7:1"));
	assert_eq!(made["issuer"], format!("urn:chuxin:{genesis}:org:3"));
	assert_eq!(made["type"], json!(["VerifiableCredential", "ChuxinMembershipCredential"]));
	assert_eq!(made["credentialSubject"]["id"], format!("urn:chuxin:{genesis}:person:7"));
	let shown = &made["credentialSubject"]["attributes"];
	assert_eq!(shown.as_object().unwrap().len(), 15);
	assert_eq!(shown["name"], "张三");
	assert_eq!(shown["birthday"], "2005-07-01");
	assert_eq!(shown["mobile"], true);
	assert_eq!(shown["lost-contact-date"], Value::Null);
	assert_eq!(made["validFrom"], "2026-07-01T00:00:00Z");
	assert_eq!(made["validUntil"], "2026-07-01T00:10:00Z");
	assert_eq!(made["proof"]["type"], "DataIntegrityProof");
	assert_eq!(made["proof"]["cryptosuite"], "chuxin-merkle-2026");
	let value = made["proof"]["proofValue"].as_str().unwrap();
	let bytes = URL_SAFE_NO_PAD.decode(value.strip_prefix('u').unwrap()).unwrap();
	assert_eq!(bytes, presentation.encode().unwrap());
}

#[test]
fn an_unsigned_presentation_holds_for_no_days() {
	let made = build(&unsigned(Kind::Card, &[slot::NAME]), OrgId(3)).unwrap();
	assert!(made.get("validFrom").is_none() && made.get("validUntil").is_none());
	let mut dated = made.clone();
	dated["validUntil"] = json!("2033-11-14T22:13:20Z");
	let refused = read(dated.to_string().as_bytes());
	assert_eq!(refused, Err(Unreadable::Differs("/validUntil".into())));
}

#[test]
fn all_four_forms_read_back() {
	let mut presentation = live().presentation;
	presentation.life = Some(history::shown(&events(), false));
	let bytes = presentation.encode().unwrap();
	let envelope = build(&presentation, OrgId(3)).unwrap();
	for text in [envelope.to_string(), format!("\n{envelope:#}\n")] {
		let read_back = read(text.as_bytes()).unwrap();
		assert_eq!(read_back.presentation, presentation);
		assert_eq!(read_back.issuer, Some(OrgId(3)));
	}
	let code = format!("{QR_BASE}{}", base45::encode(&bytes));
	for form in
		[bytes.clone(), proof_value(&bytes).into_bytes(), format!("{code}\r\n").into_bytes()]
	{
		assert_eq!(
			read(&form),
			Ok(Credential { presentation: presentation.clone(), issuer: None })
		);
	}
	assert_eq!(read(code.to_lowercase().as_bytes()), Err(Unreadable::Neither));
}

/// Every place of a JSON value, as a pointer.
fn places(value: &Value, path: &str, all: &mut Vec<String>) {
	all.push(path.to_owned());
	match value {
		Value::Object(map) => {
			for (key, value) in map {
				places(value, &format!("{path}/{key}"), all);
			}
		},
		Value::Array(list) => {
			for (n, value) in list.iter().enumerate() {
				places(value, &format!("{path}/{n}"), all);
			}
		},
		_ => {},
	}
}

/// Values that stand for something else than the given one.
fn others(value: &Value) -> Vec<Value> {
	let mut more = match value {
		Value::String(text) => vec![json!(format!("{text}x")), json!(text.to_uppercase() + " ")],
		Value::Bool(yes) => vec![json!(!yes), json!(yes.to_string())],
		Value::Number(number) => {
			vec![json!(number.as_u64().unwrap() + 1), json!(number.to_string())]
		},
		Value::Array(list) => {
			let mut longer = list.clone();
			longer.push(json!("x"));
			vec![Value::Array(longer), Value::Array(list[1..].to_vec())]
		},
		Value::Object(map) => {
			let mut longer = map.clone();
			longer.insert("x".into(), json!("x"));
			vec![Value::Object(longer), json!({})]
		},
		Value::Null => vec![json!(""), json!("1"), json!(false)],
	};
	more.extend([json!("x"), json!([]), json!(0)]);
	if !value.is_null() {
		more.push(Value::Null);
	}
	more
}

#[test]
fn json_that_differs_from_the_binary_in_any_place_is_refused() {
	for presentation in [everything(), live().presentation, unsigned(Kind::Card, &[0, 6, 12])] {
		let made = build(&presentation, OrgId(3)).unwrap();
		let mut all = Vec::new();
		places(&made, "", &mut all);
		assert!(all.len() >= 18, "{all:?}");
		for place in &all {
			for other in others(made.pointer(place).unwrap()) {
				let mut altered = made.clone();
				*altered.pointer_mut(place).unwrap() = other.clone();
				let read = read(altered.to_string().as_bytes());
				assert!(read.is_err(), "{place} as {other}");
			}
			// Left out, or under another name.
			let Some((parent, key)) = place.rsplit_once('/') else { continue };
			let (mut without, mut renamed) = (made.clone(), made.clone());
			let Some(Value::Object(map)) = without.pointer_mut(parent) else { continue };
			let value = map.remove(key).unwrap();
			assert!(read(without.to_string().as_bytes()).is_err(), "without {place}");
			let Some(Value::Object(map)) = renamed.pointer_mut(parent) else { continue };
			map.remove(key);
			map.insert(format!("{key}x"), value);
			assert!(read(renamed.to_string().as_bytes()).is_err(), "{place} renamed");
		}
	}
}

#[test]
fn the_text_of_one_presentation_around_the_proof_of_another_is_refused() {
	let made = build(&card(&[slot::NAME], 600).presentation, OrgId(3)).unwrap();
	let mut person = card(&[slot::NAME], 600).presentation;
	person.person = PersonId(8);
	let mut version = card(&[slot::NAME], 600).presentation;
	version.version = 2;
	let longer = card(&[slot::NAME], 601).presentation;
	let more = card(&[slot::NAME, slot::SEX], 600).presentation;
	assert_eq!(longer.binding.as_ref().unwrap().terms.expires, NOW + 601);
	assert_eq!(tree().attribute(slot::SEX).unwrap().as_str(), Some("F"));
	for other in [person, version, longer, more] {
		let mut altered = made.clone();
		altered["proof"]["proofValue"] = json!(proof_value(&other.encode().unwrap()));
		let refused = read(altered.to_string().as_bytes());
		assert!(matches!(refused, Err(Unreadable::Differs(_))), "{refused:?}");
	}
}

#[test]
fn a_place_where_the_text_differs_is_named() {
	let made = build(&live().presentation, OrgId(3)).unwrap();
	let altered = |change: &dyn Fn(&mut Value)| {
		let mut envelope = made.clone();
		change(&mut envelope);
		read(envelope.to_string().as_bytes()).unwrap_err()
	};
	let differs = |place: &str| Unreadable::Differs(place.into());
	let name = "/credentialSubject/attributes/name";
	assert_eq!(altered(&|v| *v.pointer_mut(name).unwrap() = json!("李四")), differs(name));
	assert_eq!(altered(&|v| v["extra"] = json!(1)), differs("/extra"));
	assert_eq!(altered(&|v| v["type"][1] = json!("Other")), differs("/type/1"));
	assert_eq!(altered(&|v| v["issuer"] = json!("urn:chuxin:0x02:org:3")), differs("issuer"));
	assert_eq!(altered(&|v| v["proof"]["cryptosuite"] = json!("x")), Unreadable::NoProof);
	let cut = |v: &mut Value| {
		let value = v["proof"]["proofValue"].as_str().unwrap();
		// Whole groups of four letters stay, so that the base64 is right and the binary too short.
		let groups = (value.len() - 1) / 4 - 1;
		v["proof"]["proofValue"] = json!(value[..1 + 4 * groups]);
	};
	assert_eq!(altered(&cut), Unreadable::Format(FormatError::Truncated));
	assert_eq!(read(b"hello"), Err(Unreadable::Neither));
	assert_eq!(read(&[0xff; 8]), Err(Unreadable::Neither));
	assert_eq!(read(&vec![b' '; MAX_FILE + 1]), Err(Unreadable::TooLarge));
}

#[test]
fn a_name_that_stands_twice_is_refused_whichever_of_the_two_is_right() {
	let made = build(&live().presentation, OrgId(3)).unwrap().to_string();
	let (right, wrong) = ("\"name\":\"张三\"", "\"name\":\"李四\"");
	assert!(read(made.as_bytes()).is_ok() && made.contains(right));
	for twice in
		[format!("{wrong},{right}"), format!("{right},{wrong}"), format!("{right},{right}")]
	{
		let refused = read(made.replace(right, &twice).as_bytes());
		assert_eq!(refused, Err(Unreadable::Twice), "{twice}");
	}
	// Colons and quotation marks within texts are no names.
	assert_eq!(colons(r#"{"a:\"b":"c:\\","d":[{"e":1}]}"#), 3);
}
