#!/bin/sh
# html.sh FOLDER: the Nu HTML checker over every page of an output folder, and over a page that is wrong. Needs java; fetches the
# checker by npm once.
set -eu

folder=${1:?usage: html.sh FOLDER}
version=26.9.27
cache=${XDG_CACHE_HOME:-$HOME/.cache}/odp-ci/vnu-jar-$version
jar=$cache/node_modules/vnu-jar/build/dist/vnu.jar

if [ ! -f "$jar" ]; then
  mkdir -p "$cache"
  npm install --silent --no-audit --no-fund --ignore-scripts --prefix "$cache" "vnu-jar@$version" >&2
fi
pages=$(find "$folder" -name '*.html' | wc -l)
[ "$pages" -gt 0 ] || { echo "html.sh: no page in $folder" >&2; exit 1; }

# one virtual machine for all pages; warnings count, but for one: the checker takes no `data:` address of an image to be allowed
# by `img-src data:`, as browsers do (page.mjs sees that they are shown)
blocked='Resource violates Content Security Policy .*image “data:image/.* blocked by “img-src” directive.*'
wrong=$(mktemp -d)
trap 'rm -rf "$wrong"' EXIT
page=$(find "$folder" -name '*.html' | head -n 1)
sed 's|</h1>|<img src=x></h2>|' "$page" >"$wrong/wrong.html"
findings=$(java -jar "$jar" --filterpattern "$blocked" --skip-non-html --exit-zero-always --stdout --format gnu "$folder" "$wrong" 2>&1)
for what in 'must have an “alt” attribute' 'End tag “h2”'; do
  printf '%s\n' "$findings" | grep -F wrong.html | grep -qF "$what" || { echo "html.sh: the wrong page is not found: $findings" >&2; exit 1; }
done
findings=$(printf '%s\n' "$findings" | grep -vF "$wrong/wrong.html" || true)
if [ -n "$findings" ]; then
  printf '%s\n' "$findings"
  exit 1
fi
echo "html.sh: $pages pages, nothing found; a wrong page is"
