//! The libraries inside the binary, written in odp itself. A yearly snapshot is frozen: what compiled with it keeps compiling.

/// The source of a library by the name that `use` gives, such as `odp:hk/2026`.
#[must_use]
pub fn find(name: &str) -> Option<&'static str> {
    LIBRARIES.iter().find(|(known, _)| *known == name).map(|(_, source)| *source)
}

/// The names of all libraries.
pub fn names() -> impl Iterator<Item = &'static str> {
    LIBRARIES.iter().map(|(name, _)| *name)
}

/// The country or territory that a library is of: its code in the EU authority table `country`.
#[must_use]
pub fn country(name: &str) -> Option<&'static str> {
    COUNTRIES.iter().find(|(prefix, _)| name.starts_with(prefix)).map(|(_, code)| *code)
}

static COUNTRIES: &[(&str, &str)] = &[("odp:hk/", "HKG")];

static LIBRARIES: &[(&str, &str)] = &[("odp:hk/2026", include_str!("hk-2026.odp"))];
