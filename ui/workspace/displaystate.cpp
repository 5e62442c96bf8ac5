#include "ui/workspace/displaystate.h"

#include <QJsonArray>
#include <algorithm>

namespace transcope::ui {

namespace {

const QString PcaFirstKey = QStringLiteral("pca-first");
const QString PcaRgbKey = QStringLiteral("pca-rgb");

QString kindKey(GeneEntry::Kind kind)
{
    switch (kind) {
    case GeneEntry::Kind::PcaFirst:
        return PcaFirstKey;
    case GeneEntry::Kind::PcaRgb:
        return PcaRgbKey;
    case GeneEntry::Kind::Gene:
        break;
    }
    return QStringLiteral("gene");
}

/// What a range is kept under.
QString rangeKey(const ShownEntry& entry)
{
    return kindKey(entry.kind) + QLatin1Char(':') + entry.gene;
}

ShownEntry entryFrom(const QJsonObject& json, const ShownEntry& fallback)
{
    const QString kind = json.value(QStringLiteral("kind")).toString();
    const QString gene = json.value(QStringLiteral("gene")).toString();
    if (kind == PcaFirstKey)
        return {GeneEntry::Kind::PcaFirst, {}};
    if (kind == PcaRgbKey)
        return {GeneEntry::Kind::PcaRgb, {}};
    return gene.isEmpty() ? fallback : ShownEntry{GeneEntry::Kind::Gene, gene};
}

} // namespace

template <class T> void DisplayState::assign(T& member, const T& value)
{
    if (member == value)
        return;
    member = value;
    emit changed();
}

void DisplayState::setEntry(const ShownEntry& entry)
{
    assign(m_entry, entry);
}

void DisplayState::setColourMap(core::ColourMap map)
{
    assign(m_colourMap, map);
}

void DisplayState::setRange(const RangeBound& low, const RangeBound& high)
{
    if (range() == Range{low, high})
        return;
    m_ranges.insert(rangeKey(m_entry), {low, high});
    emit changed();
}

void DisplayState::setScalesLocked(bool locked)
{
    assign(m_scalesLocked, locked);
}

void DisplayState::setOpacity(double opacity)
{
    assign(m_opacity, std::clamp(opacity, 0.0, 1.0));
}

void DisplayState::setOverlayVisible(bool visible)
{
    assign(m_overlayVisible, visible);
}

DisplayState::Range DisplayState::range() const
{
    return m_ranges.value(rangeKey(m_entry));
}

QJsonObject DisplayState::toJson() const
{
    QJsonObject ranges;
    for (auto it = m_ranges.begin(); it != m_ranges.end(); ++it)
        ranges.insert(it.key(), QJsonArray{toText(it->low), toText(it->high)});
    const auto mapName = core::name(m_colourMap);
    return {
        {QStringLiteral("kind"), kindKey(m_entry.kind)},
        {QStringLiteral("gene"), m_entry.gene},
        {QStringLiteral("colourMap"),
         QString::fromUtf8(mapName.data(), static_cast<qsizetype>(mapName.size()))},
        {QStringLiteral("ranges"), ranges},
        {QStringLiteral("scalesLocked"), m_scalesLocked},
        {QStringLiteral("opacity"), m_opacity},
        {QStringLiteral("overlayVisible"), m_overlayVisible},
    };
}

void DisplayState::fromJson(const QJsonObject& json)
{
    m_entry = entryFrom(json, m_entry);
    const auto map = core::colourMapNamed(json.value(QStringLiteral("colourMap")).toString().toStdString());
    m_colourMap = map.value_or(m_colourMap);
    const auto ranges = json.value(QStringLiteral("ranges")).toObject();
    for (auto it = ranges.begin(); it != ranges.end(); ++it) {
        const auto low = parseRangeBound(it.value().toArray().at(0).toString());
        const auto high = parseRangeBound(it.value().toArray().at(1).toString());
        if (low && high)
            m_ranges.insert(it.key(), {*low, *high});
    }
    m_scalesLocked = json.value(QStringLiteral("scalesLocked")).toBool(m_scalesLocked);
    m_opacity = std::clamp(json.value(QStringLiteral("opacity")).toDouble(m_opacity), 0.0, 1.0);
    m_overlayVisible = json.value(QStringLiteral("overlayVisible")).toBool(m_overlayVisible);
    emit changed();
}

} // namespace transcope::ui
