#pragma once

#include "core/map/recipe.h"

#include <QAbstractTableModel>
#include <QString>
#include <limits>
#include <vector>

namespace transcope::ui {

/// One thing that can colour the spots: a gene, a colouring from all genes together, or an observation.
struct GeneEntry
{
    using Kind = core::MapKind; ///< Gene, PcaFirst, PcaRgb, GeneMean or Observation

    Kind kind = Kind::Gene;
    QString symbol; ///< or the list's or observation's name; empty when only the id is known, and for the PCA
                    ///< entries
    QString id;     ///< Ensembl id; may be empty
    std::vector<std::string> genes{};                          ///< of a list
    bool measured = false;                                     ///< the section's own counts have it
    bool predicted = false;                                    ///< the prediction has it
    double heldOut = std::numeric_limits<double>::quiet_NaN(); ///< correlation on held-out data; NaN unknown
    double here = std::numeric_limits<double>::quiet_NaN();    ///< correlation in this section; NaN unknown
    double beyondDepth = std::numeric_limits<double>::quiet_NaN(); ///< of `here` what depth does not explain

    /// What the list shows and what identifies the entry in settings and sessions.
    QString name() const;
    bool operator==(const GeneEntry&) const = default;
};

/// Scores of the entries within this section, by row; NaN unknown.
struct GeneScores
{
    std::vector<double> here, beyondDepth;
};

/// The entries of the gene list, in the order given. Read-only.
class GeneListModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Columns { NameColumn, HeldOutColumn, HereColumn, BeyondDepthColumn, ColumnCount };
    enum Roles {
        KindRole = Qt::UserRole, ///< int of GeneEntry::Kind
        NameRole,                ///< QString, GeneEntry::name()
        SearchRole,              ///< QString: symbol and id, lower case
        SortRole,                ///< QString or double; an invalid variant where unknown
        PredictedRole,           ///< bool: the prediction has it; true for what is no gene
        WeakRole                 ///< bool: poorly predicted on held-out data
    };
    /// Below this held-out correlation a gene's prediction is called weak.
    static constexpr double WeakBelow = 0.2;

    using QAbstractTableModel::QAbstractTableModel;

    void setEntries(std::vector<GeneEntry> entries);
    const std::vector<GeneEntry>& entries() const { return m_entries; }
    /// Both of length rowCount(). Emits dataChanged only.
    void setScores(const GeneScores& scores);
    /// Row of the entry of that name; -1 where there is none.
    int rowOf(const QString& name) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QVariant display(const GeneEntry& entry, int column) const;
    QVariant sortValue(const GeneEntry& entry, int column) const;
    QString toolTip(const GeneEntry& entry) const;

    std::vector<GeneEntry> m_entries;
};

} // namespace transcope::ui
