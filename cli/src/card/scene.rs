//! Shapes in millimetres, from which every format is drawn. The y axis points downwards.

/// Red, green, blue.
pub type Color = [u8; 3];

/// A step of an outline; curves are of the third degree.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Step {
	/// Begin here.
	Move([f32; 2]),
	/// A straight line.
	Line([f32; 2]),
	/// A curve by two control points to its end.
	Cubic([f32; 2], [f32; 2], [f32; 2]),
	/// Back to where it began.
	Close,
}

impl Step {
	/// Where the step ends; the origin for [`Step::Close`], after which a font always moves.
	pub fn end(&self) -> [f32; 2] {
		match self {
			Self::Move(to) | Self::Line(to) | Self::Cubic(_, _, to) => *to,
			Self::Close => [0.0, 0.0],
		}
	}
}

/// A closed or open line.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Outline(pub Vec<Step>);

impl Outline {
	/// Adds a rectangle.
	pub fn rect(&mut self, x: f32, y: f32, width: f32, height: f32) {
		let (right, bottom) = (x + width, y + height);
		self.0.extend([
			Step::Move([x, y]),
			Step::Line([right, y]),
			Step::Line([right, bottom]),
			Step::Line([x, bottom]),
			Step::Close,
		]);
	}

	/// A rectangle with round corners, whose radii are given from the upper left one clockwise.
	pub fn rounded(x: f32, y: f32, width: f32, height: f32, radii: [f32; 4]) -> Self {
		/// How far a control point lies from the corner, so that the curve is nearly a circle.
		const KAPPA: f32 = 0.447_715;
		let (right, bottom) = (x + width, y + height);
		let corners = [
			// the corner, the direction to it and the one from it
			([x, y], [0.0, -1.0], [1.0, 0.0]),
			([right, y], [1.0, 0.0], [0.0, 1.0]),
			([right, bottom], [0.0, 1.0], [-1.0, 0.0]),
			([x, bottom], [-1.0, 0.0], [0.0, -1.0]),
		];
		let mut steps = Vec::new();
		for (n, ((corner, to, from), radius)) in corners.into_iter().zip(radii).enumerate() {
			let along = |direction: [f32; 2], length: f32| {
				[0, 1].map(|axis| corner[axis] + direction[axis] * length)
			};
			let (start, end) = (along(to, -radius), along(from, radius));
			steps.push(if n == 0 { Step::Move(start) } else { Step::Line(start) });
			if radius > 0.0 {
				let (a, b) = (along(to, -radius * KAPPA), along(from, radius * KAPPA));
				steps.push(Step::Cubic(a, b, end));
			}
		}
		steps.push(Step::Close);
		Self(steps)
	}
}

/// How an outline is drawn.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Pen {
	/// Filled.
	Fill,
	/// Filled, with edges that are not smoothed: the modules of a QR code.
	Crisp,
	/// A line of this width.
	Line(f32),
}

/// An outline with its colour.
#[derive(Clone, Debug, PartialEq)]
pub struct Shape {
	/// Where.
	pub outline: Outline,
	/// How.
	pub pen: Pen,
	/// In which colour.
	pub color: Color,
}

/// All shapes of a picture, the lowest first.
#[derive(Clone, Debug, PartialEq)]
pub struct Scene {
	/// In millimetres.
	pub width: f32,
	/// In millimetres.
	pub height: f32,
	/// The shapes.
	pub shapes: Vec<Shape>,
}

impl Scene {
	/// An empty picture.
	pub const fn new(width: f32, height: f32) -> Self {
		Self { width, height, shapes: Vec::new() }
	}

	/// Draws over what is there.
	pub fn add(&mut self, outline: Outline, pen: Pen, color: Color) {
		self.shapes.push(Shape { outline, pen, color });
	}
}
