//! Every rule has a page, every page reads well in both languages, and its examples give what it says.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::OnceLock;

use odp::diagnostic::{Arg, Diagnostic, MessageLang, Page, Rule, Texts};
use odp::files::{Memory, ReadError};
use odp::rules::{Settings, all, check};

use super::examples::{Case, cases, findings, main_file, run, told};
use super::hostile;

const LANGS: [MessageLang; 2] = [MessageLang::English, MessageLang::Traditional];

/// Rules whose wrong example no odp text can be, and why; their findings are made in [`foreign_files`] where the engine can.
const NOT_SHOWN: &[(&str, &str)] = &[
    ("ODP001", "is about a file that cannot be opened"),
    ("ODP002", "is about a file of another kind"),
    ("ODP003", "is about bytes that no text has"),
    ("ODP004", "needs a file of more than eight megabytes"),
    ("ODP005", "needs more braces than anyone wants to read"),
    ("ODP006", "is about characters that cannot be seen"),
    ("ODP007", "needs thousands of findings"),
    ("ODP045", "needs a thousand files"),
    ("ODP128", "needs hundreds of values"),
    ("ODP216", "needs more text than anyone wants to read"),
    ("ODP401", "is about two editions"),
    ("ODP402", "is about two editions"),
    ("ODP403", "is about two editions"),
    ("ODP404", "is about two editions"),
    ("ODP405", "is about two editions"),
    ("ODP601", "is about a foreign file"),
    ("ODP602", "is about a foreign file"),
    ("ODP603", "is about a foreign file"),
    ("ODP604", "is about a foreign file"),
    ("ODP605", "is about a foreign file"),
    ("ODP606", "is about a foreign file"),
    ("ODP607", "is about a foreign file"),
    ("ODP608", "is about a foreign file"),
    ("ODP609", "is about a foreign file"),
    ("ODP610", "is about a foreign file"),
    ("ODP611", "is about a foreign file"),
    ("ODP612", "is about a foreign file"),
    ("ODP613", "is about a foreign file"),
    ("ODP614", "is about a foreign file"),
    ("ODP615", "is about a foreign file"),
    ("ODP616", "is about a foreign file"),
    ("ODP620", "is about a file that maps heads"),
    ("ODP621", "is about a foreign file"),
    ("ODP622", "is about a foreign file"),
    ("ODP623", "is about a foreign file"),
    ("ODP630", "is about a foreign file"),
    ("ODP631", "is about a foreign file"),
    ("ODP632", "is about a foreign file"),
    ("ODP633", "is about a foreign file"),
    ("ODP634", "is about a working copy"),
    ("ODP640", "is about a working copy"),
    ("ODP641", "is about a working copy"),
    ("ODP642", "is about a working copy"),
    ("ODP643", "is about a working copy"),
    ("ODP644", "is about a working copy"),
    ("ODP645", "is about a working copy"),
    ("ODP650", "is about a foreign file"),
    ("ODP651", "is about a foreign file"),
    ("ODP655", "is about a portal"),
    ("ODP656", "is about a portal"),
    ("ODP657", "is about a portal"),
    ("ODP658", "is about a portal"),
    ("ODP701", "is about a folder that cannot be written"),
    ("ODP702", "is about an output"),
    ("ODP703", "is about a picture"),
    ("ODP704", "is about fonts"),
    ("ODP705", "is about the command line"),
    ("ODP801", "is about a folder without plans"),
    ("ODP802", "is about the command line"),
    ("ODP803", "is about the command line"),
    ("ODP804", "is about git"),
    ("ODP805", "is about the machine"),
    ("ODP806", "is about the command line"),
    ("ODP809", "is about the command line"),
    ("ODP903", "is about a command, and a file that is well otherwise"),
];

/// Rules that only commands report: their placeholders are tested where the commands are.
const OF_COMMANDS: &[&str] = &[
    "ODP701", "ODP702", "ODP703", "ODP704", "ODP705", "ODP801", "ODP802", "ODP803", "ODP804", "ODP805", "ODP806", "ODP809",
    "ODP903",
];

/// Further wordings than the pages' examples show: code, variant, kind of example, text.
const VARIANTS: &[(&str, &str, &str, &str)] = &include!("variants.in");

#[test]
fn pages_and_rules_agree() {
    let codes: BTreeSet<&str> = all().iter().map(|rule| rule.code).collect();
    assert_eq!(codes.len(), all().len(), "a code is used twice");
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/rules");
    let files = std::fs::read_dir(folder).expect("src/rules is a folder").map(|entry| entry.expect("readable").file_name());
    let files: BTreeSet<String> = files.filter_map(|name| Some(name.to_str()?.strip_suffix(".md")?.to_owned())).collect();
    let names: BTreeSet<String> = all().iter().map(|rule| rule.name.to_owned()).collect();
    assert_eq!(files, names, "pages in src/rules, rules in the tables");
}

#[test]
fn pages_are_whole() {
    let mut faults = Vec::new();
    for rule in all() {
        let mut fault = |what: String| faults.push(format!("{} {}: {what}", rule.code, rule.name));
        let page = Page::parse(rule.page);
        let heading = format!("# {} {}", rule.code, rule.name);
        if rule.page.lines().next() != Some(&heading) {
            fault(format!("its heading should be {heading:?}"));
        }
        for lang in LANGS {
            faults_of(page.texts(lang), lang).into_iter().for_each(&mut fault);
        }
        let [english, chinese] = LANGS.map(|lang| keys(page.texts(lang)));
        if english != chinese {
            fault(format!("keys or placeholders differ: {english:?} and {chinese:?}"));
        }
        if page.wrong.is_empty() || page.right.is_empty() {
            fault("an example is missing".to_owned());
        }
    }
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

/// What is wrong with the words of one language.
fn faults_of(texts: &Texts<'_>, lang: MessageLang) -> Vec<String> {
    let mut faults = Vec::new();
    let mut expect = |holds: bool, what: &str| {
        if !holds {
            faults.push(format!("{lang:?}: {what}"));
        }
    };
    expect(!texts.title.is_empty(), "no title");
    expect(texts.get("message").is_some(), "no message");
    expect(!texts.why.is_empty() && !texts.why.contains("\n- "), "no reasons, or a text that was not read");
    let keys: BTreeSet<&str> = texts.entries.iter().map(|(key, _)| *key).collect();
    expect(keys.len() == texts.entries.len(), "a key stands twice");
    for (key, template) in &texts.entries {
        expect(!template.ends_with(['.', '。']), &format!("{key} ends in a full stop"));
        expect(!template.contains("{where} {where}"), key);
        let capital = template.chars().next().is_some_and(|first| first.is_ascii_uppercase());
        expect(lang != MessageLang::English || !capital, &format!("{key} begins with a capital"));
        let blank = template.replace("{where}", "").starts_with(' ') || template.contains(" {where}");
        expect(!blank, &format!("{key} has a blank before {{where}}, which brings its own"));
        if lang == MessageLang::Traditional {
            let quoted = template.split('`').step_by(2).collect::<String>();
            let ascii = quoted.contains([',', ';', '!', '?']) || quoted.contains("衛");
            expect(!ascii, &format!("{key} has half-width punctuation or 衛"));
        }
    }
    faults
}

/// Each key with its placeholders.
fn keys<'a>(texts: &Texts<'a>) -> BTreeMap<&'a str, BTreeSet<&'a str>> {
    texts.entries.iter().map(|(key, template)| (*key, placeholders(template))).collect()
}

fn placeholders(template: &str) -> BTreeSet<&str> {
    let mut found = BTreeSet::new();
    let mut rest = template;
    while let Some((_, after)) = rest.split_once('{') {
        rest = match after.strip_prefix('{') {
            Some(literal) => literal,
            None => {
                let (key, tail) = after.split_once('}').expect("a placeholder is closed");
                // of `{count:row|rows}` the words are English
                found.insert(key.split(':').next().unwrap_or_default());
                tail
            }
        };
    }
    found
}

#[test]
fn wrong_examples_give_their_rule_and_right_ones_nothing() {
    let mut faults = Vec::new();
    for rule in all() {
        let page = Page::parse(rule.page);
        let hidden = NOT_SHOWN.iter().any(|(code, _)| *code == rule.code);
        if cases(&page.wrong).is_empty() != hidden {
            faults.push(format!("{} {}: shown wrong, or on the list of those that cannot be", rule.code, rule.name));
        }
        for (_, files, found) in wrong_examples().iter().filter(|(of, ..)| *of == rule) {
            if found.is_empty() || found.iter().any(|finding| finding.rule != rule) {
                faults.push(format!("{} {} wrong: {}", rule.code, rule.name, told(files, found)));
            }
            faults.extend(found.iter().flat_map(unfilled));
        }
        for files in cases(&page.right) {
            let found = run(&files);
            if !found.is_empty() {
                faults.push(format!("{} {} right: {}", rule.code, rule.name, told(&files, &found)));
            }
        }
    }
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

#[test]
fn every_wording_is_used_and_filled() {
    let mut faults = Vec::new();
    let mut seen: BTreeSet<(&str, &str)> = BTreeSet::new();
    let mut look = |found: &[Diagnostic]| {
        seen.extend(found.iter().map(|finding| (finding.rule.code, finding.variant)));
        found.iter().flat_map(unfilled).collect::<Vec<_>>()
    };
    for (.., found) in wrong_examples() {
        faults.extend(look(found));
    }
    faults.extend(look(&foreign_files()));
    faults.extend(look(&super::reports::found_in_cases()));
    faults.extend(look(&super::promises::found_in_cases()));
    for (code, variant, info, text) in VARIANTS {
        let files = vec![main_file(info, text)];
        let found = run(&files);
        if !found.iter().any(|finding| (finding.rule.code, finding.variant) == (*code, *variant)) {
            faults.push(format!("{code} {variant:?} is not given by: {}", told(&files, &found)));
        }
        if found.iter().any(|finding| finding.rule.code != *code && finding.rule.code != "ODP303") {
            faults.push(format!("{code} {variant:?} brings others with it: {}", told(&files, &found)));
        }
        faults.extend(look(&found));
    }
    // those of imports and portals have cases of their own: see `import.rs` and `reconcile/portal.rs`
    let ours = |rule: &&Rule| !OF_COMMANDS.contains(&rule.code) && !rule.code.starts_with("ODP6");
    for rule in all().into_iter().filter(ours) {
        if !seen.iter().any(|(code, _)| *code == rule.code) {
            faults.push(format!("{} {} is never found in these tests", rule.code, rule.name));
        }
        for (key, _) in &Page::parse(rule.page).texts(MessageLang::English).entries {
            let Some((_, variant)) = key.split_once('.') else { continue };
            if !seen.contains(&(rule.code, variant)) {
                faults.push(format!("{} {}: nothing in these tests reads {key}", rule.code, rule.name));
            }
        }
    }
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

/// Every wrong example with what it gives, found once for all tests.
fn wrong_examples() -> &'static [(&'static Rule, Case, Vec<Diagnostic>)] {
    static FOUND: OnceLock<Vec<(&Rule, Case, Vec<Diagnostic>)>> = OnceLock::new();
    FOUND.get_or_init(|| {
        let of = |rule: &'static Rule| cases(&Page::parse(rule.page).wrong).into_iter().map(move |files| (rule, files));
        let run = |(rule, files)| {
            let found = run(&files);
            (rule, files, found)
        };
        all().into_iter().flat_map(of).map(run).collect()
    })
}

/// What files give that no example can hold.
fn foreign_files() -> Vec<Diagnostic> {
    let mut files = hostile::wrong_files();
    files.extend(hostile::limits());
    let memory = files.iter().fold(Memory::new(), |memory, (name, bytes)| memory.with(name, bytes.as_slice()));
    let names: Vec<String> = files.into_iter().map(|(name, _)| name).filter(|name| !name.starts_with("used/")).collect();
    let mut found = findings(&memory, &[names, vec!["absent.odp".to_owned()]].concat());
    let refused = [
        (ReadError::TooLarge(8 << 20), "ODP004"),
        (ReadError::Other("denied".into()), "ODP001"),
        (ReadError::Dangling, "ODP001"),
        (ReadError::NotOdp("folder"), "ODP002"),
        (ReadError::NotOdp("pipe"), "ODP002"),
    ];
    for (reason, code) in refused {
        let refused = findings_of(Refusing(reason));
        assert!(refused.iter().any(|finding| finding.rule.code == code));
        found.extend(refused);
    }
    found
}

fn findings_of(files: Refusing) -> Vec<Diagnostic> {
    let loaded = odp::resolve::load(&files, &["plan.odp".to_owned()]);
    check(&loaded.workspace, loaded.found, &Settings::default()).0
}

/// A disk that gives nothing.
struct Refusing(ReadError);

impl odp::files::Files for Refusing {
    fn read(&self, _: &str) -> Result<String, ReadError> {
        Err(self.0.clone())
    }
}

/// Texts of a finding that lack an argument, and places without a text.
fn unfilled(finding: &Diagnostic) -> Vec<String> {
    let rule: &Rule = finding.rule;
    let page = Page::parse(rule.page);
    let mut faults = Vec::new();
    let labels = finding.labels.iter().map(|label| label.key);
    for lang in LANGS {
        let texts = page.texts(lang);
        for key in ["message", "help"].into_iter().chain(labels.clone()) {
            let varied = texts.get(&format!("{key}.{}", finding.variant));
            let Some(template) = varied.or_else(|| texts.get(key)) else {
                faults.push(format!("{} {} ({:?}): no text {key}", rule.code, rule.name, finding.variant));
                continue;
            };
            for placeholder in placeholders(template) {
                let arg = finding.args.iter().find(|(name, _)| *name == placeholder).map(|(_, arg)| arg);
                let empty = match arg {
                    None => true,
                    Some(Arg::Text(text)) => text.is_empty(),
                    Some(Arg::List(items)) => items.is_empty(),
                    Some(Arg::Term(_) | Arg::Where(_)) => false,
                };
                if empty {
                    let variant = finding.variant;
                    faults.push(format!("{} {} ({variant:?}): {key} needs {placeholder}", rule.code, rule.name));
                }
            }
        }
        let message = finding.message(lang);
        if message.contains(['\n', '\r']) || message == rule.name {
            faults.push(format!("{} {}: message {message:?}", rule.code, rule.name));
        }
    }
    faults
}

/// What a command is given, and the wording of which rule it must print: code, variant, arguments.
#[cfg(feature = "cli")]
const OF_THE_BINARY: &[(&str, &str, &[&str])] = &[
    ("ODP809", "", &["rollover", "plan.odp", "--to", "2026"]),
    ("ODP809", "several", &["rollover", "."]),
    ("ODP701", "", &["compile", "plan.odp", "--out", "plan.odp"]),
    ("ODP701", "exists", &["init", "plan.odp"]),
    ("ODP701", "several", &["compile", "plan.odp", "--out", "-"]),
    ("ODP702", "", &["compile", "plan.odp", "--emit", "dcat,ttl,json", "--deny", "no-base"]),
    ("ODP703", "", &["compile", "logo-absent/plan.odp"]),
    ("ODP703", "kind", &["compile", "logo-kind/plan.odp"]),
    ("ODP703", "size", &["compile", "logo-size/plan.odp"]),
    ("ODP703", "broken", &["compile", "logo-broken/plan.odp"]),
    ("ODP703", "text", &["compile", "logo-text/plan.odp"]),
    ("ODP705", "", &["compile", "plan.odp", "--editions", "fr"]),
    ("ODP801", "", &["check", "empty"]),
    ("ODP801", "libraries", &["compile", "library.odp"]),
    ("ODP801", "several", &["export", "plan.odp", "other.odp", "--to", "csv"]),
    ("ODP802", "", &["compile", "plan.odp", "--emit", "spreadsheets"]),
    ("ODP802", "nearest", &["compile", "plan.odp", "--emit", "htlm"]),
    ("ODP803", "dataset", &["why", "plan.odp", "swimming-pools"]),
    ("ODP803", "dataset-nearest", &["why", "plan.odp", "librarys.name"]),
    ("ODP803", "field", &["why", "plan.odp", "libraries.colour"]),
    ("ODP803", "field-nearest", &["why", "plan.odp", "libraries.ownr"]),
    ("ODP803", "rule", &["explain", "swimming"]),
    ("ODP803", "rule-nearest", &["explain", "missing-translations"]),
    ("ODP803", "publisher", &["init", "new.odp", "--publisher", "atlantis"]),
    ("ODP803", "publisher-nearest", &["init", "new.odp", "--publisher", "hk-itbi"]),
    ("ODP804", "", &["diff", "main:plan.odp", "plan.odp"]),
    ("ODP803", "portal", &["reconcile", "plan.odp", "--portal", "listing.csv", "--of", "atlantis"]),
    ("ODP803", "portal-nearest", &["reconcile", "plan.odp", "--portal", "listing.csv", "--of", "@data-gov-kh"]),
    ("ODP806", "", &["serve", "--port", "0", "plan.odp", "library.odp:1"]),
    ("ODP806", "line", &["serve", "--port", "0", "plan.odp:9999"]),
    ("ODP903", "", &["fmt", "--check", "library.odp"]),
];

#[test]
#[cfg(feature = "cli")]
fn every_wording_of_commands_is_printed() {
    let folder = super::run::Folder::with("plan.odp", super::run::plan("itib"));
    folder.write("other.odp", super::run::plan("ITIB"));
    folder.write("library.odp", "odp 1\norganisation   x { name: tc \"甲\" en \"A\" }\n");
    folder.write("empty/readme.txt", "");
    folder.write("listing.csv", "id,title\nx,圖書館𨋢\n");
    const WHOLE: &str = r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><path d="M0 0h1v1z"/></svg>"#;
    let large = " ".repeat(1_000_001);
    for (name, logo) in
        [("absent", None), ("kind", Some("GIF89a")), ("size", Some(&*large)), ("broken", Some("<svg><")), ("text", Some(WHOLE))]
    {
        folder.write(&format!("logo-{name}/plan.odp"), super::run::plan(name));
        folder.write(&format!("logo-{name}/odp.toml"), "[document]\nlogo = \"logo.svg\"\n");
        if let Some(logo) = logo {
            folder.write(&format!("logo-{name}/logo.svg"), logo);
        }
    }
    let mut faults = Vec::new();
    for (code, variant, arguments) in OF_THE_BINARY {
        let rule = all().into_iter().find(|rule| rule.code == *code).expect("a rule");
        let page = Page::parse(rule.page);
        for (lang, name) in LANGS.into_iter().zip(["en", "tc"]) {
            let ran = folder
                .run(arguments)
                .env("COLUMNS", "160")
                .stdin("")
                .env("LC_ALL", if name == "en" { "C.UTF-8" } else { "zh_HK.UTF-8" });
            let ran = ran.go();
            if !ran.err.contains(&format!("{code} {}", rule.name)) || ran.code == 0 {
                faults.push(format!("{code} {variant:?}: {ran:?}"));
            }
            for key in ["message", "help"] {
                let texts = page.texts(lang);
                let template = texts.get(&format!("{key}.{variant}")).or_else(|| texts.get(key)).expect("a text");
                if !prints(&ran.err, template) {
                    faults.push(format!("{code} {variant:?} ({name}): {template:?} is not in\n{}", ran.err));
                }
            }
        }
    }
    for rule in all().into_iter().filter(|rule| OF_COMMANDS.contains(&rule.code)) {
        for (key, _) in &Page::parse(rule.page).texts(MessageLang::English).entries {
            let Some((_, variant)) = key.split_once('.') else { continue };
            // `ours` is about a fault of the formatter that nobody knows of; two plans of one id are refused before `twice`;
            // no test of this ring makes PDF; what git lacks is tested with a repository, in `compare.rs`; what a port and a
            // version lack, in `serve.rs`
            if !matches!(variant, "ours" | "twice" | "no-page")
                && !["ODP704", "ODP804", "ODP805"].contains(&rule.code)
                && !OF_THE_BINARY.iter().any(|(code, tried, _)| *code == rule.code && *tried == variant)
            {
                faults.push(format!("{} {}: nothing prints {key}", rule.code, rule.name));
            }
        }
    }
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

/// Whether a text is printed with something in each of its placeholders, wherever its lines were broken.
#[cfg(feature = "cli")]
fn prints(printed: &str, template: &str) -> bool {
    let bare = |text: &str| text.chars().filter(|c| !c.is_whitespace() && *c != '│').collect::<String>();
    let printed = bare(printed);
    let pieces: Vec<String> = template
        .split('{')
        .enumerate()
        .map(|(at, piece)| bare(if at == 0 { piece } else { piece.split_once('}').expect("closed").1 }))
        .collect();
    let Some(mut rest) = printed.split_once(&*pieces[0]).map(|(_, rest)| rest) else { return false };
    pieces[1..].iter().all(|piece| {
        let Some((at, first)) = rest.char_indices().nth(1).map(|(at, _)| (at, rest)) else { return piece.is_empty() };
        let Some(found) = first[at..].find(&**piece) else { return false };
        rest = &first[at + found + piece.len()..];
        true
    })
}
