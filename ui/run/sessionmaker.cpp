#include "ui/run/sessionmaker.h"

#include "core/base/try.h"
#include "ui/document/paths.h"
#include "ui/run/runpreparation.h"

namespace transcope::ui {

SessionMaker::SessionMaker(Document* document, QObject* parent) : QObject(parent), m_document(document)
{
    connect(document, &Document::slideChanged, this, [this] { m_jobs.cancel(); });
}

void SessionMaker::make()
{
    const auto* slide = m_document->slide();
    if (slide == nullptr || m_document->session() || isBusy())
        return;
    const auto inputs = inputsFor(*m_document, {}, nullptr);
    core::RunPlan plan{*slide,
                       inputs.measured ? inputs.measured->layer->spots
                                       : std::make_shared<const core::SpotTable>(),
                       inputs.scale,
                       {}};
    using Session = std::shared_ptr<core::Session>;
    m_jobs.start(
        [inputs, plan](const core::ProgressFn&, std::stop_token) -> core::Result<Session> {
            TRY(const auto prepared, prepareRun(inputs, plan, dataFolder()));
            return prepared.session;
        },
        [this](core::Result<Session> session) {
            if (!session) {
                emit failed(QString::fromStdString(session.error().text()));
                return;
            }
            m_document->keepIn(*session);
            emit made(fromPath((*session)->path()));
        });
}

} // namespace transcope::ui
