#include "core/session/layerparts.h"

#include <algorithm>

namespace transcope::core {

const LayerInfo* partOf(const std::vector<LayerInfo>& layers, const Provenance& whole,
                        const std::string& part)
{
    const auto found = std::ranges::find_if(layers, [&](const LayerInfo& layer) {
        return layer.provenance.part == part && isPartOf(layer.provenance, whole);
    });
    return found == layers.end() ? nullptr : &*found;
}

} // namespace transcope::core
