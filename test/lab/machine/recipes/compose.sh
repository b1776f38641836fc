#!/bin/bash
# Compose $VERSION as the plugin of a DOCKER_CONFIG folder of its own. Debian 12 has version 1 alone; later suites package version 2.
set -euo pipefail
apt="$LAB/apt-$VERSION"
rm -rf "$apt"
mkdir -p "$apt/lists/partial" "$apt/cache/archives/partial" "$apt/root"
keyring=/usr/share/keyrings/debian-archive-keyring.gpg
[ -e "$keyring" ] || keyring="${keyring%.gpg}.pgp"

# Kept apart from the machine's own sources, so that nothing else is ever installed from these suites.
cat > "$apt/later.sources" <<SOURCES
Types: deb
URIs: $MIRROR
Suites: $SUITE
Components: main
Targets: Packages
Signed-By: $keyring
SOURCES
# A mirror may hold a suite as it was some weeks ago; the signature is checked all the same.
later() {
  apt-get -qq -o Dir::Etc::SourceList="$apt/later.sources" -o Dir::Etc::SourceParts=- \
    -o Dir::State::Lists="$apt/lists" -o Dir::Cache="$apt/cache" -o APT::Sandbox::User=root \
    -o Acquire::Check-Valid-Until=false "$@"
}
later update
cd "$apt"
if ! later download "docker-compose=$VERSION*"; then
  echo "Debian's $SUITE has no docker-compose $VERSION any more; taking the one it has" >&2
  later download docker-compose
fi
dpkg -x docker-compose_*.deb "$apt/root"
install -m 755 -D "$apt/root/usr/libexec/docker/cli-plugins/docker-compose" \
  "$LAB/compose/$VERSION/cli-plugins/docker-compose"
rm -rf "$apt"
