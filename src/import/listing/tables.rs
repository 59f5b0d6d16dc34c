//! Tables → entries of a listing: one for each row, by the heads of its columns.

use super::Clerk;
use crate::edition::reconcile::Listed;
use crate::import::mapping::Mapping;
use crate::import::material::{Block, Cell, Material, Row};
use crate::import::recognise::{Head, Heads, Role};
use crate::model::{Kind, Lang};

/// Heads that listings have, and documents of plans do not.
static HEADS: &[(&str, Role, Option<Lang>)] = &[
    ("portal_id", Role::PortalIds, None),
    ("dataset_id", Role::PortalIds, None),
    ("package_id", Role::PortalIds, None),
    ("數據集編號", Role::PortalIds, None),
    ("portal_title", Role::Name, None),
    ("portal_title_en", Role::Name, Some(Lang::EN)),
    ("portal_title_tc", Role::Name, Some(Lang::TC)),
    ("portal_title_sc", Role::Name, Some(Lang::SC)),
    ("modified", Role::Modified, None),
    ("last_modified", Role::Modified, None),
    ("last_updated", Role::Modified, None),
    ("last update", Role::Modified, None),
    ("date_modified", Role::Modified, None),
    ("metadata_modified", Role::Modified, None),
    ("更新日期", Role::Modified, None),
    ("最後更新", Role::Modified, None),
    ("最後更新日期", Role::Modified, None),
    ("最近更新日期", Role::Modified, None),
];

/// Reads the rows below each head; whether there was one.
pub(super) fn read(material: &Material, clerk: &mut Clerk<'_>) -> bool {
    let columns = HEADS.iter().map(|(head, role, lang)| ((*head).to_owned(), *role, *lang)).collect();
    let heads = Heads::of(clerk.desk.lexicon, &Mapping { columns, ..Mapping::default() });
    let mut is_headed = false;
    for block in &material.blocks {
        let Block::Table(rows) = block else { continue };
        let mut head: Option<Head> = None;
        for row in rows.iter().filter(|row| !row.is_blank()) {
            match (heads.read(row), &head) {
                (Some(found), _) => (head, is_headed) = (Some(found), true),
                (None, Some(head)) => entry(head, row, clerk),
                (None, None) => {}
            }
        }
    }
    is_headed
}

fn entry(head: &Head, row: &Row, clerk: &mut Clerk<'_>) {
    let columns = || {
        let cells = head.columns.iter().zip(&row.cells);
        cells.filter_map(|(column, cell)| Some((column.as_ref().ok()?, cell))).filter(|(_, cell)| !cell.is_blank())
    };
    let of = |role: Role| -> Option<&Cell> { columns().find(|(column, _)| column.role == role).map(|(_, cell)| cell) };
    let titles = columns().filter(|(column, _)| column.role == Role::Name);
    let titles = titles.flat_map(|(column, cell)| {
        let each = cell.languages().into_iter().map(move |lang| (lang.or(column.lang), cell.in_lang(lang).into_boxed_str()));
        each.collect::<Vec<_>>()
    });
    let titles = titles.collect();
    let ids = of(Role::PortalIds).or_else(|| of(Role::Id)).map(|cell| cell.line().into_boxed_str());
    let date = |role: Role, clerk: &mut Clerk<'_>| of(role).and_then(|cell| clerk.date(&cell.line(), cell.span));
    let listed = Listed {
        ids: ids.into_iter().collect(),
        titles,
        owner: of(Role::Owners)
            .or_else(|| of(Role::Organisation))
            .and_then(|cell| clerk.said(Kind::Organisation, vec![cell.line()])),
        categories: of(Role::Category).and_then(|cell| clerk.said(Kind::Category, vec![cell.line()])).into_iter().collect(),
        frequency: of(Role::Frequency).and_then(|cell| clerk.frequency(&cell.line())),
        released: date(Role::Released, clerk),
        modified: date(Role::Modified, clerk),
        span: Some(row.span),
    };
    clerk.add(listed, row.span);
}
