# environment NAME: the folder of a Python environment with what .ci/interop.d/NAME.requirements.txt pins, made only if missing.
# Nothing else is installed where that file says that it is complete.
environment() {
  local file=.ci/interop.d/$1.requirements.txt cache=${XDG_CACHE_HOME:-$HOME/.cache}/odp-ci stamp flags=()
  stamp=$cache/python/$(sha256sum "$file" | cut -c1-16)
  if [ ! -f "$stamp/whole" ]; then
    ! grep -q '^# complete' "$file" || flags=(--no-deps)
    rm -rf "$stamp"
    python3 -m venv "$stamp" >&2
    "$stamp/bin/pip" install --quiet --disable-pip-version-check "${flags[@]}" -r "$file" >&2 || return
    touch "$stamp/whole"
  fi
  echo "$stamp"
}
