//! What the laws once found, in its smallest form, named for what it was.

use odp::diagnostic::{Diagnostic, Severity, Sink};
use odp::files::Memory;
use odp::format::format;
use odp::model::{Plan, State, Workspace};
use odp::resolve::load;
use odp::rules::{Settings, check};
use odp::source::{FileId, Source};
use odp::syntax::{Statement, parse};

/// A plan of `declarations` in which each of `datasets` is a body.
fn plan(declarations: &str, datasets: &[&str]) -> Workspace {
    let rest = "target: pending; frequency: daily; category: food";
    let bodies: Vec<String> = datasets
        .iter()
        .enumerate()
        .map(|(at, body)| format!("dataset d-{} {{\n{body}\n{rest}\n}}", ["b", "c", "f"][at]))
        .collect();
    let source = format!(
        "odp 1\nuse \"odp:hk/2026\"\n{declarations}\nplan p 2026..2026 {{\ntitle: en \"T\"; publisher: @hkpc; issued: pending\n\
         languages: en, tc\nsection A {{\nnon-spatial {{\n{}\n}}\n}}\n}}\n",
        bodies.join("\n")
    );
    let loaded = load(&Memory::new().with("p.odp", source), &["p.odp".to_owned()]);
    let (found, _) = check(&loaded.workspace, loaded.found, &Settings::default());
    let errors: Vec<&Diagnostic> = found.iter().filter(|finding| finding.severity == Severity::Error).collect();
    assert!(errors.is_empty(), "{errors:#?}");
    loaded.workspace
}

/// What the first bullet of each dataset says in a language.
fn bullets(plan: &Plan, lang: odp::model::Lang) -> Vec<Option<&str>> {
    let all = plan.datasets().filter_map(|(_, dataset)| dataset.description.as_ref()).map(|all| &all.bullets[0].text);
    all.map(|text| text.written(lang)).collect()
}

fn tidy(source: &str) -> String {
    format(&Source::new(FileId(0), "p.odp", source)).expect("it is formatted")
}

#[test]
fn a_phrase_whose_first_language_has_no_placeholder_took_the_others_from_the_dataset_before() {
    let phrase = "phrase x { text: en \"Open.\" tc \"{name}\" }";
    let one = |name: &str| format!("name: en \"{name}\"; description: @x");
    let workspace = plan(phrase, &[&one("One"), &one("Two")]);
    assert_eq!(bullets(&workspace.plans[0], odp::model::Lang::TC), [Some("One"), Some("Two")]);
}

#[test]
fn a_bullet_of_a_pending_phrase_was_dropped() {
    let workspace = plan("phrase x { text: en pending tc pending }", &["name: en \"N\"; description: - @x"]);
    let plan = &workspace.plans[0];
    assert_eq!(bullets(plan, odp::model::Lang::EN), [None]);
    let (_, dataset) = plan.datasets().next().expect("a dataset");
    let description = dataset.description.as_ref().expect("a description");
    assert_eq!(description.bullets[0].text.state(odp::model::Lang::EN), State::Pending);
}

#[test]
fn a_pending_name_in_a_phrase_was_an_error_in_a_draft() {
    let workspace = plan("phrase x { text: en \"{name}\" }", &["name: pending; description: @x"]);
    assert_eq!(bullets(&workspace.plans[0], odp::model::Lang::EN), [Some("To be confirmed")]);
}

#[test]
fn a_pending_label_left_a_hole_in_a_phrase() {
    let declarations = "format x { label: en pending }\nphrase y { text: en \"{formats}\" }";
    let workspace = plan(declarations, &["name: en \"N\"; formats: csv, x; description: @y"]);
    assert_eq!(bullets(&workspace.plans[0], odp::model::Lang::EN), [Some("CSV, To be confirmed")]);
}

#[test]
fn an_unclosed_string_that_ends_in_a_wide_character_was_a_panic() {
    for text in ["x: tc \"數", "\"𨋢", "\"\\數", "\"\\\\數", "\"\\", "\"\\\\"] {
        let source = Source::new(FileId(0), "p.odp", text);
        let mut sink = Sink::default();
        let tree = parse(&source, &mut sink);
        assert_eq!(tree.text.len(), text.len(), "{text}");
        assert_eq!(sink.found.len(), 1, "{text}: {:?}", sink.found);
    }
}

#[test]
fn a_place_ended_inside_of_a_full_width_character() {
    let source = Source::new(FileId(0), "p.odp", "odp 1\nphrase x ｛\n  text：tc 「數據」\n｝");
    let mut sink = Sink::default();
    let tree = parse(&source, &mut sink);
    let Some(Statement::Block(block)) = tree.statements.get(1) else { panic!("{tree:?}") };
    assert_eq!(block.close.map(|close| source.slice(close)), Some("｝"));
    let [Statement::Field(field)] = block.body.statements() else { panic!("{block:?}") };
    assert_eq!(source.slice(field.key), "text");
    assert_eq!(source.slice(field.atoms[0].span), "tc 「數據」");
    let workspace = load(&Memory::new().with("p.odp", &*source.text), &["p.odp".to_owned()]).workspace;
    let (_, phrase) = workspace.vocabulary.all::<odp::model::Phrase>().next().expect("a phrase");
    assert_eq!(phrase.text.written(odp::model::Lang::TC), Some("數據"));
}

#[test]
fn the_first_word_of_a_file_ended_inside_of_a_full_width_character() {
    let found = load(&Memory::new().with("p.odp", "format｛"), &["p.odp".to_owned()]).found;
    let finding = found.iter().find(|finding| finding.rule.name == "missing-edition").expect("no edition");
    assert_eq!(finding.span().map(|span| span.end), Some("format｛".len() as u32));
}

#[test]
fn a_long_string_indented_by_wide_spaces_could_not_be_formatted() {
    let source = "odp 1\nphrase x {\n  text: tc \"\"\"\n \u{3000}甲\n\u{3000}乙\"\"\"\n}\n";
    assert!(tidy(source).contains('甲'));
}

#[test]
fn a_blank_was_left_before_a_comment_between_a_key_and_its_value() {
    let formatted = tidy("odp 1\nphrase x {\n  text:\n  # why\n  tc \"a\"\n}\n");
    assert_eq!(formatted, "odp 1\nphrase x {\n  text:\n        # why\n        tc \"a\"\n}\n");
}

#[test]
fn a_list_with_a_long_string_was_broken_otherwise_the_second_time() {
    let first = "a".repeat(60);
    let source =
        format!("odp 1\nplan p 2026..2026 {{\ndefaults {{\ncrs: \"{first}\", \"\"\"\n{}b\"\"\"\n}}\n}}\n", " ".repeat(40));
    let once = tidy(&source);
    assert_eq!(tidy(&once), once);
}
