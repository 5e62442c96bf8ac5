#include "core/io/featurematrix.h"
#include "tests/fuzz/fuzzinput.h"
#include "tests/fuzz/h5answers.h"

using namespace transcope;

/// input: what transcope-reader answers about a matrix .h5 of Space Ranger (h5answers.h).
void fuzz::run(std::string_view input)
{
    static const InputFile opened("file.h5"); // that there is one is asked of the system
    opened.write({});
    answerWith(input);
    const auto table = core::readMatrixH5(opened.path());
    if (table)
        require(table->values->spots() == table->rows.size(), "a matrix has a row a barcode");
}
