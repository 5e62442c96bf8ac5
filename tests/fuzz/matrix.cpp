#include "core/io/featurematrix.h"
#include "tests/fuzz/fuzzinput.h"

using namespace transcope;

/// input: matrix.mtx, features.tsv and barcodes.tsv, divided.
void fuzz::run(std::string_view input)
{
    static const InputFile matrix("matrix.mtx"), features("features.tsv"), barcodes("barcodes.tsv");
    const auto files = parts(input, 3);
    matrix.write(files[0]);
    features.write(files[1]);
    barcodes.write(files[2]);
    const auto table = core::readMatrixFiles({features.path(), barcodes.path(), matrix.path()});
    if (table)
        for (std::size_t gene = 0; gene < table->genes.size(); ++gene)
            require(table->values->gene(gene).has_value(), "every gene can be read");
}
