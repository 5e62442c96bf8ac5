#include "ui/panels/slidefolderdialog.h"

#include "ui/document/slidefolder.h"
#include "ui/language/everylanguage.h"

#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QListView>
#include <QMenu>
#include <QPushButton>
#include <QStyledItemDelegate>
#include <QVBoxLayout>

namespace transcope::ui {

namespace {

constexpr QSize ThumbnailSize{160, 120};
constexpr QSize CellSize{190, 170};

/// As large before a thumbnail is there as after.
class CellDelegate : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    QSize sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const override { return CellSize; }
};

} // namespace

SlideFolderDialog::SlideFolderDialog(QWidget* parent)
    : QDialog(parent), m_model(new SlideFolderModel(this)), m_list(new QListView), m_state(new QLabel),
      m_choose(new QPushButton), m_openSlide(new QPushButton), m_openSession(new QPushButton),
      m_close(new QPushButton)
{
    m_list->setModel(m_model);
    m_list->setItemDelegate(new CellDelegate(m_list));
    m_list->setViewMode(QListView::IconMode);
    m_list->setIconSize(ThumbnailSize);
    m_list->setGridSize(CellSize);
    m_list->setResizeMode(QListView::Adjust);
    m_list->setMovement(QListView::Static);
    m_list->setUniformItemSizes(true);
    m_list->setWordWrap(true);
    m_openSession->setMenu(new QMenu(m_openSession));
    m_openSlide->setDefault(true);
    for (auto* button : {m_choose, m_openSession, m_close})
        button->setAutoDefault(false);
    auto* buttons = new QHBoxLayout;
    buttons->addWidget(m_choose);
    buttons->addStretch();
    for (auto* button : {m_openSlide, m_openSession, m_close})
        buttons->addWidget(button);
    auto* layout = new QVBoxLayout(this);
    layout->addWidget(m_state);
    layout->addWidget(m_list, 1);
    layout->addLayout(buttons);
    resize(3 * CellSize.width() + 60, 3 * CellSize.height());
    connect(m_list, &QListView::activated, this, &SlideFolderDialog::openCurrent);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this,
            &SlideFolderDialog::showCurrent);
    connect(m_choose, &QPushButton::clicked, this, &SlideFolderDialog::chooseFolder);
    connect(m_openSlide, &QPushButton::clicked, this, &SlideFolderDialog::openCurrent);
    connect(m_close, &QPushButton::clicked, this, &QDialog::close);
    connect(this, &QDialog::finished, &m_jobs, &BackgroundJobs::cancel);
    inEveryLanguage(this, [this] { showTexts(); });
    showCurrent();
}

void SlideFolderDialog::showTexts()
{
    setWindowTitle(tr("Slides of a Folder"));
    m_list->setAccessibleName(tr("Slides of a Folder"));
    m_choose->setText(tr("Choose &Folder…"));
    m_openSlide->setText(tr("&Open Slide"));
    m_openSession->setText(tr("Open &Session"));
    m_close->setText(tr("&Close"));
    m_state->setText(m_folder + QStringLiteral("  ·  ") + tr("%Ln slides", "", m_model->rowCount()));
}

void SlideFolderDialog::chooseFolder()
{
    const QString folder = QFileDialog::getExistingDirectory(this, tr("Slides of a Folder"), m_folder);
    if (!folder.isEmpty())
        setFolder(folder);
}

void SlideFolderDialog::setFolder(const QString& folder)
{
    m_jobs.cancel();
    m_folder = QDir(folder).absolutePath();
    std::vector<FolderSlide> slides;
    for (const auto& slide : slidesIn(m_folder))
        slides.push_back({slide, sessionsOf(slide)});
    m_model->setSlides(std::move(slides));
    showTexts();
    showCurrent();
    makeThumbnail(0);
    emit folderChanged(m_folder);
}

void SlideFolderDialog::makeThumbnail(int row)
{
    if (row >= m_model->rowCount())
        return;
    const QString slide = m_model->slides()[static_cast<std::size_t>(row)].path;
    const QSize largest = ThumbnailSize * devicePixelRatioF();
    m_jobs.start([slide, largest](const core::ProgressFn&,
                                  std::stop_token stop) { return readSlideThumbnail(slide, largest, stop); },
                 [this, row](const core::Result<QImage>& thumbnail) {
                     if (thumbnail)
                         m_model->setThumbnail(row, *thumbnail);
                     else
                         m_model->setProblem(row, QString::fromStdString(thumbnail.error().text()));
                     makeThumbnail(row + 1);
                 });
}

const FolderSlide* SlideFolderDialog::current() const
{
    const auto index = m_list->currentIndex();
    return index.isValid() ? &m_model->slides()[static_cast<std::size_t>(index.row())] : nullptr;
}

void SlideFolderDialog::showCurrent()
{
    const auto* slide = current();
    m_openSlide->setEnabled(slide != nullptr);
    m_openSession->setEnabled(slide != nullptr && !slide->sessions.isEmpty());
    m_openSession->menu()->clear();
    if (slide == nullptr)
        return;
    for (const auto& session : slide->sessions)
        m_openSession->menu()->addAction(QFileInfo(session).fileName(), this,
                                         [this, session] { emit openRequested(session); });
}

void SlideFolderDialog::openCurrent()
{
    if (const auto* slide = current())
        emit openRequested(slide->path);
}

} // namespace transcope::ui
