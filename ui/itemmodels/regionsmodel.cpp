#include "ui/itemmodels/regionsmodel.h"

#include <QLocale>

namespace transcope::ui {

namespace {

QString textOf(const RegionEntry& entry, int column)
{
    const QLocale locale;
    if (column == RegionsModel::NameColumn)
        return entry.name;
    if (column == RegionsModel::SpotsColumn)
        return entry.spots < 0 ? QString() : locale.toString(entry.spots);
    return entry.areaMm2 < 0 ? QString() : locale.toString(entry.areaMm2, 'f', 2);
}

} // namespace

void RegionsModel::setEntries(std::vector<RegionEntry> entries)
{
    if (entries == m_entries)
        return;
    if (entries.size() == m_entries.size()) {
        m_entries = std::move(entries);
        emit dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
        return;
    }
    beginResetModel();
    m_entries = std::move(entries);
    endResetModel();
}

int RegionsModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_entries.size());
}

int RegionsModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant RegionsModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const auto& entry = m_entries[static_cast<std::size_t>(index.row())];
    const bool isName = index.column() == NameColumn;
    switch (role) {
    case Qt::DisplayRole:
        return textOf(entry, index.column());
    case Qt::EditRole:
        return isName ? QVariant(entry.name) : QVariant();
    case Qt::DecorationRole:
        return isName ? QVariant(entry.colour) : QVariant();
    case Qt::ToolTipRole:
        return entry.classification.isEmpty() ? QVariant() : tr("Class: %1").arg(entry.classification);
    case Qt::TextAlignmentRole:
        return isName ? QVariant() : QVariant(Qt::AlignRight | Qt::AlignVCenter);
    default:
        return {};
    }
}

QVariant RegionsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    static const char* const titles[] = {QT_TR_NOOP("Region"), QT_TR_NOOP("Spots"), QT_TR_NOOP("mm²")};
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::DisplayRole)
        return tr(titles[section]);
    if (role == Qt::TextAlignmentRole && section != NameColumn)
        return QVariant(Qt::AlignRight | Qt::AlignVCenter);
    return {};
}

Qt::ItemFlags RegionsModel::flags(const QModelIndex& index) const
{
    const auto flags = QAbstractTableModel::flags(index);
    return index.isValid() && index.column() == NameColumn ? flags | Qt::ItemIsEditable : flags;
}

bool RegionsModel::setData(const QModelIndex& index, const QVariant& value, int role)
{
    const QString name = value.toString().trimmed();
    if (role != Qt::EditRole || !index.isValid() || index.column() != NameColumn || name.isEmpty())
        return false;
    emit renamed(index.row(), name);
    return true;
}

} // namespace transcope::ui
