//! What reports look like on terminals of every kind, in every language.

use unicode_width::UnicodeWidthStr as _;

use super::run::{Folder, plan};

/// A plan with an error, a warning, and Chinese before both.
fn folder() -> Folder {
    let text = plan("itib").replace("yearly", "yeerly").replace("\"Museums\"", "\"Museums 𨋢\", x");
    Folder::with("plan.odp", text)
}

fn printed(folder: &Folder, arguments: &[&str], env: &[(&str, &str)]) -> String {
    let run = folder.run(&[&["check", "plan.odp"], arguments].concat());
    env.iter().fold(run, |run, (name, value)| run.env(name, value)).go().out
}

#[test]
fn lines_and_arrows_are_ascii_where_the_locale_is_not_unicode() {
    let folder = folder();
    for (locale, unicode) in [
        ("C.UTF-8", true),
        ("zh_HK.UTF-8", true),
        ("en_GB.utf8", true),
        ("zh_TW", true),
        ("zh_CN.UTF-8@pinyin", true),
        ("C", false),
        ("POSIX", false),
        ("en_US.ISO-8859-1", false),
        ("zh_HK.Big5-HKSCS", false),
    ] {
        let text = printed(&folder, &[], &[("LC_ALL", locale)]);
        assert_eq!(text.contains('╭'), unicode, "{locale}\n{text}");
        assert_eq!(text.contains(",-["), !unicode, "{locale}\n{text}");
    }
    // the character set is that of LC_CTYPE, the language that of LC_MESSAGES
    let mixed = [("LC_ALL", ""), ("LC_CTYPE", "C"), ("LC_MESSAGES", "zh_HK.UTF-8"), ("LANG", "en_GB.UTF-8")];
    let text = printed(&folder, &[], &mixed);
    assert!(text.contains(",-[") && text.contains("建議："), "{text}");
    let coloured = printed(&folder, &["--color", "always"], &[("LC_ALL", "C")]);
    assert!(coloured.contains('\u{1b}') && !coloured.contains('╭'), "colour needs no Unicode");
}

#[test]
fn every_word_of_a_report_is_in_its_language() {
    let folder = folder();
    for colour in ["always", "never"] {
        let chinese = printed(&folder, &["--lang", "tc", "--color", colour], &[]);
        assert!(chinese.contains("  建議：") && !chinese.contains("help:"), "{chinese}");
        let simplified = printed(&folder, &["--lang", "sc", "--color", colour], &[]);
        assert!(simplified.contains("  建议：") && !simplified.contains("help:"), "{simplified}");
        assert!(printed(&folder, &["--color", colour], &[]).contains("  help: "));
    }
    let clean = Folder::with("plan.odp", plan("itib"));
    let told = |arguments: &[&str]| clean.odp(arguments).err;
    assert_eq!(told(&["check", "plan.odp", "--lang", "tc"]), "1 份計劃、2 個數據集：沒有發現問題\n");
    assert_eq!(told(&["check", "plan.odp", "--lang", "sc"]), "1 份计划、2 个数据集：没有发现问题\n");
    assert!(told(&["compile", "plan.odp", "-e", "json", "--dry-run", "--lang", "tc"]).starts_with("將會寫入：\n"));
    let list = clean.odp(&["list", "plan.odp", "--lang", "sc"]).out;
    assert!(list.contains("状态") && list.contains("计划中") && !list.contains("planned"), "{list}");
}

#[test]
fn settings_speak_where_no_locale_does() {
    let folder = Folder::with("plan.odp", plan("itib"));
    folder.write("odp.toml", "[report]\nlang = \"tc\"\n");
    let said = |arguments: &[&str], locale: &str| {
        let run = folder.run(&[&["check", "plan.odp"], arguments].concat()).env("LC_ALL", locale);
        run.go().err.contains('份')
    };
    assert!(said(&[], "C.UTF-8") && said(&[], "") && said(&[], "POSIX"));
    assert!(!said(&[], "en_GB.UTF-8") && !said(&["--lang", "en"], "C.UTF-8"));
    assert!(folder.odp(&["explain", "ODP301"]).out.contains("譯"), "of the working folder too");
}

#[test]
fn no_more_than_fifty_findings_unless_asked() {
    let phrases: String = (0..80).map(|at| format!("phrase p{at} {{ text: tc \"甲\" xx }}\n")).collect();
    let folder = Folder::with("plan.odp", format!("odp 1\n{phrases}"));
    let short = printed(&folder, &["--format", "short"], &[]);
    assert!(short.lines().count() == 51 && short.ends_with("\nand 30 more: --all-errors shows them\n"), "{short}");
    assert_eq!(printed(&folder, &["--format", "short", "--all-errors"], &[]).lines().count(), 80);
    assert_eq!(printed(&folder, &["--format", "github"], &[]).lines().count(), 80);
    assert!(printed(&folder, &["--lang", "tc"], &[]).ends_with("\n另有 30 項，加上 --all-errors 可全部列出\n"));
    let told = folder.odp(&["check", "plan.odp"]);
    assert_eq!((told.code, &*told.err), (1, "0 plans, 0 datasets: 80 errors\n"), "all are counted");
}

#[test]
fn programs_read_the_same_everywhere() {
    let folder = folder();
    for format in ["json", "sarif", "github", "junit"] {
        let first = printed(&folder, &["--format", format], &[]);
        let other = [("LC_ALL", "zh_HK.Big5-HKSCS"), ("COLUMNS", "40"), ("FORCE_COLOR", "1")];
        assert_eq!(printed(&folder, &["--format", format], &other), first, "{format}");
        assert!(!first.is_empty() && !first.contains('\u{1b}'));
        let compiled = folder.run(&["compile", "plan.odp", "--format", format]).go();
        assert_eq!((compiled.code, compiled.err), (1, first), "{format}: nothing else on the stream");
    }
}

#[test]
fn pictures_fit_and_say_where_lines_are_cut() {
    let long = "每月更新的公共圖書館名單，包括地址、電話號碼。".repeat(8);
    let text = plan("itib").replace("\"List of museums.\"", &format!("\"{long}\" en \"𨋢\t{long}\""));
    let folder = Folder::with("plan.odp", text);
    for columns in ["40", "60", "100", "160"] {
        for (locale, sign) in [("zh_HK.UTF-8", "…"), ("C", "...")] {
            let text = printed(&folder, &[], &[("COLUMNS", columns), ("LC_ALL", locale)]);
            let width: usize = columns.parse().expect("a number");
            assert!(text.lines().all(|line| line.width() <= width), "{columns}\n{text}");
            assert!(text.lines().any(|line| line.ends_with(sign)), "{columns}\n{text}");
        }
    }
}

#[test]
fn underlines_stand_under_what_they_mean() {
    for before in ["甲", "，。「」：", "\t\t甲\t", "𨋢𨋢", "ｶﾅ A", &"每月更新".repeat(40)] {
        let text = plan("itib").replace("\"List of museums.\"", &format!("\"{before}\" en \"mark\""));
        let folder = Folder::with("plan.odp", text);
        for (locale, line) in [("zh_HK.UTF-8", '─'), ("C", '^')] {
            for columns in ["50", "80", "160"] {
                let text = printed(&folder, &[], &[("COLUMNS", columns), ("LC_ALL", locale)]);
                let lines: Vec<&str> = text.lines().collect();
                let at = lines.iter().position(|line| line.contains("en \"mark\"")).unwrap_or_else(|| panic!("{text}"));
                let (shown, under) = (lines[at], lines[at + 1]);
                let mark = shown[..shown.find("en \"mark\"").expect("the mark")].width();
                // its underline is the last of the line
                let start = under.rfind(' ').expect("a blank") + 1;
                assert!(under[start..].starts_with(line), "{text}");
                assert_eq!((under[..start].width(), under[start..].width()), (mark, "en \"mark\"".len()), "{columns}\n{text}");
            }
        }
    }
}
