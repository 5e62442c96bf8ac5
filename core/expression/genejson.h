#pragma once

#include "core/expression/gene.h"

#include <nlohmann/json.hpp>

namespace transcope::core {

/// A gene as JSON: ["symbol", "id"]. Sessions and the worker's messages share this form.
inline void to_json(nlohmann::json& json, const Gene& gene)
{
    json = nlohmann::json::array({gene.symbol, gene.id});
}

/// Throws nlohmann::json::exception on any other shape.
inline void from_json(const nlohmann::json& json, Gene& gene)
{
    json.at(0).get_to(gene.symbol);
    json.at(1).get_to(gene.id);
}

} // namespace transcope::core
