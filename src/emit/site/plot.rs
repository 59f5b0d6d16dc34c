//! Plots, as SVG within the page. What a plot shows stands in a table beside it, too; kinds are told apart by their filling, not by
//! colour alone.

use maud::{Markup, html};

use super::figures::{Month, grouped};

/// A part of a bar.
pub(super) struct Part<'p> {
    /// The class that fills it.
    pub class: &'static str,
    pub label: &'p str,
    pub count: usize,
}

/// The fillings that have lines, which the style has no words for.
fn patterns() -> Markup {
    html! {
        defs {
            pattern id="lines" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)" {
                rect width="6" height="6" class="lines-ground" {}
                rect width="2.5" height="6" class="lines-ink" {}
            }
            pattern id="dots" width="6" height="6" patternUnits="userSpaceOnUse" {
                rect width="6" height="6" class="dots-ground" {}
                circle cx="3" cy="3" r="1.2" class="dots-ink" {}
            }
        }
    }
}

/// One bar of several parts, as long as the page is wide, with its key below.
pub(super) fn bar(title: &str, parts: &[Part<'_>]) -> Markup {
    let all: usize = parts.iter().map(|part| part.count).sum();
    let shown: Vec<&Part<'_>> = parts.iter().filter(|part| part.count > 0).collect();
    let told: Vec<String> = shown.iter().map(|part| format!("{} {}", part.label, part.count)).collect();
    let mut from = 0.0;
    html! {
        svg class="bar" viewBox="0 0 1000 28" preserveAspectRatio="none" role="img" aria-labelledby="bar-title bar-parts" {
            title id="bar-title" { (title) }
            desc id="bar-parts" { (told.join("; ")) }
            (patterns())
            @for part in &shown {
                @let width = 1000.0 * part.count as f64 / all.max(1) as f64;
                rect x=(round(from)) y="1" width=(round((width - 3.0).max(2.0))) height="26" class=(part.class) {}
                @let () = from += width;
            }
        }
        ul class="key" aria-hidden="true" {
            @for part in &shown {
                li { (swatch(part.class)) (part.label) " " b { (grouped(part.count)) } }
            }
        }
    }
}

/// A filling, for a key.
pub(super) fn swatch(class: &str) -> Markup {
    html! { svg class="swatch" viewBox="0 0 16 16" { rect x="1" y="1" width="14" height="14" class=(class) {} } }
}

/// A bar of a table's row, out of `most`. The figure beside it says the same, so that it is hidden from those who hear the page.
pub(super) fn row_bar(count: usize, most: usize) -> Markup {
    html! {
        svg class="row-bar" viewBox="0 0 1000 12" preserveAspectRatio="none" aria-hidden="true" {
            rect x="0" y="1" height="10" class="out" width=(round(1000.0 * count as f64 / most.max(1) as f64)) {}
        }
    }
}

/// The height of the columns in the plot of months, and the width of one.
const HEIGHT: f64 = 120.0;
const STEP: usize = 26;

/// Columns, one for each month: what is out below, what is promised above it, what is overdue on top. `label` names a month on the axis.
pub(super) fn columns(title: &str, about: &str, months: &[(String, Option<String>, Month)]) -> Markup {
    let most = months.iter().map(|(_, _, month)| month.all()).max().unwrap_or(0).max(1);
    let width = months.len() * STEP + 8;
    let scale = |count: usize| HEIGHT * count as f64 / most as f64;
    html! {
        svg class="columns" viewBox={ "0 0 " (width) " 172" } width=(width) height="172" role="img" aria-labelledby="columns-title columns-about" {
            title id="columns-title" { (title) }
            desc id="columns-about" { (about) }
            (patterns())
            line x1="0" x2=(width) y1="140.5" y2="140.5" class="axis" {}
            @for (at, (label, year, month)) in months.iter().enumerate() {
                @let x = at * STEP + 6;
                @let (out, promised, overdue) = (scale(month.out), scale(month.promised), scale(month.overdue));
                @let top = out + promised + overdue;
                @if month.out > 0 { rect x=(x) y=(round(140.0 - out)) width="18" height=(round(out)) class="out" {} }
                @if month.promised > 0 {
                    rect x={ (x) ".5" } y=(round(140.5 - out - promised)) width="17" height=(round(promised)) class="ahead" {}
                }
                @if month.overdue > 0 {
                    rect x={ (x) ".5" } y=(round(140.5 - top)) width="17" height=(round(overdue)) class="overdue" {}
                }
                @if month.all() > 0 {
                    text x=(x + 9) y=(round(135.0 - top)) class="figure" { (month.all()) }
                }
                text x=(x + 9) y="154" { (label) }
                @if let Some(year) = year { text x=(x) y="169" class="year" { (year) } }
            }
        }
    }
}

/// A number with one figure after the point: enough for a screen.
fn round(number: f64) -> f64 {
    (number * 10.0).round() / 10.0
}
