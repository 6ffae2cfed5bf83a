#!/bin/sh
# Installs what one workspace needs to run, and takes away what only development reads. Optional packages are left out: the only
# large one is the embedded PostgreSQL, which containers don't use.
set -eu
npm ci --omit=dev --omit=optional --ignore-scripts --loglevel=error --workspace "$1"
npm cache clean --force --loglevel=silent
rm -rf node_modules/typescript
find . -path '*/node_modules/*' -type f \
  \( -name '*.map' -o -name '*.d.ts' -o -name '*.d.mts' -o -name '*.d.cts' -o -name '*.md' -o -name '*.flow' \) -delete
