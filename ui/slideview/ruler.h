#pragma once

#include "ui/slideview/viewport.h"

#include <QLineF>
#include <QPainter>
#include <optional>

namespace transcope::ui {

/// A distance that is measured on the slide: a line with its length.
class Ruler
{
public:
    std::optional<QLineF> lineLevel0Px;
    std::optional<double> umPerPx;
    bool isInHand = false; ///< the left button draws it

    /// In screen px.
    void draw(QPainter& painter, const Viewport& viewport) const;

    /// Without a mouse: the middle of the view is where the line begins, follows as the view moves, and stays
    /// at the second call.
    void mark(QPointF middleLevel0Px);
    /// Whether the line has another end now.
    bool follow(QPointF middleLevel0Px);
    void begin(QPointF level0Px);
    void dragTo(QPointF level0Px);

private:
    bool m_follows = false;
};

/// "87.3 µm", "1.24 mm"; without a scale "512 px (scale unknown)".
QString lengthText(double lengthLevel0Px, std::optional<double> umPerPx);

} // namespace transcope::ui
