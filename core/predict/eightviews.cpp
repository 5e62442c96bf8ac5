#include "core/predict/eightviews.h"

#include "core/base/try.h"

#include <cmath>

namespace transcope::core {

namespace {

/// Per pixel of a view, the pixel of the patch as it is that is seen there.
std::vector<std::size_t> pixelsOfView(int view, int sizePx)
{
    const auto size = static_cast<std::size_t>(sizePx), last = size - 1;
    std::vector<std::size_t> pixels;
    pixels.reserve(size * size);
    for (std::size_t row = 0; row < size; ++row)
        for (std::size_t column = 0; column < size; ++column) {
            std::size_t y = row, x = view < 4 ? column : last - column;
            for (int turn = 0; turn < view % 4; ++turn) {
                const std::size_t before = y;
                y = x;
                x = last - before;
            }
            pixels.push_back(y * size + x);
        }
    return pixels;
}

/// The patches of one level, seen so.
std::vector<std::uint8_t> seen(const std::vector<std::uint8_t>& level, const std::vector<std::size_t>& pixels)
{
    std::vector<std::uint8_t> view(level.size());
    const std::size_t patchBytes = pixels.size() * 3;
    for (std::size_t first = 0; first < level.size(); first += patchBytes) {
        const std::uint8_t* from = level.data() + first;
        std::uint8_t* to = view.data() + first;
        for (const std::size_t pixel : pixels)
            for (std::size_t c = 0; c < 3; ++c)
                *to++ = from[3 * pixel + c];
    }
    return view;
}

/// Sums of what the views' values differ by from those of the first view.
struct Differences
{
    std::vector<float> sum, squares;

    void add(const std::vector<float>& view, const std::vector<float>& first)
    {
        sum.resize(first.size());
        squares.resize(first.size());
        for (std::size_t i = 0; i < first.size(); ++i) {
            const float difference = view[i] - first[i];
            sum[i] += difference;
            squares[i] += difference * difference;
        }
    }
};

} // namespace

Result<PredictorInfo> infoOfEightViews(PredictorInfo info)
{
    if (seesWholeSection(info.kind))
        return fail(ErrorCode::Unsupported,
                    info.title + " sees a section as a whole, not patches that can be turned one by one",
                    "Leave the views out, or choose weights of a method that sees single spots");
    info.views = EightViews::Views;
    info.parts.push_back({partname::Deviation, "deviation of 8 views"});
    info.preferredBatch = std::max(1, info.preferredBatch / EightViews::Views);
    return info;
}

Result<std::unique_ptr<Predictor>> EightViews::of(std::unique_ptr<Predictor> model)
{
    TRY(auto info, infoOfEightViews(model->info()));
    return std::unique_ptr<Predictor>(new EightViews(std::move(model), std::move(info)));
}

EightViews::EightViews(std::unique_ptr<Predictor> model, PredictorInfo info)
    : m_model(std::move(model)), m_info(std::move(info))
{
}

Result<std::vector<float>> EightViews::predict(const PatchBatch& batch)
{
    TRY(const auto first, m_model->predict(batch));
    Differences differences;
    PatchBatch turned = batch;
    for (int view = 1; view < Views; ++view) {
        const auto pixels = pixelsOfView(view, batch.sizePx);
        for (std::size_t level = 0; level < batch.levels.size(); ++level)
            turned.levels[level] = seen(batch.levels[level], pixels);
        TRY(const auto rows, m_model->predict(turned));
        if (rows.size() != first.size())
            return fail(ErrorCode::ModelFailure, m_info.title + " gives rows of changing width");
        differences.add(rows, first);
    }
    std::vector<bool> averaged;
    averaged.insert(averaged.end(), m_info.genes.size(), true);
    for (const RowPart& part : m_model->info().parts)
        averaged.insert(averaged.end(), part.width(m_info.genes.size()), part.isPerGene());

    std::vector<float> rows;
    rows.reserve(static_cast<std::size_t>(batch.count) * m_info.rowWidth());
    for (std::size_t row = 0; row < first.size(); row += averaged.size()) {
        for (std::size_t i = 0; i < averaged.size(); ++i)
            rows.push_back(first[row + i] + (averaged[i] ? differences.sum[row + i] / Views : 0));
        for (std::size_t gene = row; gene < row + m_info.genes.size(); ++gene) {
            const float mean = differences.sum[gene] / Views;
            rows.push_back(std::sqrt(std::max(0.0F, differences.squares[gene] / Views - mean * mean)));
        }
    }
    return rows;
}

} // namespace transcope::core
