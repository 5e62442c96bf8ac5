#!/bin/bash
# Packs the header-only libraries that a build needs besides LibTorch, with their CMake configurations, for a machine
# that has none and can fetch none: headers.sh [--slides] OUT.tar.xz (some 2 MB).
#   --slides  also what reads slides and writes sessions, headers and shared libraries (some 15 MB), so that sections are
#             read there as they are
# Packages: installer/packages.txt. What is packed runs where the C library is at least as new as here.
set -euo pipefail
cd "$(dirname "$0")/../../.."
slides=''
[ "$1" != --slides ] || { slides=1; shift; }
out=$(realpath -m "${1:?headers.sh [--slides] OUT.tar.xz}")
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
lib=usr/lib/x86_64-linux-gnu

# Of Boost what is included, and the number by which CMake knows it.
boost=$(for file in $(grep -rl '<boost/' core model app --include=*.cpp --include=*.h); do
    g++ -std=c++20 -M -I. -I/usr/include/eigen3 -x c++ "$file"
done | tr -s ' \\' '\n' | grep '^/usr/include/boost/'; echo /usr/include/boost/version.hpp)
{
    printf '%s\n' usr/include/eigen3/Eigen usr/include/eigen3/signature_of_eigen3_matrix_library usr/share/eigen3/cmake \
        usr/include/nlohmann usr/share/cmake/nlohmann_json usr/include/CLI usr/share/cmake/CLI11 usr/include/tl \
        usr/share/cmake/tl-expected
    sort -u <<<"$boost" | sed 's|^/||'
} >"$folder/files"

# package MODULE HEADERS LIBRARIES: what pkg-config says there; the modules' own files would ask for many more.
package() {
    printf 'prefix=${pcfiledir}/../../../..\nName: %s\nDescription: %s\nVersion: %s\nCflags: %s\nLibs: -L${prefix}/%s %s\n' \
        "$1" "$1" "$(pkg-config --modversion "$1")" "$2" "$lib" "$3" >"$folder/root/$lib/pkgconfig/$1.pc"
}
soname() { objdump -p "$1" | awk '/SONAME/{print $2}'; }
if [ -n "$slides" ]; then
    mkdir -p "$folder/root/$lib/pkgconfig" "$folder/root/usr/bin"
    here='-I${prefix}/usr/include'
    package openslide "$here/openslide" -lopenslide
    package libjpeg "$here" -ljpeg
    package libtiff-4 "$here" -ltiff
    package vips "$here $here/glib-2.0 -I\${prefix}/$lib/glib-2.0/include" '-lvips -lgobject-2.0 -lglib-2.0'
    package hdf5-serial "$here/hdf5/serial" -lhdf5_serial
    for module in blosc libzstd liblz4 libdeflate; do
        package $module "$here" -l${module#lib}
    done
    for module in cairo cairo-pdf cairo-svg; do
        package $module "$here/cairo" -lcairo
    done
    cp "$(readlink -f "$(command -v pkg-config)")" "$folder/root/usr/bin/pkgconf"
    printf '#!/bin/sh\nhere=$(dirname "$0")\nLD_LIBRARY_PATH=$here/../lib/x86_64-linux-gnu exec "$here/pkgconf" "$@"\n' \
        >"$folder/root/usr/bin/pkg-config"
    chmod +x "$folder/root/usr/bin/pkg-config"
    linked=(z cairo tiff hdf5_serial deflate sqlite3 openslide vips gobject-2.0 glib-2.0 jpeg blosc zstd lz4 spdlog fmt)
    # What these need in turn, but for the C and C++ libraries themselves.
    for name in "${linked[@]}"; do
        ldd "/$lib/lib$name.so" | awk '/=> \//{print $3}'
        readlink -f "/$lib/lib$name.so"
    done | grep -Ev '/lib(c|m|dl|rt|pthread|stdc\+\+|gcc_s|resolv)\.so' | sort -u >"$folder/libraries"
    while read -r file; do
        real=$(readlink -f "$file")
        cp "$real" "$folder/root/$lib/"
        [ -e "$folder/root/$lib/$(soname "$real")" ] || ln -s "$(basename "$real")" "$folder/root/$lib/$(soname "$real")"
    done <"$folder/libraries"
    ldd "$folder/root/usr/bin/pkgconf" | awk '/pkgconf/{print $3}' | xargs -I{} cp -L {} "$folder/root/$lib/"
    # The dictionaries of ICU (30 MB), which only names of countries and the like would need.
    rm -f "$folder/root/$lib"/libicudata.so.*
    echo 'extern const char icudt72_dat[64] = {0};' | g++ -shared -x c++ - -Wl,-soname,libicudata.so.72 \
        -o "$folder/root/$lib/libicudata.so.72"
    for name in "${linked[@]}"; do
        ln -sf "$(soname "/$lib/lib$name.so")" "$folder/root/$lib/lib$name.so"
    done
    printf '%s\n' usr/include/{openslide,cairo,vips,glib-2.0,hdf5,spdlog,fmt,sqlite3.h,blosc.h,blosc-export.h} \
        usr/include/{zlib,zconf,libdeflate,jpeglib,jmorecfg,jerror,zstd,zstd_errors,lz4,lz4frame}.h \
        usr/include/x86_64-linux-gnu/{jconfig,tiff,tiffconf,tiffio,tiffvers}.h $lib/glib-2.0/include \
        $lib/cmake/{spdlog,fmt} $lib/pkgconfig/{spdlog,fmt}.pc >>"$folder/files"
fi
tar -cf "$folder/all.tar" -C / --files-from="$folder/files"
[ -z "$slides" ] || tar -rf "$folder/all.tar" -C "$folder/root" usr
xz -T0 -6 <"$folder/all.tar" >"$out"
echo "$out: $(stat -c %s "$out") bytes"
