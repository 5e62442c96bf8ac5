#pragma once

#include "core/slide/slide.h"
#include "core/slide/tilegrid.h"

#include <QHashFunctions>
#include <QMetaType>
#include <QRectF>
#include <vector>

namespace transcope::ui {

/// One tile of a TilePyramid.
struct TileKey
{
    int level = 0; ///< of the TilePyramid, 0 the finest; not the slide's
    int column = 0;
    int row = 0;
    bool operator==(const TileKey&) const = default;
};
inline size_t qHash(const TileKey& key, size_t seed = 0)
{
    return qHashMulti(seed, key.level, key.column, key.row);
}

/// A level to draw from: one of the slide's own, or one made from it by averaging `reduction`² px.
struct TileLevel : core::TileGrid
{
    int sourceLevel = 0;   ///< the slide's level it is read from
    int reduction = 1;     ///< px of the source level per px, along each axis
    core::SizeI sourcePx;  ///< in px of the source level
    double downsample = 1; ///< level-0 px per px of this level
};

/// The tiles in which a slide is shown. Between a slide's levels that lie more than about a factor of two
/// apart, and above its last one, levels are added; the first level that is a single tile is the root and the
/// last.
class TilePyramid
{
public:
    explicit TilePyramid(const core::Slide& slide);

    core::SizeI slideLevel0Px() const { return m_slideLevel0Px; }
    const std::vector<TileLevel>& levels() const { return m_levels; }
    const TileLevel& level(const TileKey& key) const { return m_levels[size_t(key.level)]; }
    TileKey root() const { return {int(m_levels.size()) - 1, 0, 0}; }

    /// The coarsest level that still has at least one px per wanted one, within 1 %; 0 if none has.
    int levelFor(double wantedDownsample) const;
    /// Tiles of a level that touch a rectangle in level-0 px, row by row; empty beside the slide.
    std::vector<TileKey> tilesIn(const QRectF& level0Px, int level) const;
    /// The tile's rectangle in px of its level; smaller at the right and bottom edge.
    core::RectI rectPx(const TileKey& key) const { return level(key).rectPx(key.column, key.row); }
    /// The tile's rectangle in level-0 px, not rounded.
    QRectF rectLevel0Px(const TileKey& key) const;

private:
    void addLevel(const core::Slide& slide, int sourceLevel, int reduction);

    core::SizeI m_slideLevel0Px;
    std::vector<TileLevel> m_levels;
};

} // namespace transcope::ui

Q_DECLARE_METATYPE(transcope::ui::TileKey)
