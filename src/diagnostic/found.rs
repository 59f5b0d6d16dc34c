//! The rules that a stage itself reports while it reads; those with a check of their own live in `rules/`.

use super::Rule;

macro_rules! found {
    ($($id:ident $code:literal $name:literal $severity:ident;)*) => {
        $(
            #[doc = concat!("`", $name, "`: see its page.")]
            pub static $id: Rule = crate::rule!($code, $name, $severity);
        )*
        /// All of them, by code.
        pub static FOUND: &[&Rule] = &[$(&$id),*];
    };
}

found! {
    NOT_READABLE "ODP001" "not-readable" Error;
    NOT_ODP "ODP002" "not-odp" Error;
    NOT_UTF8 "ODP003" "not-utf8" Error;
    TOO_LARGE "ODP004" "too-large" Error;
    TOO_DEEP "ODP005" "too-deep" Error;
    CONTROL_CHARACTER "ODP006" "control-character" Error;
    TOO_MANY_FINDINGS "ODP007" "too-many-findings" Error;
    FULL_WIDTH_PUNCTUATION "ODP010" "full-width-punctuation" Error;
    UNCLOSED_STRING "ODP011" "unclosed-string" Error;
    BAD_ESCAPE "ODP012" "bad-escape" Error;
    MISSING_BRACE "ODP013" "missing-brace" Error;
    STRAY_BRACE "ODP014" "stray-brace" Error;
    BRACE_ON_OWN_LINE "ODP015" "brace-on-own-line" Error;
    MISSING_OPENING "ODP016" "missing-opening" Error;
    BLOCK_FOR_FIELD "ODP017" "block-for-field" Error;
    FIELD_FOR_BLOCK "ODP018" "field-for-block" Error;
    NOT_A_STATEMENT "ODP019" "not-a-statement" Error;
    MISSING_COLON "ODP020" "missing-colon" Error;
    UNKNOWN_KEYWORD "ODP021" "unknown-keyword" Error;
    MISPLACED_BLOCK "ODP022" "misplaced-block" Error;
    STRAY_TEXT "ODP023" "stray-text" Error;
    BAD_HEAD "ODP024" "bad-head" Error;
    MISSING_LINE_END "ODP025" "missing-line-end" Error;
    MISSING_EDITION "ODP030" "missing-edition" Error;
    UNKNOWN_EDITION "ODP031" "unknown-edition" Error;
    IMPORT_NOT_FOUND "ODP040" "import-not-found" Error;
    IMPORT_OUTSIDE_ROOT "ODP041" "import-outside-root" Error;
    IMPORT_CYCLE "ODP042" "import-cycle" Error;
    IMPORT_OF_PLAN "ODP043" "import-of-plan" Error;
    TWO_PLANS "ODP044" "two-plans" Error;
    TOO_MANY_IMPORTS "ODP045" "too-many-imports" Error;
    UNKNOWN_FIELD "ODP101" "unknown-field" Error;
    DUPLICATE_FIELD "ODP102" "duplicate-field" Error;
    WRONG_KIND "ODP103" "wrong-kind" Error;
    MALFORMED_DATE "ODP104" "malformed-date" Error;
    IMPOSSIBLE_DATE "ODP105" "impossible-date" Error;
    UNKNOWN_REFERENCE "ODP106" "unknown-reference" Error;
    UNKNOWN_WORD "ODP107" "unknown-word" Error;
    AMBIGUOUS_FREQUENCY "ODP108" "ambiguous-frequency" Error;
    MISSING_FIELD "ODP109" "missing-field" Error;
    DUPLICATE_DECLARATION "ODP110" "duplicate-declaration" Error;
    AMBIGUOUS_IMPORT "ODP111" "ambiguous-import" Error;
    SHADOWED_IMPORT "ODP112" "shadowed-import" Note;
    DUPLICATE_LABEL "ODP113" "duplicate-label" Error;
    CONFUSABLE_IDS "ODP114" "confusable-ids" Error;
    NON_ASCII_ID "ODP115" "non-ascii-id" Note;
    FIELD_NOT_HERE "ODP116" "field-not-here" Error;
    UNKNOWN_PLACEHOLDER "ODP117" "unknown-placeholder" Error;
    PLACEHOLDER_WITHOUT_VALUE "ODP118" "placeholder-without-value" Error;
    UNTAGGED_TEXT "ODP119" "untagged-text" Error;
    DUPLICATE_LANGUAGE "ODP120" "duplicate-language" Error;
    BAD_LANGUAGE_TAG "ODP121" "bad-language-tag" Error;
    REVERSED_RANGE "ODP122" "reversed-range" Error;
    UNEXPECTED_VALUE "ODP123" "unexpected-value" Error;
    DUPLICATE_VALUE "ODP124" "duplicate-value" Warning;
    RESERVED_NAME "ODP125" "reserved-name" Error;
    BAD_NUMBER "ODP126" "bad-number" Error;
    UNKNOWN_ALIAS_PREFIX "ODP127" "unknown-import-name" Error;
    TOO_MANY_VALUES "ODP128" "too-many-values" Error;
    DUPLICATE_DATASET "ODP201" "duplicate-dataset" Error;
    DUPLICATE_SECTION "ODP202" "duplicate-section" Error;
    UNKNOWN_SECTION "ODP204" "unknown-section" Error;
    TOO_MUCH_TEXT "ODP216" "too-much-text" Error;
    TARGET_LATER "ODP401" "target-later" Error;
    DATASET_GONE "ODP402" "dataset-gone" Error;
    UPDATES_RARER "ODP403" "updates-rarer" Warning;
    FORMAT_LOST "ODP404" "format-lost" Warning;
    PORTAL_LOST "ODP405" "portal-lost" Warning;
    PREVIOUS_NOT_FOUND "ODP502" "previous-not-found" Warning;
    IMPORT_ENCODING "ODP601" "import-encoding" Note;
    IMPORT_HIDDEN "ODP602" "import-hidden" Note;
    IMPORT_NOTHING "ODP603" "import-nothing" Error;
    IMPORT_ROW "ODP604" "import-row" Warning;
    IMPORT_COLUMN "ODP605" "import-column" Warning;
    IMPORT_DATE "ODP606" "import-date" Warning;
    IMPORT_FREQUENCY "ODP607" "import-frequency" Warning;
    IMPORT_NAME "ODP608" "import-name" Note;
    IMPORT_JOINED "ODP609" "import-joined" Note;
    IMPORT_BULLETS "ODP610" "import-bullets" Note;
    IMPORT_ASSUMED "ODP611" "import-assumed" Warning;
    BROKEN_TABLE "ODP612" "broken-table" Warning;
    IMPORT_TEXT "ODP613" "import-text" Note;
    IMPORT_LANGUAGES "ODP614" "import-languages" Warning;
    IMPORT_ID "ODP615" "import-id" Note;
    IMPORT_FORM "ODP616" "import-form" Error;
    IMPORT_MAP "ODP620" "import-map" Error;
    IMPORT_PAIR "ODP621" "import-pair" Warning;
    IMPORT_UNPAIRED "ODP622" "import-unpaired" Warning;
    IMPORT_CONTRADICTION "ODP623" "import-contradiction" Warning;
    IMPORT_UNSEEN "ODP630" "import-unseen" Warning;
    IMPORT_DRAFT "ODP631" "import-draft" Warning;
    IMPORT_ATTACHED "ODP632" "import-attached" Note;
    IMPORT_GLYPHS "ODP633" "import-glyphs" Warning;
    LISTING_UNREAD "ODP650" "listing-unread" Error;
    LISTING_ENTRY "ODP651" "listing-entry" Warning;
    PORTAL_ADDRESS "ODP655" "portal-address" Error;
    PORTAL_UNREACHABLE "ODP656" "portal-unreachable" Error;
    PORTAL_ANSWER "ODP657" "portal-answer" Error;
    PORTAL_COUNT "ODP658" "portal-count" Warning;
    NOT_WRITTEN "ODP701" "not-written" Error;
    NO_BASE "ODP702" "no-base" Warning;
    UNUSABLE_LOGO "ODP703" "unusable-logo" Error;
    NO_FONT "ODP704" "no-font" Warning;
    NO_EDITION "ODP705" "no-edition" Error;
    NO_PLANS "ODP801" "no-plans" Error;
    UNKNOWN_TARGET "ODP802" "unknown-target" Error;
    UNKNOWN_PATH "ODP803" "unknown-path" Error;
    ROLLOVER_YEAR "ODP804" "rollover-year" Error;
    NOT_IN_GIT "ODP804" "not-in-git" Error;
    BROKEN_SETTINGS "ODP810" "broken-settings" Error;
    UNKNOWN_SETTING "ODP811" "unknown-setting" Error;
    WRONG_SETTING "ODP812" "wrong-setting" Error;
    UNKNOWN_RULE "ODP813" "unknown-rule" Error;
    LOWERED_ERROR "ODP814" "lowered-error" Error;
    FAINT_COLOUR "ODP815" "faint-colour" Error;
    BROKEN_ALLOW "ODP901" "broken-allow" Warning;
    UNUSED_ALLOW "ODP902" "unused-allow" Warning;
    NOT_FORMATTED "ODP903" "not-formatted" Error;
}
