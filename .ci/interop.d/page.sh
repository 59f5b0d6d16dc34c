#!/bin/sh
# page.sh FOLDER: every page of an output folder in Chromium, by page.mjs. Needs chromium with Chinese fonts, node and pdftotext;
# fetches what drives and judges by npm once.
set -eu

folder=${1:?usage: page.sh FOLDER}
driver=1.65.1
axe=4.14.1
cache=${XDG_CACHE_HOME:-$HOME/.cache}/odp-ci/page-$driver-$axe

if [ ! -f "$cache/whole" ]; then
  mkdir -p "$cache"
  npm install --silent --no-audit --no-fund --ignore-scripts --prefix "$cache" "playwright-core@$driver" "axe-core@$axe" >&2
  touch "$cache/whole"
fi
MODULES=$cache exec node "$(dirname "$0")/page.mjs" "$folder"
