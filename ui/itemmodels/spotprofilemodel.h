#pragma once

#include <QAbstractTableModel>
#include <QString>
#include <vector>

namespace transcope::ui {

/// One gene at one spot; NaN where a value is not known.
struct ProfileValue
{
    QString gene;
    float measured = 0;
    float predicted = 0;
};

/// The gene profile of one spot, measured against predicted. Read-only; sorted by a proxy on SortRole.
class SpotProfileModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Columns { GeneColumn, MeasuredColumn, PredictedColumn, DifferenceColumn, ColumnCount };
    enum Roles {
        SortRole = Qt::UserRole ///< QString or double; an invalid variant where unknown
    };

    using QAbstractTableModel::QAbstractTableModel;

    void setProfile(std::vector<ProfileValue> profile);
    const std::vector<ProfileValue>& profile() const { return m_profile; }

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    std::vector<ProfileValue> m_profile;
};

} // namespace transcope::ui
