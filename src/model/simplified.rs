//! Traditional → Simplified Chinese, by OpenCC's configuration for Hong Kong (`hk2s`). Never the other way.

use std::sync::LazyLock;

use ferrous_opencc::OpenCC;
use ferrous_opencc::config::BuiltinConfig;

static CONVERTER: LazyLock<Option<OpenCC>> = LazyLock::new(|| OpenCC::from_config(BuiltinConfig::Hk2s).ok());

/// The Simplified form of a Traditional text, as OpenCC's `hk2s` gives it.
#[must_use]
pub fn to_simplified(text: &str) -> String {
    if text.is_ascii() {
        return text.to_owned();
    }
    CONVERTER.as_ref().map_or_else(|| text.to_owned(), |converter| converter.convert(text))
}
