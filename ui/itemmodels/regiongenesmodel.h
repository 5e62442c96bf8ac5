#pragma once

#include <QAbstractTableModel>
#include <QString>
#include <vector>

namespace transcope::ui {

/// One gene in two parts of a slide; NaN where it is not known.
struct RegionGeneEntry
{
    QString gene;
    double meanInside = 0, meanOutside = 0;
    double auc = 0;       ///< effect size
    double pAdjusted = 0; ///< false discovery rate
};

/// Genes of two parts of a slide. Read-only; sorted by a proxy on SortRole.
class RegionGenesModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Columns { GeneColumn, InsideColumn, OutsideColumn, AucColumn, PColumn, ColumnCount };
    enum Roles {
        SortRole = Qt::UserRole ///< QString or double; an invalid variant where unknown
    };

    using QAbstractTableModel::QAbstractTableModel;

    void setGenes(std::vector<RegionGeneEntry> genes);
    const std::vector<RegionGeneEntry>& genes() const { return m_genes; }

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    std::vector<RegionGeneEntry> m_genes;
};

} // namespace transcope::ui
