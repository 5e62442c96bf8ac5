#pragma once

#include "core/predict/predictor.h"
#include "model/nn/torch.h"

#include <functional>
#include <span>
#include <vector>

namespace transcope::model {

/// Gathers patches into passes of a fixed size, so that what a network makes of them, to the last bit, does
/// not depend on how a run cuts its batches.
class FixedPasses
{
public:
    /// patches: [n, sizePx, sizePx, 3] uint8 on the CPU, valid during the call; numbers: theirs.
    using Work = std::function<void(const torch::Tensor& patches, const std::vector<std::int64_t>& numbers)>;

    FixedPasses(int sizePx, std::size_t perPass, Work work)
        : m_sizePx(sizePx), m_perPass(perPass), m_work(std::move(work))
    {
    }

    /// Takes the first level of a batch; calls the work when a pass is full.
    void add(std::span<const int> numbers, const core::PatchBatch& batch)
    {
        TORCH_CHECK(batch.sizePx == m_sizePx && batch.levels.size() == 1 &&
                        batch.levels[0].size() == numbers.size() * patchBytes(),
                    "the patches do not fit the model, which wants one level of ", m_sizePx, " px");
        for (std::size_t i = 0; i < numbers.size(); ++i) {
            m_numbers.push_back(numbers[i]);
            const auto patch = batch.levels[0].begin() + static_cast<std::ptrdiff_t>(i * patchBytes());
            m_patches.insert(m_patches.end(), patch, patch + static_cast<std::ptrdiff_t>(patchBytes()));
            if (m_numbers.size() == m_perPass)
                flush();
        }
    }
    /// The last pass, which may be smaller.
    void flush()
    {
        if (m_numbers.empty())
            return;
        const auto count = static_cast<std::int64_t>(m_numbers.size());
        m_work(torch::from_blob(m_patches.data(), {count, m_sizePx, m_sizePx, 3}, torch::kByte), m_numbers);
        m_numbers.clear();
        m_patches.clear();
    }

private:
    std::size_t patchBytes() const { return std::size_t{3} * m_sizePx * m_sizePx; }

    int m_sizePx;
    std::size_t m_perPass;
    Work m_work;
    std::vector<std::int64_t> m_numbers;
    std::vector<std::uint8_t> m_patches;
};

} // namespace transcope::model
