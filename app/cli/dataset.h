#pragma once

#include "app/cli/packfolder.h"
#include "core/io/section.h"
#include "model/training/split.h"

namespace transcope::app {

/// The sections of a data set, in the order of their names, all with images.
struct DataSet
{
    std::filesystem::path folder;
    std::vector<core::Section> sections;
    std::vector<std::string> notes; ///< what was left out and why, one sentence each
};

/// The sections of a folder (openSectionFolder) that have an image; those without are left out with a note.
/// Errors: NotFound when none remains; those of openSectionFolder.
core::Result<DataSet> openDataSet(const std::filesystem::path& folder, std::stop_token stop);

/// What was packed.
struct Packed
{
    model::PackHeader header;
    model::Split split;
    std::int64_t bytes = 0;
};

/// Cuts the patches of all spots and writes them with their labels. Genes are chosen on the training sections
/// of the split alone. Spots without counts over the denominator's genes, spots outside of their image and
/// genes that a section lacks are left out with a note in `data`. Errors: InvalidArgument (split,
/// normalisation), BadInput (no gene remains; an image that cannot be read or is not the spots'), Cancelled,
/// WriteFailed.
core::Result<Packed> packDataSet(DataSet& data, const PackOptions& options, const std::filesystem::path& out,
                                 const core::ProgressFn& progress, std::stop_token stop);

} // namespace transcope::app
