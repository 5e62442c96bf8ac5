#include "ui/panels/labeldialog.h"

#include <QDialogButtonBox>
#include <QImage>
#include <QLabel>
#include <QPixmap>
#include <QScrollArea>
#include <QVBoxLayout>

namespace transcope::ui {

namespace {

constexpr QSize LargestPicture{560, 420};

/// Those that scanners have in common by their meaning, others as the file calls them.
QString titleOf(const std::string& name)
{
    if (name == "label")
        return LabelDialog::tr("Label");
    if (name == "macro")
        return LabelDialog::tr("Macro image");
    if (name == "thumbnail")
        return LabelDialog::tr("Thumbnail");
    return QString::fromStdString(name);
}

} // namespace

LabelDialog::LabelDialog(Document* document, QWidget* parent)
    : QDialog(parent), m_state(new QLabel(tr("Reading …"))), m_pictures(new QVBoxLayout)
{
    setWindowTitle(tr("Label and Macro Image"));
    auto* layout = new QVBoxLayout(this);
    auto* warning =
        new QLabel(tr("They may show who the patient is. They are shown here alone, and never saved "
                      "or exported."));
    warning->setWordWrap(true);
    layout->addWidget(warning);
    auto* content = new QWidget;
    content->setLayout(m_pictures);
    m_pictures->addWidget(m_state);
    auto* scrolled = new QScrollArea;
    scrolled->setWidget(content);
    scrolled->setWidgetResizable(true);
    scrolled->setAccessibleName(windowTitle());
    layout->addWidget(scrolled, 1);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    layout->addWidget(buttons);
    resize(LargestPicture + QSize(60, 140));
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::close);
    connect(document, &Document::slideChanged, this, &QDialog::close);
    m_jobs.start([path = document->slide()->slide->path()](
                     const core::ProgressFn&, std::stop_token) { return core::readAssociatedImages(path); },
                 [this](const core::Result<Images>& images) { showImages(images); });
}

void LabelDialog::showImages(const core::Result<Images>& images)
{
    if (!images)
        m_state->setText(QString::fromStdString(images.error().text()));
    else if (images->empty())
        m_state->setText(tr("The file of this slide has neither."));
    else
        m_state->hide();
    if (images)
        for (const auto& image : *images)
            add(image);
    m_pictures->addStretch();
}

void LabelDialog::add(const core::AssociatedImage& image)
{
    const QString title = titleOf(image.name);
    m_pictures->addWidget(new QLabel(title));
    const QImage picture(image.image.rgb.data(), image.image.width, image.image.height, 3 * image.image.width,
                         QImage::Format_RGB888);
    auto* shown = new QLabel;
    shown->setPixmap(QPixmap::fromImage(
        picture.scaled(picture.size().boundedTo(picture.size().scaled(LargestPicture, Qt::KeepAspectRatio)),
                       Qt::KeepAspectRatio, Qt::SmoothTransformation)));
    shown->setAccessibleName(title);
    m_pictures->addWidget(shown);
}

} // namespace transcope::ui
