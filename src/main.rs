//! The `odp` binary: everything is in [`odp::cli`].

fn main() -> std::process::ExitCode {
    odp::cli::main()
}
