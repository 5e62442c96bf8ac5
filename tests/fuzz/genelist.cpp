#include "core/expression/genelistfile.h"
#include "tests/fuzz/fuzzinput.h"

using namespace transcope;

/// input: a file of gene names.
void fuzz::run(std::string_view input)
{
    static const InputFile file("genes.txt");
    file.write(input);
    if (const auto genes = core::readGeneList(file.path()))
        require(!genes->empty(), "a list that is taken has genes");
}
