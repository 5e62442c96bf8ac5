#include "ui/document/layerstack.h"

#include "ui/document/layerorder.h"

#include <algorithm>
#include <utility>

namespace transcope::ui {

const OpenLayer* LayerStack::find(LayerId id) const
{
    const auto found = std::ranges::find(m_layers, id, &OpenLayer::id);
    return found == m_layers.end() ? nullptr : &*found;
}

OpenLayer* LayerStack::find(LayerId id)
{
    return const_cast<OpenLayer*>(std::as_const(*this).find(id)); // of layers that this one may change
}

LayerId LayerStack::named(const std::string& name) const
{
    const auto found =
        std::ranges::find_if(m_layers, [&](const OpenLayer& open) { return open.layer->name == name; });
    return found != m_layers.end() ? found->id : LayerId(0);
}

const OpenLayer* LayerStack::measured() const
{
    const auto found = std::ranges::find(m_layers, core::LayerKind::Measured, &OpenLayer::kind);
    return found == m_layers.end() ? nullptr : &*found;
}

LayerId LayerStack::lastPrediction() const
{
    for (auto open = m_layers.rbegin(); open != m_layers.rend(); ++open)
        if (open->kind() != core::LayerKind::Measured && open->layer->provenance.part.empty())
            return open->id;
    return 0;
}

LayerId LayerStack::add(OpenLayer open)
{
    const bool isMeasured = open.kind() == core::LayerKind::Measured;
    if (isMeasured)
        std::erase_if(m_layers,
                      [](const OpenLayer& other) { return other.kind() == core::LayerKind::Measured; });
    open.id = ++m_lastId;
    if (!isMeasured)
        open.layer = renamedLayer(*open.layer, freeName(open.layer->name, namesBut(0)));
    m_layers.insert(isMeasured ? m_layers.begin() : m_layers.end(), std::move(open));
    m_set.reset();
    return m_lastId;
}

LayerId LayerStack::replaceOrAdd(OpenLayer open)
{
    m_hidden.erase(open.kept);
    const auto earlier = std::ranges::find_if(m_layers, [&](const OpenLayer& other) {
        return other.source == open.source &&
               (open.kept.empty() ? other.layer->name == open.layer->name : other.kept == open.kept);
    });
    if (earlier == m_layers.end())
        return add(std::move(open));
    open.id = earlier->id;
    open.layer = renamedLayer(*open.layer, earlier->layer->name);
    *earlier = std::move(open);
    m_set.reset();
    return earlier->id;
}

void LayerStack::takeSession(std::vector<OpenLayer> layers, const QJsonObject& order)
{
    m_hidden = applyLayerOrder(layers, order);
    for (OpenLayer& open : layers)
        add(std::move(open));
}

void LayerStack::clear()
{
    m_layers.clear();
    m_hidden.clear();
    m_set.reset();
}

bool LayerStack::rename(LayerId id, const std::string& name)
{
    auto* open = find(id);
    if (open == nullptr)
        return false;
    open->layer = renamedLayer(*open->layer, freeName(name, namesBut(id)));
    m_set.reset();
    return true;
}

bool LayerStack::stateNormalisation(LayerId id, core::Normalisation normalisation)
{
    auto* open = find(id);
    if (open == nullptr || open->kind() != core::LayerKind::Imported)
        return false;
    core::Layer stated = *open->layer;
    stated.provenance.normalisation = normalisation;
    open->layer = std::make_shared<const core::Layer>(std::move(stated));
    if (!open->kept.empty())
        m_hidden.insert(std::exchange(open->kept, {}));
    m_set.reset();
    return true;
}

bool LayerStack::remove(LayerId id)
{
    const auto* open = find(id);
    if (open == nullptr)
        return false;
    if (!open->kept.empty())
        m_hidden.insert(open->kept);
    std::erase_if(m_layers, [id](const OpenLayer& other) { return other.id == id; });
    m_set.reset();
    return true;
}

bool LayerStack::restore(const OpenLayer& open, int position)
{
    const bool isMeasured = open.kind() == core::LayerKind::Measured;
    if (find(open.id) != nullptr || (isMeasured && measured() != nullptr))
        return false;
    const int place = isMeasured ? 0 : clampedPlace(position, static_cast<int>(m_layers.size()));
    const auto restored = m_layers.insert(m_layers.begin() + place, open);
    m_hidden.erase(open.kept);
    restored->layer = renamedLayer(*open.layer, freeName(open.layer->name, namesBut(open.id)));
    m_set.reset();
    return true;
}

bool LayerStack::move(LayerId id, int position)
{
    const auto from = std::ranges::find(m_layers, id, &OpenLayer::id);
    if (from == m_layers.end() || from->kind() == core::LayerKind::Measured)
        return false;
    const auto to = m_layers.begin() + clampedPlace(position, static_cast<int>(m_layers.size()) - 1);
    if (from < to)
        std::rotate(from, from + 1, to + 1);
    else
        std::rotate(to, from, from + 1);
    m_set.reset();
    return true;
}

void LayerStack::setKept(LayerId id, const std::string& name)
{
    if (auto* open = find(id))
        open->kept = name;
    else
        m_hidden.insert(name);
}

void LayerStack::setPadded(LayerId id, std::vector<std::uint8_t> padded)
{
    auto* open = find(id);
    if (open == nullptr)
        return;
    auto found = *open->layer;
    found.padded = std::move(padded);
    open->layer = std::make_shared<const core::Layer>(std::move(found));
    m_set.reset();
}

QJsonObject LayerStack::order() const
{
    return layerOrderToJson(m_layers, m_hidden);
}

std::shared_ptr<const core::LayerSet> LayerStack::set() const
{
    if (!m_set) {
        const auto set = std::make_shared<core::LayerSet>();
        for (const OpenLayer& open : m_layers)
            set->add(open.layer, open.isCounts);
        m_set = set;
    }
    return m_set;
}

void LayerStack::forgetDerived(LayerId id)
{
    if (const auto* open = find(id); open != nullptr && m_set)
        m_set->forget(open->layer.get());
}

std::set<std::string> LayerStack::namesBut(LayerId id) const
{
    std::set<std::string> names;
    for (const OpenLayer& open : m_layers)
        if (open.id != id)
            names.insert(open.layer->name);
    return names;
}

int LayerStack::clampedPlace(int position, int last) const
{
    return std::clamp(position, measured() != nullptr ? 1 : 0, last);
}

} // namespace transcope::ui
