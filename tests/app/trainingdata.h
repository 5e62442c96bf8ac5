#pragma once

#include "core/demo/demosection.h"

#include <QTemporaryDir>
#include <QtTest>

namespace transcope::tests {

/// Two sections of at most nine spots each (data/demo7, data/demo8), and a small network's training options
/// (tiny.json).
inline void makeTrainingData(const QTemporaryDir& folder)
{
    for (const std::uint64_t seed : {7, 8}) {
        core::DemoOptions options;
        options.seed = seed;
        options.sidePx = 1024;
        const auto section = folder.filePath("data/demo" + QString::number(seed)).toStdString();
        QVERIFY(core::writeDemoSection(section, options));
    }
    QFile config(folder.filePath("tiny.json"));
    QVERIFY(config.open(QIODevice::WriteOnly));
    config.write(
        R"({"epochs": 2, "batchSize": 4, "config": {"levels": [0, 1], "channels": 24, "embedding": 48,
                     "heads": 3, "layers": 1, "mlpHidden": 16, "channelHidden": 16}})");
}

} // namespace transcope::tests
