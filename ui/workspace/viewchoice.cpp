#include "ui/workspace/viewchoice.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <algorithm>

namespace transcope::ui {

namespace {

const QString LayerKey = QStringLiteral("layer");
const QString KindKey = QStringLiteral("kind");
const QString OwnMapKey = QStringLiteral("map");
const QString BesideKey = QStringLiteral("beside");
const QString DividerKey = QStringLiteral("divider");
const QString AloneKey = QStringLiteral("alone"); ///< what is not shared

QString nameOf(ViewLink link)
{
    switch (link) {
    case ViewLink::Place:
        return QStringLiteral("place");
    case ViewLink::Rotation:
        return QStringLiteral("rotation");
    case ViewLink::Gene:
        return QStringLiteral("gene");
    case ViewLink::Range:
        break;
    }
    return QStringLiteral("range");
}

constexpr std::array<const char*, 3> BesideNames = {"nothing", "swipe", "flipped"};

Beside besideNamed(const QString& text)
{
    const auto found = std::ranges::find(BesideNames, text);
    return found == BesideNames.end() ? Beside::Nothing : static_cast<Beside>(found - BesideNames.begin());
}

std::optional<core::MapKind> kindNamed(const QString& text)
{
    for (int kind = 0; kind <= static_cast<int>(core::MapKind::Padded); ++kind)
        if (core::name(static_cast<core::MapKind>(kind)) == text.toStdString())
            return static_cast<core::MapKind>(kind);
    return std::nullopt;
}

} // namespace

QJsonObject recipeToJson(const core::MapRecipe& recipe)
{
    return QJsonDocument::fromJson(QByteArray::fromStdString(core::toJson(recipe))).object();
}

core::MapRecipe recipeFrom(const QJsonObject& json, const core::MapRecipe& fallback)
{
    return core::recipeFromJson(QJsonDocument(json).toJson().toStdString()).value_or(fallback);
}

QJsonObject toJson(const ViewChoice& choice, const LayerNameFn& layerName)
{
    QJsonArray alone;
    for (const auto link : AllViewLinks)
        if (!choice.isLinked(link))
            alone << nameOf(link);
    QJsonObject json{{LayerKey, layerName(choice.layer)},
                     {AloneKey, alone},
                     {BesideKey, QLatin1String(BesideNames[static_cast<std::size_t>(choice.beside)])},
                     {DividerKey, choice.divider}};
    if (choice.kind) {
        const auto kind = core::name(*choice.kind);
        json.insert(KindKey, QString::fromUtf8(kind.data(), static_cast<qsizetype>(kind.size())));
    }
    if (!choice.isLinked(ViewLink::Gene))
        json.insert(OwnMapKey, recipeToJson(choice.recipe));
    return json;
}

ViewChoice viewChoiceFrom(const QJsonObject& json, const LayerIdFn& idOf)
{
    ViewChoice choice;
    choice.layer = idOf(json.value(LayerKey).toString());
    choice.kind = kindNamed(json.value(KindKey).toString());
    choice.recipe = recipeFrom(json.value(OwnMapKey).toObject(), choice.recipe);
    choice.beside = besideNamed(json.value(BesideKey).toString());
    choice.divider = json.value(DividerKey).toDouble(choice.divider);
    const auto alone = json.value(AloneKey).toArray();
    for (const auto link : AllViewLinks)
        choice.setLinked(link, !alone.contains(nameOf(link)));
    return choice;
}

} // namespace transcope::ui
