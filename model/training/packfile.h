#pragma once

#include "core/base/atomicfile.h"
#include "model/training/packheader.h"
#include "model/weights/tensor.h"

#include <filesystem>
#include <fstream>
#include <memory>
#include <span>
#include <vector>

namespace transcope::model {

/// Patches and labels of a data set in one file, so that training needs neither slides nor their libraries.
///
/// Layout, little-endian: "TSPACK01" · header length (uint64) · header (JSON, padded with blanks so that what
/// follows begins at a multiple of 64) · labels (float32, spots × genes, row by row) · where the header says
/// "counts": true, raw counts (likewise) · patches (uint8, per spot and level an RGB picture, rows from the
/// top, interleaved). Where the header has "features", from the next multiple of 64 on: the features of all
/// spots' superpixels (float32, spot after spot) · how many each spot has (uint32, at least 1) · the seconds
/// that they took (float32) · the tensors of the networks that made them (float32, in the order of their
/// names).
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
    // Of a file whose header has features:
    /// Of one spot's superpixels, one after the other; length a multiple of the features' width.
    std::span<const float> features(std::int64_t spot) const;
    /// What making the features of all spots took.
    double featureSeconds() const { return m_featureSeconds; }
    /// What made them.
    TensorMap networks() const;

private:
    PackFile() = default;
    /// Finds what follows the patches. Empty, or what is wrong.
    std::string findFeatures();
    std::span<const float> row(std::size_t at, std::int64_t spot) const;

    const std::uint8_t* m_data = nullptr;
    std::size_t m_bytes = 0;
    PackHeader m_header;
    std::size_t m_labelsAt = 0;
    std::size_t m_countsAt = 0; // where there are counts
    std::size_t m_patchesAt = 0;
    // Where there are features:
    std::vector<std::size_t> m_superpixels; // before each spot, and of all
    std::size_t m_featuresAt = 0;
    std::size_t m_networksAt = 0;
    double m_featureSeconds = 0;
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
    /// With header.features, after all patches: the next spot's. Errors: InvalidArgument (no whole
    /// superpixel, patches that are missing, too many spots), WriteFailed.
    core::Result<void> appendFeatures(std::span<const float> features);
    /// After them. networks: as the header has them. Errors: InvalidArgument (spots are missing),
    /// WriteFailed.
    core::Result<void> endFeatures(const TensorMap& networks, double seconds);
    /// The file's size in bytes. Errors: InvalidArgument (spots are missing), WriteFailed.
    core::Result<std::int64_t> finish();

private:
    PackWriter(const std::filesystem::path& path, const PackHeader& header);
    core::Result<void> write(const void* bytes, std::size_t count);

    core::AtomicFile m_file;
    std::ofstream m_out; // closed before an unfinished file is removed
    std::int64_t m_spots;
    std::int64_t m_missing;
    std::size_t m_patchBytes;
    std::optional<PackedFeatures> m_features;
    std::vector<std::uint32_t> m_superpixels; ///< of the spots so far
    bool m_hasNetworks = false;
};

} // namespace transcope::model
