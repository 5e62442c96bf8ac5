#include "ui/slideview/spotlayer.h"

#include <limits>

namespace transcope::ui {
namespace {

/// Unique over all layers, so that a renderer never takes one layer's data for another's. UI thread only.
int nextVersion()
{
    static int version = 0;
    return ++version;
}

} // namespace

void SpotLayer::setSpots(std::shared_ptr<const core::PlacedSpots> spots)
{
    m_spots = std::move(spots);
    m_values.clear();
    m_colours.clear();
    m_weights.clear();
    m_contours.clear();
    m_outlined.reset();
    m_surface.reset();
    hovered = selected = -1;
    brushed.clear();
    m_shownValid = false;
    m_spotsVersion = nextVersion();
    m_valuesVersion = nextVersion();
}

void SpotLayer::setValues(std::vector<float> values)
{
    m_values = std::move(values);
    m_values.resize(size_t(count()), std::numeric_limits<float>::quiet_NaN());
    m_colours.clear();
    m_shownValid = false;
    m_valuesVersion = nextVersion();
}

void SpotLayer::setColours(std::vector<core::Rgb> colours)
{
    m_colours = std::move(colours);
    m_colours.resize(size_t(count()), core::MissingColour);
    m_values.clear();
    m_shownValid = false;
    m_valuesVersion = nextVersion();
}

void SpotLayer::setScale(const core::ColourScale& scale)
{
    m_scale = scale;
    m_shownValid = false;
    m_scaleVersion = nextVersion();
    if (m_surface)
        m_surface->setScale(scale);
}

void SpotLayer::setSurface(std::shared_ptr<const core::PlacedSpots> cells, std::vector<float> values,
                           std::vector<std::uint8_t> weights)
{
    if (!cells) {
        m_surface.reset();
        return;
    }
    if (!m_surface || m_surface->m_spots != cells) {
        m_surface = std::make_shared<SpotLayer>();
        m_surface->setSpots(std::move(cells));
    }
    m_surface->setScale(m_scale);
    m_surface->setValues(std::move(values));
    m_surface->setLook(m_mark, std::move(weights), {});
}

const SpotLayer* SpotLayer::drawnCells() const
{
    if (!m_surface)
        return cells() != nullptr ? this : nullptr;
    m_surface->opacity = opacity;
    return m_surface.get();
}

void SpotLayer::setLook(core::SpotMark mark, std::vector<std::uint8_t> weights,
                        std::vector<core::ContourLine> contours,
                        std::shared_ptr<const core::SpotTable> outlined)
{
    m_mark = mark;
    m_weights = std::move(weights);
    if (hasWeights())
        m_weights.resize(size_t(count()), 255);
    m_contours = std::move(contours);
    m_outlined = std::move(outlined);
    m_valuesVersion = nextVersion();
}

const std::vector<core::Rgb>& SpotLayer::shownColours() const
{
    if (m_shownValid)
        return m_shown;
    m_shown = m_colours;
    m_shown.resize(size_t(count()), core::MissingColour);
    for (size_t i = 0; i < m_values.size(); ++i)
        m_shown[i] = m_scale.colourOf(double(m_values[i]));
    m_shownValid = true;
    return m_shown;
}

QRectF SpotLayer::boundsLevel0Px() const
{
    if (!m_spots)
        return {};
    const core::PointD minimum = m_spots->index.minimum(), extent = m_spots->index.extent();
    return {QPointF(minimum.x, minimum.y), QSizeF(extent.x, extent.y)};
}

std::vector<int> SpotLayer::within(const QRectF& level0Px) const
{
    if (!m_spots)
        return {};
    return m_spots->index.within({level0Px.left(), level0Px.top()}, {level0Px.right(), level0Px.bottom()});
}

int SpotLayer::spotAt(QPointF level0Px) const
{
    if (!m_spots)
        return -1;
    if (cells() != nullptr)
        return cells()->at(core::PointD{level0Px.x(), level0Px.y()});
    const double radius = core::markRadiusLevel0Px(*spots(), mark());
    const int nearest =
        m_spots->index.nearest({level0Px.x(), level0Px.y()}, radius * core::markReach(mark())).value_or(-1);
    if (nearest < 0)
        return -1;
    const core::PointD centre = spots()->spots[size_t(nearest)].centreLevel0Px;
    const double distance = core::markDistance(mark(), level0Px.x() - centre.x, level0Px.y() - centre.y);
    return distance <= radius ? nearest : -1;
}

} // namespace transcope::ui
