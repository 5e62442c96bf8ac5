#include "core/spots/spotids.h"

#include "core/base/namelist.h"

namespace transcope::core {

std::string idsForMessage(const SpotTable& table, const std::vector<int>& indices)
{
    std::vector<std::string> ids;
    for (const int index : indices)
        ids.push_back(table.spots[static_cast<std::size_t>(index)].id);
    return nameList(ids);
}

} // namespace transcope::core
