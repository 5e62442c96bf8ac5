#include "app/gui/guidewindow.h"

#include "core/base/resources.h"
#include "ui/document/paths.h"
#include "ui/language/everylanguage.h"

#include <QDesktopServices>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QPushButton>
#include <QTextBrowser>
#include <QVBoxLayout>

namespace transcope::app {

namespace {

constexpr QSize FirstSize{820, 760};

} // namespace

GuideWindow::GuideWindow(QWidget* parent) : QDialog(parent), m_browser(new QTextBrowser)
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
