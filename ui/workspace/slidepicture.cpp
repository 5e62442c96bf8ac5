#include "ui/workspace/slidepicture.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace transcope::ui {

namespace {

const QString BrightnessKey = QStringLiteral("brightness");
const QString ContrastKey = QStringLiteral("contrast");
const QString GammaKey = QStringLiteral("gamma");
const QString StainKey = QStringLiteral("stain");

/// In the order of the enumeration.
constexpr std::array<const char*, 3> StainNames = {"haematoxylin", "eosin", "residual"};

double within(double value, double low, double high, double otherwise)
{
    return std::isfinite(value) ? std::clamp(value, low, high) : otherwise;
}

} // namespace

SlidePicture::SlidePicture(Document* document, DisplayState* display, Workspace* workspace, QObject* parent)
    : QObject(parent), m_workspace(workspace)
{
    connect(document, &Document::slideChanged, this, [this] { setAdjustment({}); });
    connect(display, &DisplayState::changed, this, &SlidePicture::show); // of views that came up
}

void SlidePicture::setAdjustment(core::PictureAdjustment adjustment)
{
    using core::PictureAdjustment;
    adjustment.brightness = within(adjustment.brightness, -1, 1, 0);
    adjustment.contrast = within(adjustment.contrast, PictureAdjustment::Least, PictureAdjustment::Most, 1);
    adjustment.gamma = within(adjustment.gamma, PictureAdjustment::Least, PictureAdjustment::Most, 1);
    if (adjustment == m_adjustment)
        return;
    m_adjustment = adjustment;
    show();
    emit changed();
}

void SlidePicture::toggleStain(core::Stain stain)
{
    auto wanted = m_adjustment;
    wanted.stain = wanted.stain == stain ? std::nullopt : std::optional(stain);
    setAdjustment(wanted);
}

void SlidePicture::show()
{
    for (int view = 0; view < m_workspace->count(); ++view)
        m_workspace->view(view)->setAdjustment(m_adjustment);
}

QJsonObject SlidePicture::toJson() const
{
    QJsonObject json{{BrightnessKey, m_adjustment.brightness},
                     {ContrastKey, m_adjustment.contrast},
                     {GammaKey, m_adjustment.gamma}};
    if (m_adjustment.stain)
        json.insert(StainKey, QLatin1String(StainNames[static_cast<std::size_t>(*m_adjustment.stain)]));
    return json;
}

void SlidePicture::fromJson(const QJsonObject& json)
{
    core::PictureAdjustment adjustment;
    adjustment.brightness = json.value(BrightnessKey).toDouble(adjustment.brightness);
    adjustment.contrast = json.value(ContrastKey).toDouble(adjustment.contrast);
    adjustment.gamma = json.value(GammaKey).toDouble(adjustment.gamma);
    const auto stain = std::ranges::find(StainNames, json.value(StainKey).toString());
    if (stain != StainNames.end())
        adjustment.stain = static_cast<core::Stain>(stain - StainNames.begin());
    setAdjustment(adjustment);
}

} // namespace transcope::ui
