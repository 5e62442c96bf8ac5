#include "core/io/open.h"
#include "core/io/spottablefile.h"
#include "tests/fuzz/fuzzinput.h"

using namespace transcope;

/// input: a table of spots, read as what it says it is and as a table of spots with genes.
void fuzz::run(std::string_view input)
{
    static const InputFile file("table.csv");
    file.write(input);
    (void)core::openSpots(file.path());
    if (const auto table = core::readSpotTable(file.path(), core::SpotPlaces::Optional))
        for (std::size_t gene = 0; gene < table->genes.size(); ++gene)
            require(table->values->gene(gene).has_value(), "every gene can be read");
}
