//! Colours, and how well one is read on another (WCAG 2.2).

use std::fmt;

/// The least contrast that WCAG 2.2 asks of text (criterion 1.4.3, level AA).
pub const LEAST_CONTRAST: f64 = 4.5;

/// A colour of sRGB, opaque.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Colour {
    /// Red, green and blue.
    pub rgb: [u8; 3],
}

impl Colour {
    /// White.
    pub const WHITE: Self = Self { rgb: [255; 3] };
    /// Black.
    pub const BLACK: Self = Self { rgb: [0; 3] };

    /// Reads `#rrggbb`; nothing where it is not that.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let hex = text.strip_prefix('#').filter(|hex| hex.len() == 6 && hex.bytes().all(|byte| byte.is_ascii_hexdigit()))?;
        let [_, r, g, b] = u32::from_str_radix(hex, 16).ok()?.to_be_bytes();
        Some(Self { rgb: [r, g, b] })
    }

    /// The contrast ratio to another colour, 1 to 21.
    #[must_use]
    pub fn contrast(self, other: Self) -> f64 {
        let (a, b) = (self.luminance(), other.luminance());
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    /// The colour itself, or the nearest towards `end` (black or white) that is read well on `ground`.
    #[must_use]
    pub fn readable_on(self, ground: Self, end: Self) -> Self {
        let at = |step: u16| self.mixed(end, step);
        (0..=256).map(at).find(|colour| colour.contrast(ground) >= LEAST_CONTRAST).unwrap_or(end)
    }

    /// A mixture with another: 0 is this colour, 256 the other.
    #[must_use]
    pub fn mixed(self, other: Self, step: u16) -> Self {
        let step = u32::from(step.min(256));
        let mut rgb = self.rgb;
        for (own, other) in rgb.iter_mut().zip(other.rgb) {
            let sum = u32::from(*own) * (256 - step) + u32::from(other) * step;
            *own = u8::try_from((sum + 128) / 256).unwrap_or(u8::MAX);
        }
        Self { rgb }
    }

    /// The relative luminance, 0 to 1.
    fn luminance(self) -> f64 {
        let linear = |value: u8| {
            let value = f64::from(value) / 255.0;
            if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
        };
        let [r, g, b] = self.rgb.map(linear);
        0.2126 * r + 0.7152 * g + 0.0722 * b
    }
}

impl fmt::Display for Colour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [r, g, b] = self.rgb;
        write!(f, "#{r:02x}{g:02x}{b:02x}")
    }
}
