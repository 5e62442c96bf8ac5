#include "model/nn/channelnormalisation.h"

namespace transcope::model {

namespace {

torch::Tensor perChannel(const std::array<double, 3>& values)
{
    return torch::tensor(torch::ArrayRef<double>(values.data(), values.size()), torch::kFloat)
        .view({1, 3, 1, 1});
}

} // namespace

ChannelNormalisation::ChannelNormalisation(const std::array<double, 3>& mean, const std::array<double, 3>& sd)
    : m_identity(mean == std::array<double, 3>{0, 0, 0} && sd == std::array<double, 3>{1, 1, 1}),
      m_mean(perChannel(mean)), m_sd(perChannel(sd))
{
}

torch::Tensor ChannelNormalisation::operator()(torch::Tensor image, double scale) const
{
    if (scale != 1)
        image = image.mul(scale);
    if (m_identity)
        return image;
    return image.sub(m_mean.to(image.device())).div_(m_sd.to(image.device()));
}

} // namespace transcope::model
