#include "ui/panels/displaypanel.h"

#include "ui/language/everylanguage.h"
#include "ui/language/phrasetext.h"

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
#include <QSpinBox>
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

/// Colour maps have names, but for two that are words.
QString title(core::ColourMap map)
{
    if (map == core::ColourMap::Grey)
        return DisplayPanel::tr("Grey");
    if (map == core::ColourMap::Diverging)
        return DisplayPanel::tr("Diverging");
    const auto name = core::name(map);
    QString text = QString::fromUtf8(name.data(), static_cast<qsizetype>(name.size()));
    text[0] = text[0].toUpper();
    return text;
}

/// Of the list of marks, beside those.
constexpr int SmoothItem = -1;

QString title(core::SpotMark mark)
{
    switch (mark) {
    case core::SpotMark::Disc:
        return DisplayPanel::tr("Discs");
    case core::SpotMark::Square:
        return DisplayPanel::tr("Squares");
    case core::SpotMark::Hexagon:
        return DisplayPanel::tr("Hexagons");
    case core::SpotMark::Outline:
        break;
    }
    return DisplayPanel::tr("Outlines");
}

} // namespace

DisplayPanel::DisplayPanel(DisplayState* display, QWidget* parent)
    : QWidget(parent), m_display(display), m_colourMap(new QComboBox), m_low(new QLineEdit),
      m_high(new QLineEdit), m_log(new QCheckBox), m_mark(new QComboBox), m_contours(new QSpinBox),
      m_threshold(new QLineEdit), m_opacity(new QSlider(Qt::Horizontal)), m_opacityText(new QLabel),
      m_overlay(new QCheckBox), m_lock(new QCheckBox)
{
    m_colourMap->setIconSize(SwatchSize);
    for (const auto map : core::allColourMaps())
        m_colourMap->addItem(swatch(map), {}, static_cast<int>(map));
    for (const auto mark : core::AllSpotMarks)
        m_mark->addItem({}, static_cast<int>(mark));
    m_mark->addItem({}, SmoothItem);
    m_contours->setRange(0, core::MostContours);
    m_opacity->setRange(0, 100);
    m_opacityText->setMinimumWidth(fontMetrics().horizontalAdvance(QStringLiteral("100 %")));
    m_opacityText->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    auto *to = new QLabel, *coloursLabel = new QLabel, *rangeLabel = new QLabel, *spotsLabel = new QLabel,
         *fadeLabel = new QLabel, *opacityLabel = new QLabel;

    auto* spots = new QHBoxLayout;
    spots->addWidget(m_mark, 1);
    spots->addWidget(m_contours, 1);
    auto* opacity = new QHBoxLayout;
    opacity->addWidget(m_opacity);
    opacity->addWidget(m_opacityText);

    auto* form = new QFormLayout(this);
    form->setContentsMargins(8, 4, 8, 8);
    form->setHorizontalSpacing(8);
    form->setVerticalSpacing(6);
    form->addRow(coloursLabel, m_colourMap);
    form->addRow(rangeLabel, rangeRow(to));
    form->addRow(fadeLabel, m_threshold);
    form->addRow(spotsLabel, spots);
    form->addRow(opacityLabel, opacity);
    form->addRow(m_overlay);
    form->addRow(m_lock);
    connectControls();
    inEveryLanguage(this, [=, this] {
        to->setText(tr("to"));
        coloursLabel->setText(tr("Colours"));
        rangeLabel->setText(tr("Range"));
        fadeLabel->setText(tr("Fade below"));
        spotsLabel->setText(tr("Spots"));
        opacityLabel->setText(tr("Opacity"));
        m_colourMap->setAccessibleName(tr("Colours"));
        m_low->setAccessibleName(tr("Range from"));
        m_high->setAccessibleName(tr("Range to"));
        m_threshold->setAccessibleName(tr("Fade below"));
        m_mark->setAccessibleName(tr("Mark of a spot"));
        m_contours->setAccessibleName(tr("Contour lines"));
        m_opacity->setAccessibleName(tr("Opacity"));
        showTexts();
        showState();
    });
}

QHBoxLayout* DisplayPanel::rangeRow(QLabel* to)
{
    auto* range = new QHBoxLayout;
    range->setSpacing(6);
    range->addWidget(m_low);
    range->addWidget(to);
    range->addWidget(m_high);
    range->addWidget(m_log);
    return range;
}

void DisplayPanel::connectControls()
{
    connect(m_colourMap, &QComboBox::activated, this, [this] {
        m_display->setColourMap(static_cast<core::ColourMap>(m_colourMap->currentData().toInt()));
    });
    connect(m_mark, &QComboBox::activated, this, [this] { chooseMark(m_mark->currentData().toInt()); });
    connect(m_low, &QLineEdit::editingFinished, this, &DisplayPanel::takeRange);
    connect(m_high, &QLineEdit::editingFinished, this, &DisplayPanel::takeRange);
    connect(m_threshold, &QLineEdit::editingFinished, this, &DisplayPanel::takeThreshold);
    connect(m_log, &QCheckBox::toggled, m_display, &DisplayState::setLogScale);
    connect(m_contours, &QSpinBox::valueChanged, m_display, &DisplayState::setContours);
    connect(m_opacity, &QSlider::valueChanged, this,
            [this](int percent) { m_display->setOpacity(percent / 100.0); });
    connect(m_overlay, &QCheckBox::toggled, m_display, &DisplayState::setOverlayVisible);
    connect(m_lock, &QCheckBox::toggled, m_display, &DisplayState::setScalesLocked);
    connect(m_display, &DisplayState::changed, this, &DisplayPanel::showState);
}

void DisplayPanel::chooseMark(int item)
{
    m_display->setSmooth(item == SmoothItem);
    if (item != SmoothItem)
        m_display->setMark(static_cast<core::SpotMark>(item));
}

void DisplayPanel::showTexts()
{
    for (int item = 0; item < m_colourMap->count(); ++item)
        m_colourMap->setItemText(item,
                                 title(static_cast<core::ColourMap>(m_colourMap->itemData(item).toInt())));
    for (auto* edit : {m_low, m_high})
        edit->setToolTip(tr("A value, or a percentile such as p1, p99 or 99 %"));
    for (int item = 0; item < m_mark->count(); ++item)
        m_mark->setItemText(item, m_mark->itemData(item).toInt() == SmoothItem
                                      ? tr("Smooth surface")
                                      : title(static_cast<core::SpotMark>(m_mark->itemData(item).toInt())));
    m_mark->setToolTip(tr("What stands for a spot; squares and hexagons reach half way to the next one. A "
                          "smooth surface has values between spots that nobody measured or predicted: "
                          "linear from one to the next"));
    m_contours->setSpecialValueText(tr("No contours"));
    m_contours->setToolTip(tr("Lines of equal value, about so many"));
    m_log->setText(tr("log"));
    m_log->setToolTip(tr("Colours follow the values' logarithm, where values do not lie about zero"));
    m_threshold->setPlaceholderText(tr("nothing"));
    m_threshold->setToolTip(tr("Spots below this value or percentile, such as p90, are faded; where values "
                               "lie about zero, those nearer to it"));
    m_overlay->setText(tr("Show overlay"));
    m_overlay->setToolTip(tr("Spots on the tissue (O)"));
    m_opacity->setToolTip(tr("Also Ctrl + mouse wheel over the slide"));
    m_lock->setText(tr("Same range in all views"));
    m_lock->setToolTip(tr("One colour means the same value wherever the same quantity is shown"));
}

void DisplayPanel::showState()
{
    const QSignalBlocker quietOpacity(m_opacity);
    const QSignalBlocker quietOverlay(m_overlay);
    const QSignalBlocker quietLock(m_lock);
    const QSignalBlocker quietLog(m_log);
    const QSignalBlocker quietContours(m_contours);
    m_colourMap->setCurrentIndex(m_colourMap->findData(static_cast<int>(m_display->colourMap())));
    m_low->setText(withDecimalPoint(core::toText(m_display->range().low)));
    m_high->setText(withDecimalPoint(core::toText(m_display->range().high)));
    const auto threshold = m_display->range().threshold;
    m_threshold->setText(threshold ? withDecimalPoint(core::toText(*threshold)) : QString());
    m_log->setChecked(m_display->isLogScale());
    m_mark->setCurrentIndex(
        m_mark->findData(m_display->isSmooth() ? SmoothItem : static_cast<int>(m_display->mark())));
    m_contours->setSuffix(tr(" contours", "after a number", m_display->contours()));
    m_contours->setValue(m_display->contours());
    const int percent = static_cast<int>(std::lround(m_display->opacity() * 100));
    m_opacity->setValue(percent);
    m_opacityText->setText(tr("%1 %").arg(percent));
    m_overlay->setChecked(m_display->isOverlayVisible());
    m_lock->setChecked(m_display->scalesLocked());
}

void DisplayPanel::takeRange()
{
    const auto low = core::parseRangeBound(withoutDecimalPoint(m_low->text()));
    const auto high = core::parseRangeBound(withoutDecimalPoint(m_high->text()));
    if (low && high)
        m_display->setRangeOf(m_display->current(), {*low, *high, m_display->range().threshold});
    showState(); // what is not understood goes back to what holds
}

void DisplayPanel::takeThreshold()
{
    auto range = m_display->range();
    range.threshold = core::parseRangeBound(withoutDecimalPoint(m_threshold->text()));
    if (range.threshold || m_threshold->text().trimmed().isEmpty())
        m_display->setRangeOf(m_display->current(), range);
    showState();
}

} // namespace transcope::ui
