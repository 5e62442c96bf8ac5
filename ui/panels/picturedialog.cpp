#include "ui/panels/picturedialog.h"

#include "ui/language/everylanguage.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QDoubleSpinBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QSignalBlocker>
#include <QSlider>
#include <cmath>

namespace transcope::ui {

namespace {

constexpr double Percent = 100;
constexpr int SliderSteps = 100; ///< of 1

} // namespace

PictureDialog::PictureDialog(SlidePicture* picture, QWidget* parent)
    : QDialog(parent), m_picture(picture), m_stain(new QComboBox), m_stainLabel(new QLabel),
      m_brightnessLabel(new QLabel), m_contrastLabel(new QLabel), m_gammaLabel(new QLabel), m_note(new QLabel)
{
    using core::PictureAdjustment;
    auto* form = new QFormLayout(this);
    m_stain->addItems({QString(), QString(), QString(), QString()});
    m_stainLabel->setBuddy(m_stain);
    form->addRow(m_stainLabel, m_stain);
    m_brightness = addNumber(form, m_brightnessLabel, -1, 1, Percent, &PictureAdjustment::brightness);
    m_contrast = addNumber(form, m_contrastLabel, PictureAdjustment::Least, PictureAdjustment::Most, Percent,
                           &PictureAdjustment::contrast);
    m_gamma = addNumber(form, m_gammaLabel, PictureAdjustment::Least, PictureAdjustment::Most, 1,
                        &PictureAdjustment::gamma);
    m_note->setWordWrap(true);
    form->addRow(m_note);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    m_reset = buttons->addButton(QString(), QDialogButtonBox::ResetRole);
    for (auto* button : buttons->findChildren<QPushButton*>()) // Return is the fields'
        button->setAutoDefault(false);
    form->addRow(buttons);
    inEveryLanguage(this, [this] { showTexts(); });
    connect(m_stain, &QComboBox::currentIndexChanged, this, [this](int item) {
        auto wanted = m_picture->adjustment();
        wanted.stain = item > 0 ? std::optional(static_cast<core::Stain>(item - 1)) : std::nullopt;
        m_picture->setAdjustment(wanted);
    });
    connect(m_reset, &QPushButton::clicked, this, [this] { m_picture->setAdjustment({}); });
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::close);
    connect(picture, &SlidePicture::changed, this, &PictureDialog::showPicture);
    showPicture();
}

PictureDialog::Number PictureDialog::addNumber(QFormLayout* form, QLabel* label, double low, double high,
                                               double shownAs, double core::PictureAdjustment::*value)
{
    const Number number{new QSlider(Qt::Horizontal), new QDoubleSpinBox};
    const auto change = [this, value](double to) {
        auto wanted = m_picture->adjustment();
        wanted.*value = to;
        m_picture->setAdjustment(wanted);
    };
    number.slider->setRange(int(std::lround(low * SliderSteps)), int(std::lround(high * SliderSteps)));
    number.field->setRange(low * shownAs, high * shownAs);
    number.field->setDecimals(shownAs > 1 ? 0 : 2);
    number.field->setSingleStep(shownAs > 1 ? 5 : 0.05);
    number.field->setKeyboardTracking(false);
    if (shownAs > 1)
        number.field->setSuffix(QStringLiteral(" %"));
    connect(number.slider, &QSlider::valueChanged, this,
            [change](int steps) { change(double(steps) / SliderSteps); });
    connect(number.field, &QDoubleSpinBox::valueChanged, this,
            [change, shownAs](double shown) { change(shown / shownAs); });
    auto* row = new QHBoxLayout;
    row->addWidget(number.slider, 1);
    row->addWidget(number.field);
    label->setBuddy(number.field);
    form->addRow(label, row);
    return number;
}

void PictureDialog::showTexts()
{
    setWindowTitle(tr("Picture of the Slide"));
    m_stainLabel->setText(tr("&Stain:"));
    const QString items[] = {tr("All, as scanned"), tr("Haematoxylin alone"), tr("Eosin alone"),
                             tr("Residual alone")};
    for (int item = 0; item < m_stain->count(); ++item)
        m_stain->setItemText(item, items[item]);
    m_stain->setToolTip(tr("By optical density, with the stain vectors of Ruifrok and Johnston (2001); what "
                           "is neither haematoxylin nor eosin is the residual"));
    m_brightnessLabel->setText(tr("&Brightness:"));
    m_contrastLabel->setText(tr("&Contrast:"));
    m_gammaLabel->setText(tr("&Gamma:"));
    m_brightness.slider->setAccessibleName(tr("Brightness"));
    m_contrast.slider->setAccessibleName(tr("Contrast"));
    m_gamma.slider->setAccessibleName(tr("Gamma"));
    m_note->setText(tr("Only what you see changes. Models and scores use the slide as it was scanned."));
    m_reset->setText(tr("&Reset"));
}

void PictureDialog::showPicture()
{
    const auto& shown = m_picture->adjustment();
    const QSignalBlocker stain(m_stain);
    m_stain->setCurrentIndex(shown.stain ? 1 + static_cast<int>(*shown.stain) : 0);
    const auto show = [](const Number& number, double value, double shownAs) {
        const QSignalBlocker slider(number.slider), field(number.field);
        number.slider->setValue(int(std::lround(value * SliderSteps)));
        number.field->setValue(value * shownAs);
    };
    show(m_brightness, shown.brightness, Percent);
    show(m_contrast, shown.contrast, Percent);
    show(m_gamma, shown.gamma, 1);
}

} // namespace transcope::ui
