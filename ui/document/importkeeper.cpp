#include "ui/document/importkeeper.h"

#include "core/base/try.h"
#include "ui/document/layerorder.h"
#include "ui/document/sessiontext.h"

#include <algorithm>

namespace transcope::ui {

namespace {

/// The name that the session calls it by.
core::Result<std::string> keepIn(core::Session& session, const core::Layer& layer)
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

ImportKeeper::ImportKeeper(Document* document) : QObject(document), m_document(document)
{
    connect(document, &Document::slideChanged, this, &ImportKeeper::takeSession);
    connect(document, &Document::sessionChanged, this, &ImportKeeper::takeSession);
    connect(document, &Document::layersChanged, this, &ImportKeeper::next);
}

void ImportKeeper::takeSession()
{
    m_jobs.cancel();
    m_left.clear();
    m_session = m_document->session();
    next();
}

void ImportKeeper::next()
{
    if (!m_session || isBusy())
        return;
    const auto& layers = m_document->layers();
    const auto wanted = std::ranges::find_if(layers, [this](const OpenLayer& open) {
        return open.kind() == core::LayerKind::Imported && open.kept.empty() && !m_left.contains(open.id);
    });
    if (wanted != layers.end())
        keep(*wanted);
}

void ImportKeeper::keep(const OpenLayer& open)
{
    if (open.layer->genes.size() * open.layer->spots->size() > MostKeptValues) {
        m_left.insert(open.id);
        emit noticed(
            tr("%1 is too large to be kept in the session: import it again when you open the session.")
                .arg(QString::fromStdString(open.layer->name)));
        next();
        return;
    }
    m_jobs.start([session = m_session, layer = open.layer](
                     const core::ProgressFn&, std::stop_token) { return keepIn(*session, *layer); },
                 [this, id = open.id](core::Result<std::string> kept) {
                     if (kept) {
                         m_document->setKept(id, *kept); // layersChanged, which goes on
                         return;
                     }
                     m_left.insert(id);
                     emit failed(QString::fromStdString(kept.error().text()));
                     next();
                 });
}

} // namespace transcope::ui
