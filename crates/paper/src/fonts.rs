//! The fonts that every paper carries, and how wide text is in them.
//!
//! Inter is the face of the pages too. `DejaVu Sans` lends what it lacks: Arabic, Hebrew, Armenian, Georgian and many signs.
//! The machine's own fonts are not looked at: the same report looks the same everywhere.

use std::sync::LazyLock;

use typst::foundations::Bytes;
use typst::layout::Abs;
use typst::text::{Font, FontInstance, FontVariant, FontVariations};

const FILES: [&[u8]; 3] = [
    include_bytes!("../fonts/Inter-Regular.ttf"),
    include_bytes!("../fonts/Inter-SemiBold.ttf"),
    include_bytes!("../fonts/DejaVuSans.ttf"),
];

static FONTS: LazyLock<Vec<Font>> =
    LazyLock::new(|| FILES.into_iter().flat_map(|file| Font::iter(Bytes::new(file))).collect());

static RULERS: LazyLock<[Ruler; 2]> = LazyLock::new(|| [Ruler::new([0, 2]), Ruler::new([1, 2])]);

/// All fonts.
pub fn all() -> &'static [Font] {
    &FONTS
}

/// Widths of common characters, and the faces to ask for the others.
struct Ruler {
    common: Vec<f64>,
    faces: Vec<FontInstance>,
}

/// How much wider a line may be than its letters, one by one.
pub const LEAN: f64 = 1.03;

/// Characters below this are measured once.
const COMMON: u32 = 0x250;

impl Ruler {
    fn new(indices: [usize; 2]) -> Self {
        let instance = |font: &Font| {
            font.clone().instantiate(FontVariant::default(), Abs::pt(10.0), &FontVariations::default())
        };
        let faces: Vec<_> = indices.into_iter().filter_map(|index| FONTS.get(index)).map(instance).collect();
        let mut ruler = Self { common: Vec::new(), faces };
        let zero = ruler.measure('0');
        // Figures stand in columns: all digits, and the hyphens of dates, are as wide as the widest.
        let is_figure = |c: char| c.is_ascii_digit() || c == '-';
        let width = |c: char| if is_figure(c) { zero.max(ruler.measure(c)) } else { ruler.measure(c) };
        ruler.common = (0..COMMON).map(|code| char::from_u32(code).map_or(0.0, width)).collect();
        ruler
    }

    fn measure(&self, c: char) -> f64 {
        let advance = |face: &FontInstance| Some(face.x_advance(face.ttf().glyph_index(c)?.0)?.get());
        self.faces.iter().find_map(advance).unwrap_or(1.0)
    }

    fn width(&self, c: char) -> f64 {
        self.common.get(c as usize).copied().unwrap_or_else(|| self.measure(c))
    }
}

/// Width of a line in points. Letters that lean together are a little narrower in truth, those that a face draws as one a
/// good deal.
pub fn width(text: &str, size: f64, bold: bool) -> f64 {
    let [regular, semibold] = &*RULERS;
    let ruler = if bold { semibold } else { regular };
    text.chars().map(|c| ruler.width(c)).sum::<f64>() * size
}

/// The text with a line break wherever a word is wider than `room` and must be cut. Letters that lean apart, as in `WW`, are
/// left a little more room than they measure.
pub fn cut(text: &str, size: f64, bold: bool, room: f64) -> String {
    let room = room.max(size) / LEAN;
    if width(text, size, bold) <= room || text.split(' ').all(|word| width(word, size, bold) <= room) {
        return text.to_owned();
    }
    let mut pieces = String::with_capacity(text.len() + 8);
    for word in text.split_inclusive(' ') {
        let whole = width(word.trim_end(), size, bold) <= room;
        let mut left = room;
        for c in word.chars() {
            let wide = width(c.encode_utf8(&mut [0; 4]), size, bold);
            if !whole && c != ' ' && wide > left {
                pieces.push('\n');
                left = room;
            }
            left -= wide;
            pieces.push(c);
        }
    }
    pieces
}

/// The text as far as it fits, with an ellipsis where it does not.
pub fn fitted(text: &str, size: f64, bold: bool, room: f64) -> String {
    if width(text, size, bold) <= room {
        return text.to_owned();
    }
    let mut left = room - width("…", size, bold);
    let fits = text.chars().take_while(|c| {
        left -= width(c.encode_utf8(&mut [0; 4]), size, bold);
        left >= 0.0
    });
    let mut short: String = fits.collect();
    short.truncate(short.trim_end().len());
    short.push('…');
    short
}
