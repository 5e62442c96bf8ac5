#include "ui/workspace/displaystate.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <algorithm>

namespace transcope::ui {

namespace {

const QString MapKey = QStringLiteral("map");

QJsonObject toJsonObject(const core::MapRecipe& recipe)
{
    return QJsonDocument::fromJson(QByteArray::fromStdString(core::toJson(recipe))).object();
}

/// Sessions of before recipes named a kind, and a gene where it was "gene".
core::MapRecipe recipeOfOldSession(const QJsonObject& json, const core::MapRecipe& fallback)
{
    const QString kind = json.value(QStringLiteral("kind")).toString();
    const QString gene = json.value(QStringLiteral("gene")).toString();
    for (const auto pca : {core::MapKind::PcaFirst, core::MapKind::PcaRgb}) {
        if (kind.toStdString() == core::name(pca))
            return {pca};
    }
    return gene.isEmpty() ? fallback : core::geneRecipe(gene.toStdString());
}

core::MapRecipe recipeFrom(const QJsonObject& json, const core::MapRecipe& fallback)
{
    if (!json.contains(MapKey))
        return recipeOfOldSession(json, fallback);
    const QJsonDocument document(json.value(MapKey).toObject());
    return core::recipeFromJson(document.toJson().toStdString()).value_or(fallback);
}

QString text(const core::RangeBound& bound)
{
    return QString::fromStdString(core::toText(bound));
}

} // namespace

template <class T> void DisplayState::assign(T& member, const T& value)
{
    if (member == value)
        return;
    member = value;
    emit changed();
}

QString DisplayState::gene() const
{
    return m_recipe.genes.size() == 1 ? QString::fromStdString(m_recipe.genes.front()) : QString();
}

void DisplayState::setRecipe(const core::MapRecipe& recipe)
{
    assign(m_recipe, recipe);
}

void DisplayState::setColourMap(core::ColourMap map)
{
    assign(m_colourMap, map);
}

void DisplayState::setRange(const core::RangeBound& low, const core::RangeBound& high)
{
    if (range() == Range{low, high})
        return;
    m_ranges.insert(rangeKey(), {low, high});
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
    return m_ranges.value(rangeKey());
}

QJsonObject DisplayState::toJson() const
{
    QJsonObject ranges;
    for (auto it = m_ranges.begin(); it != m_ranges.end(); ++it)
        ranges.insert(it.key(), QJsonArray{text(it->low), text(it->high)});
    const auto mapName = core::name(m_colourMap);
    return {
        {MapKey, toJsonObject(m_recipe)},
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
    m_recipe = recipeFrom(json, m_recipe);
    const auto map = core::colourMapNamed(json.value(QStringLiteral("colourMap")).toString().toStdString());
    m_colourMap = map.value_or(m_colourMap);
    const auto ranges = json.value(QStringLiteral("ranges")).toObject();
    for (auto it = ranges.begin(); it != ranges.end(); ++it) {
        const auto low = core::parseRangeBound(it.value().toArray().at(0).toString().toStdString());
        const auto high = core::parseRangeBound(it.value().toArray().at(1).toString().toStdString());
        if (low && high)
            m_ranges.insert(it.key(), {*low, *high});
    }
    m_scalesLocked = json.value(QStringLiteral("scalesLocked")).toBool(m_scalesLocked);
    m_opacity = std::clamp(json.value(QStringLiteral("opacity")).toDouble(m_opacity), 0.0, 1.0);
    m_overlayVisible = json.value(QStringLiteral("overlayVisible")).toBool(m_overlayVisible);
    emit changed();
}

} // namespace transcope::ui
