#pragma once

#include <QAbstractTableModel>
#include <QColor>
#include <QString>
#include <vector>

namespace transcope::ui {

/// One region of a slide.
struct RegionEntry
{
    QString name;
    QString classification;
    QColor colour;
    qint64 spots = -1;   ///< of the layer that is spoken of; −1 not counted yet
    double areaMm2 = -1; ///< −1 where the scale is not known
    bool operator==(const RegionEntry&) const = default;
};

/// The regions of a document. Editing a name changes nothing here: renamed() asks for it.
class RegionsModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Columns { NameColumn, SpotsColumn, AreaColumn, ColumnCount };

    using QAbstractTableModel::QAbstractTableModel;

    /// Rows stay, and with them what is selected, where there are as many as before.
    void setEntries(std::vector<RegionEntry> entries);
    const std::vector<RegionEntry>& entries() const { return m_entries; }

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;
    bool setData(const QModelIndex& index, const QVariant& value, int role) override;

signals:
    void renamed(int region, const QString& name);

private:
    std::vector<RegionEntry> m_entries;
};

} // namespace transcope::ui
