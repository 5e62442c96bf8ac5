#include "core/region/regionfile.h"
#include "tests/fuzz/fuzzinput.h"

using namespace transcope;

/// input: GeoJSON. What is read is written and read again.
void fuzz::run(std::string_view input)
{
    const auto file = core::regionsFromGeoJson(std::string(input), "regions");
    if (!file)
        return;
    const auto again = core::regionsFromGeoJson(core::toGeoJson(file->regions), "again");
    require(again && again->regions.size() == file->regions.size(), "regions read as written");
}
