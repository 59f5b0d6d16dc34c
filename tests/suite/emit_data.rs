//! dump
use odp::emit::{Options, TARGETS, Target, emit};
use odp::files::{Files, ReadError, to_text};
use odp::rules::{Settings, check};

struct Disk;
impl Files for Disk {
    fn read(&self, path: &str) -> Result<String, ReadError> {
        std::fs::read(path).map_err(|_| ReadError::NotFound).and_then(to_text)
    }
}

#[test]
fn dump() {
    let paths: Vec<String> = ["plans/itib-2026.odp", "examples/smallest/plan.odp", "examples/mid-year/plan.odp", "examples/spatial/plan.odp", "examples/elsewhere/plan.odp"].map(String::from).to_vec();
    let loaded = odp::resolve::load(&Disk, &paths);
    let (found, valid) = check(&loaded.workspace, loaded.found, &Settings::default());
    for f in &found { println!("{} {:?}", f.rule.code, f.args); }
    let targets: Vec<&Target> = TARGETS.iter().filter(|t| ["json", "calendar", "ics"].contains(&t.name)).collect();
    for a in emit(valid.unwrap(), &targets, &Options::default()) {
        let p = std::path::Path::new("/tmp/out-data").join(&a.path);
        std::fs::create_dir_all(p.parent().unwrap()).unwrap();
        std::fs::write(p, &a.bytes).unwrap();
    }
}
