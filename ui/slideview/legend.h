#pragma once

#include "core/colour/colourmap.h"
#include "ui/slideview/furniturestyle.h"

#include <QString>
#include <optional>

namespace transcope::ui {

/// What stands in the place of the colour bar where colours have no scale: categories, each of which can be
/// switched off and on by a click, or what two or three genes' colours look like added up.
class Legend
{
public:
    /// hidden: names of categories that are not drawn. mixes: the colours are added up.
    void setEntries(std::vector<core::LegendEntry> entries, std::vector<std::string> hidden, bool mixes);
    bool isEmpty() const { return m_entries.empty(); }

    void place(QSizeF viewScreenPx, double devicePixelRatio, const FurnitureStyle& style);
    void hide() { m_rect = {}; }
    const QRectF& rect() const { return m_rect; }
    /// By its number from the top, of those that have a line; absent where colours are added up.
    std::optional<std::string> category(std::size_t number) const;
    /// The category whose line is there.
    std::optional<std::string> categoryAt(QPointF screenPx) const;

    FurniturePicture picture(double devicePixelRatio, const FurnitureStyle& style) const;
    /// Changes whenever picture() would.
    QString stateKey() const;

private:
    QSizeF mixSize(QSizeF viewScreenPx, const FurnitureStyle& style);
    QSizeF listSize(QSizeF viewScreenPx, const FurnitureStyle& style);
    void drawMix(QPainter& painter, const FurnitureStyle& style) const;
    void drawList(QPainter& painter, const FurnitureStyle& style) const;

    std::vector<core::LegendEntry> m_entries;
    std::vector<std::string> m_hidden;
    bool m_mixes = false;
    int m_version = 0;
    QRectF m_rect; ///< empty while hidden
    double m_line = 0;
    double m_mixSide = 0;
    std::size_t m_rows = 0; ///< that there is room for, the one that says how many there are more included
};

} // namespace transcope::ui
