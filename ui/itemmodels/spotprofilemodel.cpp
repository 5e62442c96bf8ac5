#include "ui/itemmodels/spotprofilemodel.h"

#include <QLocale>
#include <cmath>

namespace transcope::ui {

namespace {

float valueIn(const ProfileValue& row, int column)
{
    switch (column) {
    case SpotProfileModel::MeasuredColumn:
        return row.measured;
    case SpotProfileModel::PredictedColumn:
        return row.predicted;
    default:
        return row.predicted - row.measured;
    }
}

} // namespace

void SpotProfileModel::setProfile(std::vector<ProfileValue> profile)
{
    beginResetModel();
    m_profile = std::move(profile);
    endResetModel();
}

int SpotProfileModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_profile.size());
}

int SpotProfileModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant SpotProfileModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    const auto& row = m_profile[static_cast<std::size_t>(index.row())];
    const bool isGene = index.column() == GeneColumn;
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(
            Qt::Alignment(Qt::AlignVCenter | (isGene ? Qt::AlignLeft : Qt::AlignRight)));
    if (role != Qt::DisplayRole && role != SortRole)
        return {};
    if (isGene)
        return row.gene;
    const float value = valueIn(row, index.column());
    if (role == SortRole)
        return std::isnan(value) ? QVariant() : QVariant(static_cast<double>(value));
    if (std::isnan(value))
        return QStringLiteral("–");
    const QString text = QLocale().toString(value, 'f', 2);
    return index.column() == DifferenceColumn && value > 0 ? QLatin1Char('+') + text : text;
}

QVariant SpotProfileModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case GeneColumn:
        return tr("Gene");
    case MeasuredColumn:
        return tr("Measured");
    case PredictedColumn:
        return tr("Predicted");
    case DifferenceColumn:
        return tr("Difference");
    default:
        return {};
    }
}

} // namespace transcope::ui
