#pragma once

#include "core/base/geometry.h"
#include "core/base/result.h"
#include "core/expression/layer.h"
#include "core/expression/rowpart.h"
#include "core/predict/appearance.h"

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace transcope::core {

/// The patches that a method wants of one spot: squares around its centre, one per level, each resampled to
/// sizePx × sizePx. Level i covers sizePx · downsamples[i] px of the base scale.
struct PatchSpec
{
    int sizePx = 224;
    std::vector<double> downsamples = {1, 2, 4};
    /// The scale at which downsample 1 is meant. Where it and the slide's own scale are known, patches are
    /// cut at that scale; where either is absent, the base scale is level-0 px as they are (the paper's way).
    std::optional<double> umPerPx;
    /// The network takes (value / 255 − mean) / sd of the 8-bit red, green and blue.
    std::array<double, 3> mean{0, 0, 0}, sd{1, 1, 1};
};

/// What a method predicts from.
enum class PredictorKind {
    Patch,     ///< one spot's patches
    Section,   ///< all spots of a section at once
    Retrieval, ///< one spot's patches, by looking up similar training spots
    Dense,     ///< the whole image, on a grid of its own
};

constexpr std::string_view PredictorKindNames[] = {"patch", "section", "retrieval", "dense"};

/// One of PredictorKindNames.
constexpr std::string_view kindName(PredictorKind kind)
{
    return PredictorKindNames[static_cast<std::size_t>(kind)];
}

/// Inverse of kindName(); nothing for any other text.
constexpr std::optional<PredictorKind> kindNamed(std::string_view name)
{
    for (std::size_t i = 0; i < std::size(PredictorKindNames); ++i)
        if (PredictorKindNames[i] == name)
            return static_cast<PredictorKind>(i);
    return std::nullopt;
}

/// Whether a method's rows depend on more than the spot's own patches, so that a section is predicted whole.
constexpr bool seesWholeSection(PredictorKind kind)
{
    return kind == PredictorKind::Section || kind == PredictorKind::Dense;
}

/// Patches of `count` spots as a predictor receives them.
struct PatchBatch
{
    int count = 0;
    int sizePx = 0;
    /// Per level of the PatchSpec: [count, sizePx, sizePx, 3] 8-bit RGB, interleaved, row by row.
    std::vector<std::vector<std::uint8_t>> levels;
    std::vector<std::uint8_t> padded;    ///< per spot, 1 where a patch reached beyond the slide
    std::vector<PointD> centresLevel0Px; ///< per spot
    std::vector<int> arrayRow, arrayCol; ///< per spot; for methods that see a whole section
};

/// What a loaded model is and wants.
struct PredictorInfo
{
    std::string method; ///< "m2ost", "resnet50", …; the name that a worker's own model reports
    std::string title;  ///< the same for people: "M2OST", "ResNet50"
    PredictorKind kind = PredictorKind::Patch;
    GeneList genes; ///< columns of its output
    PatchSpec patches;
    Normalisation normalisation = Normalisation::CpmSelected;
    std::string device;    ///< "cpu", "cuda:0"
    std::string precision; ///< "float32", "bfloat16" or "float16"
    std::string precisionReason;
    std::string weightsName; ///< file name without folders
    std::string weightsHash; ///< hex SHA-256 of the file
    std::string trainedOn;   ///< training set, in words
    std::string split;
    std::vector<float> heldOutScore;       ///< per gene; empty when the weights do not say
    std::vector<float> heldOutBeyondDepth; ///< the same given the spots' depth; empty likewise
    /// Hex SHA-256 of code in the weights file that the user has not said to trust: it predicts nothing until
    /// then. Empty for everything else.
    std::string needsTrust;
    int preferredBatch = 32;                ///< spots per predict() that run fastest
    std::vector<RowPart> parts;             ///< what each row holds after the genes, in this order
    int views = 1;                          ///< 8: the mean over a patch's flips and quarter turns
    std::vector<SectionLooks> trainedLooks; ///< of the training's sections; empty when the weights do not say

    std::size_t rowWidth() const
    {
        std::size_t width = genes.size();
        for (const RowPart& part : parts)
            width += part.width(genes.size());
        return width;
    }
};

/// A model ready to run. Used from one thread at a time; makes its own threads. One that sees a whole section
/// is a SectionPredictor.
class Predictor
{
public:
    virtual ~Predictor() = default;
    virtual const PredictorInfo& info() const = 0;
    /// Rows [batch.count, info().rowWidth()], row-major: log-normalised expression as info().normalisation
    /// says, then the parts.
    /// Errors: ModelFailure (shapes, non-finite output), DeviceFailure (out of memory, device lost),
    /// Unsupported where seesWholeSection(info().kind).
    virtual Result<std::vector<float>> predict(const PatchBatch& batch) = 0;
};

} // namespace transcope::core
