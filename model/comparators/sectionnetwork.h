#pragma once

#include "model/nn/torch.h"

namespace transcope::model {

/// What HisToGene and Hist2ST are made of. The defaults are HisToGene's.
struct SectionConfig
{
    int imageSize = 112;     ///< px of a spot's patch
    int genes = 250;         ///< outputs
    int width = 1024;        ///< of a spot's token
    int layers = 8;          ///< transformer blocks
    int heads = 16;          ///< each 64 wide
    int mlpHidden = 2048;    ///< of a block
    int positions = 64;      ///< array coordinates are 0 … positions − 1
    int graphLayers = 0;     ///< Hist2ST's
    bool countHeads = false; ///< Hist2ST's heads that only training uses (ZINB, distillation)
};

/// A network that sees all spots of a section at once. It computes in steps, so that a run can be given up
/// between two of them.
class SectionNetwork : public torch::nn::Module
{
public:
    explicit SectionNetwork(const SectionConfig& config) : m_config(config) {}
    const SectionConfig& config() const { return m_config; }

    /// patches: [n, imageSize, imageSize, 3] of values 0 … 255, row by row → one token per spot [n, width].
    virtual torch::Tensor embed(const torch::Tensor& patches) = 0;
    virtual int steps() const = 0;
    /// Step number 0 … steps() − 1. x: the tokens [N, width] of all spots; grid: their array coordinates
    /// (column, row) [N, 2] int64, each below config().positions. The last step's result is the expression
    /// [N, genes], all others' are tokens.
    virtual torch::Tensor step(int number, const torch::Tensor& x, const torch::Tensor& grid) = 0;

    /// All steps.
    torch::Tensor forward(torch::Tensor tokens, const torch::Tensor& grid)
    {
        for (int number = 0; number < steps(); ++number)
            tokens = step(number, tokens, grid);
        return tokens;
    }

private:
    SectionConfig m_config;
};

} // namespace transcope::model
