#pragma once

#include "core/io/datatree.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace transcope::core {

/// A column of obs or var, however it is encoded. One of numbers, codes and texts is filled.
struct FrameColumn
{
    std::vector<double> numbers;         ///< also of true and false; NaN unknown
    std::vector<int> codes;              ///< per row: index of its category; −1 unknown
    std::vector<std::string> categories; ///< what the codes stand for, as texts
    std::vector<std::string> texts;      ///< empty unknown

    std::size_t size() const { return std::max({numbers.size(), codes.size(), texts.size()}); }
    std::string text(std::size_t row) const;
    /// What a text or number says as a number; NaN where it says none.
    double number(std::size_t row) const;
};

/// Reads obs/NAME, say: plain, a group of categories and codes (anndata since 0.8) or codes with
/// obs/__categories/NAME beside (0.7, SeuratDisk), values with a mask (nullable), levels and values
/// (h5Seurat). rows: how many it must have. Errors: BadInput; Unsupported for another
/// encoding, which is named.
Result<FrameColumn> frameColumn(const DataTree& tree, const std::string& frame, const std::string& name,
                                std::size_t rows);

/// Names of a frame's columns, its index left out.
std::vector<std::string> frameColumnNames(const DataTree& tree, const std::string& frame);

/// The index of obs or var. Errors: Unsupported for files of anndata before 0.7; BadInput.
Result<std::vector<std::string>> frameIndex(const DataTree& tree, const std::string& frame);

} // namespace transcope::core
