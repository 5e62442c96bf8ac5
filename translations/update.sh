#!/bin/sh
# Brings the .ts files up to date with the sources: translations/update.sh [FOLDER with copies of them]
set -e
folder=$(cd "${1:-$(dirname "$0")}" && pwd)
cd "$(dirname "$0")/.."
for file in "$folder"/transcope_*.ts; do
    case $file in
    *_en.ts) plurals=-pluralonly ;; # the sources are English
    *) plurals= ;;
    esac
    "${LUPDATE:-/usr/lib/qt6/bin/lupdate}" $plurals -I . -tr-function-alias translate+=phrase,translate+=phraseText \
        -no-obsolete -locations none app/gui ui core/colour core/expression core/map core/run -ts "$file"
done
