#pragma once

#include "ui/document/section.h"

#include <QJsonObject>
#include <set>
#include <string>
#include <vector>

namespace transcope::ui {

/// What a person made of a session's layers: their order, names, and which were taken out of sight. The
/// session itself goes on calling them what it calls them, so that a run finds its layer again.
QJsonObject layerOrderToJson(const std::vector<OpenLayer>& layers, const std::set<std::string>& hidden);

/// Puts the layers of a session into that order, under those names, and takes out those that were; layers
/// that the order does not know come last. The names that were hidden.
std::set<std::string> applyLayerOrder(std::vector<OpenLayer>& layers, const QJsonObject& json);

/// `wanted`, or with a number behind it where one of the names is that.
std::string freeName(const std::string& wanted, const std::set<std::string>& taken);

/// The layer under another name, which shares everything else.
std::shared_ptr<const core::Layer> renamedLayer(core::Layer layer, const std::string& name);

} // namespace transcope::ui
