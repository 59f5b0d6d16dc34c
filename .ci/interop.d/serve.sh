#!/bin/sh
# serve.sh ODP FOLDER: the preview of the plans in a folder in Chromium, by serve.mjs. Needs what site.sh needs.
set -eu

odp=${1:?usage: serve.sh ODP FOLDER}
folder=${2:?usage: serve.sh ODP FOLDER}
driver=1.65.1
axe=4.14.1
cache=${XDG_CACHE_HOME:-$HOME/.cache}/odp-ci/page-$driver-$axe

if [ ! -f "$cache/whole" ]; then
  mkdir -p "$cache"
  npm install --silent --no-audit --no-fund --ignore-scripts --prefix "$cache" "playwright-core@$driver" "axe-core@$axe" >&2
  touch "$cache/whole"
fi
MODULES=$cache exec node "$(dirname "$0")/serve.mjs" "$odp" "$folder"
