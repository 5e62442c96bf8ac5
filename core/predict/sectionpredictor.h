#pragma once

#include "core/predict/predictor.h"
#include "core/spots/spottable.h"

#include <span>

namespace transcope::core {

/// A section as a method that sees all of it at once gets to know it.
struct SectionView
{
    const SpotTable& spots; ///< outlives the pass
    SizeI slideLevel0Px;
    std::optional<double> umPerPx; ///< µm per level-0 px; absent when unknown
};

/// Rows of a section's spots, all of them, in the table's order.
struct SectionRows
{
    std::vector<float> values;        ///< [spots, genes] row-major
    std::vector<std::uint8_t> padded; ///< per spot, 1 where what was seen of it reached beyond the slide
};

/// One prediction of a section: it is shown the patches that it asks for, then computes in steps, between
/// which it can be given up, and then has rows. Used from one thread. The rows depend on the section alone,
/// not on how the patches are batched. Errors of all members: those of Predictor::predict().
class SectionPass
{
public:
    virtual ~SectionPass() = default;
    /// The squares that it wants to see, cut as the predictor's PatchSpec says; for a method of kind Section
    /// the spots themselves.
    virtual const SpotTable& squares() const = 0;
    /// Takes the patches of some squares (indices into squares()). Each square comes once, and for the same
    /// section always in the same order.
    virtual Result<void> take(std::span<const int> squares, const PatchBatch& patches) = 0;
    virtual int steps() const = 0;
    /// Step 0 … steps() − 1, in that order, after the last square.
    virtual Result<void> step(int number) = 0;
    /// After the last step.
    virtual Result<SectionRows> rows() = 0;
};

/// A model of kind Section or Dense.
class SectionPredictor : public Predictor
{
public:
    /// Begins a prediction of this section; outlived by the predictor. Errors: Unsupported (spots without
    /// what the method needs to know about them, a section of unknown scale: says what), DeviceFailure (the
    /// section needs more memory than there is: says how much).
    virtual Result<std::unique_ptr<SectionPass>> begin(const SectionView& section) = 0;

    Result<std::vector<float>> predict(const PatchBatch&) final
    {
        return fail(ErrorCode::Unsupported, info().title + " predicts a whole section, not single spots",
                    "Give it the section's spots");
    }
};

} // namespace transcope::core
