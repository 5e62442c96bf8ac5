#include "app/gui/guidewindow.h"

#include "core/base/resources.h"
#include "ui/document/paths.h"
#include "ui/language/everylanguage.h"

#include <QDesktopServices>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QMap>
#include <QPushButton>
#include <QResizeEvent>
#include <QScrollBar>
#include <QTextBrowser>
#include <QVBoxLayout>
#include <algorithm>

namespace transcope::app {

namespace {

constexpr QSize FirstSize{820, 760};

/// Shows pictures smooth and no wider than the page.
class PageBrowser : public QTextBrowser
{
public:
    QVariant loadResource(int type, const QUrl& name) override
    {
        const QVariant loaded = QTextBrowser::loadResource(type, name);
        const QImage picture =
            type == QTextDocument::ImageResource ? QImage::fromData(loaded.toByteArray()) : QImage();
        if (picture.isNull())
            return loaded;
        m_pictures.insert(name, picture);
        return fitted(picture);
    }

protected:
    void resizeEvent(QResizeEvent* event) override
    {
        QTextBrowser::resizeEvent(event);
        if (event->oldSize().width() == event->size().width())
            return;
        for (auto picture = m_pictures.begin(); picture != m_pictures.end(); ++picture)
            document()->addResource(QTextDocument::ImageResource, picture.key(), fitted(picture.value()));
        document()->markContentsDirty(0, document()->characterCount());
    }

private:
    QImage fitted(const QImage& picture) const
    {
        // The page's bar comes and goes with what is on it.
        const double page = contentsRect().width() - verticalScrollBar()->sizeHint().width() -
                            2 * document()->documentMargin();
        const double ratio = devicePixelRatioF();
        const int width = std::min(picture.width(), std::max(1, static_cast<int>(page * ratio)));
        QImage scaled = picture.scaledToWidth(width, Qt::SmoothTransformation);
        scaled.setDevicePixelRatio(ratio);
        return scaled;
    }

    QMap<QUrl, QImage> m_pictures; ///< of the pages seen, as they are in the files
};

} // namespace

GuideWindow::GuideWindow(QWidget* parent) : QDialog(parent), m_browser(new PageBrowser)
{
    resize(FirstSize);
    m_browser->setOpenLinks(false);
    auto* back = new QPushButton;
    auto* contents = new QPushButton;
    auto* buttons = new QHBoxLayout;
    buttons->addWidget(contents);
    buttons->addWidget(back);
    buttons->addStretch();
    auto* layout = new QVBoxLayout(this);
    layout->addLayout(buttons);
    layout->addWidget(m_browser);

    const auto page = core::guidePage();
    const auto first = QUrl::fromLocalFile(ui::fromPath(page));
    back->setEnabled(false);
    connect(back, &QPushButton::clicked, m_browser, &QTextBrowser::backward);
    connect(m_browser, &QTextBrowser::backwardAvailable, back, &QWidget::setEnabled);
    connect(m_browser, &QTextBrowser::anchorClicked, this, &GuideWindow::open);
    connect(contents, &QPushButton::clicked, this, [this, first] { open(first); });
    if (!page.empty())
        open(first);
    ui::inEveryLanguage(this, [=, this] {
        setWindowTitle(tr("Guide"));
        back->setText(tr("Back"));
        contents->setText(tr("Contents"));
        if (page.empty())
            m_browser->setPlainText(tr("The guide was not installed with this program."));
    });
}

void GuideWindow::open(const QUrl& link)
{
    const QUrl whole = m_browser->source().resolved(link);
    if (!whole.isLocalFile())
        QDesktopServices::openUrl(whole);
    else if (whole.path().endsWith(QStringLiteral(".md")) && QFileInfo::exists(whole.toLocalFile()))
        m_browser->setSource(whole, QTextDocument::MarkdownResource);
}

} // namespace transcope::app
