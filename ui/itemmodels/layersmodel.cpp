#include "ui/itemmodels/layersmodel.h"

#include <QFont>
#include <QLocale>
#include <algorithm>
#include <cmath>

namespace transcope::ui {

namespace {

QString scoreText(double score)
{
    return std::isnan(score) ? QString() : QLocale().toString(score, 'f', 2);
}

} // namespace

void LayersModel::setEntries(std::vector<LayerEntry> entries)
{
    if (std::ranges::equal(entries, m_entries, {}, &LayerEntry::id, &LayerEntry::id)) {
        if (entries == m_entries)
            return;
        m_entries = std::move(entries);
        emit dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
        return;
    }
    beginResetModel();
    m_entries = std::move(entries);
    endResetModel();
}

int LayersModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_entries.size());
}

int LayersModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant LayersModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const auto& entry = m_entries[static_cast<std::size_t>(index.row())];
    switch (role) {
    case Qt::DisplayRole:
        return text(entry, index.column());
    case Qt::EditRole:
        return index.column() == NameColumn ? QVariant(entry.name) : QVariant();
    case Qt::ToolTipRole:
        return toolTip(entry);
    case Qt::FontRole: {
        QFont font;
        font.setBold(entry.isShown);
        return index.column() == NameColumn ? QVariant(font) : QVariant();
    }
    case Qt::TextAlignmentRole:
        return index.column() == NameColumn ? QVariant() : QVariant(Qt::AlignRight | Qt::AlignVCenter);
    default:
        return {};
    }
}

QString LayersModel::text(const LayerEntry& entry, int column) const
{
    const QLocale locale;
    switch (column) {
    case NameColumn:
        return entry.shownName;
    case SpotsColumn:
        return entry.present == entry.spots
                   ? locale.toString(entry.spots)
                   : tr("%1/%2").arg(locale.toString(entry.present), locale.toString(entry.spots));
    case PerSpotColumn:
        return scoreText(entry.perSpot);
    case PerGeneColumn:
        return scoreText(entry.perGene);
    default:
        return scoreText(entry.noImage);
    }
}

QString LayersModel::toolTip(const LayerEntry& entry) const
{
    const QLocale locale;
    QString text = entry.details;
    if (entry.matched >= 0)
        text += QLatin1Char('\n') + tr("%1 of %Ln spots were measured", "", static_cast<int>(entry.spots))
                                        .arg(locale.toString(entry.matched));
    return text;
}

QVariant LayersModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    static const char* const titles[] = {QT_TR_NOOP("Layer"), QT_TR_NOOP("Spots"), QT_TR_NOOP("r spot"),
                                         QT_TR_NOOP("r gene"), QT_TR_NOOP("base")};
    static const char* const tips[] = {
        QT_TR_NOOP("Double click shows it in the current view"), QT_TR_NOOP("Spots that have values"),
        QT_TR_NOOP("Mean correlation with the measurement, per spot over genes"),
        QT_TR_NOOP("Mean correlation with the measurement, per gene over spots"),
        QT_TR_NOOP("Baseline: per spot, the section's mean profile, which looks at no image; a method that "
                   "does not beat it has found no pattern")};
    if (role == Qt::DisplayRole)
        return tr(titles[section]);
    if (role == Qt::ToolTipRole)
        return tr(tips[section]);
    if (role == Qt::TextAlignmentRole && section != NameColumn)
        return QVariant(Qt::AlignRight | Qt::AlignVCenter);
    return {};
}

Qt::ItemFlags LayersModel::flags(const QModelIndex& index) const
{
    const auto flags = QAbstractTableModel::flags(index);
    return index.isValid() && index.column() == NameColumn ? flags | Qt::ItemIsEditable : flags;
}

bool LayersModel::setData(const QModelIndex& index, const QVariant& value, int role)
{
    const QString name = value.toString().trimmed();
    if (role != Qt::EditRole || !index.isValid() || index.column() != NameColumn || name.isEmpty())
        return false;
    emit renamed(m_entries[static_cast<std::size_t>(index.row())].id, name);
    return true;
}

} // namespace transcope::ui
