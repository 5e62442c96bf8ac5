#include "tests/fuzz/fuzzinput.h"

#include <cstdint>

/// What libFuzzer calls. Apart from the rest, which fuzz_makecorpus uses too.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    transcope::fuzz::run({reinterpret_cast<const char*>(data), size});
    return 0;
}
