//! Laws of the tables.

use super::{fail, law};
use crate::suite::generate::plans;
use crate::suite::tables::agree::agrees;
use crate::suite::tables::{by_name, targets};
use odp::emit::{Options, emit};
use odp::model::Date;
use odp::resolve::load;
use odp::rules::{Settings, check};

#[test]
fn tables_say_what_a_plan_says() {
    law(24, plans(), |case| {
        let printed = case.print();
        let loaded = load(&printed.memory(), &[printed.plan().to_owned()]);
        let (_, valid) = check(&loaded.workspace, loaded.found, &Settings::default());
        let Some(valid) = valid else { return Err(fail("not valid")) };
        for options in [Options::default(), Options { derived: false, as_of: Date::year(2027), bom: true, ..Options::default() }]
        {
            let outputs = by_name(emit(valid, &targets(), &options).artifacts);
            agrees(&loaded.workspace, &outputs, &options).map_err(fail)?;
        }
        Ok(())
    });
}
