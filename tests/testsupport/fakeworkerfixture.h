#pragma once

#include "core/rpc/messages.h"
#include "core/run/rowsource.h"
#include "tests/testsupport/fakepredictor.h"

#include <QFile>
#include <QImage>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QtTest>

#include <thread>

namespace transcope::test {

/// A folder with a small picture, its spots, and weights for tests/testsupport/fakeworker.cpp.
class FakeWorkerFixture
{
public:
    static constexpr int Columns = 10, Rows = 8, Spots = Columns * Rows, Genes = 6, Batch = 4;

    FakeWorkerFixture()
    {
        qputenv("XDG_CACHE_HOME", m_dir.filePath("cache").toLocal8Bit()); // the worker inherits it
        QImage picture(640, 512, QImage::Format_RGB888);
        for (int y = 0; y < picture.height(); ++y)
            for (int x = 0; x < picture.width(); ++x)
                picture.setPixelColor(x, y, QColor((x * 7 + y) % 256, (x + y * 5) % 256, (x * y) % 256));
        picture.save(slide());
    }

    QString file(const QString& name) const { return m_dir.filePath(name); }
    QString slide() const { return file("section.png"); }
    static std::string program() { return TRANSCOPE_BIN "/tests/fakeworker"; }

    /// Weights that behave as the fields of fakeworker.cpp say.
    QString weights(QJsonObject behaviour = {}) const
    {
        behaviour["batch"] = Batch;
        write("weights.json", QJsonDocument(behaviour).toJson());
        return file("weights.json");
    }
    /// Weights whose predictor waits before call number `call` until openGate().
    QString gatedWeights(int call) const
    {
        QFile::remove(file("gate"));
        return weights({{"gate", file("gate")}, {"gateAfter", call}});
    }
    void openGate() const { write("gate", "open"); }
    /// Blocks until the predictor stands at the gate.
    void waitUntilAtGate() const
    {
        while (!QFile::exists(file("gate.waiting")))
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    /// As gatedWeights(), but every batch from that call on needs a gate of its own.
    QString stepWeights(int call) const
    {
        QFile::remove(file("gate"));
        return weights({{"gate", file("gate")}, {"gateAfter", call}, {"gateOnce", true}});
    }
    /// Lets batches through one by one until `done` holds. A cancel travels to the worker meanwhile; with all
    /// gates open at once the run could end before it arrives.
    bool stepUntil(const std::function<bool()>& done) const
    {
        for (int step = 0; step < Spots && !done(); ++step) {
            openGate();
            if (QTest::qWaitFor(done, 50))
                return true;
        }
        return done();
    }
    /// The same for callers that wait: begins when `stop` is requested, ends with the thread.
    std::jthread stepAfter(std::stop_token stop) const
    {
        return std::jthread([this, stop = std::move(stop)](const std::stop_token& ended) {
            while (!ended.stop_requested()) {
                if (stop.stop_requested())
                    openGate();
                std::this_thread::sleep_for(std::chrono::milliseconds(20));
            }
        });
    }
    void write(const QString& name, const QByteArray& content) const
    {
        QFile out(file(name));
        if (!out.open(QIODevice::WriteOnly) || out.write(content) != content.size())
            qFatal("cannot write %s", qPrintable(name));
    }

    static core::SpotTable spots()
    {
        core::SpotTable table;
        table.lattice = core::Lattice::Square;
        table.diameterLevel0Px = 32;
        table.pitchLevel0Px = 64;
        for (int row = 0; row < Rows; ++row)
            for (int column = 0; column < Columns; ++column)
                table.spots.push_back({std::to_string(row) + "x" + std::to_string(column),
                                       {32.0 + 64 * column, 32.0 + 64 * row},
                                       row,
                                       column});
        return table;
    }
    core::PredictParams request(std::vector<int> pending = allSpots()) const
    {
        return {slide().toStdString(), spots(), std::move(pending), {}, 0};
    }
    core::RunPlan plan() const
    {
        auto opened = core::openGivenSlide(slide().toStdString(), {}, {});
        if (!opened)
            qFatal("%s", opened.error().text().c_str());
        return {std::move(*opened), std::make_shared<const core::SpotTable>(spots()), {}, {}};
    }
    /// The model of fakeworker.cpp, in this process.
    static FakePredictor predictor()
    {
        core::PatchSpec patches;
        patches.sizePx = 16;
        patches.downsamples = {1, 2};
        return FakePredictor(patches, Batch);
    }
    static std::vector<int> allSpots()
    {
        std::vector<int> all(Spots);
        for (int i = 0; i < Spots; ++i)
            all[static_cast<std::size_t>(i)] = i;
        return all;
    }

    /// What an undisturbed run in this process gives: [Spots, Genes].
    std::vector<float> expectedRows() const
    {
        FakePredictor model = predictor();
        std::vector<float> rows(Spots * Genes);
        const auto sink = [&](const core::RunRows& batch) -> core::Result<void> {
            for (std::size_t i = 0; i < batch.spots.size(); ++i)
                std::copy_n(batch.values.begin() + std::ptrdiff_t(i * Genes), Genes,
                            rows.begin() + std::ptrdiff_t(batch.spots[i]) * Genes);
            return {};
        };
        const auto summary = core::PredictorRows(model).predict(plan(), allSpots(), {}, sink, {}, {});
        if (!summary)
            qFatal("%s", summary.error().text().c_str());
        return rows;
    }

private:
    QTemporaryDir m_dir;
};

} // namespace transcope::test
