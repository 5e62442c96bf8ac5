#include "ui/itemmodels/regiongenesmodel.h"

#include <QLocale>
#include <cmath>

namespace transcope::ui {

namespace {

double numberOf(const RegionGeneEntry& entry, int column)
{
    switch (column) {
    case RegionGenesModel::InsideColumn:
        return entry.meanInside;
    case RegionGenesModel::OutsideColumn:
        return entry.meanOutside;
    case RegionGenesModel::AucColumn:
        return entry.auc;
    default:
        return entry.pAdjusted;
    }
}

QString textOf(const RegionGeneEntry& entry, int column)
{
    const double number = numberOf(entry, column);
    if (std::isnan(number))
        return {};
    return column == RegionGenesModel::PColumn ? QLocale().toString(number, 'g', 2)
                                               : QLocale().toString(number, 'f', 2);
}

} // namespace

void RegionGenesModel::setGenes(std::vector<RegionGeneEntry> genes)
{
    beginResetModel();
    m_genes = std::move(genes);
    endResetModel();
}

int RegionGenesModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_genes.size());
}

int RegionGenesModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant RegionGenesModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const auto& entry = m_genes[static_cast<std::size_t>(index.row())];
    const bool isName = index.column() == GeneColumn;
    if (role == Qt::DisplayRole)
        return isName ? entry.gene : textOf(entry, index.column());
    if (role == Qt::TextAlignmentRole)
        return isName ? QVariant() : QVariant(Qt::AlignRight | Qt::AlignVCenter);
    if (role != SortRole)
        return {};
    if (isName)
        return entry.gene;
    const double number = numberOf(entry, index.column());
    return std::isnan(number) ? QVariant() : QVariant(number);
}

QVariant RegionGenesModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    static const char* const titles[] = {QT_TR_NOOP("Gene"), QT_TR_NOOP("Inside"), QT_TR_NOOP("Outside"),
                                         QT_TR_NOOP("AUC"), QT_TR_NOOP("p adj.")};
    static const char* const tips[] = {
        QT_TR_NOOP("A click shows it in the views"), QT_TR_NOOP("Mean of the spots inside"),
        QT_TR_NOOP("Mean of the spots that they are compared with"),
        QT_TR_NOOP("Effect size: how often a spot inside has more than one outside; 0.5 is no difference"),
        QT_TR_NOOP("Wilcoxon’s rank-sum test, adjusted for the number of genes (Benjamini and Hochberg). "
                   "Neighbouring spots are not independent: it is too small")};
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::DisplayRole)
        return tr(titles[section]);
    if (role == Qt::ToolTipRole)
        return tr(tips[section]);
    return {};
}

} // namespace transcope::ui
