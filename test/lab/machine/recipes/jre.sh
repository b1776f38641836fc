#!/bin/bash
# lab/jre:17 out of the folder that rootfs.sh made.
set -euo pipefail
java_home=$(cd "$LAB/rootfs/usr/lib/jvm" && ls -d java-17-openjdk-* | head -n 1)

tar -C "$LAB/rootfs" -c . | docker import \
  -c "ENV JAVA_HOME=/usr/lib/jvm/$java_home" -c "LABEL k2doctor.lab.recipe=$KEY" - lab/jre:17
rm -rf --one-file-system "$LAB/rootfs"
