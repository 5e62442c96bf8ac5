#include "ui/document/layerorder.h"

#include <QJsonArray>
#include <algorithm>
#include <map>

namespace transcope::ui {

namespace {

const QString ShownKey = QStringLiteral("shown");
const QString HiddenKey = QStringLiteral("hidden");
const QString KeptKey = QStringLiteral("kept");
const QString NameKey = QStringLiteral("name");

} // namespace

QJsonObject layerOrderToJson(const std::vector<OpenLayer>& layers, const std::set<std::string>& hidden)
{
    QJsonArray shown, away;
    for (const OpenLayer& open : layers)
        if (!open.kept.empty())
            shown << QJsonObject{{KeptKey, QString::fromStdString(open.kept)},
                                 {NameKey, QString::fromStdString(open.layer->name)}};
    for (const auto& name : hidden)
        away << QString::fromStdString(name);
    return {{ShownKey, shown}, {HiddenKey, away}};
}

std::set<std::string> applyLayerOrder(std::vector<OpenLayer>& layers, const QJsonObject& json)
{
    std::map<std::string, int> places;
    std::map<std::string, std::string> names;
    for (const auto& entry : json.value(ShownKey).toArray()) {
        const auto kept = entry[KeptKey].toString().toStdString();
        places.emplace(kept, static_cast<int>(places.size()));
        names.emplace(kept, entry[NameKey].toString().toStdString());
    }
    std::set<std::string> hidden;
    for (const auto& name : json.value(HiddenKey).toArray())
        hidden.insert(name.toString().toStdString());
    std::erase_if(layers, [&](const OpenLayer& open) { return hidden.contains(open.kept); });
    const auto placeOf = [&](const OpenLayer& open) {
        const auto place = places.find(open.kept);
        return place != places.end() ? place->second : static_cast<int>(places.size());
    };
    std::ranges::stable_sort(layers, {}, placeOf);
    std::set<std::string> taken;
    for (OpenLayer& open : layers) {
        const auto name = names.find(open.kept);
        const auto wanted = name != names.end() && !name->second.empty() ? name->second : open.layer->name;
        open.layer = renamedLayer(*open.layer, freeName(wanted, taken));
        taken.insert(open.layer->name);
    }
    return hidden;
}

std::string freeName(const std::string& wanted, const std::set<std::string>& taken)
{
    std::string name = wanted;
    for (int number = 2; taken.contains(name); ++number)
        name = wanted + " " + std::to_string(number);
    return name;
}

std::shared_ptr<const core::Layer> renamedLayer(core::Layer layer, const std::string& name)
{
    layer.name = name;
    return std::make_shared<const core::Layer>(std::move(layer));
}

} // namespace transcope::ui
