#pragma once

#include "core/colour/colourmap.h"
#include "core/spots/placedspots.h"
#include "core/spots/spotmark.h"
#include "core/surface/contours.h"

#include <QPointF>
#include <QRectF>
#include <memory>
#include <vector>

namespace transcope::ui {

/// The spots of a view with what colours them. Versions tell renderers what has changed since they last
/// looked, so that only that is uploaded.
class SpotLayer
{
public:
    void setSpots(std::shared_ptr<const core::PlacedSpots> spots);
    /// One per spot; a shorter list leaves the rest missing.
    void setValues(std::vector<float> values);
    /// One per spot, instead of values.
    void setColours(std::vector<core::Rgb> colours);
    void setScale(const core::ColourScale& scale);
    /// How spots are drawn, and what over them. weights: per spot, how much of it is seen, of 255; empty: all
    /// of all. outlined: other spots, whose discs are drawn as lines over these; nullptr for none. The next
    /// setSpots() drops all but the mark.
    void setLook(core::SpotMark mark, std::vector<std::uint8_t> weights,
                 std::vector<core::ContourLine> contours,
                 std::shared_ptr<const core::SpotTable> outlined = nullptr);

    /// Squares of a smooth surface that are drawn, in the layer's scale, in place of the spots, which can be
    /// picked all the same; nullptr for none. weights: as setLook()'s. The next setSpots() drops it.
    void setSurface(std::shared_ptr<const core::PlacedSpots> cells, std::vector<float> values,
                    std::vector<std::uint8_t> weights);
    /// What is drawn as cells: the surface, else this layer where its spots are cells; nullptr: marks are.
    const SpotLayer* drawnCells() const;

    int count() const { return m_spots ? int(m_spots->table->size()) : 0; }
    const core::SpotTable* spots() const { return m_spots ? m_spots->table.get() : nullptr; }
    const std::vector<float>& values() const { return m_values; }
    const core::ColourScale& scale() const { return m_scale; }
    bool hasValues() const { return !m_values.empty(); }
    bool hasOwnColours() const { return !m_colours.empty(); }
    const std::vector<core::Rgb>& ownColours() const { return m_colours; }
    /// Without values or colours spots are drawn as outlines, so that the tissue stays visible.
    bool isHollow() const { return m_values.empty() && m_colours.empty(); }
    core::SpotMark mark() const { return isHollow() ? core::SpotMark::Outline : m_mark; }
    bool hasWeights() const { return !m_weights.empty(); }
    std::uint8_t weightOf(size_t spot) const { return hasWeights() ? m_weights[spot] : 255; }
    const std::vector<core::ContourLine>& contours() const { return m_contours; }
    const core::SpotTable* outlined() const { return m_outlined.get(); }

    /// One colour per spot through the scale, or its own; made when first asked for after a change.
    const std::vector<core::Rgb>& shownColours() const;
    /// Level-0 px, one per spot. Where there are any.
    const std::vector<core::PointD>& centres() const { return m_spots->index.centres(); }
    /// Of all centres; empty without any.
    QRectF boundsLevel0Px() const;
    /// Spots with their centres in a rectangle, ascending.
    std::vector<int> within(const QRectF& level0Px) const;
    /// Where the spots are cells: which lies where. nullptr: they are discs.
    const core::CellGrid* cells() const { return m_spots && m_spots->cells ? &*m_spots->cells : nullptr; }
    /// The spot whose cell holds the position, or the nearest whose mark does; -1 for none.
    int spotAt(QPointF level0Px) const;

    double opacity = 0.75;
    bool visible = true;
    int hovered = -1;
    int selected = -1;
    std::vector<int> brushed; ///< ringed too, finer
    /// Whether anything of the layer is to be seen at all.
    bool isDrawn() const { return visible && opacity > 0 && count() > 0; }

    int spotsVersion() const { return m_spotsVersion; }
    int valuesVersion() const { return m_valuesVersion; }
    int scaleVersion() const { return m_scaleVersion; }

private:
    std::shared_ptr<const core::PlacedSpots> m_spots;
    std::vector<float> m_values;
    std::vector<core::Rgb> m_colours;
    core::ColourScale m_scale;
    core::SpotMark m_mark = core::SpotMark::Disc;
    std::vector<std::uint8_t> m_weights;
    std::vector<core::ContourLine> m_contours;
    std::shared_ptr<const core::SpotTable> m_outlined;
    std::shared_ptr<SpotLayer> m_surface;
    int m_spotsVersion = 0, m_valuesVersion = 0, m_scaleVersion = 0;
    mutable std::vector<core::Rgb> m_shown;
    mutable bool m_shownValid = false;
};

} // namespace transcope::ui
