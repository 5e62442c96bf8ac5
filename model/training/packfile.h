#pragma once

#include "core/base/atomicfile.h"
#include "core/predict/predictor.h"

#include <filesystem>
#include <fstream>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace transcope::model {

/// One section's run of spots within a packed file.
struct PackedSection
{
    std::string name;
    std::string patient;
    std::int64_t first = 0; ///< index of its first spot
    std::int64_t count = 0;
    bool operator==(const PackedSection&) const = default;
};

/// Row and column of a spot on its array; −1 where the spot's file has none.
struct ArrayPlace
{
    int row = -1;
    int column = -1;
    bool operator==(const ArrayPlace&) const = default;
};

/// What a packed file says about itself.
struct PackHeader
{
    core::PatchSpec patches;
    core::GeneList genes;
    core::Normalisation normalisation = core::Normalisation::CpmSelected;
    std::vector<PackedSection> sections; ///< cover all spots in order
    std::vector<float> depth;            ///< per spot, core::depths(); empty in files of earlier versions
    std::vector<ArrayPlace> places;      ///< per spot; empty in files of earlier versions
    bool hasCounts = false;              ///< whether the file holds raw counts; not in earlier versions
    std::string origin;                  ///< the data set, in words
    std::string licence;                 ///< of the data

    std::int64_t spots() const
    {
        return sections.empty() ? 0 : sections.back().first + sections.back().count;
    }
    /// Which of the packed pictures of a spot shows a zoom level of M2OST (level i: downsample 2^i); none
    /// where the file was packed without it.
    std::optional<std::size_t> placeOfLevel(int level) const;
    /// Bytes of one spot's patches: levels × size × size × 3.
    std::size_t patchBytes() const
    {
        return patches.downsamples.size() * static_cast<std::size_t>(patches.sizePx) *
               static_cast<std::size_t>(patches.sizePx) * 3;
    }
};

/// Patches and labels of a data set in one file, so that training needs neither slides nor their libraries.
///
/// Layout, little-endian: "TSPACK01" · header length (uint64) · header (JSON, padded with blanks so that what
/// follows begins at a multiple of 64) · labels (float32, spots × genes, row by row) · where the header says
/// "counts": true, raw counts (likewise) · patches (uint8, per spot and level an RGB picture, rows from the
/// top, interleaved).
class PackFile
{
public:
    /// Maps the file into memory; pages are read when they are used.
    /// Errors: NotFound; BadInput (not a packed file, cut off, sections that do not cover the spots, labels
    /// that are not finite or counts below zero: names spot and gene).
    static core::Result<std::shared_ptr<const PackFile>> open(const std::filesystem::path& path);
    ~PackFile();
    PackFile(const PackFile&) = delete;
    PackFile& operator=(const PackFile&) = delete;

    const PackHeader& header() const { return m_header; }
    /// Log-normalised expression of one spot; length genes.
    std::span<const float> labels(std::int64_t spot) const;
    /// What was counted at one spot, before any normalisation; length genes. Needs header().hasCounts.
    std::span<const float> counts(std::int64_t spot) const;
    /// Patches of one spot, level by level.
    std::span<const std::uint8_t> patches(std::int64_t spot) const;

private:
    PackFile() = default;
    std::span<const float> row(std::size_t at, std::int64_t spot) const;

    const std::uint8_t* m_data = nullptr;
    std::size_t m_bytes = 0;
    PackHeader m_header;
    std::size_t m_labelsAt = 0;
    std::size_t m_countsAt = 0; // where there are counts
    std::size_t m_patchesAt = 0;
};

/// Writes a packed file under a temporary name; finish() gives it its own. Without finish() nothing remains.
class PackWriter
{
public:
    /// labels: spots × genes, row by row; counts: likewise with header.hasCounts, else none.
    /// Errors: InvalidArgument (sizes do not match, a label is not finite, a count not ≥ 0), WriteFailed.
    static core::Result<std::unique_ptr<PackWriter>> create(const std::filesystem::path& path,
                                                            const PackHeader& header,
                                                            std::span<const float> labels,
                                                            std::span<const float> counts = {});
    /// Adds the next spot's patches. Errors: InvalidArgument (wrong size, too many), WriteFailed.
    core::Result<void> append(std::span<const std::uint8_t> patches);
    /// The file's size in bytes. Errors: InvalidArgument (spots are missing), WriteFailed.
    core::Result<std::int64_t> finish();

private:
    explicit PackWriter(const std::filesystem::path& path) : m_file(path) {}
    core::AtomicFile m_file;
    std::ofstream m_out; // closed before an unfinished file is removed
    std::int64_t m_missing = 0;
    std::size_t m_patchBytes = 0;
};

} // namespace transcope::model
