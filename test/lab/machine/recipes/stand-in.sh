#!/bin/bash
# lab/stand-in: a static busybox of 1 MB that stands in for any image where no Spark is needed.
set -euo pipefail
root=$(mktemp -d "$LAB/stand-in.XXXXXX")
trap 'rm -rf "$root"' EXIT

mkdir "$root/bin"
cp "$(command -v busybox)" "$root/bin/busybox"
for applet in sh sleep cat env true false nc httpd; do ln -s busybox "$root/bin/$applet"; done

tar -C "$root" -c . | docker import \
  -c 'CMD ["sleep","86400"]' -c "LABEL k2doctor.lab.recipe=$KEY" - lab/stand-in
