#!/usr/bin/env bash
# Makes a folder that runs where it lies, with its libraries, for Linux systems other than this one, and packs it:
# build/release/transcope-VERSION-linux-ARCH.tar.xz. It runs where the C library is at least as new as here (2.36 on
# Debian 12), with X11 or without a display. Unpack it anywhere and start bin/transcope.
. "$(dirname "$0")/common.sh"

install_missing packages.txt packages-folder.txt
build_targets transcope transcope-cli transcope-worker transcope-reader manual

version=$(sed -n 's/^CMAKE_PROJECT_VERSION:STATIC=//p' "$build/CMakeCache.txt")
name=transcope-$version-linux-$(uname -m)
folder=$build/$name
rm -rf "$folder"
cmake --install "$build" --prefix "$folder" --strip >/dev/null
plugins=$(qmake6 -query QT_INSTALL_PLUGINS)
# Of these a window, its icons and its pictures are made.
for kind in platforms imageformats iconengines xcbglintegrations platforminputcontexts; do
  [ ! -d "$plugins/$kind" ] || { mkdir -p "$folder/lib/plugins"; cp -r "$plugins/$kind" "$folder/lib/plugins/"; }
done
printf '[Paths]\nPrefix=..\nPlugins=lib/plugins\n' >"$folder/bin/qt.conf"

# Where the system has these, its own are taken: its display drivers want them as new as they are. Else those of
# lib/fallback, as on a server without a display.
preferred='lib(stdc\+\+|gcc_s|GL.*|EGL|OpenGL|drm.*|gbm|X11.*|xcb|xcb-(dri2|dri3|glx|present|sync|xfixes|randr|shm)|expat|z|zstd|elf|wayland-.*|fontconfig|freetype)'
# What programs and plug-ins need, but for the C library.
find "$folder/bin" "$folder/lib/plugins" -type f \( -perm -u+x -o -name '*.so' \) -exec ldd {} + 2>/dev/null |
  awk '/=> \//{print $3}' | sort -u |
  grep -Ev '/(ld-linux.*|lib(c|m|dl|rt|pthread|resolv|util|nsl|anl))\.so\.[0-9]+$' |
  while read -r library; do
    if grep -qE "/$preferred\.so\.[0-9]+$" <<<"$library"; then
      mkdir -p "$folder/lib/fallback/$(basename "$library")"
      cp -L "$library" "$folder/lib/fallback/$(basename "$library")/"
    else
      cp -L "$library" "$folder/lib/"
    fi
  done

# The programs themselves lie beside each other in libexec; what is started in bin chooses the libraries.
mv "$folder/bin" "$folder/libexec"
mkdir "$folder/bin"
for program in "$folder"/libexec/*; do
  [ "$(head -c 4 "$program" | tail -c 3)" = ELF ] || continue
  # The old kind of RPATH, since it holds for what the libraries need in turn, too.
  patchelf --force-rpath --set-rpath '$ORIGIN/../lib' "$program"
  cat >"$folder/bin/$(basename "$program")" <<'START'
#!/bin/sh
here=$(dirname "$(readlink -f "$0")")/..
known=$(/sbin/ldconfig -p 2>/dev/null || ldconfig -p)
for library in "$here"/lib/fallback/*; do
  case $known in *"$(basename "$library") "*) ;; *) LD_LIBRARY_PATH=$library:$LD_LIBRARY_PATH ;; esac
done
export LD_LIBRARY_PATH
exec "$here/libexec/$(basename "$0")" "$@"
START
  chmod +x "$folder/bin/$(basename "$program")"
done
say "Packing $(du -sh "$folder" | cut -f1)"
tar -C "$build" -c "$name" | xz -T0 -6 >"$build/$name.tar.xz"
rm -rf "$folder"
say "$(ls "$build/$name.tar.xz")"
