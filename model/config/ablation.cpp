#include "model/config/ablation.h"

#include <array>

namespace transcope::model {

namespace {

struct Names
{
    std::string_view key, title;
};

/// By the value of Ablation.
constexpr std::array<Names, 5> AllNames = {{{"none", "M2OST"},
                                            {"without-dpe", "without DPE"},
                                            {"unified-attention", "+ unified attention"},
                                            {"without-ctmm", "+ without CTMM"},
                                            {"without-ccmm", "+ MLP for CCMM"}}};

} // namespace

std::string_view ablationKey(Ablation ablation)
{
    return AllNames.at(static_cast<std::size_t>(ablation)).key;
}

std::string_view ablationTitle(Ablation ablation)
{
    return AllNames.at(static_cast<std::size_t>(ablation)).title;
}

std::optional<Ablation> ablationNamed(std::string_view key)
{
    for (std::size_t i = 0; i < AllNames.size(); ++i)
        if (AllNames[i].key == key)
            return static_cast<Ablation>(i);
    return std::nullopt;
}

} // namespace transcope::model
