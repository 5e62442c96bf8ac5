#include "ui/itemmodels/genefiltermodel.h"

#include "ui/itemmodels/genelistmodel.h"

namespace transcope::ui {

GeneFilterModel::GeneFilterModel(QObject* parent) : QSortFilterProxyModel(parent)
{
    setSortRole(GeneListModel::SortRole);
}

void GeneFilterModel::setSearchText(const QString& text)
{
    const QString search = text.trimmed().toLower();
    if (search == m_search)
        return;
    m_search = search;
    invalidateFilter();
}

void GeneFilterModel::setPredictedOnly(bool on)
{
    if (on == m_predictedOnly)
        return;
    m_predictedOnly = on;
    invalidateFilter();
}

QModelIndex GeneFilterModel::bestMatch() const
{
    QModelIndex beginning;
    for (int row = 0; row < rowCount(); ++row) {
        const auto candidate = index(row, GeneListModel::NameColumn);
        const QString name = candidate.data(GeneListModel::NameRole).toString().toLower();
        if (name == m_search)
            return candidate;
        if (!beginning.isValid() && name.startsWith(m_search))
            beginning = candidate;
    }
    return beginning.isValid() ? beginning : index(0, GeneListModel::NameColumn);
}

bool GeneFilterModel::filterAcceptsRow(int sourceRow, const QModelIndex& sourceParent) const
{
    const auto source = sourceModel()->index(sourceRow, GeneListModel::NameColumn, sourceParent);
    if (m_predictedOnly && !source.data(GeneListModel::PredictedRole).toBool())
        return false;
    if (m_search.isEmpty())
        return true;
    return source.data(GeneListModel::SearchRole).toString().contains(m_search);
}

bool GeneFilterModel::lessThan(const QModelIndex& left, const QModelIndex& right) const
{
    // Qt reverses the answer for descending order; what must not move is reversed beforehand.
    const bool ascending = sortOrder() == Qt::AscendingOrder;
    const auto gene = static_cast<int>(GeneEntry::Kind::Gene);
    const bool leftIsGene = left.data(GeneListModel::KindRole).toInt() == gene;
    const bool rightIsGene = right.data(GeneListModel::KindRole).toInt() == gene;
    if (leftIsGene != rightIsGene)
        return ascending ? rightIsGene : leftIsGene;
    if (!leftIsGene)
        return ascending ? left.row() < right.row() : left.row() > right.row();

    const auto leftValue = left.data(sortRole());
    const auto rightValue = right.data(sortRole());
    if (leftValue.isValid() != rightValue.isValid())
        return ascending ? leftValue.isValid() : rightValue.isValid();
    if (leftValue.typeId() == QMetaType::Double)
        return leftValue.toDouble() < rightValue.toDouble();
    return leftValue.toString().compare(rightValue.toString(), Qt::CaseInsensitive) < 0;
}

} // namespace transcope::ui
