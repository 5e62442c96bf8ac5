#include "model/m2ost/patchembedding.h"

#include "model/nn/project.h"

namespace transcope::model {

using namespace torch::nn;

PatchEmbeddingImpl::PatchEmbeddingImpl(const PatchEmbeddingOptions& options) : m_options(options)
{
    reset();
}

void PatchEmbeddingImpl::reset()
{
    const std::int64_t pixels = 3ll * m_options.patchSize * m_options.patchSize;
    m_patchNorm = register_module("1", Norm(pixels));
    m_hidden = register_module("2", Linear(pixels, m_options.hidden));
    m_token = register_module("4", Linear(m_options.hidden, m_options.channels));
    m_tokenNorm = register_module("5", Norm(m_options.channels));
}

torch::Tensor PatchEmbeddingImpl::forward(const torch::Tensor& image, const torch::Tensor& chosen)
{
    const std::int64_t p = m_options.patchSize;
    TORCH_CHECK(image.dim() == 4 && image.size(1) == 3 && image.size(2) % p == 0 && image.size(3) % p == 0,
                "patch embedding wants [B, 3, H, W] with H and W multiples of ", p, ", got ", image.sizes());
    const auto rows = image.size(2) / p;
    const auto columns = image.size(3) / p;
    auto patches = image.reshape({image.size(0), 3, rows, p, columns, p})
                       .permute({0, 2, 4, 3, 5, 1})
                       .reshape({image.size(0), rows * columns, p * p * 3});
    if (chosen.defined())
        patches = patches.index_select(1, chosen);
    return m_tokenNorm(project(*m_token, torch::gelu(project(*m_hidden, m_patchNorm(patches)))));
}

} // namespace transcope::model
