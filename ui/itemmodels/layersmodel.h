#pragma once

#include <QAbstractTableModel>
#include <QString>
#include <limits>
#include <vector>

namespace transcope::ui {

/// One layer of a document, with how well it agrees with the measurement; NaN where that is not known.
struct LayerEntry
{
    quint64 id = 0;
    QString name;
    QString shownName; ///< its name in the user's language; the name itself unless it is one of ours
    QString details;   ///< where its numbers come from, a line each
    qint64 spots = 0;
    qint64 present = 0;                                        ///< spots that have values
    qint64 matched = -1;                                       ///< spots that were measured; −1 not known
    double perSpot = std::numeric_limits<double>::quiet_NaN(); ///< mean correlation
    double perGene = std::numeric_limits<double>::quiet_NaN(); ///< likewise
    double noImage = std::numeric_limits<double>::quiet_NaN(); ///< per spot, of the section's mean profile
    bool isShown = false;                                      ///< on a view
    bool operator==(const LayerEntry&) const = default;
};

/// The layers of a document. Editing a name changes nothing here: renamed() asks for it.
class LayersModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Columns { NameColumn, SpotsColumn, PerSpotColumn, PerGeneColumn, NoImageColumn, ColumnCount };

    using QAbstractTableModel::QAbstractTableModel;

    /// Rows stay, and with them what is selected, where the layers are the same ones in the same order.
    void setEntries(std::vector<LayerEntry> entries);
    const std::vector<LayerEntry>& entries() const { return m_entries; }

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;
    bool setData(const QModelIndex& index, const QVariant& value, int role) override;

signals:
    void renamed(quint64 id, const QString& name);

private:
    QString text(const LayerEntry& entry, int column) const;
    QString toolTip(const LayerEntry& entry) const;

    std::vector<LayerEntry> m_entries;
};

} // namespace transcope::ui
