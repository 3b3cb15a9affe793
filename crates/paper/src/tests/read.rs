//! Reads a PDF back: pages, and on each its letters with their places.

use hayro_interpret::font::Glyph;
use hayro_interpret::hayro_cmap::BfString;
use hayro_interpret::hayro_syntax::Pdf;
use hayro_interpret::{
    BlendMode, ClipPath, Context, Device, GlyphDrawMode, Image, InterpreterCache, InterpreterSettings, Paint,
    PathDrawMode, SoftMask, interpret_page,
};
use kurbo::{Affine, BezPath, Point};

/// A PDF.
pub struct Paper {
    pub pages: Vec<Page>,
}

/// A page, in points from its upper left corner.
#[derive(Default)]
pub struct Page {
    pub width: f64,
    pub height: f64,
    pub glyphs: Vec<Letter>,
}

/// A letter, and where it begins on its line.
pub struct Letter {
    pub text: String,
    pub at: (f64, f64),
}

/// A part of a page.
#[derive(Clone, Copy, Debug)]
pub struct Rect {
    pub left: f64,
    pub right: f64,
    pub top: f64,
    pub bottom: f64,
}

/// Text without spaces: where a line ended is not said.
pub struct Text(pub String);

impl Text {
    pub fn has(&self, part: &str) -> bool {
        self.0.contains(&squeezed(part))
    }
}

fn squeezed(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace() && *c != '\u{ad}').collect()
}

impl Paper {
    pub fn text(&self) -> Text {
        Text(self.pages.iter().map(|page| page.text().0).collect())
    }
}

impl Page {
    pub fn text(&self) -> Text {
        Text(squeezed(&self.glyphs.iter().map(|glyph| glyph.text.as_str()).collect::<String>()))
    }

    /// Where a word stands: from its first letter to the beginning of its last.
    pub fn word(&self, word: &str) -> Option<Rect> {
        let letters: Vec<String> = word.chars().map(String::from).collect();
        let found = self.glyphs.windows(letters.len()).find(|window| {
            let same_line = window.iter().all(|glyph| (glyph.at.1 - window[0].at.1).abs() < 0.1);
            same_line && window.iter().zip(&letters).all(|(glyph, letter)| glyph.text == *letter)
        })?;
        let (first, last) = (found.first()?, found.last()?);
        Some(Rect { left: first.at.0, right: last.at.0, top: first.at.1, bottom: first.at.1 })
    }
}

impl Rect {
    pub fn holds(&self, glyph: &Letter) -> bool {
        let (x, y) = glyph.at;
        x >= self.left && x <= self.right && y >= self.top && y <= self.bottom
    }
}

pub fn read(bytes: &[u8]) -> Paper {
    let pdf = Pdf::new(bytes.to_vec()).unwrap();
    let cache = InterpreterCache::new();
    let pages = pdf.pages().iter().map(|page| {
        let (width, height) = page.render_dimensions();
        let (width, height) = (f64::from(width), f64::from(height));
        let room = kurbo::Rect::new(0.0, 0.0, width, height);
        let mut context =
            Context::new(Affine::IDENTITY, room, &cache, pdf.xref(), InterpreterSettings::default());
        let mut reader = Page { width, height, glyphs: Vec::new() };
        interpret_page(page, &mut context, &mut reader);
        reader
    });
    Paper { pages: pages.collect() }
}

impl Device<'_> for Page {
    fn set_soft_mask(&mut self, _: Option<SoftMask<'_>>) {}
    fn set_blend_mode(&mut self, _: BlendMode) {}
    fn draw_path(&mut self, _: &BezPath, _: Affine, _: &Paint<'_>, _: &PathDrawMode) {}
    fn push_clip_path(&mut self, _: &ClipPath) {}
    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'_>>, _: BlendMode) {}

    fn draw_glyph(
        &mut self,
        glyph: &Glyph<'_>,
        transform: Affine,
        glyph_transform: Affine,
        _: &Paint<'_>,
        _: &GlyphDrawMode,
    ) {
        let at = transform * glyph_transform * Point::ZERO;
        let text = match glyph.as_unicode() {
            Some(BfString::Char(c)) => String::from(c),
            Some(BfString::String(text)) => text,
            None => return,
        };
        self.glyphs.push(Letter { text, at: (at.x, self.height - at.y) });
    }

    fn draw_image(&mut self, _: Image<'_, '_>, _: Affine) {}
    fn pop_clip_path(&mut self) {}
    fn pop_transparency_group(&mut self) {}
}
