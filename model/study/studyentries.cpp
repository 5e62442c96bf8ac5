#include "model/study/studyentries.h"

#include "core/base/try.h"
#include "model/methods/methods.h"

#include <algorithm>

namespace transcope::model {

using core::ErrorCode;
using core::fail;

namespace {

std::vector<StudyEntry> partEntries(const StudyOptions& options)
{
    const M2ostConfig& base = options.train.config;
    std::vector<StudyEntry> entries;
    for (StudyRow& row : options.kind == StudyKind::Levels ? levelRows(base) : ablationRows(base)) {
        TrainOptions train = options.train;
        train.config = row.config;
        const auto cost = static_cast<double>(row.counts.macs);
        entries.push_back({std::move(row), std::move(train), cost, {}, {}, {}});
    }
    return entries;
}

core::Result<StudyEntry> methodEntry(const TrainOptions& train)
{
    TRY(const auto method, findMethod(train.method, "the study"));
    TRY(const auto counts, method->count(*method, method->configurationOf(*method, train.network())));
    const double cost = static_cast<double>(counts.macs) / method->spotsCounted;
    return StudyEntry{
        {method->name, method->title, train.config, counts}, train, cost, method->paper.score, {}, {}};
}

/// In the order of the methods' table.
core::Result<std::vector<StudyEntry>> methodEntries(const StudyOptions& options)
{
    std::vector<StudyEntry> entries;
    for (const TrainOptions& train : options.methods) {
        TRY(auto entry, methodEntry(train));
        if (std::ranges::any_of(entries, [&](const auto& e) { return e.row.key == entry.row.key; }))
            return fail(ErrorCode::InvalidArgument, "the study names " + entry.row.title + " twice");
        entries.push_back(std::move(entry));
    }
    const auto place = [](const StudyEntry& entry) {
        return std::ranges::find(methods(), entry.row.key, &Method::name) - methods().begin();
    };
    std::ranges::sort(entries, {}, place);
    return entries;
}

core::Result<void> checkOptions(const StudyOptions& options, const std::vector<StudyEntry>& entries)
{
    const auto bad = [](const char* what, const char* whatToDo) {
        return fail(ErrorCode::InvalidArgument, what, whatToDo);
    };
    if (options.kind != StudyKind::Methods && options.train.method != methods().front().name)
        return bad("the options name a method, and this study is of M2OST's parts", "Leave it out");
    if (options.kind == StudyKind::Ablations && options.train.config.ablation != Ablation::None)
        return bad("the options name an ablation, which is what the study varies", "Leave it out");
    if (entries.size() > 1 &&
        std::ranges::any_of(entries, [](const StudyEntry& e) { return !e.train.startFrom.empty(); }))
        return bad(
            "the networks of a study have different tensors and cannot all start from the same weights",
            "Leave startFrom out");
    return {};
}

} // namespace

core::Result<std::vector<StudyEntry>> studyEntries(const StudyOptions& options)
{
    if (options.kind == StudyKind::Methods)
        return methodEntries(options);
    return partEntries(options);
}

core::Result<void> checkStudy(const PackFile& data, const Split& split, const StudyOptions& options,
                              std::vector<StudyEntry>& entries)
{
    if (split.validation.empty())
        return fail(ErrorCode::InvalidArgument,
                    "a study compares networks on held-out sections, and this split holds none out",
                    "Choose another split");
    TRY_RUN(checkOptions(options, entries));
    for (StudyEntry& entry : entries) {
        auto fits = checkTraining(data, split, entry.train);
        if (!fits && fits.error().code == ErrorCode::Unsupported)
            entry.problem = std::move(fits.error());
        else if (!fits)
            return fail(fits.error().code, entry.row.title + ": " + fits.error().message,
                        fits.error().whatToDo);
    }
    return {};
}

} // namespace transcope::model
