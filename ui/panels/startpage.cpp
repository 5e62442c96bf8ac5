#include "ui/panels/startpage.h"

#include "ui/language/everylanguage.h"
#include "ui/slideview/droppedfile.h"

#include <QCommandLinkButton>
#include <QDragEnterEvent>
#include <QFileInfo>
#include <QGridLayout>
#include <QLabel>
#include <QListWidget>

namespace transcope::ui {

namespace {

constexpr int WidestPx = 860;
constexpr double TitleScale = 2.2;

} // namespace

StartPage::StartPage(AppSettings* settings, QWidget* parent)
    : QWidget(parent), m_settings(settings), m_recentTitle(new QLabel), m_recent(new QListWidget)
{
    setObjectName(QStringLiteral("startPage"));
    setAcceptDrops(true);
    auto* title = new QLabel(QStringLiteral("Transcope"));
    QFont large = font();
    large.setPointSizeF(large.pointSizeF() * TitleScale);
    title->setFont(large);
    auto* purpose = new QLabel;
    purpose->setWordWrap(true);
    inEveryLanguage(purpose, [purpose] {
        purpose->setText(
            tr("Gene expression predicted from H&E slides, beside the measurement where there is one. "
               "Predictions are estimates for research and no basis for a diagnosis."));
    });

    auto* page = new QWidget;
    page->setMaximumWidth(WidestPx);
    auto* ways = new QGridLayout(page);
    ways->setContentsMargins(24, 24, 24, 24);
    ways->setHorizontalSpacing(18);
    ways->addWidget(title, 0, 0, 1, 2);
    ways->addWidget(purpose, 1, 0, 1, 2);
    ways->setRowMinimumHeight(2, 12);
    addWay(*ways, QT_TR_NOOP("Open a slide"),
           QT_TR_NOOP("A whole-slide image or any picture of tissue; genes are then predicted"),
           &StartPage::slideRequested);
    addWay(*ways, QT_TR_NOOP("Open a section with expression"),
           QT_TR_NOOP("A table, .h5ad or .h5 with measured counts; a picture of the tissue beside or in it"),
           &StartPage::expressionRequested);
    addWay(*ways, QT_TR_NOOP("Open a folder"), QT_TR_NOOP("What Space Ranger wrote, or a zarr store"),
           &StartPage::folderRequested);
    addWay(*ways, QT_TR_NOOP("Open a session"),
           QT_TR_NOOP("Predictions and views that Transcope kept (.transcope)"),
           &StartPage::sessionRequested);
    addWay(*ways, QT_TR_NOOP("Try the demo"),
           QT_TR_NOOP("A made-up section whose expression is known; made here in some seconds"),
           &StartPage::demoRequested);
    addWay(*ways, QT_TR_NOOP("Read the guide"), QT_TR_NOOP("From a slide to a figure in ten minutes"),
           &StartPage::guideRequested);
    ways->addWidget(m_recentTitle, ways->rowCount(), 0, 1, 2);
    ways->addWidget(m_recent, ways->rowCount(), 0, 1, 2);
    ways->setRowStretch(ways->rowCount() - 1, 1);
    m_recentTitle->setBuddy(m_recent);
    m_recent->setMinimumHeight(3 * fontMetrics().height());

    auto* centred = new QGridLayout(this);
    centred->setContentsMargins(0, 0, 0, 0);
    centred->addWidget(page, 0, 1);
    centred->setColumnStretch(0, 1);
    centred->setColumnStretch(1, 100); // as wide as it may be, before the sides are
    centred->setColumnStretch(2, 1);

    connect(m_recent, &QListWidget::itemActivated, this,
            [this](const QListWidgetItem* item) { emit fileChosen(item->data(Qt::UserRole).toString()); });
    connect(m_recent, &QListWidget::itemClicked, m_recent, &QListWidget::itemActivated);
    connect(settings, &AppSettings::recentFilesChanged, this, &StartPage::showRecentFiles);
    inEveryLanguage(this, [this] {
        setAccessibleName(tr("Start page"));
        m_recentTitle->setText(tr("Open &again"));
        m_recent->setAccessibleName(tr("Files that were open last"));
        showRecentFiles();
    });
}

QCommandLinkButton* StartPage::addWay(QGridLayout& ways, const char* title, const char* needs,
                                      void (StartPage::*chosen)())
{
    auto* button = new QCommandLinkButton;
    inEveryLanguage(button, [button, title, needs] {
        button->setText(tr(title));
        button->setDescription(tr(needs));
        button->setAccessibleDescription(tr(needs));
    });
    constexpr int FirstRow = 3, Columns = 2;
    const int before = ways.count() - 2; // title and purpose
    ways.addWidget(button, FirstRow + before / Columns, before % Columns);
    connect(button, &QCommandLinkButton::clicked, this, chosen);
    return button;
}

/// Name first, folder after it; what is gone stays listed, grey, so that one sees why it does not open.
void StartPage::showRecentFiles()
{
    m_recent->clear();
    for (const QString& path : m_settings->recentFiles()) {
        const QFileInfo file(path);
        auto* item =
            new QListWidgetItem(file.fileName() + QStringLiteral("   ") + file.absolutePath(), m_recent);
        item->setData(Qt::UserRole, path);
        item->setToolTip(file.exists() ? path : tr("%1 is not there now").arg(path));
        if (!file.exists())
            item->setForeground(palette().brush(QPalette::Disabled, QPalette::Text));
    }
    m_recentTitle->setVisible(m_recent->count() > 0);
    m_recent->setVisible(m_recent->count() > 0);
}

void StartPage::dragEnterEvent(QDragEnterEvent* event)
{
    if (!droppedFile(event->mimeData()).isEmpty())
        event->acceptProposedAction();
}

void StartPage::dropEvent(QDropEvent* event)
{
    emit fileChosen(droppedFile(event->mimeData()));
    event->acceptProposedAction();
}

} // namespace transcope::ui
