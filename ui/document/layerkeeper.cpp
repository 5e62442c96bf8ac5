#include "ui/document/layerkeeper.h"

#include "core/base/try.h"
#include "core/spots/samespots.h"
#include "ui/document/layerorder.h"
#include "ui/document/sessiontext.h"

#include <algorithm>

namespace transcope::ui {

namespace {

bool isTooLarge(const core::Layer& layer)
{
    return layer.genes.size() * layer.spots->size() > MostKeptValues;
}

/// The name that the session calls it by.
core::Result<std::string> keepImported(core::Session& session, const core::Layer& layer)
{
    TRY(const auto infos, session.layers());
    std::set<std::string> taken;
    for (const auto& info : infos)
        taken.insert(info.name);
    const auto named = renamedLayer(layer, freeName(layer.name, taken));
    TRY_RUN(session.addLayer(*named));
    return named->name;
}

} // namespace

core::Result<std::string> keepMeasured(core::Session& session, const OpenLayer& measured)
{
    const core::Layer& layer = *measured.layer;
    TRY(const auto infos, session.layers());
    const auto kept = std::ranges::find(infos, core::LayerKind::Measured, &core::LayerInfo::kind);
    if (kept != infos.end()) {
        TRY(const auto spots, session.spots(kept->spotTable));
        if (kept->genes == layer.genes && core::sameSpots(*spots, *layer.spots))
            return kept->name;
    } else if (core::sameSpots(session.spots(), *layer.spots) && !isTooLarge(layer)) {
        TRY_RUN(session.addLayer(layer));
        return layer.name;
    }
    TRY_RUN(session.setText(ExpressionTextKey, measured.source.string()));
    return std::string();
}

LayerKeeper::LayerKeeper(Document* document) : QObject(document), m_document(document)
{
    connect(document, &Document::slideChanged, this, &LayerKeeper::takeSession);
    connect(document, &Document::sessionChanged, this, &LayerKeeper::takeSession);
    connect(document, &Document::layersChanged, this, &LayerKeeper::next);
}

void LayerKeeper::takeSession()
{
    m_jobs.cancel();
    m_left.clear();
    m_session = m_document->session();
    next();
}

void LayerKeeper::next()
{
    if (!m_session || isBusy())
        return;
    const auto& layers = m_document->layers();
    const auto wanted = std::ranges::find_if(layers, [this](const OpenLayer& open) {
        const bool isOfFile =
            open.kind() == core::LayerKind::Imported || open.kind() == core::LayerKind::Measured;
        return isOfFile && open.kept.empty() && !m_left.contains(open.id);
    });
    if (wanted != layers.end())
        keep(*wanted);
}

void LayerKeeper::keep(const OpenLayer& open)
{
    const bool isMeasured = open.kind() == core::LayerKind::Measured;
    if (!isMeasured && isTooLarge(*open.layer)) {
        m_left.insert(open.id);
        emit noticed(
            tr("%1 is too large to be kept in the session: import it again when you open the session.")
                .arg(QString::fromStdString(open.layer->name)));
        next();
        return;
    }
    m_jobs.start(
        [session = m_session, open, isMeasured](const core::ProgressFn&, std::stop_token) {
            return isMeasured ? keepMeasured(*session, open) : keepImported(*session, *open.layer);
        },
        [this, id = open.id](core::Result<std::string> kept) {
            if (kept && !kept->empty()) {
                m_document->setKept(id, *kept); // layersChanged, which goes on
                return;
            }
            m_left.insert(id);
            if (!kept)
                emit failed(QString::fromStdString(kept.error().text()));
            next();
        });
}

} // namespace transcope::ui
