#!/bin/bash
# A Debian of the smallest kind with Java 17 and Python, as a folder: what Spark's own image has.
set -euo pipefail
root="$LAB/rootfs"
unmount() { umount "$root/proc" "$root/sys" 2>/dev/null || true; }
trap unmount EXIT

unmount
rm -rf --one-file-system "$root"
debootstrap --variant=minbase --include=openjdk-17-jre-headless,python3,procps,curl,tini \
  bookworm "$root" "$MIRROR"
rm -rf "$root"/var/cache/apt/archives/*.deb "$root"/var/lib/apt/lists/* "$root"/usr/share/{doc,locale,man}
