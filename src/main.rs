fn main() {
    struct Disk;
    impl odp::files::Files for Disk {
        fn read(&self, p: &str) -> Result<String, odp::files::ReadError> {
            std::fs::read(p).map_err(|_| odp::files::ReadError::NotFound).and_then(odp::files::to_text)
        }
    }
    let paths: Vec<String> = std::env::args().skip(1).collect();
    let l = odp::resolve::load(&Disk, &paths);
    println!("{} plans", l.workspace.plans.len());
    for d in &l.found {
        let p = d.span().map(|s| {
            let src = l.workspace.sources.get(s.file).unwrap();
            format!("{}:{}", src.name, src.position(s.start).line)
        });
        println!("{:?} {} {} {:?}", p, d.rule.code, d.rule.name, d.args);
    }
}
