#!/bin/sh
# Puts Cuepoint on this machine as a systemd service; `make install` calls it. Run it again to upgrade: settings and data
# stay as they are. docs/running.md says what comes next.
#
#   PREFIX      where the program goes: PREFIX/cuepoint (/opt)
#   SYSCONFDIR  where settings and units go (/etc)
#   PYTHON      the Python to use, 3.11 or newer (python3)
#   DESTDIR     stages the files below another root, for a package or an image; nothing is installed or started then
set -eu

PREFIX=${PREFIX:-/opt}
SYSCONFDIR=${SYSCONFDIR:-/etc}
PYTHON=${PYTHON:-python3}
DESTDIR=${DESTDIR:-}
home=$PREFIX/cuepoint
program=$DESTDIR$home
source=$(dirname "$0")/..

"$PYTHON" -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Cuepoint needs Python 3.11 or newer: set PYTHON.")'

install -d "$program" "$DESTDIR$SYSCONFDIR/systemd/system"
for part in adapters bot core samples; do
    # Whole, so that no module of the version before is left among the new ones.
    rm -rf "${program:?}/$part"
    cp -R "$source/$part" "$program/$part"
done
find "$program/adapters" "$program/bot" "$program/core" -name __pycache__ -type d -prune -exec rm -rf {} +
install -m 644 "$source/LICENSE" "$source/README.md" "$source/requirements.txt" "$source/requirements-otel.txt" "$program"

for unit in "$source"/deploy/*.service; do
    sed -e "s#/opt/cuepoint#$home#g" -e "s#/etc/cuepoint#$SYSCONFDIR/cuepoint#g" "$unit" \
        > "$DESTDIR$SYSCONFDIR/systemd/system/$(basename "$unit")"
done

# The settings hold tokens: root's alone, who hands them to the service.
install -d -m 700 "$DESTDIR$SYSCONFDIR/cuepoint"
[ -e "$DESTDIR$SYSCONFDIR/cuepoint/env" ] || install -m 600 "$source/.env.example" "$DESTDIR$SYSCONFDIR/cuepoint/env"

if [ -n "$DESTDIR" ]; then
    exit 0
fi

[ -x "$home/.venv/bin/python" ] || "$PYTHON" -m venv "$home/.venv"
"$home/.venv/bin/python" -m pip install --quiet --disable-pip-version-check --require-hashes --requirement "$home/requirements.txt"
id cuepoint > /dev/null 2>&1 || useradd --system --home-dir /var/lib/cuepoint --shell /usr/sbin/nologin cuepoint
systemctl daemon-reload
echo "Installed in $home. Put the settings into $SYSCONFDIR/cuepoint/env, then: systemctl enable --now cuepoint"
