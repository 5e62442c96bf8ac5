#include "app/gui/sessionparts.h"

#include "ui/panels/geneplotpanel.h"
#include "ui/panels/scorepanel.h"
#include "ui/panels/selectioncontroller.h"
#include "ui/workspace/sessionautosave.h"
#include "ui/workspace/slidepicture.h"

#include <array>

namespace transcope::app {

namespace {

const QString ScoreKey = QStringLiteral("score");
const QString ChartKey = QStringLiteral("chart");

// In the order of the enumerations.
constexpr std::array<const char*, 3> ScoreNames = {"pcc-spot", "rmse-spot", "pcc-gene"};
constexpr std::array<const char*, 3> ChartNames = {"scatter", "histogram", "ranks"};

template <class Choice> QString nameOf(const std::array<const char*, 3>& names, Choice choice)
{
    return QLatin1String(names[static_cast<std::size_t>(choice)]);
}

template <class Choice>
std::optional<Choice> choiceOf(const std::array<const char*, 3>& names, const QJsonValue& name)
{
    const auto found = std::ranges::find(names, name.toString());
    return found != names.end() ? std::optional(static_cast<Choice>(found - names.begin())) : std::nullopt;
}

} // namespace

void keepInSession(ui::SessionAutosave* autosave, ui::SelectionController* selection, ui::ScorePanel* scores,
                   ui::GenePlotPanel* charts)
{
    autosave->add({QStringLiteral("selection"), [selection] { return selection->toJson(); },
                   [selection](const QJsonObject& json) { selection->fromJson(json); }});
    autosave->add({QStringLiteral("charts"),
                   [scores, charts] {
                       return QJsonObject{{ScoreKey, nameOf(ScoreNames, scores->kind())},
                                          {ChartKey, nameOf(ChartNames, charts->chart())}};
                   },
                   [scores, charts](const QJsonObject& json) {
                       if (const auto kind = choiceOf<core::ScoreKind>(ScoreNames, json.value(ScoreKey)))
                           scores->setKind(*kind);
                       if (const auto chart =
                               choiceOf<ui::GenePlotPanel::Chart>(ChartNames, json.value(ChartKey)))
                           charts->setChart(*chart);
                   }});
    QObject::connect(selection, &ui::SelectionController::changed, autosave, &ui::SessionAutosave::saveSoon);
    QObject::connect(scores, &ui::ScorePanel::kindChanged, autosave, &ui::SessionAutosave::saveSoon);
    QObject::connect(charts, &ui::GenePlotPanel::chartChanged, autosave, &ui::SessionAutosave::saveSoon);
}

void keepInSession(ui::SessionAutosave* autosave, ui::SlidePicture* picture)
{
    autosave->add({QStringLiteral("picture"), [picture] { return picture->toJson(); },
                   [picture](const QJsonObject& json) { picture->fromJson(json); }});
    QObject::connect(picture, &ui::SlidePicture::changed, autosave, &ui::SessionAutosave::saveSoon);
}

} // namespace transcope::app
