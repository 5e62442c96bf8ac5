// Importing a picture as opening it does: PICTURE becomes a pyramid in FOLDER, which has none of it yet. As a
// program of its own, since what the command line loads besides takes longer than the comparison's
// difference.

#include "core/slide/slide.h"
#include "core/slide/slideimport.h"

#include <cstdio>

int main(int argc, char** argv)
{
    if (argc != 3) {
        std::fprintf(stderr, "usage: bench_import PICTURE FOLDER\n");
        return 2;
    }
    const auto slide = transcope::core::openOrImportSlide(argv[1], argv[2]);
    if (slide)
        return 0;
    std::fprintf(stderr, "%s\n", slide.error().text().c_str());
    return 3;
}
