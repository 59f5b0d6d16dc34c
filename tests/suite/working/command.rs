//! `odp export` and `odp import --into` as a user meets them.

use crate::suite::run::{Folder, plan};

fn with_plan() -> Folder {
    Folder::with("計劃.odp", plan("itib"))
}

#[test]
fn a_copy_is_written_and_nothing_is_overwritten() {
    let folder = with_plan();
    let ran = folder.odp(&["export", "計劃.odp", "--to", "xlsx"]);
    assert_eq!((ran.code, &*ran.out), (0, ""));
    assert_eq!(ran.err, "Wrote itib.xlsx. To take changes back: odp import itib.xlsx --into 計劃.odp\n");
    let again = folder.odp(&["export", "計劃.odp", "--to", "xlsx"]);
    assert!(again.code == 2 && again.err.contains("ODP701"), "{again:?}");
    assert_eq!(folder.odp(&["export", "計劃.odp", "-o", "itib.xlsx", "--force"]).code, 0, "the ending says the form");
    assert!(folder.odp(&["export", "計劃.odp", "--to", "csv", "-o", "-"]).out.starts_with("\u{feff}# "), "to standard output");
    let unsaid = folder.odp(&["export", "計劃.odp"]);
    assert!(unsaid.code == 2 && unsaid.err.contains("xlsx, docx, csv"), "{unsaid:?}");
    folder.write("wrong.odp", plan("wrong").replace("yearly", "yeerly"));
    let wrong = folder.odp(&["export", "wrong.odp", "--to", "csv"]);
    assert!(wrong.code == 1 && wrong.err.contains("ODP107"), "{wrong:?}");
    let chinese = folder.run(&["export", "計劃.odp", "-o", "副本.csv"]).env("LC_ALL", "zh_HK.UTF-8").go();
    assert_eq!(chinese.err, "已寫入 副本.csv。取回改動：odp import 副本.csv --into 計劃.odp\n");
}

#[test]
fn changes_are_shown_and_written_only_when_asked() {
    let folder = with_plan();
    folder.odp(&["export", "計劃.odp", "-o", "副本.csv"]);
    let same = folder.odp(&["import", "副本.csv", "--into", "計劃.odp"]);
    assert_eq!((same.code, &*same.out, &*same.err), (0, "", "0 values changed\n"));
    let edited = folder.read("副本.csv").replace("List of museums", "Museums 𨋢");
    folder.write("副本.csv", edited);
    let shown = folder.odp(&["import", "副本.csv", "--into", "計劃.odp"]);
    assert_eq!((shown.code, &*shown.err), (1, "1 value changed\n"));
    assert!(shown.out.starts_with("--- a/計劃.odp\n+++ b/計劃.odp\n") && shown.out.contains("Museums 𨋢"), "{shown:?}");
    assert_eq!(folder.read("計劃.odp"), plan("itib"), "nothing is written unasked");
    let written = folder.run(&["import", "副本.csv", "--into", "計劃.odp", "--write"]).env("LC_ALL", "zh_HK.UTF-8").go();
    assert_eq!((written.code, &*written.out, &*written.err), (0, "", "1 項內容有改動\n"));
    assert_eq!(folder.read("計劃.odp"), plan("itib").replace("List of museums", "Museums 𨋢"));
    let done = folder.odp(&["import", "副本.csv", "--into", "計劃.odp"]);
    assert_eq!((done.code, &*done.out), (0, ""), "what is in the plan already is no change");
}

#[test]
fn two_copies_are_taken_back_one_after_the_other() {
    let folder = with_plan();
    folder.odp(&["export", "計劃.odp", "-o", "one.csv"]);
    let copy = folder.read("one.csv");
    folder.write("two.csv", copy.replace("List of museums", "Museums second"));
    folder.write("one.csv", copy.replace("List of museums", "Museums first"));
    let ran = folder.odp(&["import", "one.csv", "two.csv", "--into", "計劃.odp"]);
    assert!(ran.code == 1 && ran.err.contains("ODP641") && ran.err.contains("1 value changed\n"), "{ran:?}");
    assert!(ran.out.contains("Museums first") && !ran.out.contains("Museums second"), "{}", ran.out);
    let alone = folder.odp(&["import", "one.csv", "--write"]);
    assert_eq!(alone.code, 2, "--write needs --into");
    let with = folder.odp(&["import", "one.csv", "--into", "計劃.odp", "-o", "new.odp"]);
    assert_eq!(with.code, 2, "--into makes no new plan");
}
