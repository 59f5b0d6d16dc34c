#!/bin/sh
# driven.sh SCRIPT ARGUMENT…: runs a script of this folder that shows pages in Chromium. Needs chromium with Chinese fonts and node;
# fetches what drives and judges by npm once.
set -eu

script=${1:?usage: driven.sh SCRIPT ARGUMENT…}
shift
driver=1.65.1
axe=4.14.1
cache=${XDG_CACHE_HOME:-$HOME/.cache}/odp-ci/page-$driver-$axe

if [ ! -f "$cache/whole" ]; then
  mkdir -p "$cache"
  npm install --silent --no-audit --no-fund --ignore-scripts --prefix "$cache" "playwright-core@$driver" "axe-core@$axe" >&2
  touch "$cache/whole"
fi
MODULES=$cache exec node "$(dirname "$0")/$script" "$@"
