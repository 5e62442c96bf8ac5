#pragma once

#include "app/dataset/featureoptions.h"
#include "core/base/progress.h"
#include "core/base/result.h"
#include "model/training/split.h"

#include <filesystem>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace transcope::app {

/// What to pack of a data set.
struct PackOptions
{
    std::string genes; ///< a gene list's file; empty = chosen on the training sections
    std::string split = "patient";
    std::uint64_t seed = 1;
    std::string normalisation = "cpm-selected";
    std::vector<int> levels = {0, 1, 2};
    int sizePx = 224;
    std::optional<double> umPerPx;          ///< scale that patches are cut at; the sections' own where absent
    std::optional<FeatureOptions> features; ///< packed too; absent: patches alone
};

/// What was packed.
struct Packed
{
    model::PackHeader header;
    model::Split split;
    std::vector<std::string> notes; ///< what was left out and why, one sentence each
    std::int64_t bytes = 0;
};

/// Cuts the patches of all spots of a folder's sections (openDataSet) and writes them with their labels into
/// one file. Genes are chosen on the training sections of the split alone. Spots without counts over the
/// denominator's genes, spots outside of their image and genes that a section lacks are left out with a note.
/// Errors: those of openDataSet and FeaturePacking; InvalidArgument (split, normalisation; a build without
/// slide reading), BadInput (no gene remains; an image that cannot be read or is not the spots'), Cancelled,
/// WriteFailed.
core::Result<Packed> packFolder(const std::filesystem::path& folder, const PackOptions& options,
                                const std::filesystem::path& out, const core::ProgressFn& progress,
                                std::stop_token stop);

} // namespace transcope::app
