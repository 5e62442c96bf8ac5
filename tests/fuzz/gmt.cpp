#include "core/io/genelists.h"
#include "tests/fuzz/fuzzinput.h"

using namespace transcope;

/// input: a file of gene lists, read as GMT and as one list.
void fuzz::run(std::string_view input)
{
    static const InputFile gmt("sets.gmt"), plain("genes.txt");
    for (const auto* file : {&gmt, &plain}) {
        file->write(input);
        if (const auto lists = core::readGeneLists(file->path()))
            for (const auto& list : *lists)
                require(!list.name.empty() && !list.genes.empty(),
                        "a list that is taken has a name and genes");
    }
}
