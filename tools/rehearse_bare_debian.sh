#!/usr/bin/env bash
# Rehearses a fresh machine: bootstraps a bare Debian 12 into a folder, copies a clean clone of the committed state in, runs
# `./run test` or `./run demo` there and prints how long it took.
#
#   tools/rehearse_bare_debian.sh FOLDER [test|demo|setup|bootstrap] [--keep]
#
# Needs root, debootstrap and git on the host. Nothing of the host is bound but /proc. So that the same package indices are
# reachable, the host's name resolution, apt sources and settings, pip settings, certificates and proxy variables are copied;
# none of them is read from, or written into, the project. Stored passwords of apt or npm are not copied. An existing bootstrap in
# FOLDER is used again (its packages stay installed: for a cold figure start with an empty FOLDER). --keep uses the clone of an
# earlier run as it is.
set -euo pipefail

usage() { sed -n '2,12s/^# \{0,1\}//p' "${BASH_SOURCE[0]}" >&2; exit 1; }
[[ $# -ge 1 && $1 != -* ]] || usage
root=$(realpath -m "$1")
what=${2:-test}
keep=${3:-}
case $what in test | demo | setup | bootstrap) ;; *) usage ;; esac
[[ $(id -u) == 0 ]] || { echo "rehearse: must be root for debootstrap and chroot" >&2; exit 1; }
[[ $root != / ]] || usage
for tool in debootstrap git; do
  command -v "$tool" >/dev/null || { echo "rehearse: $tool is not installed" >&2; exit 1; }
done
source_tree=$(git -C "$(dirname "${BASH_SOURCE[0]}")" rev-parse --show-toplevel)

# The first archive of Debian itself that the host uses, whichever of apt's two formats it is written in.
host_archive() {
  { cat /etc/apt/sources.list /etc/apt/sources.list.d/*.list /etc/apt/sources.list.d/*.sources 2>/dev/null || true; } |
    sed -nE -e 's/^URIs:[[:space:]]*([^[:space:]]+).*/\1/p' \
      -e 's/^deb[[:space:]]+(\[[^]]*\][[:space:]]+)?([^[:space:]]+)[[:space:]]+bookworm[[:space:]].*/\2/p' |
    grep -m1 -E '/debian/?$'
}

bootstrap() {
  local archive keyring=/usr/share/keyrings/debian-archive-keyring.gpg options=(--variant=minbase)
  archive=$(host_archive) || { echo "rehearse: no Debian archive in the host's apt sources" >&2; exit 1; }
  [[ -f $keyring ]] && options+=("--keyring=$keyring")
  mkdir -p "$root"
  debootstrap "${options[@]}" bookworm "$root" "$archive" >"$root.log" 2>&1 || { tail -n 20 "$root.log" >&2; exit 1; }
}

# copy_in PATH...: same place in the new root, where the host has it.
copy_in() {
  local path
  for path in "$@"; do
    [[ -e $path ]] || continue
    mkdir -p "$root$(dirname "$path")"
    rm -rf "${root:?}$path"
    cp -rL "$path" "$root$path"
  done
}

copy_reachability() {
  copy_in /etc/resolv.conf /etc/hosts /etc/apt/keyrings /etc/apt/trusted.gpg.d /usr/share/keyrings /etc/pip.conf \
    /usr/local/share/ca-certificates
  local file
  rm -rf "${root:?}"/etc/apt/sources.list "${root:?}"/etc/apt/sources.list.d
  mkdir -p "$root/etc/apt/sources.list.d"
  for file in /etc/apt/sources.list /etc/apt/sources.list.d/*.list /etc/apt/sources.list.d/*.sources /etc/apt/apt.conf.d/*; do
    # Settings that call programs of the host (hooks of packagekit, debconf) have no meaning in the bare root.
    if [[ -f $file ]] && ! grep -qE '(Pre|Post)-Invoke|Pre-Install-Pkgs' "$file"; then copy_in "$file"; fi
  done
  # pip's settings of the user, without anything else of the home folder.
  for file in .pip .config/pip; do
    if [[ -e $HOME/$file ]]; then
      mkdir -p "$root/root/$(dirname "$file")"
      cp -rL "$HOME/$file" "$root/root/$(dirname "$file")/"
    fi
  done
  # Beside the root's own bundle: installing ca-certificates rewrites that one.
  if [[ -f /etc/ssl/certs/ca-certificates.crt ]]; then cp -L /etc/ssl/certs/ca-certificates.crt "$root/etc/host-certificates.crt"; fi
}

mounted=0
clean_up() { if ((mounted)); then umount "$root/proc" || umount -l "$root/proc"; fi; }
trap clean_up EXIT
trap 'exit 130' INT TERM

began=$SECONDS
if [[ -x $root/bin/bash ]]; then
  echo "== using the root in place"
else
  bootstrap
  echo "== bootstrap: $((SECONDS - began)) s"
fi
copy_reachability
[[ $what != bootstrap ]] || exit 0

if [[ $keep != --keep || ! -d $root/src/wangge ]]; then
  rm -rf "$root/src/wangge"
  mkdir -p "$root/src"
  git clone --quiet --no-hardlinks "$source_tree" "$root/src/wangge"
fi
mount -t proc proc "$root/proc"
mounted=1

settings=(PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/root TERM=dumb)
for name in http_proxy https_proxy no_proxy HTTP_PROXY HTTPS_PROXY NO_PROXY PIP_INDEX_URL PIP_EXTRA_INDEX_URL PIP_DEFAULT_TIMEOUT; do
  if [[ -n ${!name:-} ]]; then settings+=("$name=${!name}"); fi
done
if [[ -f $root/etc/host-certificates.crt ]]; then
  settings+=(PIP_CERT=/etc/host-certificates.crt SSL_CERT_FILE=/etc/host-certificates.crt)
fi

began=$SECONDS
status=0
chroot "$root" /usr/bin/env -i "${settings[@]}" /bin/bash -c 'cd /src/wangge && exec ./run "$1"' rehearse "$what" || status=$?
printf '== ./run %s in a bare Debian 12: status %d, %d s\n' "$what" "$status" $((SECONDS - began))
exit "$status"
