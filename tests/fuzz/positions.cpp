#include "core/io/visiumpositions.h"
#include "tests/fuzz/fuzzinput.h"

using namespace transcope;

/// input: tissue_positions.csv and scalefactors_json.json, divided.
void fuzz::run(std::string_view input)
{
    static const InputFile positions("tissue_positions.csv"), scaleFactors("scalefactors_json.json");
    const auto files = parts(input, 2);
    positions.write(files[0]);
    scaleFactors.write(files[1]);
    (void)core::readVisiumPositions(positions.path(), scaleFactors.path());
}
