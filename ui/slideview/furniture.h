#pragma once

#include "core/colour/pictureadjustment.h"
#include "ui/slideview/colourbar.h"
#include "ui/slideview/legend.h"
#include "ui/slideview/minimap.h"

#include <QHash>
#include <QString>
#include <optional>
#include <vector>

namespace transcope::ui {

/// All that lies over the slide: title, scale bar, minimap, colour bar or legend, message, empty state.
/// Pieces are drawn again only when they change.
class Furniture
{
public:
    QString title;
    QString besideTitle; ///< of the spots right of the divider, or everywhere
    std::optional<double> dividerScreenPx;
    QString message;
    std::optional<double> umPerPx;
    core::PictureAdjustment adjustment; ///< of the slide: what was done to it is said
    bool scaleBarVisible = true;
    bool minimapVisible = true;
    bool minimapNeeded = true;    ///< not all that there is to see is in view
    bool dropHighlighted = false; ///< a file is being dragged over the view
    ColourBar colourBar;
    Legend legend; ///< in its place where colours have no scale
    Minimap minimap;

    /// Lays the pieces out and gives their pictures. Without a slide there is only the empty state.
    std::vector<FurniturePicture> pictures(const Viewport& viewport, bool hasSlide, const SpotLayer& spots,
                                           const FurnitureStyle& style);

private:
    using Draw = std::function<FurniturePicture()>;
    void add(std::vector<FurniturePicture>& pictures, const char* piece, const QString& key,
             const Draw& draw);
    void layOutLegend(const Viewport& viewport, const SpotLayer& spots, const FurnitureStyle& style);
    void layOut(const Viewport& viewport, const SpotLayer& spots, const FurnitureStyle& style);
    FurniturePicture titlePicture(const QString& shown, double left, const Viewport& viewport,
                                  const FurnitureStyle& style) const;
    FurniturePicture dividerPicture(const Viewport& viewport, const FurnitureStyle& style) const;
    void addTitles(std::vector<FurniturePicture>& pictures, const Viewport& viewport,
                   const FurnitureStyle& style);
    FurniturePicture scaleBarPicture(const Viewport& viewport, const FurnitureStyle& style) const;
    FurniturePicture adjustmentPicture(const QString& text, const Viewport& viewport,
                                       const FurnitureStyle& style) const;
    FurniturePicture messagePicture(const Viewport& viewport, const FurnitureStyle& style) const;
    FurniturePicture emptyPicture(const Viewport& viewport, const FurnitureStyle& style) const;

    struct Cached
    {
        QString key;
        FurniturePicture picture;
    };
    QHash<QByteArray, Cached> m_cache;
    double m_scaleBarBottom = 0; ///< screen px
};

} // namespace transcope::ui
