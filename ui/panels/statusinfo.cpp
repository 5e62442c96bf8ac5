#include "ui/panels/statusinfo.h"

#include "ui/slideview/magnification.h"

#include <QCoreApplication>
#include <QLabel>
#include <QLocale>
#include <QProgressBar>
#include <QStatusBar>
#include <cmath>

namespace transcope::ui {

namespace {

constexpr int RightMargin = 8; // between the device and the window's edge

QString tr(const char* text)
{
    return QCoreApplication::translate("transcope::ui", text);
}

QLabel* addLabel(QStatusBar* bar, int minimumWidth)
{
    auto* label = new QLabel;
    label->setMinimumWidth(minimumWidth);
    bar->addWidget(label);
    return label;
}

} // namespace

QString positionText(const QPointF& level0Px, std::optional<double> umPerPx)
{
    const QLocale locale;
    const auto whole = [&](double value) { return locale.toString(value, 'f', 0); };
    QString text = tr("x %1  y %2 px").arg(whole(std::floor(level0Px.x())), whole(std::floor(level0Px.y())));
    if (umPerPx)
        text += tr("   ·   %1, %2 µm").arg(whole(level0Px.x() * *umPerPx), whole(level0Px.y() * *umPerPx));
    return text;
}

QString magnificationText(double screenPxPerSlidePx, std::optional<double> umPerPx)
{
    const QLocale locale;
    const double percent = screenPxPerSlidePx * 100;
    const QString zoom = tr("%1 %").arg(locale.toString(percent, 'f', percent < 10 ? 1 : 0));
    if (!umPerPx || *umPerPx <= 0)
        return tr("%1 · scale unknown").arg(zoom);
    return timesText(magnificationOf(screenPxPerSlidePx, *umPerPx)) + QStringLiteral(" · ") + zoom;
}

QString durationText(double seconds)
{
    const auto whole = static_cast<int>(std::ceil(seconds));
    if (whole < 90)
        return tr("%1 s").arg(whole);
    if (whole < 90 * 60)
        return tr("%1 min").arg((whole + 30) / 60);
    return tr("%1 h").arg((whole + 1800) / 3600);
}

QString timeLeftText(std::optional<double> seconds)
{
    if (!seconds || !std::isfinite(*seconds))
        return {};
    const auto whole = static_cast<int>(std::ceil(*seconds));
    if (whole < 90)
        return tr("%1 s left").arg(whole);
    if (whole < 90 * 60)
        return tr("about %1 min left").arg((whole + 30) / 60);
    return tr("about %1 h left").arg((whole + 1800) / 3600);
}

StatusInfo::StatusInfo(QStatusBar* bar)
{
    const auto wide = [bar](const QString& text) { return bar->fontMetrics().horizontalAdvance(text); };
    bar->setSizeGripEnabled(false);
    m_position = addLabel(bar, wide(QStringLiteral("x 000,000  y 000,000 px   ·   000,000, 000,000 µm ")));
    m_magnification = addLabel(bar, wide(QStringLiteral("00.00× · 000.0 % ")));
    m_what = new QLabel;
    m_progress = new QProgressBar;
    m_progress->setFixedWidth(160);
    m_progress->setTextVisible(false);
    m_progress->setMaximumHeight(bar->fontMetrics().height());
    m_device = new QLabel;
    m_device->setContentsMargins(0, 0, RightMargin, 0);
    bar->addPermanentWidget(m_what);
    bar->addPermanentWidget(m_progress);
    bar->addPermanentWidget(m_device);
    setProgress({}, std::nullopt);
}

void StatusInfo::setPosition(const QString& text)
{
    m_position->setText(text);
}

void StatusInfo::setMagnification(const QString& text)
{
    m_magnification->setText(text);
}

void StatusInfo::setDevice(const QString& text, const QString& toolTip)
{
    m_device->setText(text);
    m_device->setToolTip(toolTip);
}

void StatusInfo::setProgress(const QString& what, const std::optional<core::Progress>& progress)
{
    m_what->setText(what);
    m_what->setVisible(!what.isEmpty());
    m_progress->setVisible(progress.has_value());
    if (!progress)
        return;
    // Shares of 1000: a run over more spots than an int counts must not wrap. 0..0 shows "busy".
    m_progress->setRange(0, progress->total > 0 ? 1000 : 0);
    if (progress->total > 0)
        m_progress->setValue(static_cast<int>(1000 * progress->done / progress->total));
}

} // namespace transcope::ui
