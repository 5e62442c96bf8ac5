#pragma once

#include "core/predict/sectionpredictor.h"
#include "model/backends/device.h"
#include "model/weights/tensor.h"

namespace transcope::model {

/// One look at a section by a method that sees superpixels: takes squares as core::SectionPass does, and then
/// has the features of each spot's superpixels. Used from one thread. Errors of all members: DeviceFailure,
/// ModelFailure.
class SuperpixelLook
{
public:
    virtual ~SuperpixelLook() = default;
    virtual const core::SpotTable& squares() const = 0;
    virtual core::Result<void> take(std::span<const int> squares, const core::PatchBatch& patches) = 0;
    virtual int steps() const = 0;
    virtual core::Result<void> step(int number) = 0;
    /// After the last step. Adds the features of the superpixels in a spot, one after the other, and gives
    /// how many they are: one at least.
    virtual std::size_t addFeatures(std::size_t spot, std::vector<float>& features) const = 0;
};

/// What makes features of superpixels: for predicting, and for training heads on them.
class SuperpixelEncoder
{
public:
    virtual ~SuperpixelEncoder() = default;
    virtual const core::PatchSpec& patches() const = 0;
    virtual int width() const = 0; ///< values of a superpixel
    /// Begins a look at this section; outlived by the encoder. Errors: those of SectionPredictor::begin().
    virtual core::Result<std::unique_ptr<SuperpixelLook>> begin(const core::SectionView& section) = 0;
};

/// HIPT's two transformers, below "vit256." and "vit4k." in tensors, and colour, as iStar takes them. title:
/// of the method, for messages. threads, memoryLimitBytes: as makeSectionPredictor() has them. Errors:
/// ModelFailure (tensors that do not fit), DeviceFailure.
core::Result<std::unique_ptr<SuperpixelEncoder>> makeHiptEncoder(std::string title, core::PatchSpec patches,
                                                                 const TensorMap& tensors,
                                                                 const DeviceChoice& choice, int threads = 0,
                                                                 std::uint64_t memoryLimitBytes = 0);

} // namespace transcope::model
