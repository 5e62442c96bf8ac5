#include "ui/itemmodels/genelistmodel.h"

#include <QBrush>
#include <QFont>
#include <QGuiApplication>
#include <QLocale>
#include <QPalette>
#include <algorithm>
#include <cmath>

namespace transcope::ui {

namespace {

bool isWeak(const GeneEntry& entry)
{
    return entry.heldOut < GeneListModel::WeakBelow; // false for NaN: unknown is not weak
}

double scoreOf(const GeneEntry& entry, int column)
{
    switch (column) {
    case GeneListModel::HeldOutColumn:
        return entry.heldOut;
    case GeneListModel::BeyondDepthColumn:
        return entry.beyondDepth;
    default:
        return entry.here;
    }
}

QString listToolTip(const GeneEntry& entry)
{
    constexpr std::size_t MostNames = 12;
    QStringList names;
    for (std::size_t i = 0; i < std::min(entry.genes.size(), MostNames); ++i)
        names << QString::fromStdString(entry.genes[i]);
    if (entry.genes.size() > MostNames)
        names << QStringLiteral("…");
    return GeneListModel::tr("Mean of the values of %Ln genes: %1", "", static_cast<int>(entry.genes.size()))
        .arg(names.join(QStringLiteral(", ")));
}

} // namespace

QString GeneEntry::name() const
{
    if (kind == Kind::PcaFirst)
        return GeneListModel::tr("PCA: first component");
    if (kind == Kind::PcaRgb)
        return GeneListModel::tr("PCA: RGB");
    return symbol.isEmpty() ? id : symbol;
}

void GeneListModel::setEntries(std::vector<GeneEntry> entries)
{
    if (entries == m_entries)
        return;
    beginResetModel();
    m_entries = std::move(entries);
    endResetModel();
}

void GeneListModel::setScores(const GeneScores& scores)
{
    Q_ASSERT(scores.here.size() == m_entries.size() && scores.beyondDepth.size() == m_entries.size());
    for (std::size_t row = 0; row < m_entries.size(); ++row) {
        m_entries[row].here = scores.here[row];
        m_entries[row].beyondDepth = scores.beyondDepth[row];
    }
    if (!m_entries.empty())
        emit dataChanged(index(0, HereColumn), index(rowCount() - 1, BeyondDepthColumn));
}

int GeneListModel::rowOf(const QString& name) const
{
    for (std::size_t row = 0; row < m_entries.size(); ++row) {
        if (m_entries[row].name() == name)
            return static_cast<int>(row);
    }
    return -1;
}

int GeneListModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_entries.size());
}

int GeneListModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant GeneListModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    const auto& entry = m_entries[static_cast<std::size_t>(index.row())];
    switch (role) {
    case Qt::DisplayRole:
        return display(entry, index.column());
    case Qt::ToolTipRole:
        return toolTip(entry);
    case Qt::TextAlignmentRole:
        return QVariant::fromValue(Qt::Alignment(
            Qt::AlignVCenter | (index.column() == NameColumn ? Qt::AlignLeft : Qt::AlignRight)));
    case Qt::ForegroundRole:
        if (isWeak(entry))
            return QGuiApplication::palette().brush(QPalette::Disabled, QPalette::Text);
        return {};
    case Qt::FontRole:
        if (entry.kind != GeneEntry::Kind::Gene) {
            QFont font;
            font.setItalic(true);
            return font;
        }
        return {};
    case KindRole:
        return static_cast<int>(entry.kind);
    case NameRole:
        return entry.name();
    case SearchRole:
        return (entry.name() + QLatin1Char(' ') + entry.id).toLower();
    case SortRole:
        return sortValue(entry, index.column());
    case PredictedRole:
        return entry.predicted || entry.kind != GeneEntry::Kind::Gene;
    case WeakRole:
        return isWeak(entry);
    default:
        return {};
    }
}

QVariant GeneListModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::ToolTipRole) {
        switch (section) {
        case HeldOutColumn:
            return tr("Correlation on sections that the weights were not trained on");
        case HereColumn:
            return tr("Correlation of predicted with measured values across this section's spots");
        case BeyondDepthColumn:
            return tr(
                "The same beyond depth: what is left of it once the number of transcripts in each spot is "
                "accounted for (partial correlation given ln(1 + total count))");
        default:
            return {};
        }
    }
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case NameColumn:
        return tr("Gene");
    case HeldOutColumn:
        return tr("Held-out r");
    case HereColumn:
        return tr("r here");
    case BeyondDepthColumn:
        return tr("beyond");
    default:
        return {};
    }
}

QVariant GeneListModel::display(const GeneEntry& entry, int column) const
{
    if (column == NameColumn)
        return entry.name();
    const double score = scoreOf(entry, column);
    return std::isnan(score) ? QString() : QLocale().toString(score, 'f', 2);
}

QVariant GeneListModel::sortValue(const GeneEntry& entry, int column) const
{
    if (column == NameColumn)
        return entry.name();
    const double score = scoreOf(entry, column);
    return std::isnan(score) ? QVariant() : QVariant(score);
}

QString GeneListModel::toolTip(const GeneEntry& entry) const
{
    if (entry.kind == GeneEntry::Kind::PcaFirst)
        return tr("Spots coloured by the first principal component of all compared genes");
    if (entry.kind == GeneEntry::Kind::PcaRgb)
        return tr("The first three principal components as red, green and blue");
    if (entry.kind == GeneEntry::Kind::GeneMean)
        return listToolTip(entry);
    if (entry.kind == GeneEntry::Kind::Observation)
        return tr("What the measurement's file says of each spot");
    const QLocale locale;
    QStringList lines;
    lines << (entry.id.isEmpty() || entry.id == entry.name()
                  ? entry.name()
                  : entry.name() + QStringLiteral(" · ") + entry.id);
    if (!entry.predicted)
        lines << tr("Not among the genes that the weights predict");
    else if (!entry.measured)
        lines << tr("Not measured in this section");
    if (!std::isnan(entry.heldOut))
        lines << tr("Held-out correlation %1%2")
                     .arg(locale.toString(entry.heldOut, 'f', 3),
                          isWeak(entry) ? tr(" – weak: look at its map with caution") : QString());
    if (!std::isnan(entry.here))
        lines << tr("Correlation in this section %1").arg(locale.toString(entry.here, 'f', 3));
    if (!std::isnan(entry.beyondDepth))
        lines << tr("Beyond depth %1: what is left of it once the number of transcripts in each spot is "
                    "accounted "
                    "for")
                     .arg(locale.toString(entry.beyondDepth, 'f', 3));
    return lines.join(QLatin1Char('\n'));
}

} // namespace transcope::ui
