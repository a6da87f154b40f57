//! A picture as PNG, SVG or PDF. Text is drawn as outlines: no reader needs the font.

use super::{
	fault::CardError,
	scene::{Pen, Scene, Step},
};
use flate2::{write::ZlibEncoder, Compression};
use pdf_writer::{Content, Filter, Finish, Pdf, Rect, Ref, TextStr};
use std::{fmt::Write as _, io::Write as _};
use tiny_skia::{FillRule, Paint, PathBuilder, Pixmap, Stroke, Transform};

/// Dots of the PNG for each millimetre: about 600 an inch.
pub const DOTS: f32 = 24.0;
/// Points of a PDF for each millimetre.
const POINTS: f32 = 72.0 / 25.4;
/// What readers of the formats show as title; nothing of the member.
const TITLE: &str = "党员身份证";

/// The picture as PNG; what lies outside of its shapes is transparent.
///
/// # Errors
/// [`CardError::Picture`].
pub fn png(scene: &Scene) -> Result<Vec<u8>, CardError> {
	let dots = |mm: f32| (mm * DOTS).round() as u32;
	let mut map = Pixmap::new(dots(scene.width), dots(scene.height))
		.ok_or_else(|| CardError::Picture("it has no size".into()))?;
	let transform = Transform::from_scale(DOTS, DOTS);
	for shape in &scene.shapes {
		let mut path = PathBuilder::new();
		for step in &shape.outline.0 {
			match *step {
				Step::Move([x, y]) => path.move_to(x, y),
				Step::Line([x, y]) => path.line_to(x, y),
				Step::Cubic([ax, ay], [bx, by], [x, y]) => path.cubic_to(ax, ay, bx, by, x, y),
				Step::Close => path.close(),
			}
		}
		// Nothing to draw: a text of blanks.
		let Some(path) = path.finish() else { continue };
		let [r, g, b] = shape.color;
		let mut paint = Paint { anti_alias: shape.pen != Pen::Crisp, ..Paint::default() };
		paint.set_color_rgba8(r, g, b, 255);
		match shape.pen {
			Pen::Fill | Pen::Crisp => {
				map.fill_path(&path, &paint, FillRule::Winding, transform, None);
			},
			Pen::Line(width) => {
				let stroke = Stroke { width, ..Stroke::default() };
				map.stroke_path(&path, &paint, &stroke, transform, None);
			},
		}
	}
	map.encode_png().map_err(|e| CardError::Picture(e.to_string()))
}

/// The picture as SVG in millimetres.
pub fn svg(scene: &Scene) -> String {
	let (width, height) = (scene.width, scene.height);
	let mut out = format!(
		"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}mm\" height=\"{height}mm\" \
		 viewBox=\"0 0 {width} {height}\" role=\"img\"><title>{TITLE}</title>\n"
	);
	for shape in &scene.shapes {
		let [r, g, b] = shape.color;
		let color = format!("#{r:02x}{g:02x}{b:02x}");
		out.push_str(&match shape.pen {
			Pen::Fill => format!("<path fill=\"{color}\" d=\""),
			Pen::Crisp => {
				format!("<path fill=\"{color}\" shape-rendering=\"crispEdges\" d=\"")
			},
			Pen::Line(width) => {
				format!("<path fill=\"none\" stroke=\"{color}\" stroke-width=\"{width}\" d=\"")
			},
		});
		for step in &shape.outline.0 {
			// Writing into a string cannot fail.
			let _ = match *step {
				Step::Move([x, y]) => write!(out, "M{} {}", short(x), short(y)),
				Step::Line([x, y]) => write!(out, "L{} {}", short(x), short(y)),
				Step::Cubic([ax, ay], [bx, by], [x, y]) => {
					let points = [ax, ay, bx, by, x, y].map(short);
					write!(out, "C{}", points.join(" "))
				},
				Step::Close => write!(out, "Z"),
			};
		}
		out.push_str("\"/>\n");
	}
	out.push_str("</svg>\n");
	out
}

/// A length to the micrometre, without zeros at its end.
fn short(mm: f32) -> String {
	let text = format!("{mm:.3}");
	text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// The picture as a PDF of one page of its size.
///
/// # Errors
/// [`CardError::Picture`].
pub fn pdf(scene: &Scene) -> Result<Vec<u8>, CardError> {
	let mut content = Content::new();
	// Millimetres with the y axis downwards.
	content.transform([POINTS, 0.0, 0.0, -POINTS, 0.0, scene.height * POINTS]);
	for shape in &scene.shapes {
		let [r, g, b] = shape.color.map(|part| f32::from(part) / 255.0);
		content.set_fill_rgb(r, g, b).set_stroke_rgb(r, g, b);
		for step in &shape.outline.0 {
			match *step {
				Step::Move([x, y]) => content.move_to(x, y),
				Step::Line([x, y]) => content.line_to(x, y),
				Step::Cubic([ax, ay], [bx, by], [x, y]) => content.cubic_to(ax, ay, bx, by, x, y),
				Step::Close => content.close_path(),
			};
		}
		match shape.pen {
			Pen::Fill | Pen::Crisp => content.fill_nonzero(),
			Pen::Line(width) => content.set_line_width(width).stroke(),
		};
	}
	let [catalog, pages, page, stream, info] = [1, 2, 3, 4, 5].map(Ref::new);
	let mut pdf = Pdf::new();
	pdf.catalog(catalog).pages(pages);
	pdf.pages(pages).kids([page]).count(1);
	let size = Rect::new(0.0, 0.0, scene.width * POINTS, scene.height * POINTS);
	let mut leaf = pdf.page(page);
	leaf.parent(pages).media_box(size).contents(stream);
	leaf.resources();
	leaf.finish();
	let mut packed = ZlibEncoder::new(Vec::new(), Compression::default());
	let packed = packed
		.write_all(&content.finish())
		.and_then(|()| packed.finish())
		.map_err(|e| CardError::Picture(e.to_string()))?;
	pdf.stream(stream, &packed).filter(Filter::FlateDecode);
	pdf.document_info(info).title(TextStr(TITLE));
	Ok(pdf.finish())
}
