#!/bin/bash
# Spark $VERSION as a folder to build from. PyPI's source package of pyspark carries the whole distribution.
set -euo pipefail
sdist="$LAB/pip/pyspark-$VERSION.tar.gz"
context="$LAB/context-$VERSION"

[ -f "$sdist" ] || pip3 download --no-deps --no-binary :all: --dest "$LAB/pip" "pyspark==$VERSION"

rm -rf "$context"
mkdir -p "$context/sdist" "$context/spark/python" "$context/spark/conf"
if ! tar -xzf "$sdist" -C "$context/sdist" --strip-components=1; then
  rm -f "$sdist"
  echo "$sdist was damaged and is removed: run again" >&2
  exit 1
fi
mv "$context"/sdist/deps/{jars,bin,sbin} "$context/spark/"
mv "$context"/sdist/{pyspark,lib} "$context/spark/python/"
rm -rf "$context/sdist"
