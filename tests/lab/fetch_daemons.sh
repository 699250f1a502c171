#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# fetch_daemons.sh FOLDER: what a desktop computer runs, unpacked into FOLDER.
#
# The desktop beds want NetworkManager, systemd-resolved, firewalld and the like as they really are.
# Installed, they would start, and take over the network of the machine the tests run on. So their
# packages, and those they need and the machine lacks, are unpacked without being installed; in a
# bed they lie over the system's own files. To be run as root, to whom these files belong.
set -euo pipefail

PACKAGES=(network-manager network-manager-openvpn openvpn systemd-resolved libnss-resolve polkitd
  dbus firewalld ipset iptables ufw unbound nscd python3-dbusmock bubblewrap xdg-dbus-proxy strace
  microsocks dante-server xdg-desktop-portal)
# What runs proxy scripts for the desktop; a part of libproxy itself in newer releases.
for name in libproxy1-plugin-webkit; do
  if apt-cache show "$name" >/dev/null 2>&1; then PACKAGES+=("$name"); fi
done

say () { printf 'fetch_daemons.sh: %s\n' "$*" >&2; }
die () { say "$*"; exit 1; }

[ $# -eq 1 ] || die 'Name the folder the daemons are to be in.'
[ "$(id -u)" -eq 0 ] || die 'The daemons belong to root, so only root can unpack them.'
command -v apt-get >/dev/null ||
  die 'The desktop beds take their daemons from Debian packages, and there is no apt-get here.'

folder=$1
umask 022
mkdir -p "$folder"
folder=$(cd "$folder" && pwd)
# Several test files may want them at once.
exec 9>"$folder.lock"
flock 9

# The packages that are not as the archive has them: "name=version" each. One that a daemon needs in
# a newer version than the machine has is among them.
lacking () {
  apt-get -s install --no-install-recommends "${PACKAGES[@]}" 2>/dev/null |
    sed -nE 's/^Inst ([^ ]+) (\[[^]]*\] )?\(([^ ]+).*/\1=\3/p' | sort
}

unpack () {
  local package
  (cd "$folder/packages" && apt-get -qq -o APT::Sandbox::User=root download "$@") || return
  for package in "$folder"/packages/*.deb; do
    dpkg -x "$package" "$folder/system"
  done
}

# choose PATH TARGET: what update-alternatives does.
choose () {
  mkdir -p etc/alternatives
  ln -sfn "$2" "etc/alternatives/${1##*/}"
  ln -sfn "/etc/alternatives/${1##*/}" ".$1"
}

# What the packages' own scripts would do when installed.
furnish () {
  local name actions=/usr/share/polkit-1/actions
  cd "$folder/system"
  # Today all is below /usr; packages of Debian 12 still name the old places.
  for name in bin sbin lib; do
    mkdir -p "usr/$name"
    if [ -d "$name" ]; then cp -al "$name/." "usr/$name/"; fi
    rm -rf "$name"
  done
  for name in {ip,ip6,eb}tables{,-save,-restore}; do
    if [ -e "usr/sbin/${name/tables/tables-nft}" ]; then
      choose "/usr/sbin/$name" "/usr/sbin/${name/tables/tables-nft}"
    fi
  done
  name=org.fedoraproject.FirewallD1
  if [ -e ".$actions/$name.server.policy.choice" ]; then
    choose "$actions/$name.policy" "$actions/$name.server.policy.choice"
  fi
  name=usr/lib/polkit-1/polkit-agent-helper-1
  if [ -e "$name" ]; then chmod 4755 "$name"; fi
  if [ -d usr/share/ufw ]; then
    install -m 644 usr/share/ufw/ufw.conf etc/ufw/
    install -m 640 usr/share/ufw/iptables/{before,after,user}{,6}.rules etc/ufw/
  fi
  python3 -m compileall -q -s "$PWD" usr/lib/python3 >/dev/null || true
}

# The first line is for daemons.py, which does not ask apt-get.
wanted=$(sha256sum <"$0" && lacking) || true
[ -n "${wanted#*-}" ] || die 'apt-get does not know these packages; "apt-get update" may help.'
if [ "$(cat "$folder/versions" 2>/dev/null)" = "$wanted" ]; then exit 0; fi
mapfile -t packages < <(tail -n +2 <<<"$wanted")
say "Unpacking ${#packages[@]} packages into $folder"
rm -rf "$folder/versions" "$folder/system" "$folder/packages"
mkdir -p "$folder/system" "$folder/packages"
if ! unpack "${packages[@]}"; then
  # The lists may be older than the archive.
  apt-get -qq update
  wanted=$(sha256sum <"$0" && lacking)
  mapfile -t packages < <(tail -n +2 <<<"$wanted")
  unpack "${packages[@]}"
fi
furnish
rm -rf "$folder/packages"
echo "$wanted" >"$folder/versions"
