#include "model/weights/trainingvectors.h"

#include <algorithm>
#include <cmath>

namespace transcope::model {

namespace {

constexpr const char* Names[] = {"training.mean", "training.covariance", "training.distances"};

bool areSound(const TrainingVectors& vectors)
{
    const auto width = static_cast<std::int64_t>(vectors.mean.data.size());
    const auto finite = [](const HostTensor& tensor) {
        return std::ranges::all_of(tensor.data, [](float v) { return std::isfinite(v); });
    };
    return vectors.mean.shape == std::vector{width} && width > 0 &&
           vectors.covariance.shape == std::vector{width, width} && vectors.distances.data.size() >= 2 &&
           std::ranges::is_sorted(vectors.distances.data) && finite(vectors.mean) &&
           finite(vectors.covariance) && finite(vectors.distances);
}

} // namespace

TensorMap TrainingVectors::tensors() const
{
    return {{Names[0], mean}, {Names[1], covariance}, {Names[2], distances}};
}

std::optional<TrainingVectors> takeTrainingVectors(TensorMap& tensors)
{
    TrainingVectors vectors;
    HostTensor* const parts[] = {&vectors.mean, &vectors.covariance, &vectors.distances};
    for (std::size_t i = 0; i < std::size(Names); ++i)
        if (const auto found = tensors.find(Names[i]); found != tensors.end()) {
            *parts[i] = std::move(found->second);
            tensors.erase(found);
        }
    if (!areSound(vectors))
        return std::nullopt;
    return vectors;
}

} // namespace transcope::model
