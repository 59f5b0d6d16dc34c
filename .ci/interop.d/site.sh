#!/bin/sh
# site.sh FOLDER: the web site in an output folder in Chromium, by site.mjs.
exec "$(dirname "$0")/driven.sh" site.mjs "${1:?usage: site.sh FOLDER}"
