#include "core/io/countstable.h"
#include "core/io/originalst.h"
#include "tests/fuzz/fuzzinput.h"

using namespace transcope;

/// input: a table of counts and one of positions, divided, as original ST has them.
void fuzz::run(std::string_view input)
{
    static const InputFile counts("A1.tsv"), positions("A1_selection.tsv");
    const auto files = parts(input, 2);
    counts.write(files[0]);
    positions.write(files[1]);
    (void)core::measuredRows(counts.path());
    const auto section = core::readStSection(counts.path(), positions.path());
    if (section)
        require(section->counts->spots() == section->spots.size(), "a section has a row a spot");
}
