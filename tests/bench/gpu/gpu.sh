#!/bin/bash
# Builds the models against the LibTorch at hand (the one inside Python's torch, or an installed one) and measures them
# on the first GPU, without one on the CPU: gpu.sh [--headers F.tar.gz] [--data F.pack] [--split S] [--epochs N]
# [--binary F].
#   --headers  what headers.sh packed, where this machine lacks the libraries; slides are read where OpenSlide and the
#              others are at hand, here or in it
#   --data     a packed data set (transcope-cli pack), or a folder of sections where slides are read: then a training
#              step and `study methods` too
#   --split    of these data, as study has it; patient where not given
#   --binary   a transcope-cli built here before, instead of building
# Figures are printed as they come; tables and logs go to $OUT (default: build/gpu/out). Meant for nine minutes; each
# part has a limit of its own, and one that fails does not stop the rest.
set -uo pipefail
cd "$(dirname "$0")/../../.."
headers='' data='' split=patient epochs=3 binary='' slides=OFF
link=()
while [ $# -gt 0 ]; do
    case $1 in
        --headers) headers=$(realpath "$2") ;;
        --data) data=$(realpath "$2") ;;
        --split) split=$2 ;;
        --epochs) epochs=$2 ;;
        --binary) binary=$(realpath "$2") ;;
        *) echo "gpu.sh: $1?" >&2; exit 2 ;;
    esac
    shift 2
done
build=$PWD/build/gpu
out=${OUT:-$build/out}
mkdir -p "$build" "$out"
began=$SECONDS
say() { printf '[%3d s] %s\n' $((SECONDS - began)) "$*"; }
device=cpu
if command -v nvidia-smi >/dev/null && nvidia-smi -L 2>/dev/null | grep -q GPU; then
    device=cuda:0
    nvidia-smi --query-gpu=name,driver_version --format=csv,noheader
fi

prefix=''
if torch=$(python3 -c 'import torch; print(torch.utils.cmake_prefix_path)' 2>/dev/null) && [ -d "$torch" ]; then
    prefix=$torch
    say "LibTorch of Python: $(python3 -c 'import torch; print(torch.__version__)')"
fi
if [ -z "$binary" ]; then
    if [ -n "$headers" ]; then
        mkdir -p "$build/headers"
        tar -xJf "$headers" -C "$build/headers"
        prefix="$prefix;$build/headers/usr"
        libraries=$build/headers/usr/lib/x86_64-linux-gnu
        export CPLUS_INCLUDE_PATH=$build/headers/usr/include:$build/headers/usr/include/x86_64-linux-gnu
        export PKG_CONFIG_PATH=$libraries/pkgconfig PATH=$PATH:$build/headers/usr/bin
        # An RPATH of the old kind holds for what the libraries need in turn as well.
        link=(-DCMAKE_BUILD_RPATH="$libraries" "-DCMAKE_EXE_LINKER_FLAGS=-Wl,--disable-new-dtags -Wl,-rpath-link,$libraries")
    fi
    if pkg-config --exists openslide vips libtiff-4 libjpeg cairo hdf5-serial libdeflate blosc 2>/dev/null; then
        slides=ON
    fi
    # No file here holds GPU code of its own: the list only keeps LibTorch's configuration from asking the card.
    export TORCH_CUDA_ARCH_LIST=${TORCH_CUDA_ARCH_LIST:-9.0}
    if ! { cmake -S . -B "$build" -G Ninja -DCMAKE_BUILD_TYPE=Release -DTRANSCOPE_BUILD_GUI=OFF -DTRANSCOPE_BUILD_IO=$slides \
        -DTRANSCOPE_BUILD_TESTS=OFF "${link[@]}" "-DCMAKE_PREFIX_PATH=$prefix" && cmake --build "$build" --target transcope-cli; } \
        >"$out/build.log" 2>&1; then
        grep -E 'error|Error' -A5 "$out/build.log" | head -60
        say 'the build failed'
        exit 1
    fi
    binary=$build/bin/transcope-cli
fi
say "built${slides:+, reading of slides $slides}: $binary"
if [ -n "$prefix" ] && [ -d "$(python3 -c 'import torch, os; print(os.path.dirname(torch.__file__))' 2>/dev/null)/lib" ]; then
    LD_LIBRARY_PATH=$(python3 -c 'import torch, os; print(os.path.dirname(torch.__file__))')/lib:${LD_LIBRARY_PATH:-}
    export LD_LIBRARY_PATH
fi
export TRANSCOPE_RESOURCES=${TRANSCOPE_RESOURCES:-$PWD/resources}

for reference in tests/data/reference/*.json; do
    say "$(timeout 60 "$binary" verify --device "$device" "$reference" 2>&1 | head -3 | tr '\n' ' ')"
done

spots='96 256 1024'
[ $device = cpu ] && spots='16'
for precision in auto bfloat16 float32; do
    for count in $spots; do
        say "bench model, $count spots, $precision: $(timeout 60 "$binary" bench model --weights resources/weights/m2ost-her2st.safetensors --device "$device" --precision $precision \
            --spots "$count" --repeats 10 ${data:+--data "$data"} 2>&1 | tail -2 | tr '\n' ' ')"
    done
done

if [ -n "$data" ]; then
    say "one epoch of M2OST: $(timeout 120 "$binary" train --data "$data" --split "$split" --method m2ost --epochs 2 \
        --device "$device" --out "$out/step.safetensors" --json 2>"$out/train.log" | grep -o '"spotsPerSecond":[^,}]*')"
    rm -f "$out"/step.safetensors*
    timeout 420 "$binary" study methods --data "$data" --split "$split" --epochs "$epochs" --device "$device" \
        --out "$out/study" 2>&1 >"$out/study.txt" | grep --line-buffered '^row' | while read -r line; do say "$line"; done
    cat "$out/study/study.md" 2>/dev/null
    rm -f "$out"/study/*.safetensors "$out"/study/*.checkpoint
fi
say done
