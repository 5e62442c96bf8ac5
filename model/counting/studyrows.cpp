#include "model/counting/studyrows.h"

#include "model/counting/m2ostcount.h"

#include <algorithm>

namespace transcope::model {

namespace {

/// Numbers with something between them.
std::string joined(const std::vector<int>& numbers, const char* between)
{
    std::string text;
    for (const int number : numbers)
        text += (text.empty() ? "" : between) + std::to_string(number);
    return text;
}

std::vector<std::vector<int>> subsets(const std::vector<int>& all)
{
    std::vector<std::vector<int>> sets;
    for (unsigned bits = 1; bits < 1u << all.size(); ++bits) {
        sets.emplace_back();
        for (std::size_t i = 0; i < all.size(); ++i)
            if (bits >> i & 1)
                sets.back().push_back(all[i]);
    }
    std::sort(sets.begin(), sets.end(), [](const auto& a, const auto& b) {
        return a.size() != b.size() ? a.size() < b.size() : a < b;
    });
    return sets;
}

StudyRow rowOf(const std::string& key, const std::string& title, const M2ostConfig& config)
{
    return {key, title, config, countM2ost(config)};
}

} // namespace

std::vector<StudyRow> levelRows(const M2ostConfig& base)
{
    std::vector<StudyRow> rows;
    M2ostConfig config = base;
    for (const auto& levels : subsets(base.levels)) {
        config.levels = levels;
        rows.push_back(rowOf("levels-" + joined(levels, "-"), "{" + joined(levels, ", ") + "}", config));
    }
    return rows;
}

std::vector<StudyRow> ablationRows(const M2ostConfig& base)
{
    std::vector<StudyRow> rows;
    M2ostConfig config = base;
    for (const Ablation ablation : AllAblations) {
        config.ablation = ablation;
        const std::string key(ablationKey(ablation));
        rows.push_back(
            rowOf(ablation == Ablation::None ? "m2ost" : key, std::string(ablationTitle(ablation)), config));
    }
    return rows;
}

} // namespace transcope::model
