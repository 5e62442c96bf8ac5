#pragma once

#include "core/predict/predictor.h"

#include <map>
#include <nlohmann/json.hpp>
#include <optional>
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

/// What a packed file holds for a method that sees superpixels.
struct PackedFeatures
{
    std::string method;           ///< whose they are
    nlohmann::json configuration; ///< of the networks that made them, as a model card has it
    int width = 0;                ///< values of a superpixel
    std::map<std::string, std::vector<std::int64_t>> networks; ///< their tensors' shapes
};

/// What a packed file says about itself.
struct PackHeader
{
    core::PatchSpec patches;
    core::GeneList genes;
    core::Normalisation normalisation = core::Normalisation::CpmSelected;
    std::vector<PackedSection> sections;    ///< cover all spots in order
    std::vector<float> depth;               ///< per spot, core::depths(); empty in files of earlier versions
    std::vector<ArrayPlace> places;         ///< per spot; empty in files of earlier versions
    bool hasCounts = false;                 ///< whether the file holds raw counts; not in earlier versions
    std::optional<PackedFeatures> features; ///< where the file holds some
    std::string origin;                     ///< the data set, in words
    std::string licence;                    ///< of the data

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

/// As the file has it, and back. What is read is checked for what it says of itself: throws json::exception
/// or std::runtime_error with what is wrong.
nlohmann::json toJson(const PackHeader& header);
PackHeader packHeaderFrom(const nlohmann::json& json);

} // namespace transcope::model
