#include "model/comparators/projectionhead.h"

#include "model/nn/project.h"
#include "model/nn/registerat.h"

namespace transcope::model {

namespace {

constexpr double HeadDropout = 0.1;

} // namespace

ProjectionHead::ProjectionHead(torch::nn::Module& owner, const std::string& path, std::int64_t inputs)
    : m_projection(registerAt(owner, path + ".projection", torch::nn::Linear(inputs, Width))),
      m_fc(registerAt(owner, path + ".fc", torch::nn::Linear(Width, Width))),
      m_norm(registerAt(owner, path + ".layer_norm", Norm(Width)))
{
}

torch::Tensor ProjectionHead::forward(const torch::Tensor& x)
{
    const auto h = project(*m_projection, x).to(torch::kFloat);
    const auto y = project(*m_fc, torch::gelu(h)).to(torch::kFloat);
    return m_norm(h + torch::dropout(y, HeadDropout, m_norm->is_training()));
}

} // namespace transcope::model
