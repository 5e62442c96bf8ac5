#pragma once

#include "core/rpc/workerrows.h"
#include "tests/testsupport/fakeworkerfixture.h"

namespace transcope::test {

/// The same model in this process or behind a worker, behaving as fakeworker.cpp's fields say ("gate" only
/// behind a worker).
class RowSources
{
public:
    /// kind: "in process" or "worker". onCall: in this process, at the start of each call of the model.
    RowSources(const QString& kind, const FakeWorkerFixture& fixture, const QJsonObject& behaviour = {},
               const std::function<void(int call)>& onCall = {})
        : m_client({FakeWorkerFixture::program()})
    {
        const auto before = [behaviour, onCall](int call) -> core::Result<void> {
            if (onCall)
                onCall(call);
            if (behaviour.contains("failAfter") && call >= behaviour["failAfter"].toInt())
                return core::fail(core::ErrorCode::ModelFailure, "The fake model was told to fail",
                                  "Nothing.");
            return {};
        };
        m_predictor.before = before;
        m_section.before = before;
        m_section.mostSpots = behaviour["mostSpots"].toInt(m_section.mostSpots);
        if (kind == "worker")
            m_rows = std::make_unique<core::WorkerRows>(
                m_client, core::LoadWeightsParams{fixture.weights(behaviour).toStdString(), "auto", "auto"});
        else if (behaviour["section"].toBool())
            m_rows = std::make_unique<core::PredictorRows>(m_section);
        else
            m_rows = std::make_unique<core::PredictorRows>(m_predictor);
    }
    core::RowSource& operator*() { return *m_rows; }
    core::RowSource* operator->() { return m_rows.get(); }

private:
    FakePredictor m_predictor = FakeWorkerFixture::predictor();
    FakeSectionPredictor m_section{FakeWorkerFixture::predictor().info().patches, FakeWorkerFixture::Batch};
    core::WorkerClient m_client;
    std::unique_ptr<core::RowSource> m_rows;
};

} // namespace transcope::test
