#include "ui/panels/displaypanel.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QIcon>
#include <QImage>
#include <QLabel>
#include <QLineEdit>
#include <QPixmap>
#include <QSignalBlocker>
#include <QSlider>
#include <cmath>

namespace transcope::ui {

namespace {

constexpr QSize SwatchSize{64, 12};

QIcon swatch(core::ColourMap map)
{
    const auto& table = core::colours(map);
    QImage image(SwatchSize, QImage::Format_RGB32);
    for (int x = 0; x < image.width(); ++x) {
        const auto& colour = table[static_cast<std::size_t>(x * 255 / (image.width() - 1))];
        for (int y = 0; y < image.height(); ++y)
            image.setPixel(x, y, qRgb(colour[0], colour[1], colour[2]));
    }
    return QPixmap::fromImage(image);
}

QString title(core::ColourMap map)
{
    const auto name = core::name(map);
    QString text = QString::fromUtf8(name.data(), static_cast<qsizetype>(name.size()));
    text[0] = text[0].toUpper();
    return text;
}

} // namespace

DisplayPanel::DisplayPanel(DisplayState* display, QWidget* parent)
    : QWidget(parent), m_display(display), m_colourMap(new QComboBox), m_low(new QLineEdit),
      m_high(new QLineEdit), m_opacity(new QSlider(Qt::Horizontal)), m_opacityText(new QLabel),
      m_overlay(new QCheckBox(tr("Show overlay"))), m_lock(new QCheckBox(tr("Same range in all views")))
{
    m_colourMap->setIconSize(SwatchSize);
    for (const auto map : core::allColourMaps())
        m_colourMap->addItem(swatch(map), title(map), static_cast<int>(map));
    for (auto* edit : {m_low, m_high})
        edit->setToolTip(tr("A value, or a percentile such as p1, p99 or 99 %"));
    m_opacity->setRange(0, 100);
    m_opacityText->setMinimumWidth(fontMetrics().horizontalAdvance(QStringLiteral("100 %")));
    m_opacityText->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_overlay->setToolTip(tr("Spots on the tissue (O)"));
    m_opacity->setToolTip(tr("Also Ctrl + mouse wheel over the slide"));
    m_lock->setToolTip(tr("One colour means the same value wherever the same quantity is shown"));

    auto* range = new QHBoxLayout;
    range->setSpacing(6);
    range->addWidget(m_low);
    range->addWidget(new QLabel(tr("to")));
    range->addWidget(m_high);
    auto* opacity = new QHBoxLayout;
    opacity->addWidget(m_opacity);
    opacity->addWidget(m_opacityText);

    auto* form = new QFormLayout(this);
    form->setContentsMargins(8, 4, 8, 8);
    form->setHorizontalSpacing(8);
    form->setVerticalSpacing(6);
    form->addRow(tr("Colours"), m_colourMap);
    form->addRow(tr("Range"), range);
    form->addRow(tr("Opacity"), opacity);
    form->addRow(m_overlay);
    form->addRow(m_lock);

    connect(m_colourMap, &QComboBox::activated, this, [this] {
        m_display->setColourMap(static_cast<core::ColourMap>(m_colourMap->currentData().toInt()));
    });
    connect(m_low, &QLineEdit::editingFinished, this, &DisplayPanel::takeRange);
    connect(m_high, &QLineEdit::editingFinished, this, &DisplayPanel::takeRange);
    connect(m_opacity, &QSlider::valueChanged, this,
            [this](int percent) { m_display->setOpacity(percent / 100.0); });
    connect(m_overlay, &QCheckBox::toggled, m_display, &DisplayState::setOverlayVisible);
    connect(m_lock, &QCheckBox::toggled, m_display, &DisplayState::setScalesLocked);
    connect(m_display, &DisplayState::changed, this, &DisplayPanel::showState);
    showState();
}

void DisplayPanel::showState()
{
    const QSignalBlocker quietOpacity(m_opacity);
    const QSignalBlocker quietOverlay(m_overlay);
    const QSignalBlocker quietLock(m_lock);
    m_colourMap->setCurrentIndex(m_colourMap->findData(static_cast<int>(m_display->colourMap())));
    m_low->setText(QString::fromStdString(core::toText(m_display->range().low)));
    m_high->setText(QString::fromStdString(core::toText(m_display->range().high)));
    const int percent = static_cast<int>(std::lround(m_display->opacity() * 100));
    m_opacity->setValue(percent);
    m_opacityText->setText(tr("%1 %").arg(percent));
    m_overlay->setChecked(m_display->isOverlayVisible());
    m_lock->setChecked(m_display->scalesLocked());
}

void DisplayPanel::takeRange()
{
    const auto low = core::parseRangeBound(m_low->text().toStdString());
    const auto high = core::parseRangeBound(m_high->text().toStdString());
    if (low && high)
        m_display->setRangeOf(m_display->current(), {*low, *high});
    showState(); // what is not understood goes back to what holds
}

} // namespace transcope::ui
