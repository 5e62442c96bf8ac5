#include "ui/workspace/displaystate.h"

#include <QJsonArray>
#include <algorithm>
#include <array>

namespace transcope::ui {

namespace {

const QString MapKey = QStringLiteral("map");
const QString ViewsKey = QStringLiteral("views");
const QString CurrentKey = QStringLiteral("current");
const QString FullKey = QStringLiteral("full");
const QString GridKey = QStringLiteral("grid"); ///< of earlier sessions: a grid or not
const QString ArrangementKey = QStringLiteral("arrangement");
const QString StyleKey = QStringLiteral("style");
const QString MarkKey = QStringLiteral("mark");
const QString SmoothKey = QStringLiteral("smooth");
const QString ContoursKey = QStringLiteral("contours");
const QString LogKey = QStringLiteral("log");
const QString HiddenKey = QStringLiteral("hiddenCategories");

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

QString text(const core::RangeBound& bound)
{
    return QString::fromStdString(core::toText(bound));
}

QString toQString(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

/// The threshold last, where there is one.
QJsonArray jsonOf(const DisplayState::Range& range)
{
    QJsonArray json{text(range.low), text(range.high)};
    if (range.threshold)
        json << text(*range.threshold);
    return json;
}

/// Of a range that a view shares with no other.
QString ownKey(int view, const QString& key)
{
    return QStringLiteral("%1/").arg(view) + key;
}

constexpr std::array<const char*, 3> ArrangementNames = {"best", "row", "grid"};

Arrangement arrangementFrom(const QJsonObject& json)
{
    const auto found = std::ranges::find(ArrangementNames, json.value(ArrangementKey).toString());
    if (found != ArrangementNames.end())
        return static_cast<Arrangement>(found - ArrangementNames.begin());
    return json.value(GridKey).toBool() ? Arrangement::Grid : Arrangement::Best;
}

bool needsOneGene(core::MapKind kind)
{
    return kind == core::MapKind::Gene || kind == core::MapKind::Difference ||
           kind == core::MapKind::Disagreement;
}

} // namespace

template <class T> void DisplayState::assign(T& member, const T& value)
{
    if (member == value)
        return;
    member = value;
    emit changed();
}

void DisplayState::keepIndicesValid()
{
    const int last = static_cast<int>(m_views.size()) - 1;
    m_current = std::clamp(m_current, 0, last);
    if (m_full > last || last == 0)
        m_full = -1;
}

void DisplayState::setViews(std::vector<ViewChoice> views)
{
    views.resize(std::clamp<std::size_t>(views.size(), 1, MostViews));
    if (views == m_views)
        return;
    m_views = std::move(views);
    keepIndicesValid();
    emit changed();
}

void DisplayState::setView(int view, const ViewChoice& choice)
{
    auto views = m_views;
    views.at(static_cast<std::size_t>(view)) = choice;
    setViews(std::move(views));
}

void DisplayState::closeView(int view)
{
    if (m_views.size() < 2)
        return;
    m_views.erase(m_views.begin() + view);
    m_full = -1;
    if (m_current > view)
        --m_current;
    keepIndicesValid();
    moveOwnRanges(view);
    emit viewClosed(view);
    emit changed();
}

/// Ranges that a view shares with no other are kept under its number.
void DisplayState::moveOwnRanges(int closedView)
{
    QMap<QString, Range> moved;
    for (auto it = m_ranges.begin(); it != m_ranges.end(); ++it) {
        bool isOwn = false;
        const int view = it.key().section(QLatin1Char('/'), 0, 0).toInt(&isOwn);
        if (!isOwn || view < closedView)
            moved.insert(it.key(), *it);
        else if (view > closedView)
            moved.insert(ownKey(view - 1, it.key().section(QLatin1Char('/'), 1)), *it);
    }
    m_ranges = std::move(moved);
}

void DisplayState::setCurrent(int view)
{
    assign(m_current, std::clamp(view, 0, static_cast<int>(m_views.size()) - 1));
}

void DisplayState::setFull(int view)
{
    assign(m_full, m_views.size() > 1 && view < static_cast<int>(m_views.size()) ? view : -1);
}

void DisplayState::setArrangement(Arrangement arrangement)
{
    assign(m_arrangement, arrangement);
}

const core::MapRecipe& DisplayState::chosenFor(int view) const
{
    const auto& choice = m_views.at(static_cast<std::size_t>(view));
    return choice.isLinked(ViewLink::Gene) ? m_recipe : choice.recipe;
}

QString DisplayState::gene() const
{
    return recipe().genes.size() == 1 ? QString::fromStdString(recipe().genes.front()) : QString();
}

core::MapRecipe DisplayState::recipeOf(int view) const
{
    auto recipe = plainRecipeOf(view);
    recipe.style = m_style;
    recipe.style.threshold = rangeOf(view).threshold;
    if (const auto hidden = m_hidden.find(recipe.column);
        recipe.kind == core::MapKind::Observation && hidden != m_hidden.end())
        recipe.style.hidden = hidden->second;
    return recipe;
}

/// In the usual style.
core::MapRecipe DisplayState::plainRecipeOf(int view) const
{
    const auto& chosen = chosenFor(view);
    const auto kind = m_views.at(static_cast<std::size_t>(view)).kind;
    if (!kind)
        return chosen;
    if (!needsOneGene(*kind))
        return {*kind};
    const auto gene = chosen.genes.size() == 1 ? chosen.genes.front() : m_gene;
    return gene.empty() ? chosen : core::MapRecipe{*kind, {gene}};
}

void DisplayState::setRecipe(const core::MapRecipe& recipe)
{
    if (recipe.kind == core::MapKind::Gene)
        m_gene = recipe.genes.front();
    auto& choice = m_views.at(static_cast<std::size_t>(m_current));
    assign(choice.isLinked(ViewLink::Gene) ? m_recipe : choice.recipe, recipe);
}

void DisplayState::setColourMap(core::ColourMap map)
{
    assign(m_colourMap, map);
}

void DisplayState::setMark(core::SpotMark mark)
{
    assign(m_style.mark, mark);
}

void DisplayState::setSmooth(bool smooth)
{
    assign(m_style.smooth, smooth);
}

void DisplayState::setContours(int contours)
{
    assign(m_style.contours, std::clamp(contours, 0, core::MostContours));
}

void DisplayState::setLogScale(bool log)
{
    assign(m_style.logScale, log);
}

void DisplayState::toggleCategory(int view, const std::string& category)
{
    const auto shown = plainRecipeOf(view);
    if (shown.kind != core::MapKind::Observation)
        return;
    auto& hidden = m_hidden[shown.column];
    if (std::erase(hidden, category) == 0)
        hidden.push_back(category);
    emit changed();
}

QString DisplayState::rangeKey(int view) const
{
    const auto key = QString::fromStdString(core::recipeKey(plainRecipeOf(view)));
    const bool isShared = m_views.at(static_cast<std::size_t>(view)).isLinked(ViewLink::Range);
    return isShared ? key : ownKey(view, key);
}

DisplayState::Range DisplayState::rangeOf(int view) const
{
    return m_ranges.value(rangeKey(view));
}

void DisplayState::setRangeOf(int view, const Range& range)
{
    if (rangeOf(view) == range)
        return;
    m_ranges.insert(rangeKey(view), range);
    emit changed();
}

bool DisplayState::scalesLocked() const
{
    return std::ranges::all_of(m_views,
                               [](const ViewChoice& view) { return view.isLinked(ViewLink::Range); });
}

void DisplayState::setScalesLocked(bool locked)
{
    auto views = m_views;
    for (auto& view : views)
        view.setLinked(ViewLink::Range, locked);
    setViews(std::move(views));
}

void DisplayState::setOpacity(double opacity)
{
    assign(m_opacity, std::clamp(opacity, 0.0, 1.0));
}

void DisplayState::setOverlayVisible(bool visible)
{
    assign(m_overlayVisible, visible);
}

QJsonObject DisplayState::toJson(const LayerNameFn& nameOf) const
{
    QJsonObject ranges;
    for (auto it = m_ranges.begin(); it != m_ranges.end(); ++it)
        ranges.insert(it.key(), jsonOf(*it));
    QJsonArray views;
    for (const auto& view : m_views)
        views << ui::toJson(view, nameOf);
    QJsonObject hidden;
    for (const auto& [column, categories] : m_hidden) {
        QJsonArray names;
        for (const auto& category : categories)
            names << QString::fromStdString(category);
        hidden.insert(QString::fromStdString(column), names);
    }
    return {
        {MapKey, recipeToJson(m_recipe)},
        {QStringLiteral("colourMap"), toQString(core::name(m_colourMap))},
        {QStringLiteral("ranges"), ranges},
        {QStringLiteral("opacity"), m_opacity},
        {QStringLiteral("overlayVisible"), m_overlayVisible},
        {StyleKey, QJsonObject{{MarkKey, toQString(core::name(m_style.mark))},
                               {SmoothKey, m_style.smooth},
                               {ContoursKey, m_style.contours},
                               {LogKey, m_style.logScale}}},
        {HiddenKey, hidden},
        {ViewsKey, views},
        {CurrentKey, m_current},
        {FullKey, m_full},
        {ArrangementKey, QLatin1String(ArrangementNames[static_cast<std::size_t>(m_arrangement)])},
    };
}

void DisplayState::fromJson(const QJsonObject& json, const LayerIdFn& idOf)
{
    m_recipe = json.contains(MapKey) ? recipeFrom(json.value(MapKey).toObject(), m_recipe)
                                     : recipeOfOldSession(json, m_recipe);
    if (m_recipe.kind == core::MapKind::Gene)
        m_gene = m_recipe.genes.front();
    const auto map = core::colourMapNamed(json.value(QStringLiteral("colourMap")).toString().toStdString());
    m_colourMap = map.value_or(m_colourMap);
    const auto ranges = json.value(QStringLiteral("ranges")).toObject();
    for (auto it = ranges.begin(); it != ranges.end(); ++it) {
        const auto bound = [&](int at) {
            return core::parseRangeBound(it.value().toArray().at(at).toString().toStdString());
        };
        if (bound(0) && bound(1))
            m_ranges.insert(it.key(), {*bound(0), *bound(1), bound(2)});
    }
    const auto style = json.value(StyleKey).toObject();
    m_style.mark = core::spotMarkNamed(style.value(MarkKey).toString().toStdString()).value_or(m_style.mark);
    m_style.smooth = style.value(SmoothKey).toBool(m_style.smooth);
    m_style.contours = std::clamp(style.value(ContoursKey).toInt(m_style.contours), 0, core::MostContours);
    m_style.logScale = style.value(LogKey).toBool(m_style.logScale);
    const auto hidden = json.value(HiddenKey).toObject();
    for (auto it = hidden.begin(); it != hidden.end(); ++it) {
        auto& categories = m_hidden[it.key().toStdString()];
        categories.clear();
        for (const auto& category : it.value().toArray())
            categories.push_back(category.toString().toStdString());
    }
    m_opacity = std::clamp(json.value(QStringLiteral("opacity")).toDouble(m_opacity), 0.0, 1.0);
    m_overlayVisible = json.value(QStringLiteral("overlayVisible")).toBool(m_overlayVisible);
    std::vector<ViewChoice> views;
    for (const auto& view : json.value(ViewsKey).toArray())
        views.push_back(viewChoiceFrom(view.toObject(), idOf));
    views.resize(std::min<std::size_t>(views.size(), MostViews));
    if (!views.empty()) {
        m_views = std::move(views);
        m_current = json.value(CurrentKey).toInt();
        m_full = json.value(FullKey).toInt(-1);
        m_arrangement = arrangementFrom(json);
        keepIndicesValid();
    }
    emit changed();
}

} // namespace transcope::ui
