#pragma once

#include <QSortFilterProxyModel>

namespace transcope::ui {

/// Sorts and filters a GeneListModel. The PCA entries stay on top whatever the order; genes without a score
/// come last in both orders; the filter keeps genes whose symbol or id contains the text, whatever its case.
class GeneFilterModel : public QSortFilterProxyModel
{
    Q_OBJECT
public:
    explicit GeneFilterModel(QObject* parent = nullptr);

    void setSearchText(const QString& text);
    /// Leaves out genes that are only measured.
    void setPredictedOnly(bool on);
    /// The row that a person who typed the text and pressed Enter means: the exact name, else the first gene
    /// beginning with it, else the first row; invalid when nothing is left.
    QModelIndex bestMatch() const;

protected:
    bool filterAcceptsRow(int sourceRow, const QModelIndex& sourceParent) const override;
    bool lessThan(const QModelIndex& left, const QModelIndex& right) const override;

private:
    QString m_search; ///< trimmed, lower case
    bool m_predictedOnly = false;
};

} // namespace transcope::ui
