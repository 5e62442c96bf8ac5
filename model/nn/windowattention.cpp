#include "model/nn/windowattention.h"

#include <cmath>

namespace transcope::model {

namespace {

/// For each pair of places in a window the row of the bias table, [window⁴].
torch::Tensor tableRows(int window)
{
    std::vector<std::int64_t> rows;
    for (int q = 0; q < window * window; ++q)
        for (int k = 0; k < window * window; ++k)
            rows.push_back((q / window - k / window + window - 1) * (2 * window - 1) + q % window -
                           k % window + window - 1);
    return torch::tensor(rows);
}

/// Windows side by side, row by row: [B, H, W, …] → [B · windows, window², …].
torch::Tensor toWindows(const torch::Tensor& x, int window)
{
    const auto b = x.size(0), h = x.size(1) / window, w = x.size(2) / window, c = x.size(3);
    return x.view({b, h, window, w, window, c})
        .permute({0, 1, 3, 2, 4, 5})
        .reshape({b * h * w, static_cast<std::int64_t>(window) * window, c});
}

/// The inverse, for a grid of rows × columns.
torch::Tensor fromWindows(const torch::Tensor& x, int window, std::int64_t rows, std::int64_t columns)
{
    const auto h = rows / window, w = columns / window, c = x.size(2);
    return x.view({x.size(0) / (h * w), h, w, window, window, c})
        .permute({0, 1, 3, 2, 4, 5})
        .reshape({x.size(0) / (h * w), rows, columns, c});
}

/// Per window, which part of the unrolled grid each place belongs to: [1, H, W, 1] of numbers.
torch::Tensor regions(const WindowShape& shape, std::int64_t rows, std::int64_t columns)
{
    const auto part = [&](std::int64_t at, std::int64_t extent) {
        return at < extent - shape.window ? 0 : at < extent - shape.shift ? 1 : 2;
    };
    auto result = torch::empty({1, rows, columns, 1});
    auto to = result.accessor<float, 4>();
    for (std::int64_t r = 0; r < rows; ++r)
        for (std::int64_t c = 0; c < columns; ++c)
            to[0][r][c][0] = static_cast<float>(3 * part(r, rows) + part(c, columns));
    return result;
}

} // namespace

torch::Tensor windowBias(const torch::Tensor& table, const WindowShape& shape, std::int64_t rows,
                         std::int64_t columns)
{
    const std::int64_t places = static_cast<std::int64_t>(shape.window) * shape.window;
    const auto bias = table.index_select(0, tableRows(shape.window).to(table.device()))
                          .view({places, places, shape.heads})
                          .permute({2, 0, 1})
                          .unsqueeze(0);
    if (shape.shift == 0)
        return bias.contiguous();
    const auto region = toWindows(regions(shape, rows, columns), shape.window); // [windows, places, 1]
    const auto apart = region.ne(region.transpose(1, 2)).to(table.options()).mul(-100);
    return (bias + apart.unsqueeze(1)).contiguous();
}

torch::Tensor windowAttention(const torch::Tensor& qkv, const torch::Tensor& bias, const WindowShape& shape)
{
    const auto rows = qkv.size(1), columns = qkv.size(2), width = qkv.size(3) / 3 / shape.heads;
    const auto rolled = shape.shift > 0 ? torch::roll(qkv, {-shape.shift, -shape.shift}, {1, 2}) : qkv;
    const auto windows = toWindows(rolled, shape.window);
    const auto parts = windows.view({windows.size(0), windows.size(1), 3, shape.heads, width})
                           .permute({2, 0, 3, 1, 4}); // [3, B · windows, heads, places, width]
    const double scale = 1 / std::sqrt(static_cast<double>(width));
    auto scores = torch::matmul(parts[0] * scale, parts[1].transpose(-2, -1)).to(torch::kFloat);
    const auto each = scores.sizes().vec();
    scores = scores.view({-1, bias.size(0), each[1], each[2], each[3]}) + bias;
    const auto shares = scores.softmax(-1).view(each).to(qkv.scalar_type());
    const auto out = torch::matmul(shares, parts[2]).transpose(1, 2).flatten(2);
    const auto grid = fromWindows(out, shape.window, rows, columns);
    return shape.shift > 0 ? torch::roll(grid, {shape.shift, shape.shift}, {1, 2}) : grid;
}

} // namespace transcope::model
