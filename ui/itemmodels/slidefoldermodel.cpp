#include "ui/itemmodels/slidefoldermodel.h"

#include <QFileInfo>

namespace transcope::ui {

namespace {

QStringList namesOf(const QStringList& paths)
{
    QStringList names;
    for (const auto& path : paths)
        names << QFileInfo(path).fileName();
    return names;
}

} // namespace

void SlideFolderModel::setSlides(std::vector<FolderSlide> slides)
{
    beginResetModel();
    m_slides = std::move(slides);
    endResetModel();
}

void SlideFolderModel::setThumbnail(int row, const QImage& thumbnail)
{
    m_slides[static_cast<std::size_t>(row)].thumbnail = thumbnail;
    emit dataChanged(index(row), index(row), {Qt::DecorationRole});
}

void SlideFolderModel::setProblem(int row, const QString& problem)
{
    m_slides[static_cast<std::size_t>(row)].problem = problem;
    emit dataChanged(index(row), index(row), {Qt::DisplayRole, Qt::ToolTipRole});
}

int SlideFolderModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_slides.size());
}

QVariant SlideFolderModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || index.row() >= rowCount())
        return {};
    const auto& slide = m_slides[static_cast<std::size_t>(index.row())];
    QStringList lines{QFileInfo(slide.path).fileName()};
    if (!slide.problem.isEmpty())
        lines << tr("cannot be read");
    else if (!slide.sessions.isEmpty())
        lines << namesOf(slide.sessions).join(QStringLiteral(", "));
    switch (role) {
    case Qt::DisplayRole:
        return lines.join(QLatin1Char('\n'));
    case Qt::AccessibleTextRole:
        return lines.join(QStringLiteral(", "));
    case Qt::ToolTipRole:
        return (QStringList{slide.path, slide.problem} + slide.sessions)
            .join(QLatin1Char('\n'))
            .replace(QStringLiteral("\n\n"), QStringLiteral("\n"));
    case Qt::DecorationRole:
        return slide.thumbnail.isNull() ? QVariant() : slide.thumbnail;
    default:
        return {};
    }
}

} // namespace transcope::ui
