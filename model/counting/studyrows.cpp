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

} // namespace

std::vector<StudyRow> studyRows(StudyKind kind, const M2ostConfig& base)
{
    std::vector<StudyRow> rows;
    const auto add = [&rows](const std::string& key, const std::string& title, const M2ostConfig& config) {
        rows.push_back({key, title, config, countM2ost(config)});
    };
    M2ostConfig config = base;
    if (kind == StudyKind::Levels) {
        for (const auto& levels : subsets(base.levels)) {
            config.levels = levels;
            add("levels-" + joined(levels, "-"), "{" + joined(levels, ", ") + "}", config);
        }
        return rows;
    }
    for (const Ablation ablation : AllAblations) {
        config.ablation = ablation;
        const std::string key(ablationKey(ablation));
        add(ablation == Ablation::None ? "m2ost" : key, std::string(ablationTitle(ablation)), config);
    }
    return rows;
}

} // namespace transcope::model
