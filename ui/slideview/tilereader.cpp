#include "ui/slideview/tilereader.h"

#include <QPainter>
#include <algorithm>
#include <array>
#include <vector>

namespace transcope::ui {
namespace {

constexpr int PieceEdgePx = 1024; ///< of the source level

/// One source piece, averaged over reduction × reduction px into `target`; px cut off by the slide's edge
/// are averages of fewer.
void averageInto(QImage& target, QRect where, const core::Image& piece, int reduction)
{
    std::vector<std::array<quint32, 4>> sums(size_t(where.width()));
    for (int y = 0; y < where.height(); ++y) {
        std::fill(sums.begin(), sums.end(), std::array<quint32, 4>{});
        for (int sy = y * reduction; sy < std::min((y + 1) * reduction, piece.height); ++sy) {
            const std::uint8_t* in = piece.row(sy);
            for (int x = 0; x < where.width(); ++x)
                for (int end = std::min((x + 1) * reduction, piece.width), sx = x * reduction; sx < end;
                     ++sx) {
                    auto& sum = sums[size_t(x)];
                    sum[0] += in[0], sum[1] += in[1], sum[2] += in[2], ++sum[3];
                    in += 3;
                }
        }
        auto* out = reinterpret_cast<QRgb*>(target.scanLine(where.y() + y)) + where.x();
        for (const auto& sum : sums) {
            const quint32 half = sum[3] / 2, count = std::max(1u, sum[3]);
            *out++ = qRgb(int((sum[0] + half) / count), int((sum[1] + half) / count),
                          int((sum[2] + half) / count));
        }
    }
}

void copyInto(QImage& target, QRect where, const core::Image& piece)
{
    for (int y = 0; y < where.height(); ++y) {
        const std::uint8_t* in = piece.row(y);
        auto* out = reinterpret_cast<QRgb*>(target.scanLine(where.y() + y)) + where.x();
        for (int x = 0; x < where.width(); ++x, in += 3)
            out[x] = qRgb(in[0], in[1], in[2]);
    }
}

void hatch(QImage& target, QRect where)
{
    QPainter painter(&target);
    painter.fillRect(where, QColor(232, 232, 232));
    painter.fillRect(where, QBrush(QColor(176, 120, 120), Qt::BDiagPattern));
}

/// In px of the tile.
int pieceEdge(const TileLevel& level)
{
    return std::max(1, PieceEdgePx / level.reduction);
}

} // namespace

bool isReadInPieces(const TilePyramid& pyramid, const TileKey& key)
{
    const core::RectI tile = pyramid.rectPx(key);
    return std::max(tile.width, tile.height) > pieceEdge(pyramid.level(key));
}

TileResult readTile(const core::Slide& slide, const TilePyramid& pyramid, const TileKey& key,
                    std::stop_token stop)
{
    const TileLevel& level = pyramid.level(key);
    const core::RectI tile = pyramid.rectPx(key);
    const int step = pieceEdge(level);
    TileResult result{QImage(int(tile.width), int(tile.height), QImage::Format_RGB32), {}};
    for (int y = 0; y < tile.height; y += step)
        for (int x = 0; x < tile.width; x += step) {
            if (stop.stop_requested())
                return {};
            const QRect where(x, y, std::min(step, int(tile.width) - x),
                              std::min(step, int(tile.height) - y));
            core::RectI source{(tile.x + x) * level.reduction, (tile.y + y) * level.reduction,
                               std::int64_t(where.width()) * level.reduction,
                               std::int64_t(where.height()) * level.reduction};
            source.width = std::min(source.width, level.sourcePx.width - source.x);
            source.height = std::min(source.height, level.sourcePx.height - source.y);
            const auto piece = slide.read(source, level.sourceLevel);
            if (!piece) {
                hatch(result.image, where);
                result.error = QString::fromStdString(piece.error().text());
            } else if (level.reduction == 1) {
                copyInto(result.image, where, *piece);
            } else {
                averageInto(result.image, where, *piece, level.reduction);
            }
        }
    return result;
}

} // namespace transcope::ui
